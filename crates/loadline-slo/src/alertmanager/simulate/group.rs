//! A group of alerts that are told together.

use super::log::Log;
use crate::alertmanager::Route;
use loadline_promql::{Labels, Millis};

/// How often empty groups are cleared away.
const CLEARING: Millis = 30_000;

/// A group by its route and labels; what was told of it is remembered even while it is away.
pub(super) struct Group<'a> {
    pub(super) route: &'a Route,
    pub(super) receiver: usize,
    pub(super) labels: Labels,
    pub(super) instance: Option<Instance>,
    /// What was told, for each means of the receiver.
    pub(super) logs: Vec<Log>,
}

/// A group while it has alerts, and until it is cleared away.
pub(super) struct Instance {
    /// Its alerts, ascending.
    pub(super) alerts: Vec<usize>,
    /// When it is looked at next.
    pub(super) next: Millis,
    /// Whether it was looked at before.
    pub(super) looked: bool,
    /// When its last alert left.
    pub(super) emptied: Option<Millis>,
    /// Which entry of the queue counts.
    pub(super) generation: u64,
}

impl Instance {
    pub(super) const fn new(next: Millis) -> Self {
        Self { alerts: Vec::new(), next, looked: false, emptied: None, generation: 0 }
    }

    pub(super) fn add(&mut self, alert: usize) {
        if let Err(at) = self.alerts.binary_search(&alert) {
            self.alerts.insert(at, alert);
        }
        self.emptied = None;
    }

    /// Whether it was empty when the server last cleared away, which it does every 30 s since `started`.
    pub(super) fn cleared(&self, started: Millis, now: Millis) -> bool {
        self.emptied.is_some_and(|emptied| {
            let turns = (emptied - started).div_euclid(CLEARING) + 1;
            started + turns * CLEARING <= now
        })
    }
}
