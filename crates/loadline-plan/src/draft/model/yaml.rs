//! Writing YAML lines with comments. Knows how to quote, not what is written.

/// Text of a model as it grows, and which of its values are defaults.
pub(super) struct Yaml {
    text: String,
    /// Keys on the way to where the next line stands.
    way: Vec<String>,
    /// Id path of every default, with the assumption that it rests on.
    defaults: Vec<(String, String)>,
}

/// Column at which comments behind values stand, where there is room.
const COMMENT: usize = 48;
/// Column up to which lists are written.
const WIDTH: usize = 110;
/// The assumption behind a default that names no other.
const ARCHITECTURE: &str = "architecture";
/// The assumption behind owners.
const OWNER: &str = "owners";
/// What an owner is called until somebody names one.
pub(super) const NOBODY: &str = "owner-to-be-named";

impl Yaml {
    pub(super) fn new() -> Self {
        Self { text: String::new(), way: Vec::new(), defaults: Vec::new() }
    }

    /// A line of its own, at a depth of two spaces each. A value in it is a part of the default architecture.
    pub(super) fn line(&mut self, depth: usize, text: &str) {
        let assumption = if text.contains(NOBODY) { OWNER } else { ARCHITECTURE };
        self.plain(depth, text, Some(assumption));
    }

    /// A line whose value is no default: the statement gives it, or nothing else could stand there.
    pub(super) fn fact(&mut self, depth: usize, text: &str) {
        self.plain(depth, text, None);
    }

