//! The rule families: folder, hundred of codes, first free code.
//! Codes never move, so a line here is changed only by adding one.

/// One family of rules.
pub(crate) struct Family {
    /// Folder under `crates/loadline-check/src/rules`.
    pub(crate) folder: &'static str,
    /// The digit after `LL`.
    pub(crate) digit: u16,
    /// The lowest code of a rule in this family; codes below are diagnostics of the reader.
    pub(crate) first: u16,
}

impl Family {
    /// Whether `code` has the form `LLnnn` and belongs to this family.
    pub(crate) fn owns(&self, code: &str) -> bool {
        number(code).is_some_and(|number| number / 100 == self.digit && number % 100 >= self.first % 100)
    }
}

/// The number in a code of the form `LLnnn`.
pub(crate) fn number(code: &str) -> Option<u16> {
    code.strip_prefix("LL").filter(|digits| digits.len() == 3)?.parse().ok()
}

/// All families, by code.
pub(crate) const FAMILIES: &[Family] = &[
    Family { folder: "model", digit: 0, first: 10 },
    Family { folder: "state", digit: 1, first: 101 },
    Family { folder: "dependencies", digit: 2, first: 201 },
    Family { folder: "capacity", digit: 3, first: 301 },
    Family { folder: "recovery", digit: 4, first: 401 },
    Family { folder: "observability", digit: 5, first: 501 },
    Family { folder: "rollout", digit: 6, first: 601 },
    Family { folder: "security", digit: 7, first: 701 },
    Family { folder: "privacy", digit: 8, first: 801 },
    Family { folder: "governance", digit: 9, first: 901 },
];

/// The folder that holds the families.
pub(crate) const RULES: &str = "crates/loadline-check/src/rules";

/// The family kept in `folder`.
pub(crate) fn family(folder: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.folder == folder)
}

/// The names listed in a family's `rules! { … }` table, with their line numbers.
pub(crate) fn listed(table: &str) -> Vec<(usize, &str)> {
    table
        .lines()
        .enumerate()
        .skip_while(|(_, line)| !line.starts_with("rules! {"))
        .skip(1)
        .take_while(|(_, line)| !line.starts_with('}'))
        .filter_map(|(index, line)| Some((index + 1, line.trim().strip_suffix(',')?)))
        .filter(|(_, name)| !name.starts_with("//"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_lists_its_rules_in_order() {
        let table =
            "//! LL2.\nrules! {\n    missing_timeout,\n    // later\n    retry_storm,\n}\n\nfn other() {}\n";
        assert_eq!(listed(table), [(3, "missing_timeout"), (5, "retry_storm")]);
    }
}
