//! Where requests come from: the journeys with their loads.

use super::asked::Asked;
use super::replay::replay;
use super::{Compiling, Problem};
use crate::layout::{Call, Source};
use crate::profile::{Arrivals, Profile};
use crate::time::Delay;
use loadline_flow::{Flow, Flows};
use loadline_model::kinds::{ArrivalPattern, Criticality, FaultKind, LoadLevel, LoadPoint, Scenario};
use loadline_model::{Named, Stated};

impl<'m> Compiling<'m> {
    /// One source a journey that has any load; their ids.
    pub(super) fn sources(
        &mut self,
        flows: &Flows<'m>,
        scenario: Option<&Named<Scenario>>,
        (warm_up, lasts): (Delay, Delay),
        problems: &mut Vec<Problem>,
    ) -> Vec<String> {
        let about = scenario.and_then(|scenario| scenario.journey.as_ref());
        let load = scenario.and_then(|scenario| scenario.load.as_ref());
        if let (Some(load), None) = (load, about) {
            problems.push(Problem::new(
                Some(load.span),
                "`load` does not say which journey it is the load of",
                "name the journey, as `journey: place-order`",
            ));
        }
        if let Some(about) = about.filter(|about| flows.of(&about.id).is_none()) {
            let mut known = self.model.system.journeys.iter().flat_map(|all| all.iter());
            let (message, hint) = if known.any(|(id, _)| id == about.id) {
                (format!("journey `{}` has no entry to simulate", about.id), "give it an `entry`")
            } else {
                (format!("there is no journey `{}`", about.id), "name one of the model's journeys")
            };
            problems.push(Problem::new(Some(about.span), message, hint));
        }
        let curve = scenario.and_then(|scenario| scenario.load_curve.as_deref()).map(Vec::as_slice);
        let curve =
            curve.and_then(|points| load_curve(points, about.is_some(), load.is_some(), warm_up, problems));
        let mut replayed = replay(scenario, (warm_up, lasts), problems);
        let arrivals =
            match scenario.and_then(|scenario| scenario.arrivals.as_ref()).map(|arrivals| arrivals.value) {
                None | Some(ArrivalPattern::Random) => Arrivals::Poisson,
                Some(ArrivalPattern::Even) => Arrivals::Even,
                Some(ArrivalPattern::Bursts) => Arrivals::Bursts { factor: 4.0, share: 0.1, mean: 0.5 },
            };
        let others = scenario
            .and_then(|scenario| scenario.others.as_ref())
            .map_or(LoadLevel::Peak, |level| level.value);
        let mut sending = Vec::new();
        for flow in flows.all() {
            let chosen = about.is_some_and(|about| about.id == flow.id);
            let over_time = curve.as_ref().filter(|_| chosen);
            let is_left_out = !chosen && others == LoadLevel::None;
            if chosen && let Some((arrivals, profile)) = replayed.take() {
                sending.push((flow, profile.highest(), arrivals, profile));
                continue;
            }
            let closed = if is_left_out { None } else { self.clients(flow, scenario, problems) };
            if let Some((arrivals, profile)) = closed {
                sending.push((flow, profile.highest(), arrivals, profile));
                continue;
            }
            let rate = match load.filter(|_| chosen) {
                Some(load) => Some(load.per_second()),
                None if over_time.is_some() => over_time.map(Profile::highest),
                None if chosen => rate(flow, LoadLevel::Peak),
                None => rate(flow, others),
            };
            let Some(rate) = rate.filter(|rate| *rate > 0.0) else {
                if others != LoadLevel::None && rate.is_none() {
                    self.assume("the journey says no load and sends no requests", flow.id);
                }
                continue;
            };
            let load = over_time.cloned().unwrap_or_else(|| Profile::constant(rate));
            let profile = self.spiked(load, flow.id, scenario, warm_up);
            sending.push((flow, rate, arrivals.clone(), profile));
        }
        let rates: Vec<_> = sending.iter().map(|(flow, rate, ..)| (*flow, *rate)).collect();
        self.asked = Asked::of(self.model, &rates);
        let mut ids = Vec::new();
        for (flow, _, arrivals, profile) in sending {
            self.source(flow, arrivals, profile);
            ids.push(flow.id.to_owned());
        }
        ids
    }

