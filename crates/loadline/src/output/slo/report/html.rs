//! The report with pictures: for everybody who has a stake in it, on a screen or on paper.

use super::{Teller, verdicts};
use crate::output::headline::count;
use crate::output::page::Page;
use crate::output::slo::said::zoned;
use jiff::tz::TimeZone;
use loadline_app::slo::Objectives;
use loadline_app::slo::report::{Entry, Report};
use loadline_app::slo::unusual::{Odd, Signal};
use loadline_base::figure::Digits;
use loadline_draw::{BarChart, LineChart, Shell, TimeAxis, Tone, Unit};

/// Objectives that get a chapter of their own: those that spent most.
const CHAPTERS: usize = 40;

/// The report as a page of HTML that needs nothing else.
pub(crate) fn html(
    objectives: &Objectives,
    report: &Report,
    name: &str,
    digits: Digits,
    zone: &TimeZone,
) -> String {
    let page = illustrated(objectives, report, name, digits, zone);
    Shell {
        title: format!("Objectives over {name}"),
        lead: format!(
            "{} from {} to {}: {}",
            count(report.entries.len(), "objective"),
            zoned(report.span.0, zone),
            zoned(report.span.1, zone),
            verdicts(report)
        ),
        footer: format!("Made by `loadline slo report` from the counts of {}.", report.server),
    }
    .html(&page)
}

/// The report with its pictures, for every format that has room for them.
pub(crate) fn illustrated(
    objectives: &Objectives,
    report: &Report,
    name: &str,
    digits: Digits,
    zone: &TimeZone,
) -> Page {
    let mut page = Page::default();
    let teller = Teller { objectives, digits };
    page.head(format!("{} over {name}: {}", count(report.entries.len(), "objective"), verdicts(report)));
    page.say(format!("from {} to {}", zoned(report.span.0, zone), zoned(report.span.1, zone)));
    let mut by_spent: Vec<&Entry> = report.entries.iter().collect();
    by_spent.sort_by(|a, b| burn(b).total_cmp(&burn(a)));
    if report.entries.len() > 1 {
        page.figure(spent(&teller, &by_spent));
    }
    page.table(teller.table(report));
    for entry in by_spent.iter().take(CHAPTERS) {
        page.head(chapter(&teller, entry));
        if let Some(text) = objectives.slos.get(entry.slo).and_then(|slo| slo.description.as_ref()) {
            page.say(text.clone());
        }
        let axis = TimeAxis::new(report.span.0, report.span.1, zone.clone());
        page.figure(left(entry, axis.clone()));
        page.figure(errors(entry, axis));
        page.list("where the budget went", teller.worst(entry));
    }
    if by_spent.len() > CHAPTERS {
        page.say(format!("{} more spent less and have no pictures here", by_spent.len() - CHAPTERS));
    }
    page.head("How this was counted");
    page.say("a budget is the share of bad events that the target allows, of all events of the window");
    teller.asides(&mut page, report);
    page
}

fn burn(entry: &Entry) -> f64 {
    entry.ledger.budget.burn_rate(entry.ledger.spent).unwrap_or(-1.0)
}

fn chapter(teller: &Teller<'_>, entry: &Entry) -> String {
    let ledger = &entry.ledger;
    let name = teller.name(entry);
    match (ledger.spent.error_ratio(), ledger.kept()) {
        (Some(bad), Some(kept)) => format!(
            "{name} {} {}: {} reached",
            if kept { "kept" } else { "missed" },
            ledger.budget.target,
            teller.digits.availability(bad),
        ),
        _ => format!("{name} has no data"),
    }
}

/// How much of each budget was spent, the most first.
fn spent(teller: &Teller<'_>, entries: &[&Entry]) -> BarChart {
    let mut chart = BarChart::new("Budget spent", Unit::Percent);
    for entry in entries.iter().take(CHAPTERS) {
        let tone = match entry.ledger.kept() {
            Some(true) => Tone::Good,
            Some(false) => Tone::Alarm,
            None => Tone::Missing,
        };
        let burn = entry.ledger.budget.burn_rate(entry.ledger.spent).unwrap_or(f64::NAN);
        chart.bar(teller.id(entry), burn, tone);
    }
    chart.limit =
        Some(loadline_draw::chart::Limit { value: 1.0, tone: Tone::Alarm, label: "all of it".to_owned() });
    chart
}

/// What was left of the budget over time.
fn left(entry: &Entry, axis: TimeAxis) -> LineChart {
    let ledger = &entry.ledger;
    let mut chart = LineChart::new("Budget left", axis, Unit::Percent);
    let start = ledger.slices.first().map(|slice| (slice.from, 1.0));
    let ends = ledger.slices.iter().zip(&ledger.left);
    let points = ends.map(|(slice, left)| (slice.until, left.unwrap_or(f64::NAN)));
    chart.series("left", start.into_iter().chain(points).collect()).area = true;
    chart.limit(0.0, Tone::Alarm, "nothing left");
    bands(&mut chart, entry);
    chart
}

/// The share of bad events in each slice.
fn errors(entry: &Entry, axis: TimeAxis) -> LineChart {
    let ledger = &entry.ledger;
    let mut chart = LineChart::new("Share of bad events", axis, Unit::Percent);
    let points = ledger.slices.iter().map(|slice| {
        let ratio = slice.spent.and_then(loadline_app::slo::Spent::error_ratio);
        (i64::midpoint(slice.from, slice.until), ratio.unwrap_or(f64::NAN))
    });
    chart.series("bad", points.collect()).area = true;
    let allowed = f64::try_from(ledger.budget.target.budget()).unwrap_or(0.0);
    chart.limit(allowed, Tone::Warning, "allowed on average");
    let odd: Vec<&Odd> = entry.unusual.iter().filter(|odd| odd.signal == Signal::ErrorRatio).collect();
    for odd in &odd {
        chart.mark(odd.from, Tone::Plain, "");
    }
    chart
        .legend
        .extend((!odd.is_empty()).then(|| (Tone::Plain, "unusual for the time of the week".to_owned())));
    bands(&mut chart, entry);
    chart
}

/// The stretches in which nothing is known or nothing counts.
fn bands(chart: &mut LineChart, entry: &Entry) {
    let mut silent: Vec<(i64, i64)> = Vec::new();
    for slice in entry.ledger.slices.iter().filter(|slice| slice.spent.is_none()) {
        match silent.last_mut() {
            Some((_, until)) if *until == slice.from => *until = slice.until,
            _ => silent.push((slice.from, slice.until)),
        }
    }
    for (from, until) in &silent {
        chart.band(*from, *until, Tone::Missing, "no data");
    }
    for correction in &entry.maintenance {
        let reason = correction.reason.clone().unwrap_or_else(|| "maintenance".to_owned());
        chart.band(correction.from, correction.until, Tone::Quiet, reason);
    }
    chart.legend.extend((!silent.is_empty()).then(|| (Tone::Missing, "no data".to_owned())));
    chart.legend.extend(
        (!entry.maintenance.is_empty()).then(|| (Tone::Quiet, "maintenance, does not count".to_owned())),
    );
}
