//! Where objectives stand, for people and for machines.

use super::said::{maintenance, maintenance_json, no_data, odd_json, time, unusual};
use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::slo::Correction;
use loadline_app::slo::Objectives;
use loadline_app::slo::status::{
    Data, InForce, State, Status, StatusReport, TierStatus, WindowStatus, in_force,
};
use loadline_app::slo::unusual::Odd;
use loadline_base::figure::Digits;
use loadline_base::units::Duration;
use serde_json::{Value, json};

/// Objectives that get sentences of their own.
const SENTENCES: usize = 10;
/// Rows of the table.
const ROWS: usize = 200;
/// Names in the headline, for each state.
const NAMED: usize = 3;

/// Sentences for what needs somebody, then one table of all. `odd` is what is unusual, where that was asked.
pub(crate) fn page(
    objectives: &Objectives,
    report: &StatusReport,
    odd: Option<&[Odd]>,
    digits: Digits,
) -> Page {
    let mut page = Page::default();
    let teller = Teller { objectives, digits };
    page.head(teller.headline(report));
    for status in report.urgent().take(SENTENCES) {
        for sentence in teller.sentences(status) {
            page.say(sentence);
        }
    }
    let urgent = report.urgent().count();
    if urgent > SENTENCES {
        page.say(format!("{} more need somebody", urgent - SENTENCES));
    }
    for sentence in teller.maintenance_now(report) {
        page.say(sentence);
    }
    page.table(teller.table(report));
    page.list(
        "unusual for the time of the week (never pages)",
        odd.unwrap_or_default().iter().map(|odd| teller.unusual(odd)).collect(),
    );
    page.aside("maintenance, which counts for nothing", teller.maintenance(report));
    let mut asides = vec![format!(
        "{} was asked for {} in {}",
        report.server,
        time(report.at),
        count(report.requests, "request")
    )];
    if let Some(skew) = report.skew {
        let way = if skew > 0 { "ahead of" } else { "behind" };
        asides.push(format!(
            "the server's clock is {} {way} ours; all is told by the server's",
            digits.time(skew.unsigned_abs() as f64)
        ));
    }
    page.aside("how this was counted", asides);
    page
}

struct Teller<'a> {
    objectives: &'a Objectives,
    digits: Digits,
}

