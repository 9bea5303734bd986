//! `explain` and `rules`: what a code means.

use crate::load::Failure;
use loadline_base::did_you_mean;
use loadline_check::{FAMILIES, Family, Rule, all_rules, find_rule};
use loadline_model::faults::{FAULTS, Fault};
use loadline_slo::formats::faults::FAULTS as OBJECTIVE_FAULTS;

/// What a code stands for.
#[derive(Debug, Clone, Copy)]
pub enum Meaning {
    /// A rule.
    Rule(&'static Rule),
    /// A fault of the model's text, or of a file of objectives.
    Fault(&'static Fault),
}

/// What a code or name stands for.
///
/// # Errors
/// When there is no such code or name.
pub fn explain(code_or_name: &str) -> Result<Meaning, Failure> {
    let fault = all_faults().find(|fault| fault.code == code_or_name || fault.name == code_or_name);
    let meaning = find_rule(code_or_name).map(Meaning::Rule).or(fault.map(Meaning::Fault));
    meaning.ok_or_else(|| {
        let rules = all_rules().flat_map(|rule| [rule.code, rule.name]);
        let known = rules.chain(all_faults().flat_map(|fault| [fault.code, fault.name]));
        let hint = match did_you_mean(code_or_name, known) {
            Some(close) => format!("did you mean `{close}`? `loadline rules` lists them all"),
            None => "`loadline rules` lists them all".to_owned(),
        };
        Failure::new(format!("no rule is called `{code_or_name}`"), hint)
    })
}

/// Every family with its rules, by ascending code.
#[must_use]
pub fn families() -> &'static [Family] {
    FAMILIES
}

fn all_faults() -> impl Iterator<Item = &'static Fault> {
    FAULTS.iter().chain(objective_faults().iter().copied())
}

/// Every fault of files of objectives in the formats of other tools, by ascending code.
#[must_use]
pub fn objective_faults() -> &'static [&'static Fault] {
    OBJECTIVE_FAULTS
}

/// Every fault of a model's text, by ascending code.
#[must_use]
pub fn faults() -> &'static [Fault] {
    FAULTS
}
