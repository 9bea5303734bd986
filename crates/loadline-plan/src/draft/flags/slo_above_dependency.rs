//! An availability target above what the externals on its path promise.

use super::{Case, Found, Rule, Sort, minutes};
use crate::draft::provider::providers;
use crate::draft::term::show_share;
use crate::statement::{Fact, Mark, Role, Statement};
use loadline_base::Span;

pub(super) const RULE: Rule = Rule {
    code: "slo-above-dependency",
    sort: Sort::Contradiction,
    about: "the availability target is above what the externals that it cannot do without promise together",
    find,
};

/// Words of what is sent beside the path that users wait for.
const BESIDE: &[&str] = &[
    "remind",
    "notif",
    "newsletter",
    "e-mail",
    "email",
    "in the background",
    "asynchronous",
    "analytics",
    "report",
];

/// Whether a mark is said of a promise: in its sentence, or in the next one where no other external is promised anything.
fn is_said_of(statement: &Statement, promise: Span, wanted: Mark) -> bool {
    let own = statement.sentence(promise);
    let alone = statement.facts(Role::DependencySla).count() == 1;
    let next = statement.sentences.iter().find(|span| alone && span.start >= own.end);
    statement
        .marks
        .iter()
        .filter(|(mark, _)| *mark == wanted)
        .any(|(_, place)| own.covers(*place) || next.is_some_and(|next| next.covers(*place)))
}

fn find(case: &Case<'_>) -> Option<Found> {
    let target = case.needs.availability.value;
    let providers = providers(case.statement);
    let waited_for = |fact: &&Fact| {
        let place = fact.amount.span;
        let own = providers.iter().find(|one| one.sla.is_some_and(|sla| sla.amount.span == place));
        let sentence = case.statement.said(case.statement.sentence(place));
        let named = own.is_some_and(|one| one.name.is_some());
        if is_said_of(case.statement, place, Mark::DoesWithout) {
            return false;
        }
        // `without the text no order goes through`, though texts are beside the path elsewhere
        if is_said_of(case.statement, place, Mark::Needed) {
            return true;
        }
        if named {
            own.is_some_and(|one| !one.beside)
        } else {
            !BESIDE.iter().any(|word| sentence.contains(word))
        }
    };
    let slas: Vec<_> = case.statement.facts(Role::DependencySla).filter(waited_for).collect();
    let promised: f64 = slas.iter().map(|fact| fact.amount.value).product();
    if slas.is_empty() || target <= promised {
        return None;
    }
    let shown: Vec<String> = slas.iter().map(|fact| show_share(fact.amount.value)).collect();
    let window = &case.needs.window;
    let mut text = format!(
        "availability {} is above the external provider's {} on a hard path: {} may fail {} min in {} and the target allows {} min; \
         impossible without a fallback (a second provider, or work deferred until it is back)",
        show_share(target),
        shown.join(" × "),
        if slas.len() == 1 { "it" } else { "they" },
        minutes(promised, window.value),
        window.shown,
        minutes(target, window.value),
    );
    if case.mark(Mark::Fallback).is_some() {
        text.push_str("; a fallback is spoken of: it must carry the load, and be exercised");
    }
    let mut evidence: Vec<Span> = case.needs.availability.spans.clone();
    evidence.extend(slas.iter().map(|fact| fact.amount.span));
    Some((text, evidence))
}