impl Teller<'_> {
    fn headline(&self, report: &StatusReport) -> String {
        let all = report.statuses.len();
        if all == 0 {
            return "there is no objective to look at".to_owned();
        }
        let parts = [
            (State::Pages, "pages somebody", "page somebody"),
            (State::Tickets, "asks for a ticket", "ask for a ticket"),
            (State::Spent, "has spent its budget", "have spent their budget"),
            (State::NoData, "has no data", "have no data"),
        ];
        let mut said = Vec::new();
        for (state, one, several) in parts {
            let of = report.statuses.iter().filter(|status| status.state() == state);
            let names: Vec<String> = of.map(|status| self.name(status)).collect();
            if names.is_empty() {
                continue;
            }
            let shown = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
            let more = if names.len() > NAMED { ", …" } else { "" };
            said.push(format!(
                "{} {} ({shown}{more})",
                names.len(),
                if names.len() == 1 { one } else { several }
            ));
        }
        if said.is_empty() {
            return format!("all is well: {} within budget, and no alert fires", count(all, "objective"));
        }
        format!("of {}: {}", count(all, "objective"), said.join(", "))
    }

    /// Maintenance within the windows of an objective, each once.
    fn corrections(&self, status: &Status) -> impl Iterator<Item = &Correction> {
        let from = status.windows.iter().map(|window| window.span.0).min().unwrap_or(i64::MAX);
        let all = self.objectives.slos.get(status.slo).map(|slo| slo.corrections.as_slice());
        all.unwrap_or_default().iter().filter(move |one| one.until > from)
    }

    fn maintenance_now(&self, report: &StatusReport) -> Vec<String> {
        let mut said = Vec::new();
        for status in &report.statuses {
            let now = self.corrections(status).find(|one| one.from <= report.at && report.at < one.until);
            said.extend(now.map(|one| {
                format!(
                    "{} is in maintenance: {}; alerts fire all the same",
                    self.name(status),
                    maintenance(one)
                )
            }));
        }
        said.truncate(SENTENCES);
        said
    }

    fn maintenance(&self, report: &StatusReport) -> Vec<String> {
        let one = |status: &Status| {
            let past = self.corrections(status).filter(|one| one.from <= report.at);
            let times: Vec<String> = past.map(maintenance).collect();
            (!times.is_empty()).then(|| format!("{} {}", self.name(status), times.join(", ")))
        };
        report.statuses.iter().filter_map(one).collect()
    }

    fn unusual(&self, odd: &Odd) -> String {
        let id = self.objectives.slos.get(odd.slo).map_or("?", |slo| slo.id.as_str());
        let what = unusual(odd.signal, (odd.value, odd.usual), odd.sigmas, self.digits);
        format!("`{id}` since {}: {what}", time(odd.from))
    }

    fn sentences(&self, status: &Status) -> Vec<String> {
        let name = self.name(status);
        let mut said = Vec::new();
        let fires: Vec<&TierStatus> = status.tiers.iter().filter(|tier| tier.fires == Some(true)).collect();
        if let [first, rest @ ..] = fires.as_slice() {
            let more = match rest.len() {
                0 => String::new(),
                1 => "; one slower alert fires too".to_owned(),
                more => format!("; {more} slower alerts fire too"),
            };
            said.push(format!("{name} {}{more}", self.fires(first)));
        }
        for window in &status.windows {
            match &window.data {
                Data::None(why) => {
                    said.push(format!("{name} has no number for {}: {}", window.window, no_data(why)))
                }
                _ if window.remaining.is_some_and(|left| left <= 0.0) => {
                    said.push(format!("{name} {}", self.overspent(window)));
                }
                _ => {}
            }
        }
        if let Some(InForce { step, owner }) = in_force(self.objectives, status) {
            let within = step.respond_within.map_or_else(String::new, |time| format!(", within {time}"));
            let owner = owner.map_or_else(String::new, |owner| format!(" (`{owner}` decides)"));
            said.push(format!("its budget policy asks: {}{within}{owner}", step.text));
        }
        said
    }

    fn fires(&self, tier: &TierStatus) -> String {
        let burn = |burn: Option<f64>| burn.map_or_else(|| "?".to_owned(), |burn| self.digits.number(burn));
        let does = if tier.tier.class.word() == "page" { "pages" } else { "asks for a ticket" };
        // A server without memory of what was before cannot say since when.
        let held = match tier.tier.hold.is_zero() {
            true => String::new(),
            false => format!(" once that has held for {}", tier.tier.hold),
        };
        format!(
            "{does}{held}: its budget burns {} times too fast over {} and {} over {}, more than {}",
            burn(tier.long),
            tier.tier.long,
            burn(tier.short),
            tier.tier.short,
            tier.tier.burn
        )
    }

    fn overspent(&self, window: &WindowStatus) -> String {
        let over = window.remaining.map_or(0.0, |left| -left);
        match &window.data {
            Data::Counted { spent, .. } => format!(
                "has spent its budget for {}: {} of {} events were bad, {} over what is allowed",
                window.window,
                self.digits.number(spent.bad),
                self.digits.number(spent.total),
                self.digits.percent(over)
            ),
            _ => format!("has spent its budget for {}", window.window),
        }
    }

    fn table(&self, report: &StatusReport) -> Table {
        let rows = report.statuses.iter().take(ROWS).map(|status| {
            let window = status.windows.first();
            let left = window.and_then(|window| window.remaining);
            let lasts = match window {
                Some(window) if left.is_some_and(|left| left > 0.0) => {
                    window.exhausted_in.map_or_else(|| "-".to_owned(), |time| self.lasts(time))
                }
                _ => String::new(),
            };
            let fastest = status.tiers.first();
            vec![
                self.name(status),
                status.state().word().to_owned(),
                left.map_or_else(|| "?".to_owned(), |left| self.digits.percent(left)),
                fastest
                    .and_then(|tier| tier.long)
                    .map_or_else(|| "?".to_owned(), |burn| self.digits.number(burn)),
                lasts,
                window.map_or_else(String::new, |window| window.window.to_string()),
            ]
        });
        Table {
            title: "budgets; burn is over the fastest alert's long window, 1 spends exactly all of it"
                .to_owned(),
            columns: vec![
                ("objective", Align::Left),
                ("state", Align::Left),
                ("left", Align::Right),
                ("burn", Align::Right),
                ("lasts", Align::Right),
                ("window", Align::Left),
            ],
            rows: rows.collect(),
            rest: report.statuses.len().saturating_sub(ROWS),
        }
    }

    fn lasts(&self, time: Duration) -> String {
        self.digits.time(time.as_secs_f64())
    }

    fn name(&self, status: &Status) -> String {
        let id = self.objectives.slos.get(status.slo).map_or("?", |slo| slo.id.as_str());
        let group: Vec<String> = status.group.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if group.is_empty() { format!("`{id}`") } else { format!("`{id}` ({})", group.join(", ")) }
    }
}

