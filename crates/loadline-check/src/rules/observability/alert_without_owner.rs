//! An alert that reaches nobody.

use crate::prelude::*;
use crate::readings::alerts::alerts;

/// An alert that reaches nobody.
pub(crate) const RULE: Rule = Rule {
    code: "LL504",
    name: "alert-without-owner",
    level: Severity::Error,
    since: "0.1.0",
    summary: "an alert reaches nobody: it names no team, or a team that nobody can page",
    requirements: &["O3", "P2", "R2"],
    pillar: Some("P14.10"),
    facts: &[
        "slos.*.alert.page",
        "slos.*.alert.ticket",
        "policies.paging.*.owner",
        "policies.paging.*.of",
        "teams.*.oncall",
    ],
    page: include_str!("alert_without_owner.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    for alert in alerts(model) {
        let told = alert.told.len();
        let is_slo = alert.place.path.starts_with("slos/");
        // A paging rule that watches a component goes to the team that owns it.
        let watched =
            || alert.of.filter(|_| !is_slo).and_then(|of| model.find(of)).and_then(|found| found.owner());
        if told == 0 && watched().is_none() {
            let hint = if is_slo {
                "add `page:` or `ticket:` with the team that acts on it"
            } else {
                "add `owner:` with the team that acts on it"
            };
            cx.report(
                Report::new(alert.place, format!("the alert of `{}` reaches 0 teams", alert.id))
                    .mark(alert.span, "nobody is named here")
                    .number(Quantity::computed("teams told", 0.0, "1", "teams under page, ticket or owner"))
                    .hint(hint),
            );
            continue;
        }
        // The team that is paged comes first; a ticket needs nobody on call.
        let Some(team_ref) = alert.told.first().filter(|_| alert.pages) else { continue };
        let Some(team) = model.system.teams.as_ref().and_then(|teams| teams.get(&team_ref.id)) else {
            continue;
        };
        match Saying::of(&team.oncall) {
            Saying::Value(..) => {}
            Saying::None(span) => cx.report(
                Report::new(
                    alert.place,
                    format!("`{}` pages `{}`, which has nobody on call", alert.id, team_ref.id),
                )
                .mark(team_ref.span, "the page goes here")
                .and(span, "nobody is on call, by decision")
                .hint("page a team with `oncall:`, or make it a ticket"),
            ),
            Saying::Nothing => {
                let place = Place::new(format!("teams/{}", team_ref.id), team.key);
                cx.ask(&place, "oncall", format!("where does a page for `{}` go?", team_ref.id));
            }
        }
    }
}