    fn plain(&mut self, depth: usize, text: &str, assumption: Option<&str>) {
        self.note(depth, text, assumption);
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A line with a comment behind it. One that begins with `default` says that the value is one, and
    /// `see assumptions/ID` which assumption it rests on.
    pub(super) fn said(&mut self, depth: usize, text: &str, comment: &str) {
        let named = comment.split_once("see assumptions/").map(|(_, rest)| {
            rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or(rest)
        });
        let assumption = match named {
            None if text.contains(NOBODY) => Some(OWNER),
            None if comment.starts_with("default") => Some(ARCHITECTURE),
            named => named,
        };
        self.note(depth, text, assumption);
        let line = format!("{}{text}", "  ".repeat(depth));
        let pad = COMMENT.saturating_sub(line.chars().count()).max(1);
        self.text.push_str(&format!("{line}{}# {}\n", " ".repeat(pad), one_line(comment)));
    }

    /// Remembers the path of every value in a line, and what it rests on.
    fn note(&mut self, depth: usize, text: &str, assumption: Option<&str>) {
        self.way.truncate(depth);
        let (key, value) = text.split_once(": ").unwrap_or((text.trim_end_matches(':'), ""));
        self.way.push(key.to_owned());
        if let Some(assumption) = assumption.filter(|_| !value.is_empty()) {
            values(self.way.join("/"), value, &mut |path| self.defaults.push((path, assumption.to_owned())));
        }
    }

    /// Id paths of the values that rest on an assumption, each by itself: an assumption about what is above them would
    /// stand in for whatever is missing there, too.
    pub(super) fn about(&self, assumption: &str) -> Vec<&str> {
        let defaults = self.defaults.iter().filter(|(_, rests_on)| rests_on == assumption);
        defaults.map(|(path, _)| path.as_str()).collect()
    }

    /// A list of words over as many lines as it needs.
    pub(super) fn list(&mut self, depth: usize, key: &str, items: &[String]) {
        let indent = "  ".repeat(depth);
        let mut line = format!("{indent}{key}: [");
        for (index, item) in items.iter().enumerate() {
            let end = if index + 1 == items.len() { "]" } else { "," };
            if line.len() + item.len() > WIDTH {
                self.text.push_str(line.trim_end());
                self.text.push('\n');
                line = format!("{indent}  ");
            }
            line.push_str(&format!("{item}{end} "));
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// A section: an empty line, then its key.
    pub(super) fn section(&mut self, key: &str) {
        self.text.push('\n');
        self.line(0, &format!("{key}:"));
    }

    /// A comment on a line of its own.
    pub(super) fn comment(&mut self, text: &str) {
        self.text.push_str(&format!("# {}\n", one_line(text)));
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// Calls `found` with the path of every single value: of a map in braces with those in it.
fn values(path: String, value: &str, found: &mut impl FnMut(String)) {
    let Some(inside) = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
        found(path);
        return;
    };
    let (mut deep, mut start) = (0_i32, 0);
    let end = inside.len();
    for (at, c) in inside.char_indices().chain([(end, ',')]) {
        match c {
            '{' | '[' => deep += 1,
            '}' | ']' => deep -= 1,
            ',' if deep == 0 => {
                if let Some((key, value)) = inside.get(start..at).and_then(|part| part.split_once(": ")) {
                    values(format!("{path}/{}", key.trim()), value.trim(), found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// Text without line breaks, control characters and marks that change the direction of reading.
fn one_line(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{85}')
    };
    let plain: String = text.chars().map(|c| if hidden(c) { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a statement for a comment: on one line, in quotes, not too long.
pub(super) fn excerpt(text: &str) -> String {
    let plain = one_line(text);
    let mut short: String = plain.chars().take(60).collect();
    if short.len() < plain.len() {
        short.push('…');
    }
    format!("\"{short}\"")
}

/// A value in double quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// An id: lower-case words with hyphens.
pub(super) fn id(text: &str) -> String {
    let mut id = String::new();
    for c in text.to_lowercase().chars().take(60) {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    if id.starts_with(|c: char| c.is_ascii_lowercase()) {
        id.to_owned()
    } else {
        format!("x-{id}").trim_end_matches('-').to_owned()
    }
}

/// A rate as the model writes it.
pub(super) fn rate(per_second: f64) -> String {
    format!("{per_second}rps")
}

/// A duration as the model writes it, in the largest unit that is whole.
pub(super) fn duration(seconds: f64) -> String {
    // Years are written in days: the language takes a year for longer than 365.
    const UNITS: &[(&str, f64)] =
        &[("d", 86_400.0), ("h", 3_600.0), ("m", 60.0), ("s", 1.0), ("ms", 1e-3), ("us", 1e-6)];
    if seconds <= 0.0 {
        return "0s".to_owned();
    }
    for (unit, one) in UNITS {
        let count = seconds / one;
        if count >= 1.0 && (count - count.round()).abs() < 1e-9 * count {
            return format!("{}{unit}", count.round());
        }
    }
    format!("{}ms", (seconds * 1e6).round() / 1e3)
}

/// A size as the model writes it, in bytes where no larger unit is whole.
pub(super) fn size(bytes: f64) -> String {
    for (unit, one) in [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)] {
        let count = bytes / one;
        if count >= 1.0 && (count * 1e3).fract() == 0.0 {
            return format!("{count}{unit}");
        }
    }
    format!("{}B", bytes.round())
}

/// A share as the model writes it.
pub(super) fn share(share: f64) -> String {
    format!("{}%", (share.clamp(0.0, 1.0) * 1e12).round() / 1e10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_known_by_its_path() {
        let mut out = Yaml::new();
        out.section("services");
        out.line(1, "api:");
        out.line(2, "owner: owner-to-be-named");
        out.said(2, "auth: oidc", "default, see assumptions/identity");
        out.said(2, "capacity: {rps: 300}", "given: \"300\"");
        out.line(2, "needs:");
        out.line(3, "db.sql: {kind: hard, for: [a, b], backoff: {first: 1s, most: 2s}}");
        assert_eq!(out.about("owners"), ["services/api/owner"]);
        assert_eq!(out.about("identity"), ["services/api/auth"]);
        let need = "services/api/needs/db.sql";
        let below = ["kind", "for", "backoff/first", "backoff/most"];
        assert_eq!(out.about(ARCHITECTURE), below.map(|key| format!("{need}/{key}")));
    }

    #[test]
    fn values_as_the_language_writes_them() {
        assert_eq!(duration(7.0 * 365.0 * 86_400.0), "2555d");
        assert_eq!(duration(0.8), "800ms");
        assert_eq!(duration(90.0), "90s");
        assert_eq!(size(2_000.0), "2kB");
        assert_eq!(size(4_096.0), "4.096kB");
        assert_eq!(size(600.0), "600B");
        assert_eq!(share(0.9995), "99.95%");
        assert_eq!(id("Write-API call!"), "write-api-call");
        assert_eq!(id("écrire"), "crire");
        assert_eq!(id("12"), "x-12");
        assert_eq!(quoted("say \"hi\"\nthere\u{202e}"), "\"say \\\"hi\\\" there\"");
    }
}
