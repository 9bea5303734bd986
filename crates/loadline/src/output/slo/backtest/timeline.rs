//! The alerts of one objective over time, for terminals and for pages.

use super::name_of;
use loadline_app::slo::backtest::{Alert, Backtest, Class, Page, PolicyReport};
use loadline_app::slo::unusual::Signal;
use loadline_draw::timeline::Lane;
use loadline_draw::{TimeAxis, Timeline, Tone};

/// What would have happened to the objective of the facts at `at`: a lane for each kind of alert, and what is known besides.
pub(super) fn timeline(found: &Backtest, policy: &PolicyReport, at: usize, axis: TimeAxis) -> Timeline {
    let facts = found.report.slos.get(at);
    let name = facts.and_then(|facts| name_of(found, facts)).unwrap_or("?");
    let end = found.report.span.1;
    let mut timeline = Timeline::new(name, axis);
    for (class, tone) in [(Class::Page, Tone::Alarm), (Class::Ticket, Tone::Warning)] {
        let mut lane = Lane::new(class.word());
        for alert in alerts(policy, at).filter(|alert| alert.class == class) {
            lane = lane.span(alert.fired, alert.resolved.unwrap_or(end), tone, &alert.name);
        }
        for page in told(policy, at).filter(|page| page.class == class) {
            lane = lane.mark(page.at, tone, "");
        }
        timeline.lane(lane);
    }
    timeline.lane(incidents(found, Some(name)));
    let slo = facts.map(|facts| facts.slo);
    let odd = found.anomalies.iter().flat_map(|all| &all.found).filter(|one| Some(one.slo) == slo);
    let odd = odd.fold(Lane::new("unusual"), |lane, one| {
        let what = if one.signal == Signal::ErrorRatio { "errors" } else { "traffic" };
        lane.span(one.from, one.to, Tone::Quiet, what)
    });
    let maintenance = slo.and_then(|slo| found.slos.get(slo)).map(|slo| slo.corrections.as_slice());
    let maintenance = maintenance.unwrap_or_default().iter().fold(Lane::new("maintenance"), |lane, one| {
        lane.span(one.from, one.until, Tone::Quiet, one.reason.clone().unwrap_or_default())
    });
    for lane in [odd, maintenance].into_iter().filter(|lane| !lane.spans.is_empty()) {
        timeline.lane(lane);
    }
    let gaps = facts.map(|facts| facts.gaps.as_slice()).unwrap_or_default().iter();
    timeline
        .lane(gaps.fold(Lane::new("no data"), |lane, gap| lane.span(gap.from, gap.to, Tone::Missing, "")));
    timeline
}

/// The alerts of the objective of these facts.
pub(super) fn alerts(policy: &PolicyReport, at: usize) -> impl Iterator<Item = &Alert> {
    policy.alerts.iter().filter(move |alert| alert.facts == at)
}

/// What opened with an alert of the objective of these facts: when somebody would have been told.
pub(super) fn told(policy: &PolicyReport, at: usize) -> impl Iterator<Item = &Page> {
    let of = move |alert: &usize| policy.alerts.get(*alert).is_some_and(|alert| alert.facts == at);
    policy.pages.iter().filter(move |page| page.opens && page.alerts.iter().any(of))
}

/// What truly went wrong, for one objective or for all.
pub(super) fn incidents(found: &Backtest, slo: Option<&str>) -> Lane {
    let of = found.incidents.iter().flatten().filter(|incident| match (&incident.slo, slo) {
        (Some(named), Some(slo)) => named == slo,
        _ => true,
    });
    of.fold(Lane::new("incidents"), |lane, one| lane.span(one.start, one.end, Tone::Plain, &one.name))
}
