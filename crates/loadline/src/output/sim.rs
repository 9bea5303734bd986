//! Simulated scenarios for people and for machines.

pub(crate) mod compare;
pub(crate) mod html;
mod json;
pub(crate) mod steady;
pub(crate) mod study;
pub(crate) mod sweep;
mod tables;

pub(crate) use json::as_json;

use crate::output::page::Page;
use loadline_app::sim::{
    Assumption, ClaimRow, Interrupted, Interval, JourneyRow, Precise, SimReport, Verdict,
};
use loadline_base::figure::Digits;
use loadline_draw::{Glyphs, sparkline_between};

const DIGITS: Digits = Digits::Three;
/// Names of an assumption that are told.
const NAMED: usize = 3;
/// Share of requests without an answer that is told.
const WORTH: f64 = 0.001;
/// Columns of a timeline.
const WIDTH: usize = 48;

/// The sentence that matters, the claims, the tables, and how it went over time.
pub(crate) fn page(report: &SimReport) -> Page {
    let mut page = Page::default();
    page.head(so_far(report.interrupted, headline(report)));
    page.table(tables::claims(report));
    page.table(tables::journeys(report));
    page.list("requests that failed or had no answer at the end, per run", tables::failures(report));
    page.list("answered, with less than was asked for (degraded)", tables::degraded(report));
    page.list("over time", report.journeys.iter().flat_map(timeline).collect());
    page.table(tables::components(report));
    page.list("where attempts failed, per run", tables::failing(report));
    if !report.pools.is_empty() {
        page.table(tables::pools(report));
    }
    if !report.caches.is_empty() {
        page.table(tables::caches(report));
    }
    page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
    page.aside("how it was simulated", vec![how(report)]);
    page
}

/// `the queue has no limit, since none is said: a, b and 3 more`.
fn assumption(assumption: &Assumption) -> String {
    let about: Vec<String> = assumption.about.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    let more = match assumption.about.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}: {}{more}", assumption.what, about.join(", "))
}

/// What is known, and first of all that it is only a part.
fn so_far(interrupted: Option<Interrupted>, known: String) -> String {
    match interrupted {
        None => known,
        Some(Interrupted { done: 0, of: Some(all) }) => {
            format!("interrupted before any of {all} runs was done")
        }
        Some(Interrupted { done: 0, of: None }) => "interrupted before any run was done".to_owned(),
        Some(Interrupted { done, of: Some(all) }) => {
            format!("interrupted after {done} of {all} runs; so far {known}")
        }
        Some(Interrupted { done, of: None }) => format!("interrupted after {done} runs; so far {known}"),
    }
}

fn how(report: &SimReport) -> String {
    let enough = report.precise.as_ref().map_or_else(String::new, precise);
    format!(
        "{} runs of {} after {} of warm-up, seed {}{enough}; intervals hold with 95% confidence (Student's t over the runs)",
        report.runs,
        DIGITS.time(report.lasts),
        DIGITS.time(report.warm_up),
        report.seed,
    )
}

/// How precise the figures are, where that was asked for.
fn precise(precise: &Precise) -> String {
    let wanted = DIGITS.percent(precise.wanted);
    match &precise.widest {
        None => format!("; no figure has an interval that more runs could make ±{wanted}"),
        Some(widest) => {
            let (of, share) = (widest.of.replace('`', ""), DIGITS.percent(widest.share));
            let word = if precise.reached() { "enough for" } else { "not enough for" };
            format!("; {word} ±{wanted}: the widest is `{of}`, ±{share}")
        }
    }
}

fn headline(report: &SimReport) -> String {
    let found = found(report);
    let Some((runs, first)) = report.overflowed else { return found };
    format!(
        "{runs} of {} runs were given up, the first after {}, with more than two million requests and calls under way at once; {found}",
        report.runs,
        DIGITS.time(first),
    )
}

