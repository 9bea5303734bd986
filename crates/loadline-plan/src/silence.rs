//! Rules that must be silent before a gate opens: neither findings nor, where it says so, questions.

use loadline_base::Severity;

/// Rules that must be silent.
#[derive(Debug, Clone, Copy)]
pub struct Silence {
    /// Codes (`LL201`) or beginnings of codes (`LL2`).
    pub rules: &'static [&'static str],
    /// The least severity that counts.
    pub from: Severity,
    /// Whether a question that such a rule could not answer counts too.
    pub questions: bool,
}

impl Silence {
    /// Whether a rule with this code is among them.
    #[must_use]
    pub fn takes(&self, code: &str) -> bool {
        self.rules.iter().any(|rule| code.starts_with(rule))
    }
}
