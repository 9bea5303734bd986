//! O8: what must be true before a release, and what stops it.

use crate::ask::Ask;
use crate::gate::Gate;
use crate::requirement::{model, silence};
use loadline_model::Named;
use loadline_model::kinds::ReleasePolicy;

/// O8.
pub(super) const GATE: Gate = Gate {
    id: "O8",
    name: "release",
    title: "Release gates",
    serves: &["O8", "E11"],
    requirements: &[
        model("O8.entry", "what must be true before a release", entry),
        model("O8.blocking", "what stops a release", blocking),
        model("O8.budget", "the share of a spent error budget that stops it", budget),
        model("O8.incidents", "the open incidents that stop it", incidents),
        model("O8.exception", "on what terms an exception is made, and by whom", exception),
        model("O8.recovery", "what must be ready to take it back", recovery),
        silence(
            "O8.rollback",
            "rollouts with a roll-back and something that sets it off",
            &["LL601", "LL604"],
        ),
    ],
};

fn policies<'a>(ask: &mut Ask<'a>, one: impl FnMut(&mut Ask<'a>, &str, &'a Named<ReleasePolicy>)) {
    let policies = ask.facts.model.system.policies.as_deref();
    let example =
        "{all: {entry: [tests pass], blocking: [an objective burns], stops-at: 80%, approver: payments}}";
    ask.each("policies/release", policies.and_then(|all| all.release.as_ref()), example, one);
}

fn entry(ask: &mut Ask<'_>) {
    policies(ask, |ask, at, policy| {
        ask.listed(at, "entry", policy.entry.as_ref(), 1, "[tests pass, reviewed by a second person]");
    });
}

fn blocking(ask: &mut Ask<'_>) {
    policies(ask, |ask, at, policy| {
        ask.listed(at, "blocking", policy.blocking.as_ref(), 1, "[an objective burns]");
    });
}

fn budget(ask: &mut Ask<'_>) {
    policies(ask, |ask, at, policy| {
        ask.said(at, "stops-at", policy.stops_at.as_ref(), "80%");
    });
}

fn incidents(ask: &mut Ask<'_>) {
    policies(ask, |ask, at, policy| {
        ask.listed(at, "incidents", policy.incidents.as_ref(), 1, "[sev1, sev2]");
    });
}

fn exception(ask: &mut Ask<'_>) {
    policies(ask, |ask, at, policy| {
        ask.said(
            at,
            "exception",
            policy.exception.as_ref(),
            "the owner of the journey signs, for one release",
        );
        ask.said(at, "approver", policy.approver.as_ref(), "payments");
    });
}

fn recovery(ask: &mut Ask<'_>) {
    policies(ask, |ask, at, policy| {
        ask.listed(
            at,
            "recovery",
            policy.recovery.as_ref(),
            1,
            "[last image kept warm, roll-back tried this month]",
        );
    });
}
