//! How much of its capacity a component uses, how much more it carries, and what is left after a loss.

use crate::copies::{Copies, whole_copies};
use crate::growth::{Ends, Growing};
use crate::load::{Loads, When};
pub use crate::loss::{After, Losses};
use crate::loss::{Judged, RUNNING, SCALED_OUT, needed};
use crate::one_copy::OneCopy;
use crate::place::places;
use crate::provenance::{computed, input};
use crate::reading::Reading;
use crate::side::{Side, What, carries, parenthesised};
use crate::unknown::Unknown;
use loadline_base::Date;
use loadline_base::figure::figure;
use loadline_base::units::Duration;
use loadline_evidence::{Input, Quantity, Working};
use loadline_flow::domains::Domains;
use loadline_model::{Body, Component, Edge, Model};
use std::sync::Arc;

/// How many times too much is told from nothing at all.
const COUNTLESS: f64 = 1e15;

/// Something that gives way when load grows.
#[derive(Debug, Clone)]
pub struct Limit<'m> {
    /// The component.
    pub component: Component<'m>,
    /// The edge, for a limit that a caller sets itself.
    pub edge: Option<Edge<'m>>,
    /// What gives way.
    pub what: What,
    /// Which load counts: the peak where users wait, else the average, above which a backlog never drains.
    pub when: When,
    /// Today's load.
    pub load: Quantity,
    /// The most it carries, with every copy that scaling may add.
    pub carries: Quantity,
    /// Load ÷ what it carries.
    pub used: Quantity,
    /// Factor of today's load at which it is full: what it carries ÷ load.
    pub lasts: Quantity,
    /// Most copies of all groups behind `carries`; `None` for quotas and rate limits.
    pub copies: Option<u64>,
    /// What today's load needs with the headroom wanted: copies, shards, or a rate.
    pub wanted: Option<Quantity>,
    /// Losses with the copies that run at today's load, before scaling adds any.
    pub running: Losses<'m>,
    /// Losses with all copies that scaling may add; `None` where it adds none.
    pub scaled_out: Option<Losses<'m>>,
    /// How long scaling takes to add a copy, when that is said.
    pub scales_in: Option<Duration>,
    /// The day growth reaches what it carries.
    pub full: Option<Ends>,
    /// The day growth has used up the headroom wanted.
    pub headroom_ends: Option<Ends>,
}

impl Limit<'_> {
    /// What people call it: `psp`, `notify → mail`.
    #[must_use]
    pub fn name(&self) -> String {
        self.edge.map_or_else(
            || self.component.name.to_owned(),
            |edge| format!("{} → {}", edge.from.name, edge.to.name),
        )
    }

    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        let first = [&self.load, &self.carries, &self.used, &self.lasts].into_iter().chain(&self.wanted);
        first.chain(self.running.figures()).chain(self.scaled_out.iter().flat_map(Losses::figures)).collect()
    }
}

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

    /// The limits of one component, and what is not known about them.
    pub(crate) fn limits(&self, reading: &Reading<'m, '_>, unknowns: &mut Vec<Unknown>) -> Vec<Limit<'m>> {
        let Reading { component, when, .. } = *reading;
        let Some(rate) = reading.rate.filter(|rate| *rate > 0.0) else { return Vec::new() };
        let Some(one) = &reading.one else {
            let (path, name) = (component.path(), component.name);
            let field = match component.body {
                Body::External(external) => {
                    let decided = external.quota.as_ref().is_some_and(|quota| quota.is_decided());
                    (!decided).then(|| format!("{path}/quota"))
                }
                _ => Some(format!("{path}/capacity/rps")),
            };
            let tells =
                format!("how much more than its {} rps {} `{name}` carries", figure(rate), when.words());
            unknowns.extend(field.map(|field| Unknown::new(field, tells)));
            return Vec::new();
        };
        if matches!(component.body, Body::External(_)) {
            return crate::quota::limit(self, component, one, when).into_iter().collect();
        }
        let Some(copies) = &reading.copies else {
            let tells = format!("what all copies of `{}` carry together", component.name);
            unknowns.push(Unknown::new(format!("{}/replicas/min", component.path()), tells));
            return Vec::new();
        };
        let places = places(&self.domains, component);
        let needed = needed(&reading.sides, copies, one.rps);
        let judged = reading.sides.iter().map(|side| Judged { side, copies, one, places: &places, needed });
        judged.map(|judged| self.limit(reading, rate, &judged)).collect()
    }

    fn limit(&self, reading: &Reading<'m, '_>, rate: f64, judged: &Judged<'_, 'm>) -> Limit<'m> {
        let Judged { side, copies, one, .. } = *judged;
        let (component, when) = (reading.component, reading.when);
        let serving = side.serving(copies.most.saturating_add(copies.readers));
        let (most, formula) = carries(copies, serving, one.rps, &one.formula);
        let carries = Quantity::computed("carries", most, "rps", formula).from(Arc::clone(&reading.basis));
        let scales = copies.most > copies.fewest;
        let replicas = component.common().replicas.as_deref();
        let autoscale = replicas.and_then(|replicas| replicas.autoscale.as_ref());
        let lag = autoscale.and_then(|autoscale| autoscale.lag.as_ref()).map(|lag| lag.value);
        Limit {
            wanted: self.wanted(side, copies, one),
            copies: Some(serving.saturating_mul(copies.groups())),
            running: judged.running(rate, if scales { &RUNNING } else { &SCALED_OUT }),
            scaled_out: scales.then(|| judged.scaled_out()),
            scales_in: lag.filter(|_| scales),
            ..self.base(component, side.what, when, side.load.clone(), carries)
        }
    }

    /// What the load needs with the headroom wanted; without it, what the load alone needs.
    fn wanted(&self, side: &Side, copies: &Copies, one: &OneCopy) -> Option<Quantity> {
        let (headroom, times) = self.headroom_words();
        let load = side.load.value;
        let groups = if side.what == What::Primary { copies.cells } else { copies.groups() };
        let group_load = load * headroom / groups as f64;
        let needed = whole_copies(group_load, one.rps)?.max(1);
        let (needed, extra, unit) = match side.what {
            What::Followers => (needed.saturating_add(1), " + 1 primary", "copies"),
            What::Primary => (needed, "", "shards"),
            _ => (needed, "", "copies"),
        };
        let each = one.formula.clone();
        let formula = Working::new(move |f| {
            let (load, each) = (figure(load), parenthesised(&each));
            match groups {
                0 | 1 => write!(f, "ceil({load} rps{times} ÷ {each}){extra}"),
                _ => write!(f, "{groups} × (ceil({load} rps{times} ÷ {groups} groups ÷ {each}){extra})"),
            }
        });
        let total = needed.saturating_mul(groups) as f64;
        let inputs = one.inputs.iter().chain(self.headroom.iter().map(|(_, input)| input));
        let inputs: Arc<[Input]> = inputs.cloned().collect();
        Some(Quantity::computed("wanted", total, unit, formula).from(inputs))
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
