//! Runbooks that are there, skeletons of those for the failure modes of this very system, and which work machines take over
//! first.

mod skeleton;
mod toil;

use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::facts::entries;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "runbooks", title: "Runbooks and automation", gates: &["O6"], write };

fn write(desk: &mut Desk<'_, '_>) {
    there(desk);
    modes(desk);
    toil::write(desk);
    skeleton::write(desk);
}

fn there(desk: &mut Desk<'_, '_>) {
    for (id, runbook) in entries(&desk.facts.model.system.runbooks) {
        let at = format!("runbooks/{id}");
        let mut rows: Vec<Vec<Words>> = Vec::new();
        let mut row = |name: &str, words: Words| rows.push(vec![name.into(), words]);
        row("called for by", desk.value(&at, "trigger", runbook.trigger.as_ref()));
        row("about", desk.blank(&at, "of", runbook.of.as_ref()));
        row("first make sure", desk.value(&at, "preconditions", runbook.preconditions.as_ref()));
        if runbook.steps.is_none() {
            row("steps", desk.value(&at, "steps", runbook.steps.as_ref()));
        }
        row("it worked when", desk.value(&at, "verification", runbook.verification.as_ref()));
        row("is taken back by", desk.value(&at, "rollback", runbook.rollback.as_ref()));
        row("kept by", desk.value(&at, "owner", runbook.owner.as_ref()));
        row("last followed", desk.value(&at, "validated", runbook.validated.as_ref()));
        desk.table(format!("Runbook `{id}`"), &["what", "runbook"], rows);
        // One below the other: they are followed at night.
        let steps =
            runbook.steps.iter().flat_map(|steps| &steps.value).enumerate().map(|(index, step)| {
                (0, desk.cite(&format!("{at}/steps/{index}"), step, step.value.clone()))
            });
        let steps = steps.collect();
        desk.steps(format!("Steps of `{id}`"), steps);
    }
}

/// Which runbook each failure mode calls for.
fn modes(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, mode) in entries(&desk.facts.model.system.failure_modes) {
        let at = format!("failure-modes/{id}");
        let claim = desk.value(&at, "claim", mode.claim.as_ref());
        let runbook = desk.value(&at, "runbook", mode.runbook.as_ref());
        rows.push(vec![Words::id(id), claim, runbook]);
    }
    desk.table(
        "Which runbook each failure mode calls for",
        &["failure mode", "what happens", "runbook"],
        rows,
    );
}
