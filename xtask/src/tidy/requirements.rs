//! The requirement ids that rules may name: first column of the tables in `docs/requirements.md`.

use std::collections::BTreeMap;

use crate::repository::TrackedFile;
use crate::violation::Violation;

/// Where the requirements are kept.
const REQUIREMENTS: &str = "docs/requirements.md";

/// Requirement id → lines on which a row defines it.
pub(super) type Known = BTreeMap<String, Vec<usize>>;

/// The ids of all rows.
pub(super) fn read(files: &[TrackedFile]) -> Known {
    let mut known = Known::new();
    for (number, line) in files.iter().filter(|file| file.path == REQUIREMENTS).flat_map(TrackedFile::lines) {
        if let Some(id) = line.strip_prefix("| ").and_then(|rest| rest.split(" |").next())
            && is_id(id)
        {
            known.entry(id.to_owned()).or_default().push(number);
        }
    }
    known
}

/// Ids that two rows define.
pub(super) fn check(known: &Known) -> Vec<Violation> {
    known
        .iter()
        .flat_map(|(id, lines)| lines.iter().skip(1).map(move |line| (id, *line)))
        .map(|(id, line)| Violation {
            path: REQUIREMENTS.to_owned(),
            line,
            what: format!("`{id}` is defined twice"),
            why: "an id names one requirement",
        })
        .collect()
}

/// Whether this is a capital letter and a number, perhaps with a part: `D6`, `P14.3`.
fn is_id(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| first.is_ascii_uppercase())
        && chars.as_str().split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_first_column_and_refuses_doubles() {
        let text = "| ID | Text |\n|---|---|\n| D6 | a |\n| P14.3 | b |\n| D6 | c |\n";
        let file = TrackedFile { path: REQUIREMENTS.to_owned(), text: Some(text.to_owned()) };
        let known = read(&[file]);
        assert_eq!(known.keys().collect::<Vec<_>>(), ["D6", "P14.3"]);
        assert_eq!(check(&known)[0].line, 5);
    }
}
