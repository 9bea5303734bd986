//! What the crate reads in a model, laid over the variables of the interpreter.

use super::interpreter::{Age, Answers};
use super::system::System;
use super::table::Table;
use loadline_depend::fault_tree::{FaultTree, GateKind, Term};
use loadline_depend::{Cause, CauseKind, Failures, Strength, Subject};
use loadline_flow::{Flows, Load, Loads};
use loadline_model::Model;

/// The failures of a model, with the variable of each event.
pub(crate) struct Reading<'m, 'w> {
    pub(crate) failures: Failures<'m>,
    /// For each event, the numbers of the interpreter's variables.
    pub(crate) variables: Vec<Vec<usize>>,
    /// Says which model this is, for messages.
    what: &'w dyn Fn() -> String,
}

impl<'m, 'w> Reading<'m, 'w> {
    pub(crate) fn of(
        model: &'m Model,
        system: &System,
        unsaid_is_hard: bool,
        what: &'w dyn Fn() -> String,
    ) -> Self {
        let strength = if unsaid_is_hard { Strength::Hard } else { Strength::Soft };
        let failures = Failures::read(model, &Flows::read(model), &loads(model, system), strength);
        Self { failures, variables: Vec::new(), what }
    }

    /// Which model this is.
    pub(crate) fn says(&self) -> String {
        (self.what)()
    }

    /// Every age at which a cause is looked at.
    pub(crate) fn ages(&self) -> impl Iterator<Item = (String, f64, Age)> {
        self.failures.causes.iter().flat_map(|cause| {
            cause.bands.iter().map(|band| {
                let stretch = band.age.stretch().to_bits();
                (name(cause), cause.unavailability, (band.age.time().as_nanos(), stretch))
            })
        })
    }

    /// Pairs events with variables: same cause, same age, same probability. Where a circle of masks may be asked at
    /// more ages than are needed, an event may stand for several variables in a row.
    pub(crate) fn match_variables(&mut self, answers: &Answers) {
        let stated = self.failures.stated();
        let mut taken = vec![false; answers.variables.len()];
        let mut found = vec![Vec::new(); stated.len()];
        for cause in &self.failures.causes {
            let name = name(cause);
            let same = |of: &&super::breaks::Cause| {
                of.name == name && near(of.q, cause.unavailability) && near(of.m, cause.mean)
            };
            for band in &cause.bands {
                let here = stated[band.event.index()];
                let age = (band.age.time().as_nanos(), band.age.stretch().to_bits());
                let fits = |number: &usize| {
                    let variable = &answers.variables[*number];
                    !taken[*number] && variable.age == age && same(&&answers.causes[variable.cause])
                };
                let Some(last) = (0..taken.len()).find(fits) else {
                    let (q, m, all) = (cause.unavailability, cause.mean, answers.list());
                    panic!("no variable for {name} {q} {m} {band:?} {here} among\n{all}{}", (self.what)());
                };
                let of_cause =
                    |number: usize| answers.variables[number].cause == answers.variables[last].cause;
                let run: Vec<usize> =
                    (0..=last).filter(|number| !taken[*number] && of_cause(*number)).collect();
                let none: f64 =
                    run.iter().map(|number| 1.0 - answers.variables[*number].probability).product();
                let one = answers.variables[last].probability;
                let fits = if run.len() == 1 { near(one, here) } else { (1.0 - none - here).abs() < 1e-15 };
                assert!(fits, "{name} {band:?} {here}, not {}\n{}", 1.0 - none, (self.what)());
                assert!(run.len() == 1 || answers.went_round, "too few ages of {name}\n{}", (self.what)());
                for number in &run {
                    taken[*number] = true;
                }
                found[band.event.index()] = run;
            }
        }
        let missing = taken.iter().position(|taken| !taken).filter(|_| !answers.went_round);
        let missing = missing.map(|number| (&answers.variables[number], answers.list()));
        assert!(missing.is_none(), "no event for {missing:?}\n{}", (self.what)());
        self.variables = found;
    }

    /// Every top is the same function of the same variables.
    pub(crate) fn same_tops(&self, answers: &Answers) {
        let size = answers.variables.len();
        let of_event = |run: &Vec<usize>| {
            let all = run.iter().map(|number| Table::variable(size, *number));
            all.fold(Table::constant(size, false), |any, one| any.or(&one))
        };
        let events: Vec<Table> = self.variables.iter().map(of_event).collect();
        let tables = tables(&self.failures.tree, size, &events);
        assert_eq!(self.failures.journeys.len(), answers.tops.len());
        for (journey, (failed, degraded)) in self.failures.journeys.iter().zip(&answers.tops) {
            let id = journey.id;
            assert!(
                table(&tables, journey.failed, failed) == *failed,
                "FAILED of {id} differs\n{}",
                (self.what)()
            );
            assert!(
                table(&tables, journey.degraded, failed) == *degraded,
                "DEGRADED of {id} differs\n{}",
                (self.what)()
            );
        }
    }
}

fn table(tables: &[Table], term: Term, like: &Table) -> Table {
    match term {
        Term::Constant(holds) => like.same_size(holds),
        Term::Gate(gate) => tables[gate.index()].clone(),
        Term::Event(_) => unreachable!("tops are gates"),
    }
}

pub(crate) fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}

/// The loads of a system in the order of the model's components.
pub(crate) fn loads(model: &Model, system: &System) -> Loads {
    let of = |name: &str| system.components.iter().find(|one| one.name == name).expect("it is there").load;
    let loads = model.components().map(|component| {
        let load = of(component.name);
        Load {
            running: load.running,
            needed: load.needed,
            utilisation: load.utilisation,
            arrivals: load.arrivals,
        }
    });
    Loads::new(loads.collect())
}

/// What the interpreter calls this cause.
fn name(cause: &Cause<'_>) -> String {
    let Subject::Edge(edge) = cause.of else { return cause.describe() };
    let edge = format!("{}/{}", edge.from.name, edge.name);
    match cause.kind {
        CauseKind::Used => format!("request uses {edge}"),
        _ => format!("fallback of {edge}"),
    }
}

/// What every gate is for every assignment: the least fixed point.
fn tables(tree: &FaultTree, size: usize, events: &[Table]) -> Vec<Table> {
    let mut values = vec![Table::constant(size, false); tree.gates().len()];
    loop {
        let mut changed = false;
        for (index, gate) in tree.gates().iter().enumerate().rev() {
            let inputs: Vec<Table> = gate
                .inputs
                .iter()
                .map(|input| match *input {
                    Term::Constant(holds) => Table::constant(size, holds),
                    Term::Event(event) => events[event.index()].clone(),
                    Term::Gate(gate) => values[gate.index()].clone(),
                })
                .collect();
            let value = match gate.kind {
                GateKind::Or => inputs.iter().fold(Table::constant(size, false), |all, one| all.or(one)),
                GateKind::And => inputs.iter().fold(Table::constant(size, true), |all, one| all.and(one)),
                GateKind::AtLeast(least) => Table::at_least(size, least as usize, &inputs),
                GateKind::Not | GateKind::Xor => unreachable!("trees of models are coherent"),
            };
            changed |= value != values[index];
            values[index] = value;
        }
        if !changed {
            return values;
        }
    }
}
