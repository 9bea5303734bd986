//! How alert policies would have done, for people and for machines.

mod html;
mod timeline;

use super::said::{signal, time, unusual};
use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use jiff::tz::TimeZone;
use loadline_app::slo::backtest::{Anomaly, Backtest, Class, Incident, PolicyReport, Score, SloFacts};
use loadline_base::figure::Digits;
use loadline_draw::{TextOptions, TimeAxis};
use serde_json::{Value, json};
use timeline::{alerts, timeline};

pub(crate) use html::html;

/// Pages of one policy that are told one by one.
const TOLD: usize = 10;
/// Unusual times that are told one by one.
const ODD: usize = 3;

/// A sentence for each policy, then one table of all, then the pages of the first.
pub(crate) fn page(found: &Backtest, digits: Digits) -> Page {
    let mut page = Page::default();
    let report = &found.report;
    for policy in report.policies.iter().take(1) {
        page.head(headline(found, policy, digits));
        for sentence in sentences(found, policy, digits) {
            page.say(sentence);
        }
    }
    page.table(table(found, digits));
    list_pages(&mut page, found, digits, TOLD);
    page.aside("unusual for the time of the week (never pages)", odd(found, digits));
    page.aside("not replayed", refused(found));
    page.aside("what this rests on", basis(found));
    page
}

/// When somebody would have been woken by the first policy, `most` times of them.
fn list_pages(page: &mut Page, found: &Backtest, digits: Digits, most: usize) {
    let report = &found.report;
    let Some(policy) = report.policies.first() else { return };
    let pages = policy.pages.iter().filter(|page| page.judged && page.class == Class::Page && page.opens);
    let all = pages.clone().count();
    let told = pages.take(most).map(|page| {
        let names: Vec<&str> = page
            .alerts
            .iter()
            .filter_map(|at| policy.alerts.get(*at))
            .filter_map(|alert| name_of(found, report.slos.get(alert.facts)?))
            .collect();
        let incident = match (page.incident, &found.incidents) {
            (Some(at), Some(all)) => {
                all.get(at).map_or(String::new(), |one| format!(", about {}", called(one)))
            }
            (None, Some(_)) => ", about no incident".to_owned(),
            _ => String::new(),
        };
        let spent = page
            .spent_before
            .map_or_else(String::new, |spent| format!(", after {} of the budget", digits.percent(spent)));
        let burn = digits.number(page.peak_burn);
        format!("{}: `{}` burning up to {burn}x{spent}{incident}", time(page.at), names.join("`, `"))
    });
    page.list(format!("when `{}` would have woken somebody", policy.name), told.collect());
    if all > most {
        page.say(format!("and {} more times; `--format json` has them all", all - most));
    }
}

fn refused(found: &Backtest) -> Vec<String> {
    let one = |slo: usize, why: &str| {
        let id = found.slos.get(slo).map_or("?", |slo| slo.id.as_str());
        format!("`{id}`: {why}")
    };
    found.report.refused.iter().map(|refused| one(refused.slo, &refused.why)).collect()
}

/// What was furthest from usual.
fn odd(found: &Backtest, digits: Digits) -> Vec<String> {
    let mut all: Vec<&Anomaly> = found.anomalies.iter().flat_map(|all| &all.found).collect();
    all.sort_by(|a, b| b.sigmas.abs().total_cmp(&a.sigmas.abs()));
    let one = |one: &&Anomaly| {
        let id = found.slos.get(one.slo).map_or("?", |slo| slo.id.as_str());
        let what = unusual(one.signal, (one.value, one.usual), one.sigmas, digits);
        format!("`{id}` from {} to {}: {what}", time(one.from), time(one.to))
    };
    let mut said: Vec<String> = all.iter().take(ODD).map(one).collect();
    said.extend((all.len() > ODD).then(|| format!("{} more times", all.len() - ODD)));
    said
}

fn name_of<'a>(found: &'a Backtest, facts: &SloFacts) -> Option<&'a str> {
    Some(found.slos.get(facts.slo)?.id.as_str())
}

/// An incident with its severity where that is known: `database full (sev1)`.
fn called(incident: &Incident) -> String {
    let severity = incident.severity.as_ref().map_or_else(String::new, |severity| format!(" ({severity})"));
    format!("{}{severity}", incident.name)
}

