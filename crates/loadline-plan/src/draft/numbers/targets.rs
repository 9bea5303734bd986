//! What is promised: availability with its error budget, and latency. Where the statement has several targets of a kind, each
//! further one is a number that says what it is of.

use super::{Numbers, Origin};
use crate::draft::needs::{Needs, days};
use crate::draft::objective::{names, objectives};
use crate::draft::term::{self, Term, fact_term};
use crate::statement::{Role, Statement};

pub(super) fn availability(statement: &Statement, needs: &Needs, numbers: &mut Numbers) {
    one(&needs.availability, &needs.window, numbers);
    for (fact, name) in names(statement, Role::Availability) {
        if needs.availability.spans.contains(&fact.amount.span) {
            continue;
        }
        let target = fact_term(fact, term::show_share);
        let sentence = statement.sentence(fact.amount.span);
        let own = statement.facts(Role::Window).find(|window| sentence.covers(window.amount.span));
        let window = match (own, fact.amount.period()) {
            (Some(window), _) => fact_term(window, days),
            (None, Some(period)) => Term::given(period, days(period), fact.amount.span),
            (None, None) => needs.window.clone(),
        };
        let from = numbers.0.len();
        one(&target, &window, numbers);
        numbers.0[from..].iter_mut().for_each(|number| number.of = Some(name.clone()));
    }
}

/// A target and its error budget.
fn one(target: &Term, window: &Term, numbers: &mut Numbers) {
    numbers.parameter("availability_target", target, "1");
    // What is left of one, without the bits a subtraction leaves behind.
    let bad = ((1.0 - target.value) * 1e14).round() / 1e14;
    let minutes = bad * window.value / 60.0;
    let formula = format!("{} × {}", term::show_share(bad), window.shown);
    let unit = format!("min / {}", window.shown);
    numbers.computed("error_budget", minutes, unit, formula, &[target, window]);
}

pub(super) fn latency(statement: &Statement, numbers: &mut Numbers) {
    let targets = objectives(statement, Role::Latency);
    for (index, ((fact, name), target)) in
        names(statement, Role::Latency).into_iter().zip(&targets).enumerate()
    {
        let mut from = fact_term(fact, term::show_duration);
        let at = target.at().map(|percentile| format!("p{}", term::plain(percentile)));
        from.spans.extend(target.percentile.map(|percentile| percentile.amount.span));
        let formula = at.as_ref().map_or("given".to_owned(), |at| format!("given, at {at}"));
        numbers.push("latency_target", fact.amount.value * 1e3, "ms", formula, &[&from], Origin::Given);
        if index > 0 {
            numbers.of(&name);
        }
    }
}
