//! Journeys that a fixed number of users do, each waiting for its answer.

use super::{Compiling, Problem};
use crate::profile::{Arrivals, Profile};
use loadline_flow::Flow;
use loadline_model::Named;
use loadline_model::kinds::{FaultKind, Scenario};

/// Most users who are followed one by one.
const MOST: u64 = 1_000_000;

impl<'m> Compiling<'m> {
    /// The users of a journey that says `clients`, with the rate they could not exceed if every answer came at once.
    ///
    /// What the scenario says of its load in other ways goes to the problems.
    pub(super) fn clients(
        &mut self,
        flow: &Flow<'m>,
        scenario: Option<&Named<Scenario>>,
        problems: &mut Vec<Problem>,
    ) -> Option<(Arrivals, Profile)> {
        let load = flow.journey.load.as_deref()?;
        let clients = load.clients.as_ref()?;
        let Some(think) = &load.think else {
            self.assume(
                "the journey says `clients` and not how long they `think`, so that they are left out",
                flow.id,
            );
            return None;
        };
        let seconds = think.value.as_secs_f64();
        let number = clients.get();
        if seconds <= 0.0 {
            problems.push(Problem::new(
                Some(think.span),
                "clients who do not think at all send without end where answers come at once",
                "write how long they think between an answer and the next request, as `think: 5s`",
            ));
            return None;
        }
        if !(1..=MOST).contains(&number) {
            let message = format!("{number} clients cannot be followed one by one");
            let hint = "1 to 1,000,000 can; the load of more is a rate, as `peak: 400rps`";
            problems.push(Problem::new(Some(clients.span), message, hint));
            return None;
        }
        let journeys = self.model.system.journeys.iter().flat_map(|all| all.iter());
        let loads = journeys.filter_map(|(_, journey)| journey.load.as_deref());
        let others_have_rates = loads.into_iter().any(|load| load.clients.is_none());
        contradicted(flow.id, others_have_rates, scenario, problems);
        self.assume(
            "a fixed number of users each wait for their answer before they send again (closed loop): in overload they send less, so that \
             it is hidden that users who keep coming would wait longer (coordinated omission)",
            flow.id,
        );
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let most = f64::from(number) / seconds;
        Some((Arrivals::Clients { number, think: seconds }, Profile::constant(most)))
    }
}

/// What a scenario says of the rate of a journey whose users wait for their answers.
fn contradicted(
    journey: &str,
    others_have_rates: bool,
    scenario: Option<&Named<Scenario>>,
    problems: &mut Vec<Problem>,
) {
    let Some(scenario) = scenario else { return };
    let hint = "change `clients` or `think` of the journey, or say its load as rates";
    let chosen = scenario.journey.as_ref().is_some_and(|chosen| chosen.id == journey);
    let load = scenario.load.as_ref().map(|load| ("load", load.span));
    let curve = scenario.load_curve.as_ref().and_then(|curve| Some(("load-curve", curve.first()?.span)));
    for (field, span) in [load, curve].into_iter().flatten().filter(|_| chosen) {
        let message = format!(
            "`{field}` does not apply to `{journey}`, whose `clients` send when they have their answer"
        );
        problems.push(Problem::new(Some(span), message, hint));
    }
    for fault in scenario.faults.as_deref().map_or(&[][..], Vec::as_slice) {
        let spike = fault.kind.as_ref().is_some_and(|kind| kind.value == FaultKind::Spike);
        // A spike of all journeys raises the rates of the others, if there are any.
        let meant = fault.journey.as_ref().map_or(!others_have_rates, |meant| meant.id == journey);
        if spike && meant {
            let message = format!(
                "a spike has no rate of `{journey}` to raise, whose `clients` send when they have their answer"
            );
            problems.push(Problem::new(Some(fault.span), message, hint));
        }
    }
}
