//! Streams of requests and messages, as everything that is worked out of them sees them.

use super::term::Term;
use crate::statement::Class;

/// Requests or messages of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    /// What they are: `message`, `call`.
    pub what: String,
    /// The verb, where `what` is what it is done to.
    pub verb: Option<String>,
    /// Whether they change state.
    pub class: Class,
    /// Index of the population that causes them.
    pub by: Option<usize>,
    /// Mean per second.
    pub average: Term,
    /// Sent by the clock.
    pub paced: bool,
    /// Per second at the peak, where only that is said.
    pub peak: Option<Term>,
    /// Seconds of a day in which it is sent, where it is not all of it.
    pub duty: Option<Term>,
    /// Done by calls that are a stream of their own, and counted there.
    pub part: bool,
    /// Belongs to the main load: the main population's, or a total.
    pub main: bool,
    /// Of them, those that write, per second.
    pub writes: Term,
    /// Of them, those that only read, per second.
    pub reads: Term,
}

/// All that is asked of the system.
#[derive(Debug, Clone, PartialEq)]
pub struct Traffic {
    /// Index of the population that matters most.
    pub main: Option<usize>,
    /// How many of it use the system on a day.
    pub users: Option<Term>,
    /// The streams.
    pub streams: Vec<Stream>,
}
