//! The knee for people and for machines.

use crate::output::page::{Page, Table};
use crate::output::sim::{DIGITS, assumption, json, so_far};
use crate::output::table::Align;
use loadline_app::sim::KneeReport;
use serde_json::{Value, json};

/// Where the knee is, and every load that was tried.
pub(crate) fn knee(report: &KneeReport) -> Page {
    let mut page = Page::default();
    page.head(so_far(report.interrupted, knee_headline(report)));
    page.list("what must hold", report.claims.clone());
    let row = |point: &loadline_app::sim::Point| {
        let worst = point.p99.iter().copied().reduce(|one, other| Some(one?.max(other?))).flatten();
        let failed = point.failed.iter().filter_map(|claim| report.claims.get(*claim).cloned());
        vec![
            format!("{}×", DIGITS.number(point.factor)),
            DIGITS.number(point.offered),
            DIGITS.number(point.goodput),
            worst.map_or_else(|| "n/a".to_owned(), |worst| DIGITS.time(worst)),
            point.busiest.map_or_else(
                || "-".to_owned(),
                |(place, used)| format!("`{}` {}", name(report, place), DIGITS.used(used)),
            ),
            if point.overflowed {
                "too much under way".to_owned()
            } else if let Some(journey) = piling_up(report, point).filter(|_| point.failed.is_empty()) {
                format!("requests of {journey} pile up")
            } else {
                let open = point.unjudged.iter().filter_map(|claim| report.claims.get(*claim));
                failed
                    .chain(open.map(|claim| format!("{claim} (cannot be judged)")))
                    .collect::<Vec<_>>()
                    .join("; ")
            },
        ]
    };
    page.table(Table {
        title: "loads that were tried; p99 of the slowest journey".to_owned(),
        columns: vec![
            ("load", Align::Right),
            ("rps", Align::Right),
            ("answered", Align::Right),
            ("p99", Align::Right),
            ("busiest", Align::Left),
            ("does not hold", Align::Left),
        ],
        rows: report.knee.points.iter().map(row).collect(),
        rest: 0,
    });
    page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
    page.aside(
        "how it was simulated",
        vec![format!(
            "{} runs of 1 min at each load, longer where a percentile needs more requests, after 10 s of warm-up, seed {}",
            report.runs, report.seed
        )],
    );
    page
}

/// The first journey whose requests pile up.
fn piling_up<'r>(report: &'r KneeReport, point: &loadline_app::sim::Point) -> Option<&'r str> {
    point.piling_up.first().and_then(|source| report.journeys.get(*source)).map(String::as_str)
}

fn name(report: &KneeReport, place: usize) -> &str {
    report.components.get(place).map_or("?", String::as_str)
}

fn knee_headline(report: &KneeReport) -> String {
    let knee = &report.knee;
    let broken = knee.breaks.and_then(|factor| knee.points.iter().find(|point| point.factor == factor));
    let first = broken.map_or_else(String::new, |point| {
        let claim = point.failed.first().and_then(|claim| report.claims.get(*claim));
        let what = match (claim, piling_up(report, point)) {
            (Some(claim), _) => format!("`{claim}` fails"),
            (None, Some(journey)) if !point.overflowed => format!("requests of `{journey}` pile up"),
            (None, _) => "too much is under way".to_owned(),
        };
        match (point.refusing, point.busiest) {
            (Some((place, _)), _) => {
                format!(", then {what}, and `{}` turns the most away", name(report, place))
            }
            (None, Some((place, used))) => {
                format!(
                    ", then {what}, with `{}` at {} of its workers",
                    name(report, place),
                    DIGITS.used(used)
                )
            }
            (None, None) => format!(", then {what}"),
        }
    });
    let open = knee.holds.and_then(|factor| knee.points.iter().find(|point| point.factor == factor));
    if let Some((point, claim)) =
        open.and_then(|point| Some((point, report.claims.get(*point.unjudged.first()?)?)))
    {
        let (open, all) = (point.unjudged.len(), report.claims.len());
        let rest = match (open == all, knee.breaks) {
            (true, _) => "so nothing is known to hold".to_owned(),
            (false, Some(_)) => {
                format!("the rest holds up to {}× of this load{first}", DIGITS.number(point.factor))
            }
            (false, None) => {
                format!(
                    "the rest holds up to {}× of this load, the most that was tried",
                    DIGITS.number(point.factor)
                )
            }
        };
        return format!("{open} of {all} claims cannot be judged, first `{claim}`; {rest}");
    }
    match (knee.holds, knee.breaks) {
        (Some(holds), Some(_)) => {
            format!(
                "everything holds up to {} of this load{first}",
                format_args!("{}×", DIGITS.number(holds))
            )
        }
        (None, None) => "no load was tried to the end".to_owned(),
        (Some(holds), None) => {
            format!(
                "everything holds up to {} of this load, the most that was tried",
                format_args!("{}×", DIGITS.number(holds))
            )
        }
        (None, Some(_)) => format!("nothing holds even at the least load that was tried{first}"),
    }
}

/// The knee for machines.
pub(crate) fn knee_json(report: &KneeReport) -> Value {
    let place = |found: Option<(usize, f64)>, unit: &str| {
        found.map(|(place, value)| json!({"component": name(report, place), unit: value}))
    };
    let point = |point: &loadline_app::sim::Point| {
        json!({
            "factor": point.factor,
            "holds": point.holds(),
            "offered_rps": point.offered,
            "goodput_rps": point.goodput,
            "p99_s": point.p99,
            "failed_claims": point.failed,
            "unjudged_claims": point.unjudged,
            "seconds": point.seconds,
            "busiest": place(point.busiest, "utilisation"),
            "refusing": place(point.refusing, "failed_rps"),
            "ended_early": point.overflowed,
            "piling_up": point.piling_up.iter().filter_map(|source| report.journeys.get(*source)).collect::<Vec<_>>(),
        })
    };
    json!({
        "seed": report.seed,
        "runs": report.runs,
        "interrupted": report.interrupted.as_ref().map(json::interrupted),
        "claims": report.claims,
        "journeys": report.journeys,
        "holds_at": report.knee.holds,
        "breaks_at": report.knee.breaks,
        "points": report.knee.points.iter().map(point).collect::<Vec<_>>(),
        "assumptions": report.assumptions.iter().map(json::assumption).collect::<Vec<_>>(),
    })
}