fn found(report: &SimReport) -> String {
    let of = |verdict: Verdict| report.claims.iter().filter(move |claim| claim.verdict == verdict);
    let all = report.claims.len();
    if let Some(first) = of(Verdict::Fail).next() {
        let failed = of(Verdict::Fail).count();
        let verb = if failed == 1 { "fails" } else { "fail" };
        return format!("{failed} of {all} claims {verb}: {}", told(first));
    }
    if let Some(first) = of(Verdict::Undecided).next() {
        let open = of(Verdict::Undecided).count();
        return format!("{open} of {all} claims cannot be decided yet: {}", told(first));
    }
    match report.claims.as_slice() {
        [] => busiest(report),
        [only] => format!("the claim holds: {}", told(only)),
        claims => format!("all {} claims hold", claims.len()),
    }
}

/// A claim and what was found.
fn told(claim: &ClaimRow) -> String {
    let found = match (&claim.interval, &claim.note) {
        (Some(interval), _) => format!("it is {}", range(interval, claim.unit)),
        (None, Some(note)) => note.clone(),
        (None, None) => "nothing was found".to_owned(),
    };
    format!("`{}`; {found}", claim.text.replace('`', ""))
}

fn busiest(report: &SimReport) -> String {
    let worst = report
        .journeys
        .iter()
        .filter_map(|journey| Some((journey, journey.success?)))
        .min_by(|one, other| one.1.estimate.total_cmp(&other.1.estimate));
    let mut text = match worst {
        Some((journey, success)) => format!(
            "{} of the {} of `{}` are answered{}",
            share(success.estimate),
            DIGITS.with_unit(journey.offered, "rps"),
            journey.id,
            still_open(journey.unanswered)
        ),
        None => "no request came to an end".to_owned(),
    };
    let busiest = report.components.iter().find_map(|component| Some((component, component.utilisation?)));
    if let Some((component, used)) = busiest {
        text = format!(
            "{text}; `{}` is the busiest, at {} of its workers",
            component.id,
            DIGITS.used(used.estimate)
        );
    }
    text
}

/// `, and 55% of them have no answer at the end`.
fn still_open(unanswered: f64) -> String {
    if unanswered < WORTH {
        return String::new();
    }
    format!(", and {} have no answer at the end", share(unanswered))
}

/// Goodput and tail latency of a journey as lines of marks.
fn timeline(journey: &JourneyRow) -> Vec<String> {
    let slices = &journey.timeline;
    let line = |name: &str, values: Vec<f64>, unit: &str| {
        let known = values.iter().copied().filter(|value| value.is_finite());
        let low = known.clone().fold(f64::INFINITY, f64::min);
        let high = known.fold(f64::NEG_INFINITY, f64::max);
        if low > high {
            return format!("`{}` {name}: nothing known", journey.id);
        }
        let marks = sparkline_between(&values, 0.0, high, WIDTH, Glyphs::Unicode);
        let (low, high) = (DIGITS.with_unit(low, unit), DIGITS.with_unit(high, unit));
        format!("`{}` {name} {marks} {low} to {high}", journey.id)
    };
    let goodput = slices.iter().map(|slice| slice.goodput).collect();
    let p99 = slices.iter().map(|slice| slice.p99.unwrap_or(f64::NAN)).collect();
    let mut lines = vec![line("goodput", goodput, "rps"), line("p99", p99, "s")];
    if slices.iter().any(|slice| slice.failed > 0.0) {
        lines.push(line("failed", slices.iter().map(|slice| slice.failed).collect(), "rps"));
    }
    lines
}

/// `412 ms (405 to 419)`.
fn range(interval: &Interval, unit: &str) -> String {
    DIGITS.simulated_within(interval.estimate, [interval.low, interval.high], unit)
}

/// A share in percent, with the digits that matter near the whole; a factor above it as a multiple.
fn share(value: f64) -> String {
    DIGITS.simulated(value, "1")
}
