//! Testing: which claims were seen to hold, and how long ago.

use crate::ask::{Ask, write};
use crate::facts::entries;
use crate::gap::Close;
use crate::requirement::model;
use crate::score::criterion::Criterion;
use crate::score::criterion::level;
use loadline_model::kinds::TestKind;

pub(super) const CRITERION: Criterion = Criterion {
    id: "testing",
    title: "Testing",
    zero: "no test that is on record",
    levels: [
        level(
            "the happy path",
            &[model(
                "P11.testing.happy",
                "a test that passed within a year, for every journey that matters",
                |ask| {
                    tested(ask, HAPPY, "integration");
                },
            )],
        ),
        level(
            "the happy path and failures",
            &[
                model("P11.testing.failure", "a test with faults put in that passed within a year", |ask| {
                    one_of(ask, &[TestKind::FailureInjection], "failure-injection");
                }),
                model("P11.testing.restore", "a restore that was tried within a year", |ask| {
                    one_of(ask, &[TestKind::Restore], "restore");
                }),
            ],
        ),
        level(
            "load, faults and attacks",
            &[
                model(
                    "P11.testing.load",
                    "a load test that passed within a year, for every journey that matters",
                    |ask| {
                        tested(ask, &[TestKind::Load], "load");
                    },
                ),
                model("P11.testing.security", "a security test that passed within a year", |ask| {
                    one_of(ask, &[TestKind::Security], "security");
                }),
            ],
        ),
    ],
};

/// Tests that show that it works at all. One under load or with faults shows that too.
const HAPPY: &[TestKind] =
    &[TestKind::Unit, TestKind::Integration, TestKind::EndToEnd, TestKind::Load, TestKind::FailureInjection];
/// Days after which a test has to be seen again.
const FRESH: i64 = 365;

/// A test of one of these kinds that passed within a year, for every journey that matters.
pub(super) fn tested(ask: &mut Ask<'_>, kinds: &[TestKind], word: &str) {
    let facts = ask.facts;
    ask.journeys();
    for (id, _) in facts.important_journeys() {
        let flow = facts.flows.of(id);
        let passes = |component: &str| {
            flow.is_some_and(|flow| flow.stations.iter().any(|station| station.component.name == component))
        };
        if !passed(ask, kinds, |of| of == id || passes(of)) {
            let text = format!("no {word} test of `{id}` or of a part it passes has passed within a year");
            let example = format!(
                "{{{id}-{word}: {{kind: {word}, of: {id}, claim: …, last: {}, passed: true}}}}",
                facts.today
            );
            ask.wrong(format!("journeys/{id}"), text, write("tests", &example));
        }
    }
}

/// A test of one of these kinds, of whatever, that passed within a year.
fn one_of(ask: &mut Ask<'_>, kinds: &[TestKind], word: &str) {
    if !passed(ask, kinds, |_| true) {
        let text = format!("no {word} test has passed within a year");
        ask.wrong(
            "tests",
            text,
            Close::Do(format!("run one, and write it down under `tests` with `kind: {word}`")),
        );
    }
}

fn passed(ask: &mut Ask<'_>, kinds: &[TestKind], about: impl Fn(&str) -> bool) -> bool {
    let facts = ask.facts;
    let mut any = false;
    for (id, test) in entries(&facts.model.system.tests) {
        let kind = test.kind.as_ref().is_some_and(|kind| kinds.contains(&kind.value));
        let of = test.of.as_ref().is_some_and(|of| about(of.base()));
        let (Some(last), Some(passed)) = (&test.last, &test.passed) else { continue };
        let age = last.value.days_until(facts.today);
        if kind && of && passed.value && (0..=FRESH).contains(&age) {
            any = true;
            ask.note(format!("tests/{id}/last"), last);
        }
    }
    any
}
