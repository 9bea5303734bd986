//! Alertmanager as a machine in time: its configuration read, and which notifications a list of alerts would have led to.
//!
//! Grouping, inhibition, muting and repetition happen as its `dispatch`, `inhibit` and `notify` packages do them (0.25 to 0.28);
//! silences, the network and templates are left out. Nothing here sends anything.
//! Source: prometheus/alertmanager documentation, "Configuration", and the behaviour of a real one, which a test holds it to.

mod interval;
mod matcher;
mod read;
mod route;
mod simulate;
mod standard;

pub use interval::{TimeInterval, Zone};
pub use matcher::{Matcher, NotAMatcher, Operator};
pub use read::read;
pub use route::{GroupBy, Inhibition, Integration, Receiver, Route};
pub use simulate::{Notification, Post, Reason, simulate};
pub(crate) use standard::{NOBODY, classes};

use loadline_promql::Millis;

/// A configuration whose inheritance is worked out.
#[derive(Debug, Clone)]
pub struct Config {
    /// How long an alert without an end of its own goes on after it was last told.
    pub resolve_timeout: Millis,
    /// The root of the routes.
    pub route: Route,
    /// Which alerts keep others quiet.
    pub inhibitions: Vec<Inhibition>,
    /// Who is told.
    pub receivers: Vec<Receiver>,
    /// Spans of time that routes are muted in or are active in, by name.
    pub intervals: Vec<(String, Vec<TimeInterval>)>,
}

impl Config {
    /// The receiver with this name.
    #[must_use]
    pub fn receiver(&self, name: &str) -> Option<usize> {
        self.receivers.iter().position(|receiver| receiver.name == name)
    }
}
