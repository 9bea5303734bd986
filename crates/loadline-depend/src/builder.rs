//! From a model to gates: every question "is this down for longer than that?" becomes one gate, asked once.
//!
//! Questions are worked off from a list and not by recursion, so neither depth nor circles of a model matter.

use crate::age::Age;
use crate::by_journey;
use crate::cause::{Basis, Cause, CauseId, CauseKind, Datum, Subject};
use crate::circles::Circles;
use crate::fault_tree::{FaultTree, GateId, GateKind, Term};
use crate::figures::{self, Figure};
use crate::parts::{Cell, Parts, parts};
use crate::places::Places;
use crate::question::{Question, Station};
use crate::strength::Strength;
use loadline_base::units::Duration;
use loadline_flow::Loads;
use loadline_model::{Component, ComponentId, Edge, EdgeId, Model};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::rc::Rc;

pub(crate) struct Builder<'m, 'a> {
    pub(crate) model: &'m Model,
    pub(crate) loads: &'a Loads,
    pub(crate) unsaid: Strength,
    pub(crate) tree: FaultTree,
    pub(crate) causes: Vec<Cause<'m>>,
    pub(crate) notes: Vec<(Option<ComponentId>, String)>,
    pub(crate) known: FxHashMap<Question<'m>, GateId>,
    /// Gates of causes at ages; they are defined last, when every age is known.
    pub(crate) bands: FxHashMap<(CauseId, Age), GateId>,
    /// Questions to answer, by their circle.
    open: BTreeMap<u32, Vec<Question<'m>>>,
    /// The question that is being answered.
    answering: Option<Question<'m>>,
    circles: Circles<'m>,
    /// In a rehearsal: every question whatever its age, and what it asks.
    rehearsal: Option<Rehearsal<'m>>,
    places: Places<'m>,
    cells: FxHashMap<&'m str, Cell<'m>>,
    /// Components from which an edge is reached that is limited to some journeys.
    by_journey: Vec<bool>,
    parts: Vec<Option<Rc<Parts<'m>>>>,
    of_places: FxHashMap<&'m str, Option<CauseId>>,
    of_edges: FxHashMap<(EdgeId, CauseKind), CauseId>,
}

impl<'m, 'a> Builder<'m, 'a> {
    pub(crate) fn new(model: &'m Model, loads: &'a Loads, unsaid: Strength) -> Self {
        let mut cells = FxHashMap::default();
        for (group, body) in model.system.cells.iter().flat_map(|all| all.iter()) {
            let count = body.count.as_ref().map_or(1, |count| count.get()).max(1);
            for member in body.members.iter().flat_map(|members| members.value.iter()) {
                cells.entry(member.id.as_str()).or_insert(Cell { group, count });
            }
        }
        Self {
            model,
            loads,
            unsaid,
            tree: FaultTree::default(),
            causes: Vec::new(),
            notes: Vec::new(),
            known: FxHashMap::default(),
            bands: FxHashMap::default(),
            open: BTreeMap::new(),
            answering: None,
            circles: Circles::default(),
            rehearsal: None,
            places: Places::of(model),
            cells,
            by_journey: by_journey::reaching(model),
            parts: (0..model.component_count()).map(|_| None).collect(),
            of_places: FxHashMap::default(),
            of_edges: FxHashMap::default(),
        }
    }

