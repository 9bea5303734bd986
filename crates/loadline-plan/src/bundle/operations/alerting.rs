//! Who is woken, by what, how soon, and what keeps noise away.

use crate::bundle::desk::{Desk, blank};
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::figure::percent;
use loadline_depend::Top;
use loadline_evidence::Quantity;
use loadline_slo::backends::{Options, backend};
use loadline_slo::{Slo, Tier, Window};

pub(super) const SECTION: SectionKind =
    SectionKind { id: "alerting", title: "Alerting and paging", gates: &["O3"], write };

fn write(desk: &mut Desk<'_, '_>) {
    let slos = loadline_slo::from_model(&desk.facts.model.system).slos;
    routes(desk);
    tiers(desk, &slos);
    load(desk);
    pages(desk);
    noise(desk);
    config(desk, &slos);
}

fn routes(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, slo) in desk.facts.slos() {
        let at = format!("slos/{id}/alert");
        let alert = slo.alert.as_ref().and_then(|alert| alert.value.value());
        let Some(alert) = alert else {
            let words = match &slo.alert {
                Some(none) => desk.cite(&at, none, "nobody, by decision"),
                None => desk.value::<String>(&at, "page", None),
            };
            rows.push(vec![Words::id(id), words, blank(), blank()]);
            continue;
        };
        let page = desk.blank(&at, "page", alert.page.as_ref());
        let ticket = desk.blank(&at, "ticket", alert.ticket.as_ref());
        let runbook = desk.value(&at, "runbook", alert.runbook.as_ref());
        rows.push(vec![Words::id(id), page, ticket, runbook]);
    }
    let columns = &["objective", "wakes", "writes a ticket to", "runbook"];
    desk.table("Who is told when a budget burns", columns, rows);
}

/// Tiers of each objective, the budget each lets go before it fires, and how soon it fires when everything fails.
fn tiers(desk: &mut Desk<'_, '_>, slos: &[Slo]) {
    let mut rows = Vec::new();
    for slo in slos {
        let at = format!("slos/{}", slo.id);
        for tier in slo.policy.iter().flat_map(|policy| &policy.tiers) {
            let name = format!("{}, {}", tier.class.word(), tier.burn);
            let burn = Quantity::computed(
                format!("burn rate of {name}"),
                number(tier),
                "1",
                format!("tier over {} and {}", tier.long, tier.short),
            );
            let burn =
                desk.worked(&at, &burn, format!("{}× over {} and {}", tier.burn, tier.long, tier.short));
            let spent = match slo.windows.first() {
                Some(Window::Rolling(window)) => {
                    let share = tier.share_of_budget(*window);
                    let formula = format!("{} × {} ÷ {window}", tier.burn, tier.long);
                    let share =
                        Quantity::computed(format!("budget spent when {name} fires"), share, "1", formula);
                    desk.worked(&at, &share, percent(&share))
                }
                _ => blank(),
            };
            let detected = match target(desk, &slo.id) {
                Some(target) => {
                    let seconds = number(tier) * (1.0 - target) * tier.long.as_secs_f64();
                    let percent = loadline_base::figure::nines(target);
                    let formula = format!("{} × (1 − {percent}) × {}", tier.burn, tier.long);
                    let name = format!("time until {name} fires when every request fails");
                    desk.figure(&at, &Quantity::computed(name, seconds, "s", formula))
                }
                None => blank(),
            };
            rows.push(vec![Words::id(&slo.id), tier.class.word().into(), burn, spent, detected]);
        }
    }
    let columns =
        &["objective", "class", "fires at", "budget spent by then", "fires after, when everything fails"];
    desk.table("When alerts fire", columns, rows);
}

fn number(tier: &Tier) -> f64 {
    tier.burn.to_string().parse().unwrap_or(f64::NAN)
}

fn target(desk: &Desk<'_, '_>, slo: &str) -> Option<f64> {
    let slo = desk.facts.model.system.slos.as_ref()?.get(slo)?;
    Some(slo.target.as_ref()?.fraction())
}

/// How many outages there are to be told of.
fn load(desk: &mut Desk<'_, '_>) {
    let outages = desk.outages;
    let mut rows = Vec::new();
    for (index, journey) in outages.failures.journeys.iter().enumerate() {
        let Some(found) = outages.outages(index, Top::Failed) else { continue };
        let at = format!("journeys/{}", journey.id);
        let formula = "Σ Birnbaum importance × frequency of each cause";
        let often =
            Quantity::computed(format!("outages of {}", journey.id), found.per_year, "a year", formula);
        let often = desk.figure(&at, &often);
        let formula = "time failed ÷ outages";
        let mean = Quantity::computed(format!("mean outage of {}", journey.id), found.mean, "s", formula);
        let mean = desk.figure(&at, &mean);
        rows.push(vec![Words::id(journey.id), often, mean]);
    }
    let columns = &["journey", "outages, by fault tree", "mean length"];
    desk.table(
        "How often there is something to page for; history is replayed by `loadline slo backtest`",
        columns,
        rows,
    );
}

fn pages(desk: &mut Desk<'_, '_>) {
    let policies = desk.facts.model.system.policies.as_deref().and_then(|all| all.paging.as_ref());
    let mut rows = Vec::new();
    for (id, page) in policies.iter().flat_map(|all| all.value.iter()) {
        let at = format!("policies/paging/{id}");
        let trigger = desk.value(&at, "trigger", page.trigger.as_ref());
        let class = desk.value(&at, "class", page.class.as_ref());
        let impact = desk.value(&at, "impact", page.impact.as_ref());
        let owner = desk.value(&at, "owner", page.owner.as_ref());
        let within = desk.value(&at, "respond-within", page.respond_within.as_ref());
        let next = desk.value(&at, "escalation", page.escalation.as_ref());
        let runbook = desk.blank(&at, "runbook", page.runbook.as_ref());
        rows.push(vec![Words::id(id), trigger, class, impact, owner, within, next, runbook]);
    }
    let columns = &["rule", "set off by", "class", "felt in", "owner", "responds within", "then", "runbook"];
    desk.table("Alerts that no objective raises", columns, rows);
}

fn noise(desk: &mut Desk<'_, '_>) {
    let policies = desk.facts.model.system.policies.as_deref().and_then(|all| all.paging.as_ref());
    let mut rows = Vec::new();
    for (id, page) in policies.iter().flat_map(|all| all.value.iter()) {
        let at = format!("policies/paging/{id}");
        let first = desk.value(&at, "auto-remediation", page.auto_remediation.as_ref());
        let group = desk.value(&at, "group-by", page.group_by.as_ref());
        let silent = desk.value(&at, "suppress", page.suppress.as_ref());
        let limit = desk.value(&at, "rate-limit", page.rate_limit.as_ref());
        rows.push(vec![Words::id(id), first, group, silent, limit]);
    }
    let columns = &["rule", "tried first", "grouped by", "silent", "at most"];
    desk.table("What keeps noise away", columns, rows);
}

fn config(desk: &mut Desk<'_, '_>, slos: &[Slo]) {
    let Some(alertmanager) = backend("alertmanager") else { return };
    let generated = (alertmanager.generate)(slos, &Options::default());
    for refusal in &generated.refusals {
        let text = format!("`{}`: {}; {}", refusal.slo, refusal.what, refusal.hint);
        desk.open(format!("slos/{}/alert", refusal.slo), text);
    }
    for output in generated.outputs {
        desk.text(output.name, "yaml", output.text);
    }
}
