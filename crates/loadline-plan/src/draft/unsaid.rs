//! Streams of a statement that does not say what is done: from its peak alone, from those connected at once, or from those
//! who use it. Each rests on an assumption.

use super::assumption::{Assumption, Assumptions};
use super::peak_said::rate_of;
use super::stream::Stream;
use super::term::{self, Term};
use super::usual_peak::{PEAK, of_all_connected, over_average};
use crate::statement::unit::DAY;
use crate::statement::{Class, Fact, Population};

/// What one user does on a day, where nothing is said.
const ACTIONS: f64 = 10.0;
/// Seconds from one request to the next of somebody connected, where nothing is said.
const THINK: f64 = 10.0;

/// The load of a statement that says nothing but its peak: the average is the usual part of it.
pub(super) fn below_peak(fact: &Fact, assumptions: &mut Assumptions) -> Option<Stream> {
    let peak = rate_of(fact).filter(|peak| peak.value > 0.0)?;
    let rate = peak.value;
    let factor = over_average(
        assumptions,
        PEAK,
        format!("the peak is {} times the average", term::plain(PEAK)),
        "only the peak is stated; the middle of the usual 3 to 5",
        "say how much the average load is",
    );
    let average =
        Term::of(rate / factor.value, format!("{} ÷ {}", term::plain(rate), factor.shown), &[&peak, &factor]);
    let what = if fact.amount.head().is_empty() { "request" } else { fact.amount.head() };
    Some(stream(what, crate::statement::class_of_noun(what), None, average))
}

/// The load of those connected at the same time: each makes a request every few seconds, and at the busiest time all are there.
pub(super) fn of_connected(fact: &Fact, assumptions: &mut Assumptions) -> Stream {
    let members = Term::given(fact.amount.value, term::plain(fact.amount.value), fact.amount.span);
    let think = assumptions.term(
        THINK,
        term::show_duration(THINK),
        Assumption {
            id: "think-time",
            title: "requests of those connected".to_owned(),
            claim: format!("each of those connected makes a request every {}", term::show_duration(THINK)),
            basis: "the statement says how many are connected at once, and not what they do".to_owned(),
            correct: "say how often each of them does what",
            essential: true,
        },
    );
    let factor = of_all_connected(assumptions);
    let average = Term::of(
        members.value / think.value / factor.value,
        format!("{} ÷ {} ÷ {}", members.shown, think.shown, factor.shown),
        &[&members, &think, &factor],
    );
    stream("request", Class::Mixed, None, average)
}

/// What users do when the statement does not say it.
pub(super) fn assumed(
    population: &Population,
    users: &Term,
    main: Option<usize>,
    assumptions: &mut Assumptions,
) -> Stream {
    let actions = assumptions.term(
        ACTIONS,
        term::plain(ACTIONS),
        Assumption {
            id: "actions-per-user",
            title: "actions per user and day".to_owned(),
            claim: format!("each {} makes {} requests a day", population.noun, term::plain(ACTIONS)),
            basis: "no traffic is stated; the order of magnitude of a form-based tool".to_owned(),
            correct: "say how often each of them does what on a day",
            essential: true,
        },
    );
    let average = Term::of(
        users.value * ACTIONS / DAY,
        format!("{} × {} ÷ {}", users.shown, actions.shown, term::plain(DAY)),
        &[users, &actions],
    );
    stream("request", Class::Mixed, main, average)
}

/// A stream of which only its average is known.
fn stream(what: &str, class: Class, by: Option<usize>, average: Term) -> Stream {
    Stream {
        what: what.to_owned(),
        verb: None,
        class,
        by,
        average,
        paced: false,
        peak: None,
        duty: None,
        part: false,
        main: true,
        writes: Term::default(),
        reads: Term::default(),
    }
}