    /// The station of a visit; the journey is kept only where it matters, so that journeys share gates.
    pub(crate) fn station(
        &self,
        component: Component<'m>,
        part: Option<&'m str>,
        delivered: bool,
        journey: Option<&'m str>,
    ) -> Station<'m> {
        let journey = journey.filter(|_| self.by_journey[component.id.index()]);
        Station { component: component.id, part, delivered, journey }
    }

    /// The gate that answers a question; it is worked out later.
    pub(crate) fn ask(&mut self, question: Question<'m>) -> Term {
        let Some(question) = self.worth_asking(question) else { return Term::Constant(false) };
        if let Some(known) = self.known.get(&question) {
            return Term::Gate(*known);
        }
        let gate = self.tree.gate(GateKind::Or, Vec::new());
        self.known.insert(question, gate);
        self.open.entry(self.circles.of(question)).or_default().push(question);
        Term::Gate(gate)
    }

    /// The question at the age it is asked at; `None` when the answer is no, or adds nothing.
    fn worth_asking(&mut self, question: Question<'m>) -> Option<Question<'m>> {
        let Some(age) = question.age() else {
            self.rehearse(question, Duration::ZERO);
            return Some(question);
        };
        if age.time() == Age::NEVER.time() {
            return None;
        }
        if self.rehearsal.is_some() {
            self.rehearse(question, age.time());
            return Some(question.ageless());
        }
        self.circles.limit(self.answering, question, age).map(|age| question.at(age))
    }

    fn rehearse(&mut self, question: Question<'m>, mask: Duration) {
        let Some(rehearsal) = &mut self.rehearsal else { return };
        let asked = rehearsal.number(question.ageless());
        if let Some(answering) = self.answering {
            let by = rehearsal.number(answering.ageless());
            rehearsal.hops[by as usize].push((asked, mask));
        }
    }

    /// Asks the same things as `ask` does, once without ages, to find the circles among them.
    pub(crate) fn rehearsed(mut self, ask: impl FnOnce(&mut Self)) -> Self {
        let mut rehearsal = Self::new(self.model, self.loads, self.unsaid);
        rehearsal.rehearsal = Some(Rehearsal::default());
        ask(&mut rehearsal);
        rehearsal.answer_all();
        let found = rehearsal.rehearsal.unwrap_or_default();
        self.circles = Circles::among(&found.questions, &found.hops);
        self
    }

    /// Answers every question that was asked, and those that come up meanwhile: a circle when everything that leads
    /// into it is answered, so that it is known at which ages it is entered.
    pub(crate) fn answer_all(&mut self) {
        while let Some(mut circle) = self.open.last_entry() {
            let Some(question) = circle.get_mut().pop() else {
                circle.remove();
                continue;
            };
            self.answering = Some(question);
            let inputs = match question {
                Question::Failed(station, age) => self.failed(station, age),
                Question::Degraded(station) => self.degraded(station),
                Question::Itself(component, age) => self.itself(component, age),
                Question::Place(place, age) => self.place(place, age),
            };
            let gate = self.known[&question];
            self.tree.define(gate, GateKind::Or, inputs);
        }
        self.answering = None;
    }

    pub(crate) fn or(&mut self, inputs: Vec<Term>) -> Term {
        self.combine(GateKind::Or, inputs)
    }

    pub(crate) fn and(&mut self, inputs: Vec<Term>) -> Term {
        self.combine(GateKind::And, inputs)
    }

    pub(crate) fn at_least(&mut self, least: usize, inputs: Vec<Term>) -> Term {
        self.combine(GateKind::AtLeast(u32::try_from(least).unwrap_or(u32::MAX)), inputs)
    }

    fn combine(&mut self, kind: GateKind, inputs: Vec<Term>) -> Term {
        match (inputs.as_slice(), kind) {
            ([], GateKind::Or) => Term::Constant(false),
            ([only], GateKind::Or | GateKind::And) => *only,
            _ => Term::Gate(self.tree.gate(kind, inputs)),
        }
    }

    pub(crate) fn add(&mut self, cause: Cause<'m>) -> CauseId {
        let id = CauseId(u32::try_from(self.causes.len()).unwrap_or(u32::MAX));
        self.causes.push(cause);
        id
    }

    /// The gate of a cause that holds for longer than `age`. Chances have no age.
    pub(crate) fn holds(&mut self, cause: CauseId, age: Age) -> Term {
        let age = if self.causes[cause.index()].kind.is_outage() { age } else { Age::NOW };
        if age.time() == Age::NEVER.time() {
            return Term::Constant(false);
        }
        let tree = &mut self.tree;
        let gate = self.bands.entry((cause, age)).or_insert_with(|| tree.gate(GateKind::Or, Vec::new()));
        Term::Gate(*gate)
    }

    /// A chance that belongs to the use of an edge.
    pub(crate) fn chance(
        &mut self,
        edge: Edge<'m>,
        kind: CauseKind,
        figure: impl FnOnce() -> Figure,
    ) -> Term {
        let id = match self.of_edges.get(&(edge.id, kind)) {
            Some(id) => *id,
            None => {
                let id = self.add(figure().of(Subject::Edge(edge), kind));
                self.of_edges.insert((edge.id, kind), id);
                id
            }
        };
        self.holds(id, Age::NOW)
    }

    fn itself(&mut self, component: ComponentId, age: Age) -> Vec<Term> {
        let parts = self.parts(component);
        let mut inputs: Vec<Term> = parts.whole.iter().map(|cause| self.holds(*cause, age)).collect();
        if parts.running == 0 {
            inputs.push(Term::Constant(true));
            return inputs;
        }
        inputs.push(self.too_few(&parts, age));
        if let (Some(fails), Some(first)) = (parts.switch_fails, parts.copies.first()) {
            let fails = self.holds(fails, age);
            let lost = self.copy(first, age);
            inputs.push(self.and(vec![lost, fails]));
        }
        inputs
    }

    /// One copy, or the copies of one place, down for longer than `age`.
    pub(crate) fn copy(&mut self, copies: &crate::parts::Copies<'m>, age: Age) -> Term {
        let mut inputs = Vec::new();
        inputs.extend(copies.place.map(|place| self.ask(Question::Place(place, age))));
        inputs.extend(copies.deploy.map(|cause| self.holds(cause, age)));
        inputs.extend(copies.own.map(|cause| self.holds(cause, age)));
        self.or(inputs)
    }

    fn place(&mut self, place: &'m str, age: Age) -> Vec<Term> {
        let mut inputs = Vec::new();
        if let Some(cause) = self.cause_of_place(place) {
            inputs.push(self.holds(cause, age));
        }
        if let Some(around) = self.places.around(place).filter(|around| self.places.get(around).is_some()) {
            inputs.push(self.ask(Question::Place(around, age)));
        }
        let domain = self.places.get(place);
        let needs = domain.and_then(|domain| domain.needs.as_ref()).map(|needs| needs.value.as_slice());
        for need in needs.unwrap_or_default() {
            if let Some(component) = self.model.find(&need.id) {
                let station = self.station(component, None, false, None);
                inputs.push(self.ask(Question::Failed(station, age)));
            }
        }
        inputs
    }

    fn cause_of_place(&mut self, place: &'m str) -> Option<CauseId> {
        if let Some(known) = self.of_places.get(place) {
            return *known;
        }
        // A place of which nothing is known never fails, and can still be taken away.
        let never = || {
            let formula = "guess: never, its kind is not said".to_owned();
            figures::figure(0.0, 7_200.0, Basis::Guess, Datum::Prior("place"), formula)
        };
        let figure =
            self.places.get(place).map(|domain| figures::of_place(&domain.value).unwrap_or_else(never));
        let cause = figure.map(|figure| self.add(figure.of(Subject::Place(place), CauseKind::Place)));
        self.of_places.insert(place, cause);
        cause
    }

    /// What can break in a component, taken apart once.
    pub(crate) fn parts(&mut self, component: ComponentId) -> Rc<Parts<'m>> {
        if let Some(known) = &self.parts[component.index()] {
            return Rc::clone(known);
        }
        let body = self.model.component(component);
        let cell = self.cells.get(body.name).copied();
        let load = self.loads.on(component);
        let causes = &mut self.causes;
        let mut add = |cause: Cause<'m>| {
            causes.push(cause);
            CauseId(u32::try_from(causes.len() - 1).unwrap_or(u32::MAX))
        };
        let made = Rc::new(parts(body, load, cell, &self.places, &mut add));
        if let Some(note) = &made.note {
            self.notes.push((Some(component), note.clone()));
        }
        self.parts[component.index()] = Some(Rc::clone(&made));
        made
    }

    /// The places of the model.
    pub(crate) const fn places(&self) -> &Places<'m> {
        &self.places
    }
}

/// Questions whatever their age, numbered, with what each of them asks and how much older that must be.
#[derive(Debug, Default)]
struct Rehearsal<'m> {
    questions: Vec<Question<'m>>,
    numbers: FxHashMap<Question<'m>, u32>,
    hops: Vec<Vec<(u32, Duration)>>,
}

impl<'m> Rehearsal<'m> {
    fn number(&mut self, question: Question<'m>) -> u32 {
        let next = u32::try_from(self.questions.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(question).or_insert_with(|| {
            self.questions.push(question);
            self.hops.push(Vec::new());
            next
        })
    }
}
