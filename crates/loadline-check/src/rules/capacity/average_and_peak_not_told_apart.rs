//! A load whose average and peak are one number, or contradict.

use crate::prelude::*;
use crate::readings::figure::figure;
use loadline_flow::Flow;
use loadline_model::kinds::Criticality;

/// A load whose average and peak are one number, or contradict.
pub(crate) const RULE: Rule = Rule {
    code: "LL302",
    name: "average-and-peak-not-told-apart",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a journey's average and peak load are not told apart",
    requirements: &["D3", "D14", "D15"],
    pillar: None,
    facts: &[
        "journeys.*.load.average",
        "journeys.*.load.peak",
        "journeys.*.load.daily-users",
        "journeys.*.load.actions-per-user",
        "journeys.*.criticality",
    ],
    page: include_str!("average_and_peak_not_told_apart.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for flow in cx.flows.all() {
        let Some(load) = &flow.journey.load else { continue };
        match (flow.average(), flow.peak()) {
            (Some(average), Some(peak)) if peak < average => {
                let message = format!(
                    "`{}` peaks at {} rps, below its average of {} rps",
                    flow.id,
                    figure(peak),
                    figure(average)
                );
                let report = Report::new(flow.place(), message).severity(Severity::Error);
                cx.report(
                    numbered(report, average, peak)
                        .hint("one of the two is wrong: look at the busiest minutes again"),
                );
            }
            (Some(average), Some(peak)) if peak == average && peak > 0.0 => {
                let message =
                    format!("`{}` says {} rps for both its average and its peak", flow.id, figure(peak));
                cx.report(
                    numbered(Report::new(flow.place(), message), average, peak)
                        .mark(load.span, "no busiest minute")
                        .hint("measure both; where nothing is known, a peak of 3 to 5 times the average is a usual assumption"),
                );
            }
            (Some(average), None) => one_only(cx, flow, "average", average, "peak"),
            (None, Some(peak)) => one_only(cx, flow, "peak", peak, "average"),
            _ => {}
        }
    }
}

/// One figure is there and the other is not: a fault of an important journey, else a question.
fn one_only(cx: &mut Check<'_>, flow: &Flow<'_>, said: &'static str, rate: f64, missing: &str) {
    let place = flow.place();
    let imported = cx.model.is_imported(&place.path);
    // A burst is a peak by another name, and a missing average hides less than a missing peak.
    if imported || missing == "average" || flow.criticality() < Some(Criticality::High) {
        return cx.ask(&place, &format!("load/{missing}"), format!("what is its {missing} load?"));
    }
    let message = format!("`{}` says its {said} of {} rps, but not its {missing}", flow.id, figure(rate));
    cx.report(Report::new(place, message).number(Quantity::stated(said, rate, "rps")).hint(format!(
        "state `load.{missing}`: capacity is bought for the busiest minutes, not for the day"
    )));
}

fn numbered(report: Report, average: f64, peak: f64) -> Report {
    report.number(Quantity::stated("average", average, "rps")).number(Quantity::stated("peak", peak, "rps"))
}