fn headline(found: &Backtest, policy: &PolicyReport, digits: Digits) -> String {
    let score = &policy.score;
    let time = digits.time((found.report.span.1 - found.report.span.0) as f64 / 1000.0);
    let missed = match (score.incidents, score.missed.len()) {
        (0, _) => String::new(),
        (all, 0) => format!(", and would have missed none of {}", count(all, "incident")),
        (all, missed) => format!(", and would have missed {missed} of {}", count(all, "incident")),
    };
    format!(
        "`{}` would have woken somebody {} in {time} and written {}{missed}",
        policy.name,
        if score.pages == 1 { "once".to_owned() } else { format!("{} times", score.pages) },
        count(score.tickets, "ticket"),
    )
}

fn sentences(found: &Backtest, policy: &PolicyReport, digits: Digits) -> Vec<String> {
    let score = &policy.score;
    let mut said = Vec::new();
    if let Some(delay) = score.detection {
        said.push(format!(
            "half of the incidents paged within {}, 95% within {}",
            digits.time(delay.p50 / 1000.0),
            digits.time(delay.p95 / 1000.0)
        ));
    }
    let named = score.missed.iter().filter_map(|at| found.incidents.as_ref()?.get(*at));
    let named: Vec<String> = named.map(called).take(5).collect();
    if !named.is_empty() {
        said.push(format!("missed: {}", named.join(", ")));
    }
    if score.already > 0 {
        said.push(format!(
            "{} of those missed began while an older alert still fired, which told nobody anything new",
            score.already
        ));
    }
    let uncounted =
        policy.pages.iter().filter(|page| !page.judged && page.class == Class::Page && page.opens);
    let uncounted = uncounted.count();
    if uncounted > 0 {
        said.push(format!(
            "{} more at the start {} not counted: the windows behind {} were not full yet",
            count(uncounted, "page"),
            if uncounted == 1 { "is" } else { "are" },
            if uncounted == 1 { "it" } else { "them" },
        ));
    }
    if score.nights + score.weekends > 0 {
        said.push(format!("{} at night, {} on weekends by day", score.nights, score.weekends));
    }
    if let Some(worth) = score.worth {
        said.push(format!("{worth} of {} were worth it", count(score.pages, "page")));
    }
    if found.incidents.is_none() {
        said.push(
            "nobody wrote down what truly went wrong (`--incidents`), so precision and recall are unknown"
                .to_owned(),
        );
    }
    said
}

fn table(found: &Backtest, digits: Digits) -> Table {
    let percent = |share: Option<f64>| share.map_or_else(|| "?".to_owned(), |share| digits.percent(share));
    let row = |policy: &PolicyReport| {
        let score = &policy.score;
        let delay = score.detection.map_or_else(|| "?".to_owned(), |delay| digits.time(delay.p95 / 1000.0));
        vec![
            policy.name.clone(),
            score.pages.to_string(),
            score.tickets.to_string(),
            score.flaps.to_string(),
            percent(score.precision),
            percent(score.recall),
            delay,
            percent(score.spent_before.map(|spent| spent.p50)),
        ]
    };
    Table {
        title: "policies; late: 95% of incidents paged within; spent: of the budget before a page, the middle one".to_owned(),
        columns: vec![
            ("policy", Align::Left),
            ("pages", Align::Right),
            ("tickets", Align::Right),
            ("flaps", Align::Right),
            ("precise", Align::Right),
            ("recall", Align::Right),
            ("late", Align::Right),
            ("spent", Align::Right),
        ],
        rows: found.report.policies.iter().map(row).collect(),
        rest: 0,
    }
}

fn basis(found: &Backtest) -> Vec<String> {
    let (notes, span) = (&found.notes, found.report.span);
    let mut said = vec![
        format!("{} to {}, every {} s", time(span.0), time(span.1), found.report.step / 1000),
        format!(
            "{} of {} series",
            count(usize::try_from(notes.samples).unwrap_or(usize::MAX), "sample"),
            notes.series
        ),
        "a tier is not judged before its long window was filled once".to_owned(),
    ];
    said.extend((notes.late > 0).then(|| format!("{} samples came late and were put in order", notes.late)));
    said.extend((notes.duplicates > 0).then(|| format!("{} samples came twice", notes.duplicates)));
    said.push(match found.anomalies.as_ref().and_then(|all| all.since) {
        Some(since) => format!("what is unusual is told from {} on, after two weeks", time(since)),
        None => "less than two weeks, so nothing can be called unusual".to_owned(),
    });
    let maintained: usize = found.slos.iter().map(|slo| slo.corrections.len()).sum();
    said.extend((maintained > 0).then(|| "alerts fire during maintenance, as they would have".to_owned()));
    let silent: usize = found.report.slos.iter().map(|facts| facts.gaps.len()).sum();
    said.extend((silent > 0).then(|| format!("{} without data or traffic", count(silent, "span"))));
    said
}