    /// A source of requests of a journey, with all that they pass.
    fn source(&mut self, flow: &Flow<'m>, arrivals: Arrivals, profile: Profile) {
        let entry = self.flow(flow);
        let call = self.layout.calls.len() as u32;
        let deadline = flow.journey.patience.as_ref().map(|time| Delay::from(time.value));
        let name = self.names.call(format!("{}: users", flow.id), None);
        self.layout.calls.push(Call { deadline, ..Call::plain(name, entry) });
        let priority = match flow.criticality() {
            Some(Criticality::Critical) => 3,
            Some(Criticality::High) => 2,
            Some(Criticality::Normal) | None => 1,
            Some(Criticality::Low) => 0,
        };
        self.layout.sources.push(Source { name: flow.id.to_owned(), arrivals, profile, call, priority });
    }

    /// The load with every `spike` of the scenario.
    fn spiked(
        &self,
        load: Profile,
        journey: &str,
        scenario: Option<&Named<Scenario>>,
        warm_up: Delay,
    ) -> Profile {
        let faults = scenario.and_then(|scenario| scenario.faults.as_deref()).map_or(&[][..], Vec::as_slice);
        let mut profile = load;
        for fault in faults {
            let spike = fault.kind.as_ref().is_some_and(|kind| kind.value == FaultKind::Spike);
            let meant = fault.journey.as_ref().is_none_or(|meant| meant.id == journey);
            if let Some(factor) = fault.factor.as_ref().filter(|_| spike && meant) {
                let at = fault.at.as_ref().map_or(Delay::ZERO, |at| Delay::from(at.value));
                let from = (warm_up + at).seconds();
                let lasts = fault.lasts.as_ref().map_or(1e9, |lasts| Delay::from(lasts.value).seconds());
                profile = profile.with_factor(from, from + lasts, factor.get());
            }
        }
        profile
    }
}

/// The load of a scenario over time; what is wrong with it goes to the problems.
fn load_curve(
    points: &[Stated<LoadPoint>],
    has_journey: bool,
    has_load: bool,
    warm_up: Delay,
    problems: &mut Vec<Problem>,
) -> Option<Profile> {
    let mut wrong = |span, message: &str, hint: &str| problems.push(Problem::new(span, message, hint));
    let first = points.first().map(|point| point.span);
    if !has_journey {
        wrong(
            first,
            "`load-curve` does not say which journey it is the load of",
            "name the journey, as `journey: place-order`",
        );
    }
    if has_load {
        wrong(first, "a scenario has a `load` and a `load-curve`", "write one of the two");
    }
    let mut corners: Vec<(f64, f64)> = Vec::new();
    for point in points {
        let (Some(at), Some(load)) = (&point.at, &point.load) else {
            wrong(
                Some(point.span),
                "a point of a load curve needs `at` and `load`",
                "write `{at: 30s, load: 200rps}`",
            );
            continue;
        };
        let at = (warm_up + Delay::from(at.value)).seconds();
        if corners.last().is_some_and(|(last, _)| *last > at) {
            wrong(
                Some(point.span),
                "a load curve goes back in time",
                "write its points in the order of time",
            );
        }
        corners.push((at, load.value.per_second()));
    }
    (!corners.is_empty()).then(|| Profile::through(corners))
}

fn rate(flow: &Flow<'_>, level: LoadLevel) -> Option<f64> {
    match level {
        LoadLevel::Peak => flow.peak().or_else(|| flow.average()),
        LoadLevel::Average => flow.average().or_else(|| flow.peak()),
        LoadLevel::None => None,
    }
}
