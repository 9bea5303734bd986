//! What the numbers are made of: every parameter, given by the statement or taken from the defaults of D13 and labelled.

use super::assumption::{Assumption, Assumptions};
use super::growth;
use super::peak;
use super::sizes::{self, Sizes};
use super::stream::{Stream, Traffic};
use super::term::{self, Term, fact_term, sum};
use super::traffic::traffic;
use crate::statement::unit::DAY;
use crate::statement::{Fact, Mark, Members, Role, Statement, is_call};

/// Capacity over peak where nothing is said.
const HEADROOM: f64 = 2.0;
/// Copies of data where nothing is said.
const COPIES: f64 = 3.0;
/// Availability where nothing is said.
const AVAILABILITY: f64 = 0.999;
/// Days over which availability is counted where nothing is said.
const WINDOW: f64 = 30.0 * DAY;
/// Days data is kept where nothing is said.
const RETENTION: f64 = 365.0 * DAY;
/// Requests a second one instance carries where nothing is said.
const PER_INSTANCE: f64 = 100.0;

/// Parameters of the numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Needs {
    /// What is asked of the system.
    pub traffic: Traffic,
    /// Mean per second of the main load.
    pub average: Option<Term>,
    /// Peak over average of the main load.
    pub peak_factor: Term,
    /// Peak per second of the main load.
    pub peak: Option<Term>,
    /// Capacity over peak.
    pub headroom: Term,
    /// What one instance carries a second.
    pub per_instance: Term,
    /// What one instance is called.
    pub instance: &'static str,
    /// Peak of what the instances carry, per second.
    pub carried: Option<Term>,
    /// Copies of data.
    pub copies: Term,
    /// Seconds data is kept.
    pub retention: Term,
    /// For how many seconds the data of which streams is kept, by index; a retention may name one of several.
    pub kept: Vec<(usize, Term)>,
    /// Sizes per stream.
    pub sizes: Sizes,
    /// Share of time, or of requests, that must be good.
    pub availability: Term,
    /// Seconds over which it is counted.
    pub window: Term,
    /// Growth of the load a year, as a fraction of one.
    pub growth: Option<Term>,
}

/// Resolves every parameter.
pub(super) fn needs(statement: &Statement, assumptions: &mut Assumptions) -> Needs {
    let traffic = traffic(statement, assumptions);
    let average = sum(traffic.streams.iter().filter(|stream| stream.main).map(|stream| &stream.average));
    let (peak_factor, peak) = peak::peak(statement, &traffic, average.as_ref(), assumptions);
    let headroom = headroom(statement, assumptions);
    let sizes = sizes::sizes(statement, &traffic);
    let (per_instance, instance, carried) =
        instances(statement, &traffic, peak.as_ref(), &peak_factor, assumptions);
    let copies = copies(statement, assumptions);
    let retention = retention(statement, &traffic, assumptions);
    let kept = kept(statement, &traffic, &sizes, &retention);
    let (availability, window) = availability(statement, assumptions);
    Needs {
        traffic,
        average,
        peak_factor,
        peak,
        headroom,
        per_instance,
        instance,
        carried,
        copies,
        retention,
        kept,
        sizes,
        availability,
        window,
        growth: growth::growth(statement),
    }
}

fn headroom(statement: &Statement, assumptions: &mut Assumptions) -> Term {
    if let Some(fact) = statement.fact(Role::Headroom) {
        return fact_term(fact, term::plain);
    }
    if let Some(fact) = statement.fact(Role::HeadroomShare) {
        let share = fact.amount.value;
        return Term::given(1.0 + share, format!("(1 + {})", term::show_share(share)), fact.amount.span);
    }
    assumptions.term(
        HEADROOM,
        term::plain(HEADROOM),
        Assumption {
            id: "headroom",
            title: "headroom".to_owned(),
            claim: format!("capacity reaches {} times the peak", term::plain(HEADROOM)),
            basis: "the usual default".to_owned(),
            correct: "say how far above the peak the capacity must reach",
            essential: false,
        },
    )
}

