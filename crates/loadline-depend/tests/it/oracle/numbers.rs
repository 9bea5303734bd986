//! Probability, importance, cut sets, deletion and consequences of one model against plain enumeration.

use super::interpreter::{Answers, Gone, Interpreter};
use super::reading::{Reading, near};
use super::system::System;
use super::table::Table;
use loadline_depend::consequences::Consequences;
use loadline_depend::fault_tree::{EventId, Term};
use loadline_depend::{Options, Probabilities, Solution, Thing, single_points, solve};
use loadline_math::stream::Stream;

/// States of the world that are looked at one by one.
const STATES: u64 = 6;
/// Cut sets that are ranked.
const RANKED: usize = 5;

impl<'m> Reading<'m, '_> {
    /// Compares every number with what `answers` gives.
    pub(crate) fn same_numbers(
        &self,
        seed: u64,
        system: &System,
        answers: &Answers,
        interpreter: &mut Interpreter<'_>,
    ) {
        let failures = &self.failures;
        let tops: Vec<Term> =
            failures.journeys.iter().flat_map(|journey| [journey.failed, journey.degraded]).collect();
        let tables: Vec<&Table> =
            answers.tops.iter().flat_map(|(failed, degraded)| [failed, degraded]).collect();
        let solution =
            solve(&failures.tree, &tops, &Options::default()).expect("trees of models have no negation");
        let q = Probabilities::new(failures.stated()).expect("they are probabilities");
        let own: Vec<f64> = answers.variables.iter().map(|variable| variable.probability).collect();
        let one_to_one = self.one_to_one();
        for (top, table) in tables.iter().enumerate() {
            let (expected, birnbaum) = table.probability(&own);
            let found = solution.probability(top, &q).exact().expect("small tops are exact");
            self.is_near(found, expected, || format!("probability of top {top}"));
            if let Some(event_of) = &one_to_one {
                self.same_importance(&solution, top, table, &own, &birnbaum, expected, &q, event_of);
                self.same_cut_sets(&solution, top, table, &own, &q, event_of);
            }
        }
        self.same_states(seed, &tops, &tables);
        self.same_losses(system, answers, interpreter, &solution, &q, &own);
    }

    /// The event of each variable, where each has one of its own.
    fn one_to_one(&self) -> Option<Vec<EventId>> {
        let mut found: Vec<(usize, EventId)> = Vec::new();
        for cause in &self.failures.causes {
            for band in &cause.bands {
                let [number] = self.variables[band.event.index()][..] else { return None };
                found.push((number, band.event));
            }
        }
        found.sort_unstable();
        let all = found.iter().enumerate().all(|(index, (number, _))| index == *number);
        all.then(|| found.into_iter().map(|(_, event)| event).collect())
    }

    #[track_caller]
    fn is_near(&self, found: f64, expected: f64, what: impl Fn() -> String) {
        assert!(near(found, expected), "{}: {found}, not {expected}\n{}", what(), self.says());
    }

    #[expect(clippy::too_many_arguments, reason = "one comparison with all there is to compare")]
    fn same_importance(
        &self,
        solution: &Solution,
        top: usize,
        table: &Table,
        own: &[f64],
        birnbaum: &[f64],
        total: f64,
        q: &Probabilities,
        event_of: &[EventId],
    ) {
        let found = solution.importance(top, q).expect("small tops are exact");
        for (number, event) in event_of.iter().enumerate() {
            let of_event = found.iter().find(|one| one.event == *event);
            let what = |name: &str| format!("{name} of {event:?} for top {top}");
            let (with, _) = table.with(number, true).probability(own);
            let (without, _) = table.with(number, false).probability(own);
            let Some(of_event) = of_event else {
                assert!(with == without, "{} is missing\n{}", what("importance"), self.says());
                continue;
            };
            // A difference: exact to rounding of what it is the difference of.
            let off = (of_event.birnbaum - birnbaum[number]).abs();
            assert!(off <= 1e-12 * with, "{} {off}\n{}", what("Birnbaum"), self.says());
            if total > 0.0 {
                let off = (of_event.criticality - birnbaum[number] * own[number] / total).abs();
                assert!(
                    off <= 1e-12 * (with * own[number] / total).max(1.0),
                    "{}\n{}",
                    what("criticality"),
                    self.says()
                );
                self.is_near(of_event.diagnosis, own[number] * with / total, || what("diagnosis"));
                self.is_near(of_event.raw, with / total, || what("RAW"));
                if without > 0.0 {
                    self.is_near(of_event.rrw, total / without, || what("RRW"));
                }
            }
        }
    }

    fn same_cut_sets(
        &self,
        solution: &Solution,
        top: usize,
        table: &Table,
        own: &[f64],
        q: &Probabilities,
        event_of: &[EventId],
    ) {
        let found = solution.cut_sets(top);
        let expected = table.minimal();
        let mut by_order = vec![0u128; own.len() + 1];
        for set in &expected {
            by_order[set.count_ones() as usize] += 1;
        }
        let mut orders = found.by_order().sets;
        orders.resize(by_order.len(), 0);
        assert_eq!(orders, by_order, "orders of the cut sets of top {top}\n{}", self.says());
        assert_eq!(found.count().number(), expected.len() as u128, "{}", self.says());
        let members = |set: usize| (0..own.len()).filter(move |number| set >> number & 1 == 1);
        let product = |set: usize| members(set).map(|number| own[number]).product::<f64>();
        let mut ranked: Vec<f64> = expected.iter().map(|set| product(*set)).collect();
        ranked.sort_by(|a, b| b.total_cmp(a));
        ranked.truncate(RANKED);
        let best = found.most_probable(RANKED, q);
        assert_eq!(best.len(), ranked.len(), "{}", self.says());
        for (set, expected_probability) in best.iter().zip(&ranked) {
            self.is_near(set.probability, *expected_probability, || format!("a cut set of top {top}"));
            let number =
                |event: &EventId| event_of.iter().position(|known| known == event).expect("it is known");
            let set = set.events.iter().fold(0usize, |set, event| set | 1 << number(event));
            assert!(expected.contains(&set), "no cut set of top {top}: {set:b}\n{}", self.says());
        }
        if let Some(alone) = solution.single_points(top) {
            let singles = expected.iter().filter(|set| set.count_ones() == 1);
            let mut singles: Vec<EventId> =
                singles.map(|set| event_of[set.trailing_zeros() as usize]).collect();
            singles.sort_unstable();
            assert_eq!(alone, singles, "single points of top {top}\n{}", self.says());
        }
    }

    /// What follows in single states of the world.
    fn same_states(&self, seed: u64, tops: &[Term], tables: &[&Table]) {
        let mut stream = Stream::keyed(&[0x7374_6174_6573, seed]);
        let mut now = Consequences::new(&self.failures.tree, []);
        for _ in 0..STATES {
            let mark = now.mark();
            let bits = stream.bits() & stream.bits();
            let held = self.events().filter(|event| bits >> (event.index() % 64) & 1 == 1);
            let held: Vec<EventId> = held.collect();
            now.hold(held.iter().copied());
            let state = held.iter().flat_map(|event| &self.variables[event.index()]);
            let state = state.fold(0usize, |state, number| state | 1 << number);
            for (top, table) in tops.iter().zip(tables) {
                assert_eq!(now.holds(*top), table.is(state), "{top:?} when {held:?}\n{}", self.says());
            }
            now.release(mark);
        }
    }

    fn events(&self) -> impl Iterator<Item = EventId> {
        self.failures.causes.iter().flat_map(|cause| cause.bands.iter().map(|band| band.event))
    }

    /// Every component and place gone for good, one at a time.
    fn same_losses(
        &self,
        system: &System,
        answers: &Answers,
        interpreter: &mut Interpreter<'_>,
        solution: &Solution,
        q: &Probabilities,
        own: &[f64],
    ) {
        let failures = &self.failures;
        let ways = failures.ways().flat_map(|event| &self.variables[event.index()]);
        let ways = ways.fold(0usize, |state, number| state | 1 << number);
        let points = single_points(failures);
        for thing in Thing::all(failures.model) {
            let name = thing.name(failures.model);
            let gone = match thing {
                Thing::Component(_) => Gone::Component(
                    system.components.iter().position(|one| one.name == name).expect("it is there"),
                ),
                Thing::Place(_) => {
                    Gone::Place(system.domains.iter().position(|one| one.name == name).expect("it is there"))
                }
            };
            let without = interpreter.answers(Some(gone));
            let owned =
                failures.causes.iter().filter(|cause| thing.owns(&cause.of) && cause.kind.is_outage());
            let events: Vec<(EventId, bool)> =
                owned.filter_map(|cause| Some((cause.bands.first()?.event, true))).collect();
            let given = solution.given(&events);
            for (index, (failed, degraded)) in without.tops.iter().enumerate() {
                for (top, table, before) in [
                    (2 * index, failed, &answers.tops[index].0),
                    (2 * index + 1, degraded, &answers.tops[index].1),
                ] {
                    let found = given.probability(top, q).exact().expect("small tops are exact");
                    let (expected, _) = table.probability(own);
                    self.is_near(found, expected, || format!("top {top} without {name}"));
                    let (with, _) = before.probability(own);
                    assert!(expected >= with * (1.0 - 1e-12), "{name} gone mends top {top}\n{}", self.says());
                    assert!(table.covers(before), "{name} gone mends top {top}\n{}", self.says());
                }
                let alone = failed.is(ways) && !answers.tops[index].0.is(ways);
                let said = points.iter().any(|point| point.thing == thing && point.journey == index);
                assert_eq!(said, alone, "{name} as a single point of {index}\n{}", self.says());
            }
        }
    }
}
