//! What every limit of a system is judged by: the loads, the headroom wanted, growth and the day.

use crate::growth::Growing;
use crate::limit::{Limit, Losses};
use crate::load::{Loads, When};
use crate::provenance::{computed, input};
use crate::side::What;
use loadline_base::Date;
use loadline_base::figure::figure;
use loadline_evidence::{Input, Quantity, Working};
use loadline_flow::domains::Domains;
use loadline_model::{Component, Model};
use std::sync::Arc;

/// How many times too much is told from nothing at all.
const COUNTLESS: f64 = 1e15;

/// What every limit is judged by.
pub(crate) struct Yardstick<'m, 'l> {
    pub(crate) model: &'m Model,
    pub(crate) loads: &'l Loads<'m>,
    pub(crate) domains: Domains<'m>,
    /// Capacity wanted as a multiple of the load, when it is said.
    pub(crate) headroom: Option<(f64, Input)>,
    pub(crate) today: Date,
}

impl<'m, 'l> Yardstick<'m, 'l> {
    pub(crate) fn new(model: &'m Model, loads: &'l Loads<'m>, today: Date) -> Self {
        let identity = model.system.identity.as_ref();
        let headroom =
            identity.and_then(|identity| identity.headroom.as_ref()).filter(|said| said.is_decided());
        let headroom = headroom.map(|said| (said.get(), input("system/headroom", said.get(), "1", said)));
        Self { model, loads, domains: Domains::of(model), headroom, today }
    }

    /// The headroom wanted, 1 when not said, and how it reads in a formula.
    pub(crate) fn headroom_words(&self) -> (f64, String) {
        self.headroom.as_ref().map_or_else(
            || (1.0, String::new()),
            |(headroom, _)| (*headroom, format!(" × {}", figure(*headroom))),
        )
    }

    /// A limit with what every one has; the rest is empty.
    pub(crate) fn base(
        &self,
        component: Component<'m>,
        what: What,
        when: When,
        load: Quantity,
        carries: Quantity,
    ) -> Limit<'m> {
        let words = |above: f64, below: f64| Working::ratio(above, below, figure);
        let inputs: Arc<[Input]> = Arc::new([
            computed("load", load.value, load.unit),
            computed("carries", carries.value, carries.unit),
        ]);
        let lasts = (carries.value / load.value).min(COUNTLESS);
        let growing = Growing::of(self.loads.on(component.id), when);
        let (headroom, _) = self.headroom_words();
        let ends = growing.map(|growing| growing.reaches([lasts / headroom, lasts], self.today));
        let (of_load, of_capacity) = (words(load.value, carries.value), words(carries.value, load.value));
        Limit {
            component,
            edge: None,
            what,
            when,
            used: Quantity::computed("used", (load.value / carries.value).min(COUNTLESS), "1", of_load)
                .from(Arc::clone(&inputs)),
            lasts: Quantity::computed("lasts to", lasts, "1", of_capacity).from(inputs),
            load,
            carries,
            copies: None,
            wanted: None,
            running: Losses::NONE,
            scaled_out: None,
            scales_in: None,
            full: ends.map(|[_, full]| full),
            headroom_ends: ends.map(|[headroom, _]| headroom).filter(|_| self.headroom.is_some()),
        }
    }
}
