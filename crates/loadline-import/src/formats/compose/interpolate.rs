//! `${VARIABLE}` in compose values, filled from the `.env` files given to the import and from the defaults written there.
//!
//! The machine's own environment is never asked: the same files give the same model everywhere.

use crate::journal::Journal;
use loadline_base::{FileId, Span};
use std::collections::HashMap;

/// Filling in stops when a text has grown to this many bytes.
const MAX_FILLED: usize = 64 << 10;
/// The longest `${…}` that is understood, in characters.
const MAX_EXPRESSION: usize = 512;

/// A line of an env file.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) at: Span,
}

/// The env files of one import.
#[derive(Debug, Default)]
pub(super) struct Variables {
    files: Vec<(String, Vec<Line>)>,
    /// What `.env` itself sets, for filling in values.
    values: HashMap<String, String>,
}

/// Whether a file is an env file by its name: `.env`, `web.env`, `.env.local`.
pub(super) fn is_env_file(name: &str) -> bool {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    base.starts_with(".env") || base.ends_with(".env")
}

impl Variables {
    /// Reads the env files.
    pub(super) fn load(files: &[FileId], journal: &mut Journal) -> Self {
        let mut variables = Self::default();
        for file in files {
            let name = journal.sources.file(*file).name().to_owned();
            let lines = lines(*file, journal.sources.file(*file).text());
            if name.rsplit(['/', '\\']).next() == Some(".env") {
                variables.values.extend(lines.iter().map(|line| (line.name.clone(), line.value.clone())));
            }
            journal.used.push(*file);
            variables.files.push((name, lines));
        }
        variables
    }

    /// The lines of the env file that a compose file calls `path`; `None` when it was not given.
    pub(super) fn file(&self, path: &str) -> Option<&[Line]> {
        let wanted = path.trim_start_matches("./");
        let fits = |name: &str| name == wanted || name.ends_with(&format!("/{wanted}"));
        self.files.iter().find(|(name, _)| fits(name)).map(|(_, lines)| lines.as_slice())
    }

    /// `text` with its variables filled in; those that nobody sets stay as they are written, and so does a text that
    /// would grow beyond all use.
    pub(super) fn fill(&self, text: &str) -> String {
        self.fill_to(text, 8)
    }

    fn fill_to(&self, text: &str, depth: usize) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('$') {
            if out.len() > MAX_FILLED {
                break;
            }
            out.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let (written, filled) = if after.starts_with('$') {
                (1, Some("$".to_owned()))
            } else if let Some(inner) = after.strip_prefix('{') {
                match closing(inner) {
                    Some(end) => (end + 2, self.expand(&inner[..end], depth)),
                    None => (0, None),
                }
            } else {
                let end = after.find(|c: char| !is_name(c)).unwrap_or(after.len());
                (end, self.values.get(&after[..end]).cloned())
            };
            match filled {
                Some(filled) => out.push_str(&filled),
                None => out.push_str(&rest[at..=at + written]),
            }
            rest = &after[written..];
        }
        out.push_str(rest);
        out
    }

    /// What stands between `${` and `}`: `NAME`, `NAME:-default`, `NAME-default`, `NAME:?message`, `NAME:+other`.
    fn expand(&self, inner: &str, depth: usize) -> Option<String> {
        let end = inner.find(|c: char| !is_name(c)).unwrap_or(inner.len());
        let value = self.values.get(&inner[..end]);
        let operator = inner[end..].trim_start_matches(':');
        let set = value.filter(|value| !(inner[end..].starts_with(':') && value.is_empty()));
        if let Some(other) = operator.strip_prefix('+') {
            return set.map(|_| other.to_owned());
        }
        match operator.strip_prefix('-') {
            _ if set.is_some() => set.cloned(),
            Some(default) if depth > 0 => Some(self.fill_to(default, depth - 1)),
            _ => None,
        }
    }
}

/// The `}` that closes a `${`, nested ones skipped.
fn closing(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (i, c) in text.char_indices().take(MAX_EXPRESSION) {
        match c {
            '{' => open += 1,
            '}' if open == 0 => return Some(i),
            '}' => open -= 1,
            _ => {}
        }
    }
    None
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn lines(file: FileId, text: &str) -> Vec<Line> {
    let mut start = 0_usize;
    let mut lines = Vec::new();
    for raw in text.split_inclusive('\n') {
        let at = u32::try_from(start).unwrap_or(u32::MAX);
        start += raw.len();
        let line = raw.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        if line.starts_with('#') {
            continue;
        }
        if let Some((name, value)) = line.split_once('=') {
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            lines.push(Line { name: name.trim().to_owned(), value, at: Span::new(file, at, at) });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_or_left() {
        let mut variables = Variables::default();
        variables.values.insert("HOST".into(), "db".into());
        variables.values.insert("EMPTY".into(), String::new());
        for (text, filled) in [
            ("${HOST}:5432", "db:5432"),
            ("$HOST/x", "db/x"),
            ("${NO:-a${HOST}b}", "adbb"),
            ("${EMPTY:-x}${EMPTY-x}", "x"),
            ("${TAG} $$5 $ ${", "${TAG} $5 $ ${"),
            ("${NO:?must be set}", "${NO:?must be set}"),
            ("${HOST:+set}${NO:+set}", "set${NO:+set}"),
            ("é$é", "é$é"),
        ] {
            assert_eq!(variables.fill(text), filled);
        }
    }
}
