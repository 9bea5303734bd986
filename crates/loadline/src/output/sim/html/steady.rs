//! What journeys settle to, with a bar for each mean and percentile.

use super::shell;
use crate::output::sim::steady::page;
use loadline_app::sim::SteadyReport;
use loadline_draw::{BarChart, Tone, Unit};

/// A load that stays.
pub(crate) fn steady(report: &SteadyReport) -> String {
    let mut shown = page(report);
    let mut bars = BarChart::new("Time to an answer in the long run", Unit::Seconds);
    for (id, row) in report.journeys.iter().filter_map(|(id, row)| Some((id, row.as_ref().ok()?))) {
        bars.bar(format!("{id}, mean"), row.mean.estimate, Tone::Plain);
        for (name, value) in row.percentiles.iter().filter_map(|(name, value)| Some((name, value.as_ref()?)))
        {
            bars.bar(format!("{id}, {name}"), value.estimate, Tone::Plain);
        }
    }
    if !bars.bars.is_empty() {
        shown.head("How long answers take");
        shown.figure(bars);
    }
    let title = match &report.scenario {
        Some(scenario) => format!("What `{scenario}` settles to"),
        None => "What every journey at its peak settles to".to_owned(),
    };
    shell(title, format!("one long run, seed {}", report.seed), "steady").html(&shown)
}
