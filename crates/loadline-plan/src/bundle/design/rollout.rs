//! How a change reaches production, what stops it, how it is taken back, and how data moves without a gap.

use crate::bundle::desk::{Desk, blank};
use crate::bundle::kind::SectionKind;
use crate::bundle::simulated;
use crate::bundle::words::Words;
use crate::facts::entries;
use loadline_model::kinds::{MigrationStrategy, Rollout};
use loadline_model::{Body, Component, Decided, Stated};

pub(super) const SECTION: SectionKind =
    SectionKind { id: "rollout", title: "Rollout, rollback and migration", gates: &["D8"], write };

fn write(desk: &mut Desk<'_, '_>) {
    for (rollout, components) in groups(desk) {
        one(desk, rollout, &components);
    }
    deploys(desk);
    migrations(desk);
}

/// Components that are rolled out alike: those whose rollout stands at the same place.
fn groups<'a>(desk: &mut Desk<'a, '_>) -> Vec<(&'a Stated<Rollout>, Vec<Component<'a>>)> {
    let mut found: Vec<(&Stated<Rollout>, Vec<Component<'_>>)> = Vec::new();
    for component in desk.facts.own_code() {
        let rollout = match component.body {
            Body::Service(service) => service.rollout.as_ref(),
            Body::Job(job) => job.rollout.as_ref(),
            _ => None,
        };
        let Some(rollout) = rollout else {
            let path = format!("{}/rollout", component.path());
            desk.open(path, format!("nobody says how changes of `{}` reach production", component.name));
            continue;
        };
        match found.iter_mut().find(|(known, _)| known.span == rollout.span) {
            Some((_, components)) => components.push(component),
            None => found.push((rollout, vec![component])),
        }
    }
    found
}

fn one<'a>(desk: &mut Desk<'a, '_>, rollout: &'a Stated<Rollout>, components: &[Component<'a>]) {
    let Some(first) = components.first() else { return };
    let at = format!("{}/rollout", first.path());
    let names = components.iter().map(|component| component.name);
    let mut rows: Vec<Vec<Words>> = Vec::new();
    let mut row = |name: &str, words: Words| rows.push(vec![name.into(), words]);
    row("components", Words::ids(names));
    row("strategy", desk.value(&at, "strategy", rollout.strategy.as_ref()));
    row("stages", desk.value(&at, "steps", rollout.steps.as_ref()));
    row("each is watched for", desk.value(&at, "bake", rollout.bake.as_ref()));
    row("watched", desk.value(&at, "metric", rollout.metric.as_ref()));
    row("goes on when", desk.value(&at, "threshold", rollout.threshold.as_ref()));
    // A copy that is taken out, or comes up broken, is the least that any stage does.
    for component in components {
        for words in simulated::harm(desk, component.name, Some("one copy down"), |_| true) {
            row("simulated", words);
        }
    }
    let rollback = rollout.rollback.as_ref();
    if let Some(Decided::Some(it)) = rollback.map(|rollback| &rollback.value) {
        let at = format!("{at}/rollback");
        row("is taken back when", desk.value(&at, "trigger", it.trigger.as_ref()));
        row("is taken back by", desk.value(&at, "steps", it.steps.as_ref()));
        row("by itself", desk.value(&at, "automatic", it.automatic.as_ref()));
        row("within", desk.value(&at, "within", it.within.as_ref()));
    } else {
        let words = match rollback {
            Some(none) => desk.cite(&format!("{at}/rollback"), none, "not at all, by decision"),
            None => desk.value::<String>(&at, "rollback", None),
        };
        row("is taken back", words);
    }
    row("approved by", desk.value(&at, "approver", rollout.approver.as_ref()));
    row("told", desk.value(&at, "communication", rollout.communication.as_ref()));
    desk.table(format!("Rollout of {}", title(components)), &["what", "rollout"], rows);
}

fn title(components: &[Component<'_>]) -> String {
    match components {
        [one] => format!("`{}`", one.name),
        [first, ..] => format!("`{}` and others", first.name),
        [] => String::new(),
    }
}

fn deploys(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for component in facts.own_code() {
        let at = format!("{}/deploys", component.path());
        let Some(deploys) = component.common().reliability.deploys.as_deref() else { continue };
        let often = desk.blank(&at, "per-week", deploys.per_week.as_ref());
        let bad = desk.blank(&at, "failure-rate", deploys.failure_rate.as_ref());
        let back = desk.blank(&at, "detect-and-roll-back", deploys.detect_and_roll_back.as_ref());
        let scope = match &deploys.scope {
            Some(scope) => desk.cite(&format!("{at}/scope"), scope, format!("one {}", scope.value.word())),
            None => blank(),
        };
        rows.push(vec![Words::id(component.name), often, bad, back, scope]);
    }
    let columns = &["component", "a week", "go wrong", "taken back after", "a bad one reaches"];
    desk.table("Deploys", columns, rows);
}

fn migrations(desk: &mut Desk<'_, '_>) {
    let migrations = desk.facts.model.system.migrations.as_ref();
    match migrations {
        None => {
            desk.open("migrations", "nobody says whether anything is migrated; `{}` says that nothing is")
        }
        Some(none) if none.is_empty() => {
            let words = desk.cite("migrations", none, "Nothing is migrated, by decision.");
            desk.say(words);
        }
        Some(_) => {}
    }
    for (id, migration) in entries(&desk.facts.model.system.migrations) {
        let at = format!("migrations/{id}");
        let mut rows: Vec<Vec<Words>> = Vec::new();
        let mut row = |name: &str, words: Words| rows.push(vec![name.into(), words]);
        row("of", desk.value(&at, "of", migration.of.as_ref()));
        row("strategy", desk.value(&at, "strategy", migration.strategy.as_ref()));
        let compatible = migration.backward_compatible.as_ref();
        row("old readers still work", desk.value(&at, "backward-compatible", compatible));
        row("old and new run together for", desk.value(&at, "window", migration.window.as_ref()));
        row("verified by", desk.value(&at, "verification", migration.verification.as_ref()));
        row("is taken back by", desk.value(&at, "rollback", migration.rollback.as_ref()));
        row("owner", desk.value(&at, "owner", migration.owner.as_ref()));
        row("approved by", desk.value(&at, "approver", migration.approver.as_ref()));
        desk.table(format!("Migration `{id}`"), &["what", "migration"], rows);
        let mut steps = Vec::new();
        for (index, step) in migration.steps.iter().flat_map(|steps| &steps.value).enumerate() {
            let words = desk.cite(&format!("{at}/steps/{index}"), step, step.value.clone());
            steps.push((0, words));
        }
        let expands =
            migration.strategy.as_ref().map(|it| it.value) == Some(MigrationStrategy::ExpandContract);
        let title = if expands { "Expand and contract" } else { "Steps" };
        desk.steps(format!("{title}: `{id}`"), steps);
    }
}
