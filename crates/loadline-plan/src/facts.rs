//! Everything that a gate may look at: the model, its flows, what engines worked out and what rules said.
//!
//! Plain data handed in, so that a verdict is a function of it and of nothing else.

use loadline_base::Date;
use loadline_capacity::SystemCapacity;
use loadline_evidence::{Finding, Quantity, Question, Recording};
use loadline_flow::Flows;
use loadline_model::kinds::{Assumption, Criticality, Identity, Journey, Slo};
use loadline_model::{Body, Component, Map, Model, Named, Stated};

/// Everything that a gate may look at.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'m> {
    /// The model.
    pub model: &'m Model,
    /// Its journeys, expanded.
    pub flows: &'m Flows<'m>,
    /// What it carries.
    pub capacity: &'m SystemCapacity<'m>,
    /// How long its journeys are down.
    pub downtimes: &'m [Downtime],
    /// What rules found.
    pub findings: &'m [Finding],
    /// What rules have to know.
    pub questions: &'m [Question],
    /// What simulations were recorded to show, held to the model; none where nothing is recorded.
    pub recorded: Option<&'m Recording>,
    /// The day of the run.
    pub today: Date,
}

/// How long a journey is down, as the availability engine works it out.
#[derive(Debug, Clone, PartialEq)]
pub struct Downtime {
    /// Id of the journey.
    pub journey: String,
    /// Share of the time that its requests fail; edges of unknown strength are taken as hard.
    pub failed: Quantity,
}

/// The entries of a section that may not be there.
pub(crate) fn entries<T>(map: &Option<Stated<Map<T>>>) -> impl Iterator<Item = (&str, &Named<T>)> {
    map.iter().flat_map(|map| map.value.iter())
}

impl<'m> Facts<'m> {
    /// What the system says of itself.
    pub(crate) fn identity(&self) -> Option<&'m Identity> {
        self.model.system.identity.as_deref()
    }

    /// The assumption that is about a path or about something above it; of several the one that comes nearest.
    pub(crate) fn assumption(&self, path: &str) -> Option<(&'m str, &'m Assumption)> {
        let near = |about: &str| {
            let about = about.trim_end_matches('/');
            let rest = path.strip_prefix(about)?;
            (rest.is_empty() || rest.starts_with('/')).then_some(about.len())
        };
        let mut best: Option<(usize, &'m str, &'m Assumption)> = None;
        for (id, named) in entries(&self.model.system.assumptions) {
            let about = named.value.about.iter().flat_map(|about| &about.value);
            let nearest = about.filter_map(|about| near(&about.value)).max();
            if let Some(nearest) = nearest.filter(|new| best.is_none_or(|(known, ..)| *new > known)) {
                best = Some((nearest, id, &named.value));
            }
        }
        best.map(|(_, id, assumption)| (id, assumption))
    }

    /// The journeys, as written.
    pub(crate) fn journeys(&self) -> impl Iterator<Item = (&'m str, &'m Named<Journey>)> + use<'m> {
        entries(&self.model.system.journeys)
    }

    /// The journeys that are not said to be of normal or low criticality. One that says nothing counts. Where none
    /// matters, all do: a system for which nothing matters would pass everything that asks about what matters.
    pub(crate) fn important_journeys(&self) -> impl Iterator<Item = (&'m str, &'m Named<Journey>)> + use<'m> {
        let all = !self.journeys().any(|(_, journey)| is_important(journey));
        self.journeys().filter(move |(_, journey)| all || is_important(journey))
    }

    /// The objectives, as written.
    pub(crate) fn slos(&self) -> impl Iterator<Item = (&'m str, &'m Named<Slo>)> + use<'m> {
        entries(&self.model.system.slos)
    }

    /// The objectives of a journey.
    pub(crate) fn slos_of(&self, journey: &str) -> impl Iterator<Item = (&'m str, &'m Named<Slo>)> {
        self.slos().filter(move |(_, slo)| slo.of.as_ref().is_some_and(|of| of.id == journey))
    }

    /// Our own code: services and jobs.
    pub(crate) fn own_code(&self) -> impl Iterator<Item = Component<'m>> + use<'m> {
        self.model.components().filter(|component| matches!(component.body, Body::Service(_) | Body::Job(_)))
    }

    /// Everything that we run.
    pub(crate) fn ours(&self) -> impl Iterator<Item = Component<'m>> + use<'m> {
        self.model.components().filter(|component| !matches!(component.body, Body::External(_)))
    }

    /// The journeys that enter at an interface of a component.
    pub(crate) fn entering(&self, component: &str, interface: &str) -> impl Iterator<Item = &'m str> {
        self.journeys().filter_map(move |(id, journey)| {
            let entry = journey.entry.as_ref()?;
            let here = entry.base() == component && entry.part().is_none_or(|part| part == interface);
            here.then_some(id)
        })
    }
}

/// Whether a journey matters: high or critical, or nobody has said.
pub(crate) fn is_important(journey: &Journey) -> bool {
    journey.criticality.as_ref().is_none_or(|criticality| criticality.value >= Criticality::High)
}
