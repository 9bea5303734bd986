//! Simulations with pictures: latency and answers over time, load against answers with the knee, the loop between good and bad, and
//! what every fault does to every journey.

mod steady;
mod variants;

pub(crate) use steady::steady;
pub(crate) use variants::{compare, sweep};

use super::{DIGITS, how, page, so_far, study};
use crate::output::page::Page;
use loadline_app::sim::{
    JourneyRow, KneeReport, Level, Measured, MetastableReport, Outcome, ResilienceReport, SimReport,
};
use loadline_draw::chart::Vertical;
use loadline_draw::{BarChart, CurveChart, HeatMap, HeatRow, Shell, Tone, Unit};

/// Faults that are drawn: the worst ones.
const DRAWN: usize = 60;

fn rps() -> Unit {
    Unit::Of("rps".to_owned())
}

fn shell(title: String, lead: String, command: &str) -> Shell {
    Shell { title, lead, footer: format!("Made by `loadline sim {command}`.") }
}

/// A scenario.
pub(crate) fn run(report: &SimReport) -> String {
    let title = match &report.scenario {
        Some(scenario) => format!("Scenario `{scenario}`, simulated"),
        None => "Every journey at its peak, simulated".to_owned(),
    };
    let mut shown = page(report);
    for journey in &report.journeys {
        shown.head(format!("`{}` over time", journey.id));
        shown.figure(answers(report, journey));
        shown.figure(latency(report, journey));
    }
    let used = report.components.iter().filter_map(|row| Some((row, row.utilisation?)));
    let mut bars = BarChart::new("Share of the time that workers are busy", Unit::Percent);
    for (row, used) in used {
        let tone = if used.estimate >= 0.95 { Tone::Alarm } else { Tone::Plain };
        bars.bar(row.id.clone(), used.estimate, tone);
    }
    if !bars.bars.is_empty() {
        shown.head("How busy components are");
        shown.figure(bars);
    }
    shell(title, how(report), "run").html(&shown)
}

/// Where something is wrong in a run.
fn trouble(report: &SimReport, chart: &mut CurveChart) {
    if let Some((from, to)) = report.trouble {
        chart.bands.push((from, to.min(report.lasts), Tone::Alarm, "something is wrong".to_owned()));
    }
}

fn answers(report: &SimReport, journey: &JourneyRow) -> CurveChart {
    let title = format!("Requests of `{}` a second, mean of the runs", journey.id).replace('`', "");
    let mut chart = CurveChart::new(title, "time after the warm-up", Unit::Seconds, rps());
    let of = |value: fn(&loadline_app::sim::Slice) -> f64| {
        journey.timeline.iter().map(|slice| (slice.at, value(slice))).collect::<Vec<_>>()
    };
    chart.vertical = Vertical::Zero;
    chart.curve("answered", of(|slice| slice.goodput));
    chart.curve("failed", of(|slice| slice.failed));
    chart.curve("came", of(|slice| slice.offered));
    trouble(report, &mut chart);
    chart
}

fn latency(report: &SimReport, journey: &JourneyRow) -> CurveChart {
    let title = format!("p99 of `{}` over time", journey.id).replace('`', "");
    let mut chart = CurveChart::new(title, "time after the warm-up", Unit::Seconds, Unit::Seconds);
    chart.vertical = Vertical::Zero;
    let points = journey.timeline.iter().map(|slice| (slice.at, slice.p99.unwrap_or(f64::NAN)));
    chart.curve("p99", points.collect());
    trouble(report, &mut chart);
    chart
}

