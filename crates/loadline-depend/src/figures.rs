//! What a component or domain says about its failures, as figures: how much of the time, how long, resting on what.

use crate::age::Length;
use crate::at_once::AtOnce;
use crate::cause::{Basis, Cause, CauseKind, Datum, SECONDS_A_YEAR, Subject};
use crate::priors::{Prior, TRIED, UNTRIED, of_component, of_domain};
use loadline_base::Span;
use loadline_base::units::{Duration, format_number};
use loadline_model::kinds::{Deploys, Domain, Failover, Reliability};
use loadline_model::{Component, Stated};

const WEEKS_A_YEAR: f64 = 365.25 / 7.0;

/// How much of the time something is down, and how that was worked out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// Share of time, 0 to 1.
    pub(crate) unavailability: f64,
    /// Mean length of one outage, seconds.
    pub(crate) mean: f64,
    pub(crate) length: Length,
    pub(crate) basis: Basis,
    pub(crate) datum: Datum,
    pub(crate) error_factor: f64,
    pub(crate) formula: String,
    /// See [`Cause::many`].
    pub(crate) many: Option<AtOnce>,
}

impl Figure {
    /// What breaks with this figure.
    pub(crate) fn of<'m>(self, of: Subject<'m>, kind: CauseKind) -> Cause<'m> {
        let Self { unavailability, mean, length, basis, datum, error_factor, formula, many } = self;
        let (place, cell, bands) = (None, None, Vec::new());
        Cause {
            of,
            kind,
            place,
            unavailability,
            mean,
            length,
            basis,
            datum,
            error_factor,
            formula,
            many,
            cell,
            bands,
        }
    }
}

/// The failures of a component, apart from those of its places and callees.
#[derive(Debug)]
pub(crate) struct Figures {
    /// Of the whole component.
    pub(crate) whole: Option<Figure>,
    /// Of one copy.
    pub(crate) copy: Option<Figure>,
    /// Bad deploys, before they are shared out among what they reach.
    pub(crate) deploys: Option<Figure>,
    /// Changing over to another copy.
    pub(crate) failover: Option<Figure>,
}

/// Reads the figures of a component. It always has one of `whole` and `copy`.
pub(crate) fn of(component: Component<'_>) -> Figures {
    let stated = &component.common().reliability;
    let prior = of_component(component.kind());
    if let Some(up) = decided(&stated.availability) {
        let formula = format!("availability {}", up.value);
        let figure = figure(1.0 - up.fraction(), prior.mean, Basis::Stated, Datum::Written(up.span), formula);
        let whole = with_error(figure, stated);
        return Figures { whole: Some(whole), copy: None, deploys: None, failover: None };
    }
    let copy = repairs(stated);
    let incidents = incidents(stated);
    let nothing = copy.is_none() && incidents.is_none();
    let promise = decided(&stated.sla).filter(|_| nothing).map(|up| {
        let formula = format!("sla {} (a refund threshold)", up.value);
        figure(1.0 - up.fraction(), prior.mean, Basis::Sla, Datum::Written(up.span), formula)
    });
    let guess = || guess(&prior);
    let whole = incidents.or(promise).or_else(|| nothing.then(guess));
    let failover = changes_over(component).and_then(failover);
    Figures {
        whole: whole.map(|figure| with_error(figure, stated)),
        copy: copy.map(|figure| with_error(figure, stated)),
        deploys: decided(&stated.deploys).and_then(|stated| deploys(stated)),
        failover,
    }
}

/// What is said about changing over to another copy, at the component or at its replicas.
pub(crate) fn changes_over(component: Component<'_>) -> Option<&Failover> {
    let common = component.common();
    let of_replicas = || decided(&common.replicas.as_ref()?.failover);
    decided(&common.reliability.failover).or_else(of_replicas).map(|stated| &stated.value)
}