/// The JSON shape, `loadline/slo-status/v1`.
pub(crate) fn as_json(objectives: &Objectives, report: &StatusReport, odd: Option<&[Odd]>) -> Value {
    let statuses: Vec<Value> = report.statuses.iter().map(|status| one(objectives, status)).collect();
    json!({
        "server": report.server,
        "at": time(report.at),
        "clock_ahead_seconds": report.skew,
        "requests": report.requests,
        "objectives": statuses,
        "unusual": odd.map(|all| {
            let id = |odd: &Odd| objectives.slos.get(odd.slo).map(|slo| slo.id.as_str());
            let one = |odd: &Odd| {
                let mut value = odd_json(odd);
                value["slo"] = json!(id(odd));
                value
            };
            all.iter().map(one).collect::<Vec<_>>()
        }),
    })
}

fn one(objectives: &Objectives, status: &Status) -> Value {
    let slo = objectives.slos.get(status.slo);
    let group: serde_json::Map<String, Value> =
        status.group.iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
    let window = |window: &WindowStatus| {
        let (bad, total, assumed_none, none) = match &window.data {
            Data::Counted { spent, assumed_none } => {
                (Some(spent.bad), Some(spent.total), *assumed_none, None)
            }
            Data::NoTraffic => (Some(0.0), Some(0.0), false, None),
            Data::None(why) => (None, None, false, Some(no_data(why))),
        };
        json!({
            "window": window.window.to_string(),
            "from": time(window.span.0),
            "to": time(window.span.1),
            "length_seconds": window.length.as_secs_f64(),
            "bad": bad,
            "total": total,
            "bad_assumed_none": assumed_none,
            "no_data": none,
            "burn_rate": window.burn,
            "remaining": window.remaining,
            "exhausted_in_seconds": window.exhausted_in.map(Duration::as_secs_f64),
        })
    };
    let tier = |tier: &TierStatus| {
        json!({
            "class": tier.tier.class.word(),
            "burn_rate": tier.tier.burn.to_string(),
            "long": tier.tier.long.to_string(),
            "short": tier.tier.short.to_string(),
            "long_burn_rate": tier.long,
            "short_burn_rate": tier.short,
            "fires": tier.fires,
        })
    };
    let policy = in_force(objectives, status).map(|InForce { step, owner }| {
        json!({
            "at": step.at.to_string(),
            "action": step.text,
            "owner": owner,
            "respond_within_seconds": step.respond_within.map(Duration::as_secs_f64),
        })
    });
    let from = status.windows.iter().map(|window| window.span.0).min().unwrap_or(i64::MAX);
    let corrections = slo.map(|slo| slo.corrections.as_slice()).unwrap_or_default();
    let maintained: Vec<Value> =
        corrections.iter().filter(|one| one.until > from).map(maintenance_json).collect();
    json!({
        "id": slo.map(|slo| slo.id.as_str()),
        "group": group,
        "target": slo.map(|slo| slo.target.to_string()),
        "state": status.state().word(),
        "windows": status.windows.iter().map(window).collect::<Vec<_>>(),
        "tiers": status.tiers.iter().map(tier).collect::<Vec<_>>(),
        "budget_policy": policy,
        "maintenance": maintained,
    })
}
