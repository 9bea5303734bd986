//! The asynchronous tail of a journey: what makes its last step late.

use crate::age::Age;
use crate::builder::Builder;
use crate::failures::Late;
use crate::fault_tree::Term;
use crate::figures::decided;
use crate::question::Question;
use loadline_base::units::format_number;
use loadline_flow::Flow;

impl<'m> Builder<'m, '_> {
    /// What makes the tail late, when the journey says by when and where it must be done.
    pub(crate) fn late(&mut self, flow: &Flow<'m>) -> Late {
        let Some(completes) = decided(&flow.journey.completes) else { return Late::NotPromised };
        let within = decided(&completes.within).and_then(|within| within.value.value().copied());
        let (Some(within), Some(at)) = (within, decided(&completes.at)) else { return Late::NotPromised };
        let on_the_way = leads_to(flow, &at.id);
        let mut questions = Vec::new();
        for (station, _) in flow.stations.iter().zip(&on_the_way).filter(|(_, leads)| **leads) {
            if station.waited_for {
                continue;
            }
            let name = station.component.name;
            let busy = self.loads.on(station.component.id).utilisation.filter(|_| station.delivered);
            if let Some(busy) = busy.filter(|busy| *busy >= 1.0) {
                let percent = format_number((busy * 100.0).round());
                return Late::Never(format!(
                    "`{name}` gets {percent}% of what it can carry: its backlog is never worked off"
                ));
            }
            if busy.is_none() && station.delivered {
                let note = format!("how busy `{name}` is, is unknown: no backlog counted after an outage");
                self.notes.push((Some(station.component.id), note));
            }
            let age = Age::NOW.plus(within).stretched(1.0 / (1.0 - busy.unwrap_or(0.0)));
            let station = self.station(station.component, station.part, station.delivered, Some(flow.id));
            questions.push(Question::Failed(station, age));
        }
        let inputs: Vec<Term> = questions.into_iter().map(|question| self.ask(question)).collect();
        if inputs.is_empty() {
            return Late::Unreached(format!("`{}` is not reached by anything asynchronous", at.id));
        }
        Late::When(self.or(inputs))
    }
}

/// Which stations lead to the component that does the last step.
fn leads_to(flow: &Flow<'_>, last: &str) -> Vec<bool> {
    let mut leads: Vec<bool> = flow.stations.iter().map(|station| station.component.name == last).collect();
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); leads.len()];
    for (index, station) in flow.stations.iter().enumerate() {
        for hop in station.hops() {
            into[hop.to.index()].push(index);
        }
    }
    let mut open: Vec<usize> = (0..leads.len()).filter(|index| leads[*index]).collect();
    while let Some(index) = open.pop() {
        for from in std::mem::take(&mut into[index]) {
            if !std::mem::replace(&mut leads[from], true) {
                open.push(from);
            }
        }
    }
    leads
}
