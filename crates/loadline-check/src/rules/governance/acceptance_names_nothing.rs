//! An acceptance of a rule or of a place that does not exist.

use crate::Acceptance;
use crate::prelude::*;
use crate::rules::{all_rules, find_rule};
use loadline_base::did_you_mean;
use loadline_model::Model;

/// An acceptance of a rule or of a place that does not exist.
pub(crate) const RULE: Rule = Rule {
    code: "LL904",
    name: "acceptance-names-nothing",
    level: Severity::Error,
    since: "0.1.0",
    summary: "an acceptance names a rule or a place that does not exist",
    requirements: &["D14", "P3"],
    pillar: None,
    facts: &["accept.*.rule", "accept.*.at"],
    page: include_str!("acceptance_names_nothing.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for acceptance in cx.acceptances.iter().filter(|acceptance| !acceptance.rule.is_empty()) {
        let fault = unknown_rule(&acceptance.rule).or_else(|| unknown_place(cx.model, acceptance));
        if let Some((message, hint)) = fault {
            let place = Place::new(acceptance.path.clone(), acceptance.span);
            cx.report(Report::new(place, message).aspect(acceptance.identity()).hint(hint));
        }
    }
}

type Fault = (String, String);

fn unknown_rule(rule: &str) -> Option<Fault> {
    match find_rule(rule) {
        Some(known) if known.code == rule => None,
        Some(known) => Some((
            format!("`{rule}` is accepted by its name, but only its code counts"),
            format!("write `{}`", known.code),
        )),
        None => {
            let close = did_you_mean(rule, all_rules().map(|rule| rule.code));
            let hint = match close.and_then(find_rule) {
                Some(close) => format!("did you mean `{}` ({})?", close.code, close.name),
                None => "`loadline rules` lists them all".to_owned(),
            };
            Some((format!("there is no rule `{rule}`"), hint))
        }
    }
}

/// A path may name a field that a profile brings in; what a finding was seen at does exist.
fn unknown_place(model: &Model, acceptance: &Acceptance) -> Option<Fault> {
    let at = acceptance.at.as_deref().filter(|at| !at.is_empty() && !acceptance.used)?;
    if model.locate(at).is_some() {
        return None;
    }
    let ends = at.match_indices('/').map(|(index, _)| index).rev();
    let known = ends.map(|end| &at[..end]).find(|prefix| model.locate(prefix).is_some());
    let steps = |path: &str| path.split('/').count();
    let hint = match known {
        Some(known) => format!(
            "`{known}` exists ({} of {} steps); look there for what it is called now",
            steps(known),
            steps(at)
        ),
        None => "a path begins with a section, such as `services/gateway/needs/orders`".to_owned(),
    };
    Some((format!("there is nothing at `{at}`"), hint))
}
