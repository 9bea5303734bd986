//! How much of its capacity a component uses, how much more it carries, and what is left after a loss.

use crate::copies::{Copies, whole_copies};
use crate::growth::{Ends, Growing};
use crate::load::{ComponentLoad, Loads, When};
use crate::one_copy::OneCopy;
use crate::provenance::{computed, input};
use crate::side::{Side, What, carries, sides};
use crate::unknown::Unknown;
use loadline_base::Date;
use loadline_base::figure::figure;
use loadline_evidence::{Input, Quantity, Working};
use loadline_flow::domains::Domains;
use loadline_model::{Body, Component, Edge, Model};
use std::sync::Arc;

/// How many times too much is told from nothing at all.
const COUNTLESS: f64 = 1e15;

/// What is left of a component after a loss.
#[derive(Debug, Clone, PartialEq)]
pub enum After {
    /// The others are used this much.
    Used(Quantity),
    /// Nothing is left that could serve.
    Nothing,
    /// It cannot be told, or such a loss does not apply.
    Unknown,
}

impl After {
    /// How much the others are used, when any are left.
    #[must_use]
    pub const fn used(&self) -> Option<&Quantity> {
        match self {
            Self::Used(quantity) => Some(quantity),
            Self::Nothing | Self::Unknown => None,
        }
    }

    /// Utilisation after the loss; infinite when nothing is left.
    #[must_use]
    pub fn utilisation(&self) -> Option<f64> {
        match self {
            Self::Used(quantity) => Some(quantity.value),
            Self::Nothing => Some(f64::INFINITY),
            Self::Unknown => None,
        }
    }
}

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
    /// After losing one copy.
    pub without_copy: After,
    /// After losing the zone with most copies.
    pub without_zone: After,
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
        let after = [&self.without_copy, &self.without_zone].into_iter().filter_map(After::used);
        [&self.load, &self.carries, &self.used, &self.lasts]
            .into_iter()
            .chain(&self.wanted)
            .chain(after)
            .collect()
    }
}

/// Copies, what one of them carries, and what both were read from.
struct Group {
    copies: Copies,
    one: OneCopy,
    basis: Arc<[Input]>,
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

    /// Which rate of a component's load counts.
    pub(crate) fn when(load: &ComponentLoad) -> When {
        let (first, second) =
            if load.waited_for { (When::Peak, When::Average) } else { (When::Average, When::Peak) };
        if load.rate(first).is_some() { first } else { second }
    }

    /// The limits of one component, and what is not known about them.
    pub(crate) fn limits(&self, component: Component<'m>, unknowns: &mut Vec<Unknown>) -> Vec<Limit<'m>> {
        let load = self.loads.on(component.id);
        let when = Self::when(load);
        let Some(rate) = load.rate(when).filter(|rate| *rate > 0.0) else { return Vec::new() };
        let (path, name) = (component.path(), component.name);
        let Some(one) = OneCopy::of(component) else {
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
            return crate::quota::limit(self, component, &one, when).into_iter().collect();
        }
        let Some(copies) = Copies::of(self.model, component) else {
            let tells = format!("what all copies of `{name}` carry together");
            unknowns.push(Unknown::new(format!("{path}/replicas/min"), tells));
            return Vec::new();
        };
        let basis = one.inputs.iter().cloned().chain(copies.inputs(component)).collect();
        let group = Group { copies, one, basis };
        let sides = sides(self.model, self.loads, component, &group.copies, when);
        sides.into_iter().map(|side| self.limit(component, &group, when, side)).collect()
    }

    fn limit(&self, component: Component<'m>, group: &Group, when: When, side: Side) -> Limit<'m> {
        let Group { copies, one, basis } = group;
        let (most, formula) = carries(copies, side.most, one.rps, &one.formula);
        let carries = Quantity::computed("carries", most, "rps", formula).from(Arc::clone(basis));
        let zones = component.common().replicas.as_deref().and_then(|replicas| replicas.spread.as_ref());
        let zones = zones.map_or(0, |spread| self.domains.inside(&spread.id).len() as u64);
        let all = side.most.saturating_add(side.spare);
        let after = |lost: u64, name: &'static str| {
            // What is lost hits the spare copies last: a follower is there to take over.
            let left = side.most.min(all.saturating_sub(lost));
            self.after(name, &side, copies, one, left)
        };
        let without_copy = if all == 0 { After::Nothing } else { after(1, "used without one copy") };
        let without_zone = match zones {
            0 | 1 => After::Unknown,
            zones => after(all.div_ceil(zones), "used without one zone"),
        };
        Limit {
            wanted: self.wanted(&side, copies, one),
            copies: Some(side.most.saturating_mul(copies.groups())),
            without_copy,
            without_zone,
            ..self.base(component, side.what, when, side.load, carries)
        }
    }

    fn after(&self, name: &'static str, side: &Side, copies: &Copies, one: &OneCopy, left: u64) -> After {
        if left == 0 {
            return After::Nothing;
        }
        let (most, words) = carries(copies, left, one.rps, &one.formula);
        if most <= 0.0 {
            return After::Nothing;
        }
        let load = side.load.value;
        let formula = Working::new(move |f| write!(f, "{} rps ÷ {}", figure(load), parenthesised(&words)));
        After::Used(Quantity::computed(name, load / most, "1", formula).from([computed("load", load, "rps")]))
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
        let inputs: Arc<[Input]> =
            Arc::new([computed("load", load.value, "rps"), computed("carries", carries.value, "rps")]);
        let lasts = (carries.value / load.value).min(COUNTLESS);
        let growing = Growing::of(self.loads.on(component.id), when);
        let (headroom, _) = self.headroom_words();
        let full = growing.as_ref().map(|growing| growing.reaches(lasts, self.today));
        let headroom_ends = growing.as_ref().map(|growing| growing.reaches(lasts / headroom, self.today));
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
            without_copy: After::Unknown,
            without_zone: After::Unknown,
            full,
            headroom_ends: headroom_ends.filter(|_| self.headroom.is_some()),
        }
    }
}

fn parenthesised(formula: &Working) -> String {
    let words = formula.to_string();
    if words.contains(['÷', '×']) { format!("({words})") } else { words }
}
