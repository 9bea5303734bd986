//! The failures of a model: its causes, the fault tree over them, and what of each journey hangs on which gate.

mod frequency;

use crate::age::Age;
use crate::builder::Builder;
use crate::cause::{Band, Cause, CauseId, Subject};
use crate::fault_tree::{EventId, FaultTree, GateId, GateKind, Term};
use crate::question::Question;
use crate::strength::Strength;
use loadline_flow::Loads;
use loadline_flow::{Flow, Flows};
use loadline_model::{ComponentId, Model};
use rustc_hash::FxHashMap;

/// When the asynchronous tail of a journey is late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Late {
    /// The journey does not say by when it must be done.
    NotPromised,
    /// When this holds.
    When(Term),
    /// The component that does the last step is not reached, so there is nothing to be late.
    Unreached(String),
    /// Refused: a consumer gets more than it can carry, so everything is late sooner or later. Not part of DEGRADED.
    Never(String),
}

/// The tops of one journey.
#[derive(Debug, Clone)]
pub struct JourneyTops<'m> {
    /// Id of the journey.
    pub id: &'m str,
    /// Its request cannot be answered.
    pub failed: Term,
    /// It is failed, or anything it uses is lost, or its tail is late.
    pub degraded: Term,
    /// Its tail alone.
    pub late: Late,
    /// Components any of whose questions were asked on its behalf are found through the gates; this is where it enters.
    pub entry: ComponentId,
}

/// What a gate stands for, for witness paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning<'m> {
    /// A visit of this component.
    Visit(ComponentId),
    /// The component itself.
    Itself(ComponentId),
    /// A place.
    Place(&'m str),
}

/// The failures of a model.
#[derive(Debug)]
pub struct Failures<'m> {
    /// The model they were read from.
    pub model: &'m Model,
    /// The gates.
    pub tree: FaultTree,
    /// What breaks by itself.
    pub causes: Vec<Cause<'m>>,
    /// The cause of each event, and which of its bands.
    pub of_event: Vec<(CauseId, usize)>,
    /// The tops, in the order journeys are written.
    pub journeys: Vec<JourneyTops<'m>>,
    /// What was taken for granted, by component where it is about one.
    pub notes: Vec<(Option<ComponentId>, String)>,
    meanings: FxHashMap<GateId, Meaning<'m>>,
    /// The outages of each component.
    pub(crate) of_components: FxHashMap<ComponentId, Vec<CauseId>>,
    /// The outages of each place.
    pub(crate) of_places: FxHashMap<&'m str, Vec<CauseId>>,
}

impl<'m> Failures<'m> {
    /// Reads every journey that has an entry.
    #[must_use]
    pub fn read(model: &'m Model, flows: &Flows<'m>, loads: &Loads, unsaid: Strength) -> Self {
        Self::of(model, flows.all().iter(), loads, unsaid)
    }

    /// Reads some journeys.
    #[must_use]
    pub fn of<'f>(
        model: &'m Model,
        flows: impl Iterator<Item = &'f Flow<'m>>,
        loads: &Loads,
        unsaid: Strength,
    ) -> Self
    where
        'm: 'f,
    {
        let flows: Vec<&Flow<'m>> = flows.collect();
        let mut builder = Builder::new(model, loads, unsaid).rehearsed(|builder| {
            tops(builder, &flows);
        });
        let journeys = tops(&mut builder, &flows);
        builder.answer_all();
        finish(builder, journeys)
    }

    /// The probability of every event, in the order of their indices, when the figure of each cause is off by
    /// the factor `scale`.
    pub fn probabilities(&self, scale: impl Fn(CauseId, &Cause<'m>) -> f64) -> Vec<f64> {
        let mut found = vec![0.0; self.tree.event_count()];
        for (id, cause) in (0u32..).map(CauseId).zip(&self.causes) {
            let unavailability = cause.unavailability_at(scale(id, cause));
            let mut inner = 0.0;
            for band in &cause.bands {
                let whole = (unavailability * band.share).min(1.0);
                found[band.event.index()] =
                    if inner < 1.0 { ((whole - inner) / (1.0 - inner)).max(0.0) } else { 0.0 };
                inner = whole.max(inner);
            }
        }
        found
    }

    /// The events that are no faults and always hold: which way a request takes.
    pub fn ways(&self) -> impl Iterator<Item = EventId> {
        let ways = self.causes.iter().filter(|cause| !cause.kind.is_fault());
        ways.flat_map(|cause| cause.bands.iter().map(|band| band.event))
    }

    /// The probabilities as the model states them.
    #[must_use]
    pub fn stated(&self) -> Vec<f64> {
        self.probabilities(|_, _| 1.0)
    }

    /// The cause with this index.
    #[must_use]
    pub fn cause(&self, id: CauseId) -> &Cause<'m> {
        &self.causes[id.index()]
    }

    /// Every cause with its index.
    pub fn causes(&self) -> impl Iterator<Item = (CauseId, &Cause<'m>)> {
        (0u32..).map(CauseId).zip(&self.causes)
    }

    /// What a gate stands for; `None` for the gates in between.
    #[must_use]
    pub fn meaning(&self, gate: GateId) -> Option<Meaning<'m>> {
        self.meanings.get(&gate).copied()
    }

    /// The tops of a journey.
    #[must_use]
    pub fn journey(&self, id: &str) -> Option<&JourneyTops<'m>> {
        self.journeys.iter().find(|journey| journey.id == id)
    }

    /// Every age at which something else begins to fail.
    #[must_use]
    pub fn ages(&self) -> Vec<Age> {
        let mut ages: Vec<Age> =
            self.causes.iter().flat_map(|cause| cause.bands.iter().map(|band| band.age)).collect();
        ages.sort_unstable();
        ages.dedup_by_key(|age| age.time());
        ages
    }
}

