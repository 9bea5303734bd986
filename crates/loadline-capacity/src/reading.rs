//! A component read once, for its limits, its waits, its backlog and the pools it holds: its load, what one copy carries,
//! how many copies there are, and who serves what.

use crate::copies::Copies;
use crate::load::{ComponentLoad, Loads, When};
use crate::one_copy::OneCopy;
use crate::side::{Side, sides};
use loadline_evidence::Input;
use loadline_model::{Body, Component, Model};
use std::sync::Arc;

/// What is read of a component.
pub(crate) struct Reading<'m, 'l> {
    pub(crate) component: Component<'m>,
    pub(crate) load: &'l ComponentLoad,
    /// Which rate of its load counts: the peak where users wait, else the average.
    pub(crate) when: When,
    /// That rate, in operations a second; `None` when no journey says any.
    pub(crate) rate: Option<f64>,
    /// What one copy carries.
    pub(crate) one: Option<OneCopy>,
    /// Its copies, when somebody decided how many.
    pub(crate) copies: Option<Copies>,
    /// What both were read from.
    pub(crate) basis: Arc<[Input]>,
    /// Its load by who serves it; empty when it is not known, and for externals.
    pub(crate) sides: Vec<Side>,
}

impl<'m, 'l> Reading<'m, 'l> {
    /// Reads one component.
    pub(crate) fn of(model: &Model, loads: &'l Loads<'m>, component: Component<'m>) -> Self {
        let load = loads.on(component.id);
        let when = load.when();
        let rate = load.rate(when);
        let one = OneCopy::of(component);
        let copies = Copies::of(model, component);
        let ours = !matches!(component.body, Body::External(_)) && rate.is_some_and(|rate| rate > 0.0);
        let basis: Arc<[Input]> = match (&one, &copies) {
            (Some(one), Some(copies)) if ours => {
                one.inputs.iter().cloned().chain(copies.inputs(component)).collect()
            }
            _ => Arc::default(),
        };
        let sides = match copies.as_ref().filter(|_| ours) {
            Some(copies) => sides(model, loads, component, copies, when),
            None => Vec::new(),
        };
        Self { component, load, when, rate, one, copies, basis, sides }
    }
}
