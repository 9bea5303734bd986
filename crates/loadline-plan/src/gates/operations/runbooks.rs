//! O6: what to do when it happens, and which work machines should take over first.

use crate::ask::Ask;
use crate::gap::Close;
use crate::gate::Gate;
use crate::requirement::{model, silence};
use loadline_model::Decided;

/// O6.
pub(super) const GATE: Gate = Gate {
    id: "O6",
    name: "runbooks",
    title: "Runbooks and automation",
    serves: &["O6", "O16", "R3", "R11"],
    requirements: &[
        model(
            "O6.runbooks",
            "runbooks with trigger, preconditions, steps, verification and a way back",
            runbooks,
        ),
        model("O6.validated", "runbooks that somebody followed from start to end", validated),
        silence("O6.fresh", "runbooks followed within the last year", &["LL511"]),
        model("O6.modes", "a runbook for every failure mode", modes),
        model(
            "O6.toil",
            "work that comes again: how often, how long, how easily it goes wrong, how bad that is",
            toil,
        ),
        model(
            "O6.automation",
            "what takes it over, within which bounds, and what it does when it fails",
            automation,
        ),
    ],
};

const EXAMPLE: &str =
    "{requests-fail: {owner: payments, trigger: …, steps: [look, decide, act], verification: …}}";

fn runbooks(ask: &mut Ask<'_>) {
    ask.each("runbooks", ask.facts.model.system.runbooks.as_ref(), EXAMPLE, |ask, at, runbook| {
        ask.said(at, "owner", runbook.owner.as_ref(), "payments");
        ask.said(at, "trigger", runbook.trigger.as_ref(), "an objective of pay burns");
        ask.said(at, "preconditions", runbook.preconditions.as_ref(), "[no release runs]");
        ask.listed(at, "steps", runbook.steps.as_ref(), 1, "[compare zones, drain the zone]");
        ask.said(at, "verification", runbook.verification.as_ref(), "fewer than 0.1% fail for 10 min");
        ask.said(at, "rollback", runbook.rollback.as_ref(), "refill the zone by 10% a minute");
    });
}

fn validated(ask: &mut Ask<'_>) {
    ask.each("runbooks", ask.facts.model.system.runbooks.as_ref(), EXAMPLE, |ask, at, runbook| {
        ask.decided(at, "validated", runbook.validated.as_ref(), "2026-10-20");
    });
}

fn modes(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    let modes = facts.model.system.failure_modes.as_ref();
    let example = "{psp-down: {claim: …, category: dependency, of: psp, runbook: requests-fail}}";
    ask.each("failure-modes", modes, example, |ask, at, mode| {
        let Some(runbook) = ask.said(at, "runbook", mode.runbook.as_ref(), "requests-fail") else { return };
        let known = facts.model.system.runbooks.as_ref().is_some_and(|all| all.get(runbook).is_some());
        if !known {
            let text = format!("there is no runbook `{runbook}`");
            ask.wrong(format!("{at}/runbook"), text, Close::Do(format!("write `runbooks/{runbook}`")));
        }
    });
}

fn toil(ask: &mut Ask<'_>) {
    let toil = ask.facts.model.system.operations.as_deref().and_then(|all| all.toil.as_ref());
    let example = "{key-rotation: {frequency: 4 per month, effort: 20m, error-risk: medium, severity: high, owner: payments}}";
    ask.each("operations/toil", toil, example, |ask, at, item| {
        ask.said(at, "frequency", item.frequency.as_ref(), "4 per month");
        ask.said(at, "effort", item.effort.as_ref(), "20m");
        ask.said(at, "error-risk", item.error_risk.as_ref(), "medium");
        ask.said(at, "severity", item.severity.as_ref(), "high");
        ask.said(at, "owner", item.owner.as_ref(), "payments");
    });
}

fn automation(ask: &mut Ask<'_>) {
    let toil = ask.facts.model.system.operations.as_deref().and_then(|all| all.toil.as_ref());
    let example =
        "{key-rotation: {automation: rotation job, guard-rails: [one zone at a time], fail-safe: …}}";
    ask.each("operations/toil", toil, example, |ask, at, item| {
        let decided = ask.said(at, "automation", item.automation.as_ref(), "rotation job");
        if decided.and_then(Decided::value).is_some() {
            ask.listed(at, "guard-rails", item.guard_rails.as_ref(), 1, "[one zone at a time]");
            ask.said(at, "fail-safe", item.fail_safe.as_ref(), "keeps the old key and writes a ticket");
        }
    });
}
