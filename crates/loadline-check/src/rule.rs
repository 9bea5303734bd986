//! What a rule is.

use crate::check::Check;
use loadline_base::Severity;

/// A rule: everything there is to know about it, in one place.
#[derive(Debug)]
pub struct Rule {
    /// Stable code, such as `LL213`. Never reused.
    pub code: &'static str,
    /// The fault in kebab case; reads well after "allow".
    pub name: &'static str,
    /// Severity of its findings unless a finding says otherwise.
    pub level: Severity,
    /// Version it appeared in.
    pub since: &'static str,
    /// What is wrong when it speaks, in one line.
    pub summary: &'static str,
    /// Requirements it serves, by id of `docs/requirements.md`.
    pub requirements: &'static [&'static str],
    /// The pillar check (P14.1 to P14.15) it helps to answer.
    pub pillar: Option<&'static str>,
    /// Fields it reads, as paths of the language with `*` for ids.
    pub facts: &'static [&'static str],
    /// Its page: why, bad, good, facts, false positives, references.
    pub page: &'static str,
    /// Looks at the model and reports.
    pub(crate) check: fn(&mut Check<'_>),
}

/// A family of rules: the first digit of their codes.
#[derive(Debug)]
pub struct Family {
    /// `LL2`.
    pub prefix: &'static str,
    /// `dependencies`: the folder its rules live in.
    pub name: &'static str,
    /// What its rules are about.
    pub title: &'static str,
    /// The rules, by ascending code.
    pub rules: &'static [Rule],
}
