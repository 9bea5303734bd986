//! D8: how changes reach production in steps, what stops them, and how data moves without breaking anybody.

use crate::ask::Ask;
use crate::gate::Gate;
use crate::requirement::{model, silence};
use loadline_model::kinds::{Rollback, Rollout, RolloutStrategy};
use loadline_model::{Body, Component, Decided};

/// D8.
pub(super) const GATE: Gate = Gate {
    id: "D8",
    name: "rollout",
    title: "Rollout, rollback and migration",
    serves: &["D8"],
    requirements: &[
        model("D8.strategy", "how a new version replaces the old one, and in which stages", strategy),
        model("D8.thresholds", "what is compared, and what it must show before the next stage", thresholds),
        model("D8.rollback", "what sets off a roll-back, its steps, and how long it takes", rollback),
        model("D8.people", "who allows a release, and who is told", people),
        silence(
            "D8.safe",
            "no release that reaches everybody unseen or eats up an objective",
            &["LL601", "LL604", "LL605", "LL606", "LL607"],
        ),
        model(
            "D8.migrations",
            "migrations in steps, with a window, a check and a way back; `{}` when there are none",
            migrations,
        ),
        silence("D8.expand", "migrations that expand before they contract", &["LL602"]),
    ],
};

/// Looks at the rollout of every service and job of ours.
fn rollouts<'a>(ask: &mut Ask<'a>, mut one: impl FnMut(&mut Ask<'a>, &str, &'a Rollout)) {
    let facts = ask.facts;
    if facts.own_code().next().is_none() {
        ask.missing("", "services", "{shop: {purpose: sell, owner: shop}}");
    }
    for component in facts.own_code() {
        match of(component) {
            Some(rollout) => one(ask, &format!("{}/rollout", component.path()), rollout),
            None => ask.missing(
                &component.path(),
                "rollout",
                "{strategy: canary, steps: [1%, 10%, 50%], bake: 15m}",
            ),
        }
    }
}

fn of(component: Component<'_>) -> Option<&Rollout> {
    match component.body {
        Body::Service(service) => service.rollout.as_deref(),
        Body::Job(job) => job.rollout.as_deref(),
        _ => None,
    }
}

fn strategy(ask: &mut Ask<'_>) {
    rollouts(ask, |ask, at, rollout| {
        let strategy = ask.said(at, "strategy", rollout.strategy.as_ref(), "canary");
        if matches!(
            strategy,
            Some(RolloutStrategy::Canary | RolloutStrategy::Flag | RolloutStrategy::Rolling)
        ) {
            ask.listed(at, "steps", rollout.steps.as_ref(), 1, "[1%, 10%, 50%]");
        }
        ask.said(at, "bake", rollout.bake.as_ref(), "15m");
    });
}

fn thresholds(ask: &mut Ask<'_>) {
    rollouts(ask, |ask, at, rollout| {
        ask.decided(at, "metric", rollout.metric.as_ref(), "error rate and p99, new against old");
        ask.said(at, "threshold", rollout.threshold.as_ref(), "errors below 0.1%, p99 below 3 s");
    });
}

fn rollback(ask: &mut Ask<'_>) {
    rollouts(ask, |ask, at, rollout| {
        let at = format!("{at}/rollback");
        let back: Option<&Rollback> = rollout.rollback.as_deref().and_then(Decided::value);
        ask.decided(
            &at,
            "trigger",
            back.and_then(|back| back.trigger.as_ref()),
            "error rate above 1% for 2m",
        );
        ask.listed(
            &at,
            "steps",
            back.and_then(|back| back.steps.as_ref()),
            1,
            "[stop the rollout, start the last image]",
        );
        ask.said(&at, "within", back.and_then(|back| back.within.as_ref()), "5m");
    });
}

fn people(ask: &mut Ask<'_>) {
    rollouts(ask, |ask, at, rollout| {
        ask.said(at, "approver", rollout.approver.as_ref(), "payments");
        ask.said(at, "communication", rollout.communication.as_ref(), "\"#payments\"");
    });
}

fn migrations(ask: &mut Ask<'_>) {
    let Some(migrations) = &ask.facts.model.system.migrations else {
        ask.missing("", "migrations", "{}");
        return;
    };
    ask.note("migrations".to_owned(), migrations);
    for (id, migration) in migrations.value.iter() {
        let at = format!("migrations/{id}");
        ask.said(&at, "of", migration.of.as_ref(), "orders-db");
        ask.said(&at, "strategy", migration.strategy.as_ref(), "expand-contract");
        ask.listed(
            &at,
            "steps",
            migration.steps.as_ref(),
            2,
            "[add the new, write both, move, read the new, drop the old]",
        );
        ask.said(&at, "window", migration.window.as_ref(), "6w");
        ask.decided(&at, "verification", migration.verification.as_ref(), "nightly comparison of every row");
        ask.decided(&at, "rollback", migration.rollback.as_ref(), "read the old columns again");
        ask.said(&at, "owner", migration.owner.as_ref(), "payments");
        ask.said(&at, "approver", migration.approver.as_ref(), "payments");
    }
}
