//! D9: how anybody can tell that it works: tests, signals, acceptance criteria and what stops a release.

use super::simulation::simulated;
use crate::ask::Ask;
use crate::ask::write;
use crate::facts::entries;
use crate::gate::Gate;
use crate::requirement::{engine, model, silence};
use loadline_model::kinds::TestKind;

/// D9.
pub(super) const GATE: Gate = Gate {
    id: "D9",
    name: "validation",
    title: "Validation",
    serves: &["D9", "R1", "R2", "P2"],
    requirements: &[
        model("D9.unit", "unit tests", |ask| test(ask, TestKind::Unit, "unit")),
        model("D9.integration", "integration tests", |ask| test(ask, TestKind::Integration, "integration")),
        model("D9.load", "a load test", |ask| test(ask, TestKind::Load, "load")),
        model("D9.failure-injection", "a test with faults put in on purpose", |ask| {
            test(ask, TestKind::FailureInjection, "failure-injection")
        }),
        engine(
            "D9.simulation",
            "simulations of this very model that keep every claim of its scenarios, and show no fault that does more than is known",
            simulated,
        ),
        silence(
            "D9.signals",
            "metrics, logs and traces of everything that users wait for",
            &["LL507", "LL508", "LL509", "LL410"],
        ),
        silence(
            "D9.alerts",
            "objectives that alert somebody who can act, about what users feel",
            &["LL501", "LL502", "LL504", "LL505", "LL512", "LL513"],
        ),
        silence("D9.silent-failures", "jobs that are missed when they do not run", &["LL506"]),
        model("D9.acceptance", "three criteria that can turn out false", acceptance),
        model(
            "D9.release-gates",
            "what must be true before a release, what stops it, and who may make an exception",
            release,
        ),
    ],
};

fn test(ask: &mut Ask<'_>, kind: TestKind, word: &str) {
    let facts = ask.facts;
    let mut found = false;
    for (id, test) in entries(&facts.model.system.tests) {
        let Some(stated) = test.kind.as_ref().filter(|said| said.value == kind) else { continue };
        let at = format!("tests/{id}");
        found = true;
        ask.note(format!("{at}/kind"), stated);
        ask.said(&at, "claim", test.claim.as_ref(), "180 payments a second with p99 below 3 s");
        ask.said(&at, "of", test.of.as_ref(), "pay");
        ask.said(&at, "last", test.last.as_ref(), "2026-10-13");
        if test.passed.as_ref().is_some_and(|passed| !passed.value) {
            let close = crate::gap::Close::Do("mend what the test shows, then run it again".to_owned());
            ask.wrong(format!("{at}/passed"), format!("`{id}` did not pass when it last ran"), close);
        }
    }
    if !found {
        let example =
            format!("{{{word}: {{kind: {word}, of: pay, claim: …, last: 2026-10-13, passed: true}}}}");
        ask.wrong("tests", format!("there is no test of kind `{word}`"), write("tests", &example));
    }
}

fn acceptance(ask: &mut Ask<'_>) {
    let criteria = ask.facts.identity().and_then(|it| it.acceptance.as_ref());
    let example = "[without one zone all payments are answered, a restore takes less than 1 h, no refund is paid twice]";
    ask.listed("system", "acceptance", criteria, 3, example);
}

fn release(ask: &mut Ask<'_>) {
    let policies = ask.facts.model.system.policies.as_deref();
    let release = policies.and_then(|policies| policies.release.as_ref());
    let example = "{all: {entry: [tests pass], blocking: [an objective burns], approver: payments}}";
    ask.each("policies/release", release, example, |ask, at, policy| {
        ask.listed(at, "entry", policy.entry.as_ref(), 1, "[tests pass]");
        ask.listed(at, "blocking", policy.blocking.as_ref(), 1, "[an objective burns]");
        ask.said(at, "approver", policy.approver.as_ref(), "payments");
    });
}
