//! Which rules run: `--select` and `--ignore`.

use crate::{FAMILIES, Rule};
use loadline_base::did_you_mean;

/// Which rules run. Selectors are codes (`LL213`), their beginnings (`LL2`), names (`missing-timeout`) or `all`.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

/// A selector that names no rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSelector {
    /// The selector as written.
    pub selector: String,
    /// A code or name close to it.
    pub close: Option<&'static str>,
}

impl Selection {
    /// Rules that `select` names (all when it is empty), less those that `ignore` names.
    ///
    /// # Errors
    /// When a selector names no rule.
    pub fn new(select: Vec<String>, ignore: Vec<String>) -> Result<Self, UnknownSelector> {
        for selector in select.iter().chain(&ignore) {
            let mut rules = FAMILIES.iter().flat_map(|family| family.rules);
            if !rules.any(|rule| names(selector, rule)) {
                let known =
                    FAMILIES.iter().flat_map(|family| family.rules).flat_map(|rule| [rule.code, rule.name]);
                return Err(UnknownSelector {
                    selector: selector.clone(),
                    close: did_you_mean(selector, known),
                });
            }
        }
        Ok(Self { select, ignore })
    }

    /// Whether this rule runs.
    #[must_use]
    pub fn takes(&self, rule: &Rule) -> bool {
        let selected = self.select.is_empty() || self.select.iter().any(|selector| names(selector, rule));
        selected && !self.ignore.iter().any(|selector| names(selector, rule))
    }
}

fn names(selector: &str, rule: &Rule) -> bool {
    let by_code = selector.len() >= 3 && selector.starts_with("LL") && rule.code.starts_with(selector);
    selector == "all" || by_code || selector == rule.name
}