/// The alerts of the first policy over time, a picture for each objective.
pub(crate) fn timelines(found: &Backtest, width: usize) -> String {
    let Some(policy) = found.report.policies.first() else { return String::new() };
    let axis = TimeAxis::new(found.report.span.0, found.report.span.1, TimeZone::UTC);
    let mut text = String::new();
    for (at, facts) in found.report.slos.iter().enumerate() {
        if name_of(found, facts).is_none()
            || (alerts(policy, at).next().is_none() && found.incidents.is_none())
        {
            continue;
        }
        let timeline = timeline(found, policy, at, axis.clone());
        text.push('\n');
        text.push_str(&timeline.text(TextOptions { width, told: 0, ..TextOptions::default() }));
    }
    text
}

/// The JSON shape, `loadline/slo-backtest/v1`.
pub(crate) fn as_json(found: &Backtest) -> Value {
    let report = &found.report;
    let score = |score: &Score| {
        let spread = |spread: Option<loadline_app::slo::backtest::Spread>| {
            spread.map(|spread| json!({"count": spread.count, "p50": spread.p50, "p95": spread.p95, "max": spread.max}))
        };
        json!({
            "pages": score.pages,
            "updates": score.updates,
            "tickets": score.tickets,
            "reminders": score.reminders,
            "flaps": score.flaps,
            "detection_ms": spread(score.detection),
            "reset_ms": spread(score.reset),
            "spent_before": spread(score.spent_before),
            "precision": score.precision,
            "recall": score.recall,
            "recall_with_tickets": score.recall_with_tickets,
            "already": score.already,
            "incidents": score.incidents,
            "missed": score.missed,
            "outside": score.outside,
            "nights": score.nights,
            "weekends": score.weekends,
            "worth": score.worth,
        })
    };
    let policies = report.policies.iter().map(|policy| {
        let pages = policy.pages.iter().map(|page| {
            let slos: Vec<Option<&str>> = page
                .alerts
                .iter()
                .filter_map(|at| report.slos.get(policy.alerts.get(*at)?.facts))
                .map(|facts| name_of(found, facts))
                .collect();
            json!({
                "at": time(page.at),
                "class": page.class.word(),
                "receiver": page.receiver,
                "opens": page.opens,
                "slos": slos,
                "fired": time(page.fired),
                "ended": page.ended.map(time),
                "peak_burn_rate": page.peak_burn,
                "spent_before": page.spent_before,
                "incident": page.incident,
                "judged": page.judged,
            })
        });
        json!({"name": policy.name, "score": score(&policy.score), "pages": pages.collect::<Vec<_>>()})
    });
    json!({
        "from": time(report.span.0),
        "to": time(report.span.1),
        "step_ms": report.step,
        "samples": found.notes.samples,
        "refused": report.refused.iter().map(|one| json!({
            "slo": found.slos.get(one.slo).map(|slo| slo.id.as_str()),
            "why": one.why,
        })).collect::<Vec<_>>(),
        "incidents": found.incidents.as_ref().map(|all| all.iter().map(|one| json!({
            "what": one.name,
            "start": time(one.start),
            "end": time(one.end),
            "severity": one.severity,
            "slo": one.slo,
        })).collect::<Vec<_>>()),
        "policies": policies.collect::<Vec<_>>(),
        "unusual_since": found.anomalies.as_ref().and_then(|all| all.since).map(time),
        "unusual": found.anomalies.iter().flat_map(|all| &all.found).map(|one| json!({
            "slo": found.slos.get(one.slo).map(|slo| slo.id.as_str()),
            "signal": signal(one.signal),
            "from": time(one.from),
            "to": time(one.to),
            "value": one.value,
            "usual": one.usual,
            "sigmas": one.sigmas,
        })).collect::<Vec<_>>(),
    })
}
