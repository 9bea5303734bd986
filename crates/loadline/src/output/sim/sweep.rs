//! A scenario at every point of a grid, for people and for machines.

use super::{DIGITS, assumption, json, range, share, so_far, told};
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::sim::{JourneyRow, Parameter, SweepPoint, SweepReport, Verdict};
use loadline_base::figure::count;
use serde_json::{Value, json};

/// Points that are shown.
const SHOWN: usize = 50;

/// The first point that breaks a claim, then every point.
pub(crate) fn page(report: &SweepReport) -> Page {
    let mut page = Page::default();
    page.head(so_far(report.interrupted, headline(report)));
    let early = report.points.iter().filter(|point| point.ended_early > 0).count();
    if early > 0 {
        page.say(format!(
            "at {} runs were ended early, with more than two million requests and calls under way at once",
            count(early as u64, "point")
        ));
    }
    let varied: Vec<String> = report.parameters.iter().map(|one| format!("`{}`", one.path)).collect();
    page.table(table(report, format!("claims, at each {}", varied.join(", ")), CLAIMS, |point| {
        let claims = &point.claims;
        let open = claims.iter().filter(|claim| claim.verdict != Verdict::Pass);
        let mut open: Vec<_> = open.collect();
        open.sort_by_key(|claim| std::cmp::Reverse(claim.verdict));
        let open: Vec<String> = open
            .into_iter()
            .map(|claim| match claim.verdict {
                Verdict::Fail => told(claim),
                _ => format!("undecided: {}", told(claim)),
            })
            .collect();
        vec![point.verdict().word().to_owned(), busiest(point), open.join("; ")]
    }));
    for (place, journey) in report.points.first().map_or(&[][..], |point| &point.journeys).iter().enumerate()
    {
        let title = format!("journey `{}`", journey.id);
        page.table(table(report, title, JOURNEY, |point| {
            point.journeys.get(place).map_or_else(Vec::new, row)
        }));
    }
    page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
    let runs = report.points.first().map_or(0, |point| point.runs);
    page.aside(
        "how it was simulated",
        vec![format!(
            "{runs} runs at each point with the same random numbers, seed {}; intervals hold with 95% confidence (Student's t over the runs)",
            report.seed
        )],
    );
    page
}

const CLAIMS: &[(&str, Align)] =
    &[("verdict", Align::Left), ("busiest", Align::Left), ("does not hold", Align::Left)];
const JOURNEY: &[(&str, Align)] = &[
    ("rps", Align::Right),
    ("p99", Align::Right),
    ("95% interval", Align::Left),
    ("answered", Align::Right),
    ("95% interval", Align::Left),
];

fn table(
    report: &SweepReport,
    title: String,
    columns: &[(&'static str, Align)],
    cells: impl Fn(&SweepPoint) -> Vec<String>,
) -> Table {
    let row = |point: &SweepPoint| {
        let mut row = vec![point.values.join(", ")];
        row.extend(cells(point));
        row
    };
    let mut all = vec![("at", Align::Right)];
    all.extend(columns);
    Table {
        title,
        columns: all,
        rows: report.points.iter().take(SHOWN).map(row).collect(),
        rest: report.points.len().saturating_sub(SHOWN),
    }
}

/// Rate, p99 and share of answers of a journey, with their intervals.
fn row(journey: &JourneyRow) -> Vec<String> {
    let none = || "n/a".to_owned();
    let p99 = journey.percentiles.iter().find(|percentile| percentile.name == "p99");
    let p99_range = p99
        .and_then(|p99| p99.interval)
        .map(|interval| format!("{} to {}", DIGITS.time(interval.low), DIGITS.time(interval.high)));
    let success = journey.success;
    vec![
        DIGITS.number(journey.offered),
        p99.and_then(|p99| p99.value).map_or_else(none, |value| DIGITS.time(value)),
        p99_range.unwrap_or_default(),
        success.map_or_else(none, |success| share(success.estimate)),
        success
            .map_or_else(String::new, |success| format!("{} to {}", share(success.low), share(success.high))),
    ]
}

/// The busiest component with its utilisation.
fn busiest(point: &SweepPoint) -> String {
    let busiest = point.components.iter().find_map(|component| Some((component, component.utilisation?)));
    busiest.map_or_else(
        || "-".to_owned(),
        |(component, used)| format!("`{}` {}", component.id, range(&used, "used")),
    )
}

/// `services/orders/replicas/min=2`.
fn at(report: &SweepReport, place: usize) -> String {
    let values = report.points.get(place).map_or(&[][..], |point| &point.values);
    let named = report.parameters.iter().zip(values).map(|(one, value)| format!("`{}={value}`", one.path));
    named.collect::<Vec<_>>().join(", ")
}

fn headline(report: &SweepReport) -> String {
    let all = report.points.len();
    let points = count(all as u64, "point");
    let of = |verdict: Verdict| report.points.iter().filter(|point| point.verdict() == verdict).count();
    if all == 0 {
        return "no point is done".to_owned();
    }
    if let Some((place, claim)) = report.first_broken() {
        let before = if place == 0 { " already" } else { "" };
        return format!(
            "claims break{before} at {}, first {}; {} of {points} keep every claim",
            at(report, place),
            told(claim),
            of(Verdict::Pass),
        );
    }
    match report.first(Verdict::Undecided) {
        Some((place, claim)) => format!(
            "no claim breaks at any of {points}; {} cannot be decided yet, first {}: {}",
            of(Verdict::Undecided),
            at(report, place),
            told(claim),
        ),
        None => format!(
            "every claim holds at {}",
            if all == 1 { "the point".to_owned() } else { format!("all {points}") }
        ),
    }
}

/// The JSON shape, `loadline/sim-sweep/v1`. Documented in `docs/guide/json.md`; fields are only ever added.
pub(crate) fn as_json(report: &SweepReport) -> Value {
    let parameter = |one: &Parameter| json!({"path": one.path, "values": one.values});
    let journey = |journey: &JourneyRow| {
        json!({
            "journey": journey.id,
            "offered_rps": journey.offered,
            "goodput_rps": journey.goodput.as_ref().map(json::interval),
            "success": journey.success.as_ref().map(json::interval),
            "latency_s": json::percentiles(&journey.percentiles),
        })
    };
    let point = |point: &SweepPoint| {
        let components = point.components.iter().map(|component| {
            json!({
                "component": component.id,
                "copies": component.copies,
                "utilisation": component.utilisation.as_ref().map(json::interval),
            })
        });
        json!({
            "at": point.values,
            "verdict": point.verdict().word(),
            "runs": point.runs,
            "ended_early_runs": point.ended_early,
            "claims": point.claims.iter().map(json::claim).collect::<Vec<_>>(),
            "journeys": point.journeys.iter().map(journey).collect::<Vec<_>>(),
            "components": components.collect::<Vec<_>>(),
        })
    };
    json!({
        "scenario": report.scenario,
        "seed": report.seed,
        "interrupted": report.interrupted.as_ref().map(json::interrupted),
        "parameters": report.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "first_broken": report.first_broken().map(|(place, claim)| json!({"point": place, "claim": claim.text})),
        "points": report.points.iter().map(point).collect::<Vec<_>>(),
        "assumptions": report.assumptions.iter().map(json::assumption).collect::<Vec<_>>(),
    })
}