/// Reads the figure of a failure domain; `None` when nothing is known of it, not even its kind.
pub(crate) fn of_place(domain: &Domain) -> Option<Figure> {
    let prior = domain.kind.as_ref().map(|kind| of_domain(kind.value));
    match decided(&domain.availability) {
        Some(up) => {
            let mean = prior.map_or(7_200.0, |prior| prior.mean);
            let formula = format!("availability {}", up.value);
            Some(figure(1.0 - up.fraction(), mean, Basis::Stated, Datum::Written(up.span), formula))
        }
        None => prior.map(|prior| guess(&prior)),
    }
}

/// The chance that a fallback or failover fails when it is needed.
pub(crate) fn chance(tried: bool) -> Figure {
    let (chance, words) = if tried { (TRIED, "tried before") } else { (UNTRIED, "never tried") };
    figure(
        chance,
        0.0,
        Basis::Guess,
        Datum::Prior(words),
        format!("{} a use: {words}", format_number(chance)),
    )
}

/// A figure by its parts; an unavailability outside 0 to 1 contradicts itself and is taken as the nearest bound.
pub(crate) fn figure(unavailability: f64, mean: f64, basis: Basis, datum: Datum, formula: String) -> Figure {
    let unavailability = if unavailability.is_nan() { 0.0 } else { unavailability.clamp(0.0, 1.0) };
    let error_factor = basis.error_factor();
    Figure {
        unavailability,
        mean,
        length: Length::Exponential,
        basis,
        datum,
        error_factor,
        formula,
        many: None,
    }
}

/// The value of a field, unless it is a tool's default.
pub(crate) fn decided<T>(field: &Option<Stated<T>>) -> Option<&Stated<T>> {
    field.as_ref().filter(|stated| stated.is_decided())
}

fn guess(prior: &Prior) -> Figure {
    let up = format_number((1.0 - prior.unavailability) * 100.0);
    let formula = format!("guess: {} {up}%", prior.of);
    figure(prior.unavailability, prior.mean, Basis::Guess, Datum::Prior(prior.of), formula)
}

fn with_error(figure: Figure, stated: &Reliability) -> Figure {
    let said = decided(&stated.error_factor).map(|factor| factor.get());
    Figure { error_factor: said.unwrap_or(figure.error_factor).max(1.0), ..figure }
}

/// `mtbf` includes the repair.
fn repairs(stated: &Reliability) -> Option<Figure> {
    let (mtbf, repair) = (decided(&stated.mtbf)?, decided(&stated.mttr)?.value);
    let between = mtbf.value;
    if between.is_zero() {
        return None;
    }
    let share = repair.as_secs_f64() / between.as_secs_f64();
    let formula = format!("{repair} every {between} a copy");
    Some(figure(share, repair.as_secs_f64(), Basis::Stated, Datum::Written(mtbf.span), formula))
}

fn incidents(stated: &Reliability) -> Option<Figure> {
    let incidents = decided(&stated.incidents)?;
    let (times, mean) = (decided(&incidents.per_year)?, decided(&incidents.mean)?.value);
    Some(yearly(times.get(), mean, "incident", times.span))
}

fn deploys(stated: &Deploys) -> Option<Figure> {
    let (per_week, failing) = (decided(&stated.per_week)?, decided(&stated.failure_rate)?.fraction());
    let times = per_week.get() * failing * WEEKS_A_YEAR;
    Some(yearly(times, decided(&stated.detect_and_roll_back)?.value, "bad deploy", per_week.span))
}

fn failover(stated: &Failover) -> Option<Figure> {
    let times = decided(&stated.per_year)?;
    let figure = yearly(times.get(), decided(&stated.time)?.value, "failover", times.span);
    Some(Figure { length: Length::Fixed, ..figure })
}

fn yearly(times: f64, each: Duration, what: &str, written: Span) -> Figure {
    let ending = if times == 1.0 { "" } else { "s" };
    let count = format_number((times * 10.0).round() / 10.0);
    let share = times * each.as_secs_f64() / SECONDS_A_YEAR;
    let formula = format!("{count} {what}{ending} a year × {each}");
    figure(share, each.as_secs_f64(), Basis::Stated, Datum::Written(written), formula)
}
