//! A component that no team answers for.

use crate::prelude::*;
use crate::readings::figure::count;
use loadline_model::{Component, ComponentKind};

/// A component that no team answers for.
pub(crate) const RULE: Rule = Rule {
    code: "LL906",
    name: "unowned-component",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "no team answers for a component",
    requirements: &["D8", "O3", "P8"],
    pillar: None,
    facts: &["services.*.owner", "stores.*.owner", "teams.*.oncall", "system.owner"],
    page: include_str!("unowned_component.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let teams = cx.model.system.teams.as_ref().map_or(0, |teams| teams.len());
    // Where there is one team, it answers for everything.
    if teams == 1 {
        return;
    }
    let mut unowned = Vec::new();
    for component in cx.model.components() {
        if component.owner().is_some() || component.kind() == ComponentKind::External {
            continue;
        }
        let waiting = cx.flows.waiting_for(component.id).count();
        if teams == 0 {
            unowned.extend((waiting > 0).then_some(component));
            continue;
        }
        if cx.model.is_imported(&component.path()) {
            if waiting > 0 {
                cx.ask(&component.place(), "owner", format!("which team answers for `{}`?", component.name));
            }
            continue;
        }
        let word = component.kind().word();
        let mut report = Report::new(
            component.place(),
            format!("none of {} answers for the {word} `{}`", count(teams as u64, "team"), component.name),
        )
        .number(Quantity::computed("teams", teams as f64, "1", "teams of the model"))
        .hint("add `owner:` with the team that is called when it fails and decides how it changes");
        if waiting > 0 {
            let who = if waiting == 1 { "journey waits" } else { "journeys wait" };
            report = report.note(format!("users of {waiting} {who} for it"));
        }
        cx.report(report);
    }
    ask_for_teams(cx, &unowned);
}

/// Where there are no teams yet, one question stands for all components that users wait for.
fn ask_for_teams(cx: &mut Check<'_>, unowned: &[Component<'_>]) {
    let Some(first) = unowned.first() else { return };
    let text = match unowned {
        [one] => format!("which team answers for `{}`?", one.name),
        [one, other] => format!("which team answers for `{}` and `{}`?", one.name, other.name),
        [one, more @ ..] => {
            format!(
                "which team answers for `{}` and the {} others that users wait for?",
                one.name,
                more.len()
            )
        }
        [] => return,
    };
    cx.ask(&first.place(), "owner", text);
}
