//! Writing YAML lines with comments. Knows how to quote, not what is written.

/// Text of a model as it grows.
pub(super) struct Yaml(String);

/// Column at which comments behind values stand, where there is room.
const COMMENT: usize = 48;

impl Yaml {
    pub(super) fn new() -> Self {
        Self(String::new())
    }

    /// A line of its own, at a depth of two spaces each.
    pub(super) fn line(&mut self, depth: usize, text: &str) {
        self.0.push_str(&"  ".repeat(depth));
        self.0.push_str(text);
        self.0.push('\n');
    }

    /// A line with a comment behind it.
    pub(super) fn said(&mut self, depth: usize, text: &str, comment: &str) {
        let line = format!("{}{text}", "  ".repeat(depth));
        let pad = COMMENT.saturating_sub(line.chars().count()).max(1);
        self.0.push_str(&format!("{line}{}# {}\n", " ".repeat(pad), one_line(comment)));
    }

    /// A section: an empty line, then its key.
    pub(super) fn section(&mut self, key: &str) {
        self.0.push('\n');
        self.line(0, &format!("{key}:"));
    }

    /// A comment on a line of its own.
    pub(super) fn comment(&mut self, text: &str) {
        self.0.push_str(&format!("# {}\n", one_line(text)));
    }

    pub(super) fn finish(self) -> String {
        self.0
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
