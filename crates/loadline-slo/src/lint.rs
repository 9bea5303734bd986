//! What is wrong with an objective's alerts before they ever fire, or fail to. One row of [`LINTS`] and one file each.
//!
//! Pure arithmetic over the objective and a few [`Facts`] from outside; a lint whose fact is not known stays silent. The rules
//! LL510 and LL512 of `loadline check` say the same of models before there is any metric, from the same arithmetic
//! ([`Tier::cannot_fire`](crate::Tier::cannot_fire), [`Target::leaves_hardly_any`](crate::Target::leaves_hardly_any)).

mod averages_ratios;
mod budget_spent_before_page;
mod different_selectors;
mod fires_at_any_error;
mod for_longer_than_short_window;
mod grouping_label_missing;
mod inverted_op;
mod labels_on_recorded_series;
mod latency_without_bucket;
mod no_page_tier;
mod queries;
mod short_window_not_shorter;
mod short_window_too_short;
mod target_of_100_percent;
mod threshold_never_fires;
mod tier_never_matters;
mod too_few_events;
mod vector_zero_in_denominator;

use crate::{Decimal, Slo};
use loadline_base::units::Duration;

/// What lints need to know beside the objective. Nothing is assumed for what is not known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// How often its targets are scraped.
    pub scrape_interval: Option<Duration>,
    /// Its events a second, as the model's journeys or a measurement say.
    pub events_per_second: Option<f64>,
    /// Upper bounds of the buckets of its histogram, in seconds.
    pub buckets: Option<Vec<Decimal>>,
    /// The operator of a burn-rate condition as the file has it: `gt`, `gte`, `lt`, `lte`.
    pub op: Option<String>,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// An alert or a number does not do what it says.
    Error,
    /// It does, and hardly anybody wants that.
    Warning,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The name of the lint.
    pub lint: &'static str,
    /// How bad it is.
    pub level: Level,
    /// Id of the objective.
    pub slo: String,
    /// What is wrong: a sentence without its end.
    pub what: String,
    /// The numbers, with how they came about: `14.4 × 10% = 144%`; may be empty.
    pub arithmetic: String,
    /// What to do.
    pub hint: String,
}

/// One lint.
#[derive(Debug)]
pub struct Lint {
    /// Its name, which never changes: it states the fault.
    pub name: &'static str,
    /// How bad its findings are; single ones may be milder.
    pub level: Level,
    /// What it finds, in a line.
    pub about: &'static str,
    check: fn(&mut Subject<'_>),
}

/// Every lint, the gravest first.
pub const LINTS: &[&Lint] = &[
    &threshold_never_fires::LINT,
    &fires_at_any_error::LINT,
    &inverted_op::LINT,
    &target_of_100_percent::LINT,
    &short_window_not_shorter::LINT,
    &short_window_too_short::LINT,
    &vector_zero_in_denominator::LINT,
    &grouping_label_missing::LINT,
    &labels_on_recorded_series::LINT,
    &different_selectors::LINT,
    &latency_without_bucket::LINT,
    &averages_ratios::LINT,
    &too_few_events::LINT,
    &budget_spent_before_page::LINT,
    &tier_never_matters::LINT,
    &for_longer_than_short_window::LINT,
    &no_page_tier::LINT,
];

/// All that is wrong with an objective, in the order of [`LINTS`].
#[must_use]
pub fn lint(slo: &Slo, facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for lint in LINTS {
        (lint.check)(&mut Subject { slo, facts, lint, findings: &mut findings });
    }
    findings
}

/// What a lint looks at, and where it reports.
struct Subject<'a> {
    slo: &'a Slo,
    facts: &'a Facts,
    lint: &'static Lint,
    findings: &'a mut Vec<Finding>,
}

impl Subject<'_> {
    fn report(&mut self, what: String, arithmetic: String, hint: impl Into<String>) {
        self.report_as(self.lint.level, what, arithmetic, hint);
    }

    fn report_as(&mut self, level: Level, what: String, arithmetic: String, hint: impl Into<String>) {
        let (lint, slo) = (self.lint.name, self.slo.id.clone());
        self.findings.push(Finding { lint, level, slo, what, arithmetic, hint: hint.into() });
    }
}

/// `1.44%`, exactly.
fn percent(share: Decimal) -> String {
    format!("{}%", share.saturating_mul(Decimal::ONE_HUNDRED).normalize())
}

/// A number with at most three digits after the point.
fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