/// Asks for the tops of every journey.
fn tops<'m>(builder: &mut Builder<'m, '_>, flows: &[&Flow<'m>]) -> Vec<JourneyTops<'m>> {
    let mut journeys = Vec::new();
    for flow in flows {
        let entry = flow.entry();
        let station = builder.station(entry.component, entry.part, false, Some(flow.id));
        let failed = builder.ask(Question::Failed(station, Age::NOW));
        let late = builder.late(flow);
        let mut degraded = vec![builder.ask(Question::Degraded(station))];
        if let Late::When(term) = late {
            degraded.push(term);
        }
        let degraded = builder.or(degraded);
        journeys.push(JourneyTops { id: flow.id, failed, degraded, late, entry: entry.component.id });
    }
    journeys
}

/// Gives every cause its chain of variables, now that all its ages are known.
fn finish<'m>(mut builder: Builder<'m, '_>, journeys: Vec<JourneyTops<'m>>) -> Failures<'m> {
    let mut wanted: Vec<Vec<(Age, GateId)>> = vec![Vec::new(); builder.causes.len()];
    for ((cause, age), gate) in std::mem::take(&mut builder.bands) {
        wanted[cause.index()].push((age, gate));
    }
    let mut of_event = Vec::new();
    for (id, mut ages) in (0u32..).map(CauseId).zip(wanted) {
        let cause = &mut builder.causes[id.index()];
        let share = |age: Age| if cause.kind.is_outage() { age.share(cause.mean, cause.length) } else { 1.0 };
        // Rarest first; the older of two equal ones first, so that an outage grows old in the order of its bands.
        ages.sort_unstable_by(|a, b| share(a.0).total_cmp(&share(b.0)).then(b.0.cmp(&a.0)));
        let mut bands: Vec<Band> = Vec::new();
        let mut inputs = Vec::new();
        for (age, gate) in ages {
            let event = builder.tree.event();
            of_event.push((id, bands.len()));
            bands.push(Band { age, share: share(age), event });
            inputs.push(Term::Event(event));
            builder.tree.define(gate, GateKind::Or, inputs.clone());
        }
        cause.bands = bands;
    }
    let meanings = builder.known.iter().map(|(question, gate)| {
        let meaning = match *question {
            Question::Failed(station, _) | Question::Degraded(station) => Meaning::Visit(station.component),
            Question::Itself(component, _) => Meaning::Itself(component),
            Question::Place(place, _) => Meaning::Place(place),
        };
        (*gate, meaning)
    });
    let meanings = meanings.collect();
    let Builder { model, tree, causes, mut notes, .. } = builder;
    notes.dedup();
    let mut of_components: FxHashMap<ComponentId, Vec<CauseId>> = FxHashMap::default();
    let mut of_places: FxHashMap<&str, Vec<CauseId>> = FxHashMap::default();
    for (id, cause) in (0u32..).map(CauseId).zip(&causes).filter(|(_, cause)| cause.kind.is_outage()) {
        match cause.of {
            Subject::Component(component) => of_components.entry(component.id).or_default().push(id),
            Subject::Place(place) => of_places.entry(place).or_default().push(id),
            Subject::Edge(_) => {}
        }
    }
    Failures { model, tree, causes, of_event, journeys, notes, meanings, of_components, of_places }
}
