//! What is promised, what happens as a budget is spent, who decides, and the rules that count it.

use crate::bundle::design::objectives;
use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use loadline_slo::backends::{Options, backend};

pub(super) const SECTION: SectionKind =
    SectionKind { id: "objectives", title: "SLO and error-budget policy", gates: &["O2"], write };

fn write(desk: &mut Desk<'_, '_>) {
    objectives::promised(desk);
    objectives::kept(desk);
    which(desk);
    policies(desk);
    rules(desk);
}

/// Which policy each objective follows.
fn which(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, slo) in desk.facts.slos() {
        let at = format!("slos/{id}");
        let policy = desk.value(&at, "budget", slo.budget.as_ref());
        rows.push(vec![Words::id(id), policy]);
    }
    desk.table("Which error-budget policy holds for which objective", &["objective", "policy"], rows);
}

fn policies(desk: &mut Desk<'_, '_>) {
    let policies = desk.facts.model.system.policies.as_deref().and_then(|all| all.budget.as_ref());
    let mut rows = Vec::new();
    for (id, policy) in policies.iter().flat_map(|all| all.value.iter()) {
        let at = format!("policies/budget/{id}");
        let owner = desk.value(&at, "owner", policy.owner.as_ref());
        for (index, step) in policy.steps.iter().flat_map(|steps| &steps.value).enumerate() {
            let at = format!("{at}/steps/{index}");
            let from = desk.value(&at, "at", step.at.as_ref());
            let action = desk.value(&at, "action", step.action.as_ref());
            let within = desk.value(&at, "respond-within", step.respond_within.as_ref());
            rows.push(vec![Words::id(id), from, action, within, owner.clone()]);
        }
    }
    let columns = &["policy", "budget spent", "what is done", "within", "who decides"];
    desk.table("What happens as a budget is spent", columns, rows);
}

/// The rules that Prometheus needs to count and to alert.
fn rules(desk: &mut Desk<'_, '_>) {
    let read = loadline_slo::from_model(&desk.facts.model.system);
    for gap in read.gaps.iter().filter(|gap| gap.left_out) {
        let path = format!("slos/{}/{}", gap.slo, gap.missing.replace('.', "/"));
        desk.open(path.clone(), format!("without `{path}` there are no rules for `{}`", gap.slo));
    }
    let Some(prometheus) = backend("prometheus") else { return };
    let generated = (prometheus.generate)(&read.slos, &Options::default());
    for refusal in &generated.refusals {
        desk.open(format!("slos/{}", refusal.slo), format!("{}; {}", refusal.what, refusal.hint));
    }
    for output in generated.outputs {
        desk.text(output.name, "yaml", output.text);
    }
}