/// A knee.
pub(crate) fn knee(report: &KneeReport) -> String {
    let mut shown = study::knee(report);
    shown.head("Load against what is answered");
    let points = &report.knee.points;
    let mut chart = CurveChart::new("Answered of what comes", "requests a second that come", rps(), rps());
    chart.vertical = Vertical::Zero;
    let answered = points.iter().map(|point| (point.offered, point.goodput));
    within(&mut chart, "answered", answered.collect());
    chart.curve("all that comes", points.iter().map(|point| (point.offered, point.offered)).collect());
    let at = |factor: Option<f64>| points.iter().find(|point| Some(point.factor) == factor);
    if let Some(point) = at(report.knee.holds) {
        let words = format!("surely holds, {}× of this load", DIGITS.number(point.factor));
        chart.mark(point.offered, Tone::Good, words);
    }
    if let Some(point) = at(report.knee.breaks) {
        let words = format!("surely fails, {}× of this load", DIGITS.number(point.factor));
        chart.mark(point.offered, Tone::Alarm, words);
    }
    if let Some((holds, breaks)) = at(report.knee.holds).zip(at(report.knee.breaks)) {
        chart.bands.push((holds.offered, breaks.offered, Tone::Quiet, "the knee lies in between".to_owned()));
    }
    if let Some(point) = at(Some(1.0)) {
        chart.mark(point.offered, Tone::Plain, "this load");
    }
    shown.figure(chart);
    let of = match report.journeys.as_slice() {
        [only] => format!("p99 of {only} by load"),
        _ => "p99 of each journey by load".to_owned(),
    };
    let mut tail = CurveChart::new(of, "requests a second that come", rps(), Unit::Seconds);
    tail.vertical = Vertical::Log;
    for (place, journey) in report.journeys.iter().enumerate() {
        let p99 = points.iter().map(|point| (point.offered, point.p99.get(place).copied().flatten()));
        within(&mut tail, journey, p99.collect());
    }
    shown.figure(tail);
    shell("The highest load that holds".to_owned(), study::how_knee(report), "knee").html(&shown)
}

/// A curve with the band in which it lies.
fn within(chart: &mut CurveChart, name: &str, points: Vec<(f64, Option<Measured>)>) {
    let mean = |found: Option<Measured>| found.map_or(f64::NAN, |found| found.mean);
    let curve = chart.curve(name, points.iter().map(|(at, found)| (*at, mean(*found))).collect());
    curve.dots = true;
    let ends = points.iter().filter_map(|(at, found)| {
        let within = (*found)?.interval?;
        Some((*at, within.low, within.high))
    });
    curve.within = ends.collect();
}

/// Every fault.
pub(crate) fn resilience(report: &ResilienceReport) -> String {
    let mut shown = study::resilience(report);
    let shell = shell("What every fault does".to_owned(), study::how_resilience(report), "resilience");
    if !report.unsteady.is_empty() {
        return shell.html(&shown);
    }
    shown.head("Requests that fail while a fault lasts");
    let rows = report.rows.iter().take(DRAWN).map(|row| HeatRow {
        name: format!("{} {}", row.of, row.what),
        shares: row
            .outcomes
            .iter()
            .map(|outcome| outcome.failed_during.map_or(f64::NAN, |share| share.mean))
            .collect(),
        notes: row.outcomes.iter().map(beside).collect(),
    });
    let title = "Share of requests that fail; ± = 95% interval; `stays` = not over 90 s after the repair"
        .replace('`', "");
    shown.figure(HeatMap { title, columns: report.journeys.clone(), rows: rows.collect() });
    if report.rows.len() > DRAWN {
        shown.say(format!("{} faults more do less harm and are not drawn", report.rows.len() - DRAWN));
    }
    shell.html(&shown)
}

/// What stands beside a share of failures: how far it may be off, and in how many runs it stays.
fn beside(outcome: &Outcome) -> String {
    let within = outcome.failed_during.map(|share| study::share_within(&share));
    let within = within.and_then(|text| text.split_once(' ').map(|(_, within)| within.to_owned()));
    let stays = (outcome.stuck > 0).then(|| format!("stays in {} of {}", outcome.stuck, outcome.runs));
    within.into_iter().chain(stays).collect::<Vec<_>>().join(", ")
}

/// The loop between good and bad.
pub(crate) fn metastable(report: &MetastableReport) -> String {
    let mut shown: Page = study::metastable(report);
    let lead = so_far(report.interrupted, study::how_metastable(report));
    let shell = shell("Does overload outlive its cause?".to_owned(), lead, "metastable");
    if !report.found.unsteady.is_empty() {
        return shell.html(&shown);
    }
    shown.head("The same load, on the way up and down");
    let mut chart =
        CurveChart::new("Answered of what comes", "times the usual load", Unit::Of("×".to_owned()), rps());
    chart.vertical = Vertical::Zero;
    let points = |levels: &[Level]| levels.iter().map(|level| (level.factor, Some(level.goodput))).collect();
    within(&mut chart, "on the way up", points(&report.found.upwards));
    within(&mut chart, "on the way down", points(&report.found.downwards));
    chart.curve(
        "all that comes",
        report.found.upwards.iter().map(|level| (level.factor, level.offered)).collect(),
    );
    shown.figure(chart);
    shell.html(&shown)
}
