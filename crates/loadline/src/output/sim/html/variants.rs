//! Sweeps and comparisons with pictures: figures along the values that were tried, and what changed as a share of what it was.

use super::{rps, shell};
use crate::output::page::Page;
use crate::output::sim::{compare, sweep};
use loadline_app::sim::{PairedReport, Shift, SweepPoint, SweepReport, Verdict};
use loadline_draw::chart::Vertical;
use loadline_draw::{BarChart, CurveChart, HeatMap, HeatRow, Tone, Unit};

/// A scenario at every point.
pub(crate) fn sweep(report: &SweepReport) -> String {
    let mut shown = sweep::page(report);
    match report.parameters.as_slice() {
        [only] => along(report, &only.path, &mut shown),
        [down, across] => {
            grid(report, [&down.path, &across.path], [&down.values, &across.values], &mut shown)
        }
        _ => shown.say("more than two values vary, which no picture shows"),
    }
    let title = match &report.scenario {
        Some(scenario) => format!("Scenario `{scenario}` with other values"),
        None => "Every journey at its peak, with other values".to_owned(),
    };
    let lead = format!("{} points, seed {}", report.points.len(), report.seed);
    shell(title, lead, "sweep").html(&shown)
}

/// Where a point lies along the values: its number where all are numbers of one unit, else its place.
fn positions(points: &[SweepPoint]) -> (Vec<f64>, String) {
    let written: Vec<&str> =
        points.iter().map(|point| point.values.first().map_or("", String::as_str)).collect();
    let apart = |text: &str| {
        let end =
            text.find(|sign: char| !(sign.is_ascii_digit() || ".-+".contains(sign))).unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        Some((number.parse::<f64>().ok()?, unit.trim().to_owned()))
    };
    let numbers: Option<Vec<(f64, String)>> = written.iter().map(|text| apart(text)).collect();
    match numbers {
        Some(numbers) if numbers.windows(2).all(|pair| pair[0].1 == pair[1].1) => {
            let unit = numbers.first().map_or_else(String::new, |(_, unit)| unit.clone());
            (numbers.into_iter().map(|(number, _)| number).collect(), unit)
        }
        _ => ((1..=points.len()).map(|place| place as f64).collect(), "point".to_owned()),
    }
}

/// Curves along the values of one place in the model.
fn along(report: &SweepReport, path: &str, shown: &mut Page) {
    let (at, unit) = positions(&report.points);
    let across = if unit == "point" { format!("points of {path}, in their order") } else { path.to_owned() };
    let unit = || Unit::Of(unit.clone());
    let broken = report.points.iter().position(|point| point.verdict() == Verdict::Fail);
    let chart = |title: &str, of: Unit, value: &dyn Fn(&SweepPoint, usize) -> f64| {
        let mut chart = CurveChart::new(title, across.clone(), unit(), of);
        let journeys = report.points.first().map_or(&[][..], |point| &point.journeys);
        for (place, journey) in journeys.iter().enumerate() {
            let points = at.iter().zip(&report.points).map(|(at, point)| (*at, value(point, place)));
            chart.curve(journey.id.clone(), points.collect()).dots = true;
        }
        if let Some(at) = broken.and_then(|place| at.get(place)) {
            chart.mark(*at, Tone::Alarm, "the first at which a claim fails");
        }
        chart
    };
    shown.head("Along the values");
    let p99 = |point: &SweepPoint, place: usize| {
        let journey = point.journeys.get(place);
        let p99 = journey.and_then(|journey| journey.percentiles.iter().find(|one| one.name == "p99"));
        p99.and_then(|p99| p99.value).unwrap_or(f64::NAN)
    };
    let mut tail = chart("p99 of each journey", Unit::Seconds, &p99);
    tail.vertical = Vertical::Log;
    shown.figure(tail);
    let goodput = |point: &SweepPoint, place: usize| {
        let journey = point.journeys.get(place);
        journey.and_then(|journey| journey.goodput).map_or(f64::NAN, |goodput| goodput.estimate)
    };
    let mut answered = chart("Requests answered a second", rps(), &goodput);
    answered.vertical = Vertical::Zero;
    shown.figure(answered);
}

/// What share of the claims does not hold, at every pair of values.
fn grid(report: &SweepReport, [down, across]: [&str; 2], values: [&[String]; 2], shown: &mut Page) {
    shown.head("Claims at every pair of values");
    let rows = values[0].iter().map(|down| {
        let cells = values[1]
            .iter()
            .map(|across| report.points.iter().find(|point| point.values.iter().eq([down, across])));
        let cells: Vec<Option<&SweepPoint>> = cells.collect();
        let failed = |point: &SweepPoint| {
            let failed = point.claims.iter().filter(|claim| claim.verdict == Verdict::Fail).count();
            failed as f64 / point.claims.len().max(1) as f64
        };
        HeatRow {
            name: down.clone(),
            shares: cells.iter().map(|cell| cell.map_or(f64::NAN, failed)).collect(),
            notes: cells
                .iter()
                .map(|cell| cell.map_or_else(String::new, |point| point.verdict().word().to_owned()))
                .collect(),
        }
    });
    let title = format!("Share of claims that fail; {down} downwards, {across} across");
    shown.figure(HeatMap { title, columns: values[1].to_vec(), rows: rows.collect() });
}

/// Two sides.
pub(crate) fn compare(report: &PairedReport) -> String {
    let mut shown = compare::page(report);
    shown.head("What it came to, as a multiple of what it was");
    let mut bars = BarChart::new("The second as a multiple of the first", Unit::Of("×".to_owned()));
    for (id, figure) in report.figures() {
        let (Some(a), Some(b)) = (figure.a.filter(|a| *a > 0.0), figure.b) else { continue };
        let tone = match figure.change {
            Shift::Better => Tone::Good,
            Shift::Worse => Tone::Alarm,
            Shift::NotShown | Shift::Unknown => Tone::Plain,
        };
        bars.bar(format!("{} of {id}, {}", figure.name, figure.change.word()), b / a, tone);
    }
    if bars.bars.is_empty() {
        shown.say("no figure of the first is above zero, so that nothing is a multiple of it");
    } else {
        bars.limit = Some(loadline_draw::chart::Limit {
            value: 1.0,
            tone: Tone::Plain,
            label: "as it was".to_owned(),
        });
        shown.figure(bars);
    }
    let title = format!("`{}` against `{}`", report.b.replace('`', ""), report.a.replace('`', ""));
    shell(title, compare::how(report), "compare").html(&shown)
}
