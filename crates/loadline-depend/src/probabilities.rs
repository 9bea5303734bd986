//! Probabilities of basic events, checked once so that nothing later has to ask.

use crate::fault_tree::EventId;
use thiserror::Error;

/// A probability of every basic event of a tree, each in [0, 1].
#[derive(Debug, Clone, PartialEq)]
pub struct Probabilities(Vec<f64>);

/// A number that is no probability.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("the probability of event {} is {value}, which is not in [0, 1]", .event.index())]
pub struct NotAProbability {
    /// The event it was given for.
    pub event: EventId,
    /// The number.
    pub value: f64,
}

impl Probabilities {
    /// Takes one value an event, in the order of [`EventId::index`].
    ///
    /// # Errors
    /// When a value is negative, above 1 or not a number.
    pub fn new(values: Vec<f64>) -> Result<Self, NotAProbability> {
        for (event, value) in (0..).map(EventId).zip(&values) {
            checked(event, *value)?;
        }
        Ok(Self(values))
    }

    /// Puts another value in place of one.
    ///
    /// # Errors
    /// When the value is no probability; then nothing changes.
    pub fn set(&mut self, event: EventId, value: f64) -> Result<(), NotAProbability> {
        self.0[event.index()] = checked(event, value)?;
        Ok(())
    }

    /// The probability of an event.
    #[must_use]
    pub fn of(&self, event: EventId) -> f64 {
        self.0[event.index()]
    }

    /// Every value, in the order of [`EventId::index`].
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.0
    }

    /// Makes an event certain to happen, or never to.
    pub(crate) fn settle(&mut self, event: EventId, happens: bool) {
        self.0[event.index()] = f64::from(u8::from(happens));
    }

    /// Takes the value of an event from elsewhere.
    pub(crate) fn copy(&mut self, event: EventId, from: &Self) {
        self.0[event.index()] = from.of(event);
    }

    /// The same with one event certain to happen, or never.
    pub(crate) fn with(&self, event: EventId, happens: bool) -> Self {
        let mut copy = self.clone();
        copy.settle(event, happens);
        copy
    }
}

fn checked(event: EventId, value: f64) -> Result<f64, NotAProbability> {
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(NotAProbability { event, value }) }
}
