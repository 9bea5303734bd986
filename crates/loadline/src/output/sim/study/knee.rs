//! The knee for people and for machines.

use super::spread::{self, number_within, time_within};
use crate::output::page::{Page, Table};
use crate::output::sim::{DIGITS, assumption, json, so_far};
use crate::output::table::Align;
use loadline_app::sim::{ClaimRow, Interval, KneeReport, Measured, Point, Verdict};
use serde_json::{Value, json};

/// Where the knee is, and every load that was tried.
pub(crate) fn knee(report: &KneeReport) -> Page {
    let mut page = Page::default();
    page.head(so_far(report.interrupted, headline(report)));
    if let Some(between) = undecided_between(report) {
        page.say(between);
    }
    page.list("what must hold", report.claims.clone());
    let rows = report.knee.points.iter().zip(&report.judged).map(|(point, claims)| {
        let worst = point.p99.iter().copied().reduce(|one, other| {
            let (one, other) = (one?, other?);
            Some(if one.mean >= other.mean { one } else { other })
        });
        vec![
            format!("{}×", DIGITS.number(point.factor)),
            point.runs.to_string(),
            DIGITS.number(point.offered),
            point.goodput.as_ref().map_or_else(|| "-".to_owned(), number_within),
            worst.flatten().as_ref().map_or_else(|| "n/a".to_owned(), time_within),
            point.busiest.map_or_else(
                || "-".to_owned(),
                |(place, used)| format!("`{}` {}", name(report, place), DIGITS.used(used)),
            ),
            trouble(report, point, claims),
        ]
    });
    page.table(Table {
        title: "loads that were tried; p99 of the slowest journey".to_owned(),
        columns: vec![
            ("load", Align::Right),
            ("runs", Align::Right),
            ("rps", Align::Right),
            ("answered", Align::Right),
            ("p99", Align::Right),
            ("busiest", Align::Left),
            ("does not hold", Align::Left),
        ],
        rows: rows.collect(),
        rest: 0,
    });
    page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
    page.aside("how it was simulated", vec![how(report)]);
    page
}

/// How the figures came about.
pub(in crate::output::sim) fn how(report: &KneeReport) -> String {
    format!(
        "{} runs of 1 min at each load, up to 20 where that leaves it undecided, longer where a percentile needs more requests, after 10 s \
         of warm-up, seed {}; ± is the {}% interval (Student's t over the runs), so that however often a load is looked at, one verdict \
         in twenty is wrong by chance at most",
        report.runs,
        report.seed,
        DIGITS.number(100.0 * report.knee.confidence)
    )
}

/// What does not hold at a load, or is not known to.
fn trouble(report: &KneeReport, point: &Point, claims: &[ClaimRow]) -> String {
    let failed = point.failed();
    if point.overflowed {
        return "too much under way".to_owned();
    }
    if let Some(journey) = piling_up(report, point).filter(|_| failed.is_empty()) {
        return format!("requests of {journey} pile up");
    }
    let (undecided, unjudged) = (point.undecided(), point.unjudged());
    let those = |places: Vec<usize>| places.into_iter().filter_map(|place| claims.get(place));
    let failed = those(failed).map(|claim| claim.text.clone());
    let undecided = those(undecided).map(|claim| format!("{}: undecided{}", claim.text, ends(claim)));
    let unjudged = those(unjudged).map(|claim| format!("{} (cannot be judged)", claim.text));
    failed.chain(undecided).chain(unjudged).collect::<Vec<_>>().join("; ")
}

/// ` (97 ms to 103 ms)`: the interval of what a claim is about.
fn ends(claim: &ClaimRow) -> String {
    let ends = |interval: &Interval| {
        let [low, high] = [interval.low, interval.high].map(|value| DIGITS.simulated(value, claim.unit));
        format!(" ({low} to {high})")
    };
    claim.interval.as_ref().map_or_else(String::new, ends)
}

/// The loads between which the knee lies but that as many runs as are taken leave undecided.
fn undecided_between(report: &KneeReport) -> Option<String> {
    let knee = &report.knee;
    let (low, high) = (knee.holds.unwrap_or(0.0), knee.breaks.unwrap_or(f64::INFINITY));
    let between =
        |point: &&Point| point.verdict() == Verdict::Undecided && point.factor > low && point.factor < high;
    let open: Vec<&Point> = knee.points.iter().filter(between).collect();
    let most = open.iter().map(|point| point.runs).max()?;
    let loads: Vec<String> = open.iter().map(|point| format!("{}×", DIGITS.number(point.factor))).collect();
    Some(format!("in between it is undecided: {most} runs do not tell at {}", loads.join(" and ")))
}