/// What one instance carries, its name, and the peak of what is carried by such instances.
fn instances(
    statement: &Statement,
    traffic: &Traffic,
    peak: Option<&Term>,
    factor: &Term,
    assumptions: &mut Assumptions,
) -> (Term, &'static str, Option<Term>) {
    let Some(fact) = statement.fact(Role::InstanceCapacity) else {
        let carries = assumptions.term(
            PER_INSTANCE,
            term::plain(PER_INSTANCE),
            Assumption {
                id: "instance-capacity",
                title: "capacity of one instance".to_owned(),
                claim: format!("one instance carries {} requests a second", term::plain(PER_INSTANCE)),
                basis: "a careful figure for an application server; a load test has to show it".to_owned(),
                correct: "say what one instance carries, from a load test",
                essential: false,
            },
        );
        return (carries, "instances", peak.cloned());
    };
    let rate = fact.amount.per_second().unwrap_or(fact.amount.value);
    let carries = Term::given(rate, term::plain(rate), fact.amount.span);
    let sentence = statement.said(statement.sentence(fact.amount.span));
    let name = if sentence.contains("node") { "nodes" } else { "instances" };
    // What it carries is named (`5,000 messages per second`): only streams of that name count, when there are others.
    let noun = fact.amount.head();
    let named: Vec<&Stream> = traffic.streams.iter().filter(|stream| stream.what == noun).collect();
    let only = !named.is_empty()
        && (named.iter().any(|stream| !stream.main)
            // What carries requests carries changes, too.
            || !is_call(noun) && named.len() < traffic.streams.iter().filter(|stream| stream.main).count());
    if !only {
        return (carries, name, peak.cloned());
    }
    let total = sum(named.iter().map(|stream| &stream.average));
    let carried = total.map(|total| {
        if named.iter().all(|stream| stream.main) || !named.iter().all(|stream| stream.paced) {
            Term::of(
                total.value * factor.value,
                format!("{} × {}", term::plain(total.value), term::plain(factor.value)),
                &[&total, factor],
            )
        } else {
            total
        }
    });
    (carries, name, carried)
}

fn copies(statement: &Statement, assumptions: &mut Assumptions) -> Term {
    if let Some(fact) = statement.fact(Role::Copies) {
        return fact_term(fact, term::plain);
    }
    if let Some(span) = statement.mark(Mark::SingleCopy) {
        return Term::given(1.0, "1", span);
    }
    if let Some(span) = statement.mark(Mark::SecondCopy) {
        return Term::given(2.0, "2", span);
    }
    assumptions.term(
        COPIES,
        term::plain(COPIES),
        Assumption {
            id: "replication",
            title: "copies of data".to_owned(),
            claim: format!("data is kept in {} copies", term::plain(COPIES)),
            basis: "one copy may be lost while another is repaired".to_owned(),
            correct: "say how many copies are kept",
            essential: false,
        },
    )
}

/// A time for which data is kept, shown in days.
fn kept_for(fact: &Fact) -> Term {
    let mut retention = fact_term(fact, term::show_duration);
    let days = fact.amount.value / DAY;
    let years = if days >= 365.0 && (days / 365.0).fract() == 0.0 { " (365-day years)" } else { "" };
    retention.shown = format!("{} d{years}", term::plain(days));
    retention
}

/// How long data is kept: the figure said beside what is stored, or the first one.
fn retention(statement: &Statement, traffic: &Traffic, assumptions: &mut Assumptions) -> Term {
    let stored = |fact: &&Fact| {
        traffic
            .streams
            .iter()
            .any(|stream| stream.main && stream.writes.value > 0.0 && fact.context.contains(&stream.what))
    };
    let fact = statement.facts(Role::Retention).find(stored).or_else(|| statement.fact(Role::Retention));
    if let Some(fact) = fact {
        return kept_for(fact);
    }
    let personnel = statement
        .populations
        .iter()
        .any(|population| matches!(population.noun.as_str(), "employee" | "colleague" | "worker"));
    let personal = statement.populations.iter().any(|population| population.members == Members::People);
    let what = match (personnel, personal) {
        (true, _) => "retention of personnel data",
        (_, true) => "retention of personal and other data",
        _ => "retention",
    };
    assumptions.term(
        RETENTION,
        "365 d",
        Assumption {
            id: "retention",
            title: what.to_owned(),
            claim:
                "data is kept for 365 days, and personal data no longer than its purpose and the law allow"
                    .to_owned(),
            basis: if statement.mark(Mark::KeptForever).is_some() {
                "it is to be kept forever; one business year is what the draft reckons with".to_owned()
            } else {
                "no retention is stated; one business year".to_owned()
            },
            correct: "say how long which data is kept",
            essential: true,
        },
    )
}

