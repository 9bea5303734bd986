//! The trial of alert policies with pictures: when somebody would have been woken, and how fast budgets burnt.

use super::timeline::{incidents, timeline, told};
use super::{basis, headline, list_pages, name_of, odd, refused, sentences, table};
use crate::output::headline::count;
use crate::output::page::Page;
use crate::output::slo::said::zoned;
use jiff::tz::TimeZone;
use loadline_app::slo::backtest::{Backtest, Class, PolicyReport, SloFacts};
use loadline_base::figure::Digits;
use loadline_draw::chart::Vertical;
use loadline_draw::timeline::Lane;
use loadline_draw::{BarChart, LineChart, Shell, TimeAxis, Timeline, Tone, Unit};

/// Objectives that get a chapter of their own: those with most pages.
const CHAPTERS: usize = 40;

/// The trial as a page of HTML that needs nothing else.
pub(crate) fn html(found: &Backtest, digits: Digits, zone: &TimeZone) -> String {
    let span = found.report.span;
    Shell {
        title: "Alerts on trial".to_owned(),
        lead: format!(
            "{} replayed from {} to {}",
            count(found.report.slos.len(), "objective"),
            zoned(span.0, zone),
            zoned(span.1, zone)
        ),
        footer: "Made by `loadline slo backtest`.".to_owned(),
    }
    .html(&illustrated(found, digits, zone))
}

/// The trial with its pictures.
fn illustrated(found: &Backtest, digits: Digits, zone: &TimeZone) -> Page {
    let mut page = Page::default();
    let report = &found.report;
    if let Some(own) = report.policies.first() {
        page.head(headline(found, own, digits));
        for sentence in sentences(found, own, digits) {
            page.say(sentence);
        }
    }
    let axis = TimeAxis::new(report.span.0, report.span.1, zone.clone());
    if report.policies.len() > 1 {
        page.figure(pages_by_policy(found));
        page.figure(beside_each_other(found, axis.clone()));
    }
    page.table(table(found, digits));
    if let Some(own) = report.policies.first() {
        let mut order: Vec<usize> = (0..report.slos.len()).collect();
        order.sort_by_key(|facts| std::cmp::Reverse(own.by_slo.get(*facts).map_or(0, |score| score.pages)));
        let mut left_out = 0;
        for (number, at) in order.into_iter().enumerate() {
            let Some(facts) = report.slos.get(at) else { continue };
            let Some(name) = name_of(found, facts) else { continue };
            if number >= CHAPTERS {
                left_out += 1;
                continue;
            }
            let score = own.by_slo.get(at);
            let pages = score.map_or(0, |score| score.pages);
            page.head(format!("`{name}`: {}", count(pages, "page")));
            page.figure(alerts(found, own, at, axis.clone()));
            page.figure(burn(found, own, at, axis.clone()));
        }
        if left_out > 0 {
            page.say(format!("{left_out} more have fewer pages and no pictures here"));
        }
    }
    page.head("What happened, page by page");
    list_pages(&mut page, found, digits, usize::MAX);
    page.aside("unusual for the time of the week (never pages)", odd(found, digits));
    page.aside("not replayed", refused(found));
    page.aside("what this rests on", basis(found));
    page
}

fn pages_by_policy(found: &Backtest) -> BarChart {
    let mut chart = BarChart::new("Times that somebody would have been woken", Unit::Number);
    for (number, policy) in found.report.policies.iter().enumerate() {
        let tone = if number == 0 { Tone::Alarm } else { Tone::Plain };
        chart.bar(policy.name.clone(), policy.score.pages as f64, tone);
    }
    chart
}

/// The pages of every policy on one axis, with what truly went wrong.
fn beside_each_other(found: &Backtest, axis: TimeAxis) -> Timeline {
    let mut timeline = Timeline::new("Pages of every policy", axis);
    for policy in &found.report.policies {
        let pages = policy.pages.iter().filter(|page| page.class == Class::Page && page.opens);
        timeline.lane(pages.fold(Lane::new(policy.name.clone()), |lane, page| {
            let ended = page.ended.unwrap_or(found.report.span.1);
            lane.span(page.fired, ended, Tone::Alarm, "").mark(page.at, Tone::Alarm, "")
        }));
    }
    if found.incidents.is_some() {
        timeline.lane(incidents(found, None));
        timeline.legend(Tone::Plain, "what truly went wrong");
    }
    timeline.legend(Tone::Alarm, "somebody is woken");
    timeline
}

/// The alerts of one objective with words for their colours.
fn alerts(found: &Backtest, policy: &PolicyReport, at: usize, axis: TimeAxis) -> Timeline {
    let mut timeline = timeline(found, policy, at, axis);
    timeline.title = format!("What would have happened to {}", timeline.title);
    timeline.legend(Tone::Alarm, "somebody is woken");
    timeline.legend(Tone::Warning, "a ticket is written");
    if found.incidents.is_some() {
        timeline.legend(Tone::Plain, "what truly went wrong");
    }
    if timeline.lanes.iter().flat_map(|lane| &lane.spans).any(|span| span.tone == Tone::Quiet) {
        timeline.legend(Tone::Quiet, "unusual, or maintenance");
    }
    timeline.legend(Tone::Missing, "no data or no traffic");
    timeline
}

/// How fast the budget of one objective burnt, with the burn rates that page.
fn burn(found: &Backtest, policy: &PolicyReport, at: usize, axis: TimeAxis) -> LineChart {
    let (start, end) = found.report.span;
    let facts: Option<&SloFacts> = found.report.slos.get(at);
    let mut chart = LineChart::new(
        "Burn rate over the shortest window, the highest of each part",
        axis,
        Unit::Of("×".to_owned()),
    );
    chart.vertical = Vertical::Log;
    let burn = facts.map(|facts| facts.burn.as_slice()).unwrap_or_default();
    let length = (end - start) / i64::try_from(burn.len().max(1)).unwrap_or(1);
    let time = |number: usize| start + i64::try_from(number).unwrap_or(0) * length + length / 2;
    // On a scale of powers zero has no place; a hundredth of the allowed rate is as good.
    let value = |burn: &Option<f64>| burn.map_or(f64::NAN, |burn| burn.max(0.01));
    chart.series("burn", burn.iter().enumerate().map(|(number, burn)| (time(number), value(burn))).collect());
    chart.limit(1.0, Tone::Good, "1×: exactly the budget");
    let slo = facts.and_then(|facts| found.slos.get(facts.slo));
    for tier in slo.iter().filter_map(|slo| slo.policy.as_ref()).flat_map(|policy| &policy.tiers) {
        if tier.class == Class::Page
            && let Ok(rate) = f64::try_from(tier.burn)
        {
            chart.limit(
                rate,
                Tone::Alarm,
                format!("{}× over {} and {} pages", tier.burn, tier.long, tier.short),
            );
        }
    }
    for page in told(policy, at).filter(|page| page.class == Class::Page) {
        chart.mark(page.at, Tone::Alarm, "");
    }
    chart
}