/// The first journey whose requests pile up.
fn piling_up<'r>(report: &'r KneeReport, point: &Point) -> Option<&'r str> {
    point.piling_up.first().and_then(|source| report.journeys.get(*source)).map(String::as_str)
}

fn name(report: &KneeReport, place: usize) -> &str {
    report.components.get(place).map_or("?", String::as_str)
}

fn headline(report: &KneeReport) -> String {
    let knee = &report.knee;
    let at = |factor: Option<f64>| knee.points.iter().find(|point| Some(point.factor) == factor);
    let (broken, held) = (at(knee.breaks), at(knee.holds));
    let first = broken.map_or_else(String::new, |point| {
        let claim = point.failed().first().and_then(|claim| report.claims.get(*claim));
        let what = match (claim, piling_up(report, point)) {
            (Some(claim), _) => format!("`{claim}` fails"),
            (None, Some(journey)) if !point.overflowed => format!("requests of `{journey}` pile up"),
            (None, _) => "too much is under way".to_owned(),
        };
        let from = format!("from {}× on {what}", DIGITS.number(point.factor));
        match (point.refusing, point.busiest) {
            (Some((place, _)), _) => format!("{from}, and `{}` turns the most away", name(report, place)),
            (None, Some((place, used))) => {
                format!("{from}, with `{}` at {} of its workers", name(report, place), DIGITS.used(used))
            }
            (None, None) => from,
        }
    });
    let unjudged = held.map(Point::unjudged).unwrap_or_default();
    if let Some((point, claim)) = held.zip(unjudged.first().and_then(|claim| report.claims.get(*claim))) {
        let (open, all) = (unjudged.len(), report.claims.len());
        let factor = DIGITS.number(point.factor);
        let rest = match (open == all, knee.breaks) {
            (true, _) => "so nothing is known to hold".to_owned(),
            (false, Some(_)) => format!("the rest holds up to {factor}× of this load; {first}"),
            (false, None) => {
                format!("the rest holds up to {factor}× of this load, the most that {}", most(report))
            }
        };
        return format!("{open} of {all} claims cannot be judged, first `{claim}`; {rest}");
    }
    match (held, knee.breaks) {
        (Some(held), Some(_)) => {
            format!("everything holds up to {}× of this load; {first}", DIGITS.number(held.factor))
        }
        (Some(held), None) => format!(
            "everything holds up to {}× of this load, the most that {}",
            DIGITS.number(held.factor),
            most(report)
        ),
        (None, Some(_)) => format!("nothing is sure to hold even at the least load that was tried; {first}"),
        (None, None) if knee.points.is_empty() => "no load was tried to the end".to_owned(),
        (None, None) => "at no load that was tried is it known whether everything holds".to_owned(),
    }
}

/// `was tried`, unless a higher load was and left it open.
fn most(report: &KneeReport) -> &'static str {
    let highest = report.knee.points.last().map(|point| point.factor);
    if highest == report.knee.holds { "was tried" } else { "is sure to" }
}

/// The knee for machines.
pub(crate) fn knee_json(report: &KneeReport) -> Value {
    let place = |found: Option<(usize, f64)>, unit: &str| {
        found.map(|(place, value)| json!({"component": name(report, place), unit: value}))
    };
    let measured = |found: &Option<Measured>| found.map(|found| found.mean);
    let point = |(point, claims): (&Point, &Vec<ClaimRow>)| {
        json!({
            "factor": point.factor,
            "runs": point.runs,
            "verdict": point.verdict().word(),
            "holds": point.holds(),
            "offered_rps": point.offered,
            "goodput_rps": measured(&point.goodput),
            "p99_s": point.p99.iter().map(measured).collect::<Vec<_>>(),
            "claims": claims.iter().map(json::claim).collect::<Vec<_>>(),
            "failed_claims": point.failed(),
            "undecided_claims": point.undecided(),
            "unjudged_claims": point.unjudged(),
            "intervals": {
                "goodput_rps": spread::measured(point.goodput),
                "p99_s": point.p99.iter().map(|p99| spread::measured(*p99)).collect::<Vec<_>>(),
                "success": point.success.iter().map(|share| share.as_ref().map(json::interval)).collect::<Vec<_>>(),
            },
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
        "confidence": report.knee.confidence,
        "points": report.knee.points.iter().zip(&report.judged).map(point).collect::<Vec<_>>(),
        "assumptions": report.assumptions.iter().map(json::assumption).collect::<Vec<_>>(),
    })
}