/// The streams a retention is said of: those its sentence names or sizes; all of them when it names none. Where several
/// parts are kept for times of their own, each stream has the time that is said of it.
fn kept(statement: &Statement, traffic: &Traffic, sizes: &Sizes, retention: &Term) -> Vec<(usize, Term)> {
    let all: Vec<usize> =
        (0..traffic.streams.len()).filter(|index| traffic.streams[*index].writes.value > 0.0).collect();
    let own = own_times(statement, traffic, &all);
    if own.len() > 1 {
        return own;
    }
    let named = named(statement, sizes, retention, all);
    named.into_iter().map(|index| (index, retention.clone())).collect()
}

/// The time said of each stream, by the nearest name of one beside each time.
fn own_times(statement: &Statement, traffic: &Traffic, written: &[usize]) -> Vec<(usize, Term)> {
    let mut own: Vec<(usize, Term)> = Vec::new();
    for fact in statement.facts(Role::Retention) {
        let nearest = written
            .iter()
            .map(|index| (sizes::is_of(fact, &traffic.streams[*index]), *index))
            .filter(|(distance, _)| *distance < usize::MAX)
            .min();
        if let Some((_, index)) = nearest.filter(|(_, index)| own.iter().all(|(known, _)| known != index)) {
            own.push((index, kept_for(fact)));
        }
    }
    own
}

/// The streams of `all` that the sentence of a retention sizes; all of them when it sizes none.
fn named(statement: &Statement, sizes: &Sizes, retention: &Term, all: Vec<usize>) -> Vec<usize> {
    let Some(span) = retention.spans.first().copied() else { return all };
    let sentence = statement.sentence(span);
    let beside = |index: &usize| {
        let size = sizes.record[*index].as_ref().and_then(|size| size.spans.first());
        size.is_some_and(|size| sentence.covers(*size))
    };
    let named: Vec<usize> = all.iter().copied().filter(beside).collect();
    if named.is_empty() { all } else { named }
}

fn availability(statement: &Statement, assumptions: &mut Assumptions) -> (Term, Term) {
    if statement.fact(Role::Availability).is_none()
        && let Some(down) = statement.fact(Role::Downtime)
        && let Some(window) = down.amount.period()
    {
        let share = 1.0 - down.amount.value / window;
        let shown =
            format!("(1 − {} ÷ {})", term::show_duration(down.amount.value), term::show_duration(window));
        let window = Term::given(window, days(window), down.amount.span);
        return (Term::given(share, shown, down.amount.span), window);
    }
    let availability = match statement.fact(Role::Availability) {
        Some(fact) => fact_term(fact, term::show_share),
        None => assumptions.term(
            AVAILABILITY,
            term::show_share(AVAILABILITY),
            Assumption {
                id: "availability",
                title: "availability target 99.9 %".to_owned(),
                claim: format!("{} of requests are answered well", term::show_share(AVAILABILITY)),
                basis: "the usual default; no target is stated".to_owned(),
                correct: "say which share of requests must be answered well, over which time",
                essential: true,
            },
        ),
    };
    let own = statement
        .fact(Role::Availability)
        .and_then(|fact| fact.amount.period().map(|period| (period, fact.amount.span)));
    // The window said with the target comes before one said with another.
    let beside = statement.fact(Role::Availability).map(|fact| statement.sentence(fact.amount.span));
    let near = statement
        .facts(Role::Window)
        .find(|window| beside.is_some_and(|sentence| sentence.covers(window.amount.span)))
        .or_else(|| statement.fact(Role::Window).filter(|_| own.is_none()));
    let window = match (near, own) {
        (Some(fact), _) => fact_term(fact, days),
        (None, Some((period, span))) => Term::given(period, days(period), span),
        (None, None) => assumptions.term(
            WINDOW,
            days(WINDOW),
            Assumption {
                id: "window",
                title: "window of the availability target".to_owned(),
                claim: "availability is counted over 30 days".to_owned(),
                basis: "the usual default".to_owned(),
                correct: "say over which time availability is counted",
                essential: false,
            },
        ),
    };
    (availability, window)
}

/// A window in days.
pub(super) fn days(seconds: f64) -> String {
    format!("{} d", term::plain(seconds / DAY))
}
