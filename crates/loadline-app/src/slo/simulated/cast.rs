//! Which objectives have a counterpart in a simulation, and what of it counts as bad for them.

use crate::load::Failure;
use loadline_model::Model;
use loadline_sim::LIMITS;
use loadline_sim::compile::Compiled;
use loadline_sim::time::Delay;
use loadline_slo::{Events, Indicator, Kind, Part, Slo};

/// Bad events of a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bad {
    /// Requests that fail for good.
    Failed,
    /// These, and those not answered within the limit at this place.
    Slower(usize),
}

/// Where the events of an objective come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Role {
    /// The journey's place among the sources.
    pub(super) source: usize,
    pub(super) bad: Bad,
}

/// The objectives that are tried.
#[derive(Debug, Default)]
pub(super) struct Cast {
    /// With indicators that count what is simulated.
    pub(super) slos: Vec<Slo>,
    pub(super) roles: Vec<Role>,
    /// Limits that slices have to count answers within.
    pub(super) limits: [Delay; LIMITS],
    /// Ids of the others, and why.
    pub(super) refused: Vec<(String, String)>,
}

/// Finds the journey of each objective.
pub(super) fn cast(slos: &[Slo], model: &Model, compiled: &Compiled) -> Result<Cast, Failure> {
    if slos.is_empty() {
        return Err(Failure::new(
            "there is no objective to try",
            "write some under `slos:`, with the journey each is `of`",
        ));
    }
    let (mut cast, mut used) = (Cast::default(), 0);
    for slo in slos {
        match role(slo, model, compiled, &mut cast.limits, &mut used) {
            Ok(role) => {
                let mut slo = slo.clone();
                slo.indicator = counted(&slo.id);
                slo.grouping.clear();
                cast.slos.push(slo);
                cast.roles.push(role);
            }
            Err(why) => cast.refused.push((slo.id.clone(), why)),
        }
    }
    match cast.refused.first() {
        Some((id, why)) if cast.slos.is_empty() => Err(Failure::new(
            format!("no objective has a counterpart in the simulation: `{id}`: {why}"),
            "objectives of journeys with load are tried, those of `availability` and of `latency`",
        )),
        _ => Ok(cast),
    }
}

fn role(
    slo: &Slo,
    model: &Model,
    compiled: &Compiled,
    limits: &mut [Delay; LIMITS],
    used: &mut usize,
) -> Result<Role, String> {
    let of = &slo.service;
    let Some(source) = compiled.journeys.iter().position(|journey| journey == of) else {
        let is_journey = model.system.journeys.iter().flat_map(|all| all.iter()).any(|(id, _)| id == of);
        return Err(if is_journey {
            format!("its journey `{of}` has no load in this scenario")
        } else {
            format!("`{of}` is no journey, and only journeys are followed from request to answer")
        });
    };
    let bad = match &slo.indicator {
        Indicator::Ratio { kind: Kind::Availability, .. } => Bad::Failed,
        Indicator::Latency { under, .. } => Bad::Slower(limit(*under, limits, used)?),
        Indicator::Ratio { kind: Kind::Latency, .. } => {
            return Err("its limit is hidden in a query; write `latency: {histogram, under}`".to_owned());
        }
        Indicator::Ratio { .. } => return Err("whether answers are right is not simulated".to_owned()),
        Indicator::Raw { .. } => {
            return Err("it is a ratio of its own making; count bad or good events and all".to_owned());
        }
        Indicator::Freshness { .. } => return Err("how old data is is not simulated".to_owned()),
        Indicator::Throughput { .. } => return Err("throughput is not turned into a history yet".to_owned()),
        Indicator::Gauge { .. } => return Err("a gauge of health is not simulated".to_owned()),
        Indicator::Composite { .. } => return Err("composites are not tried, only their members".to_owned()),
    };
    Ok(Role { source, bad })
}

/// The place of a limit, given in seconds; each is counted once.
fn limit(
    under: loadline_slo::Decimal,
    limits: &mut [Delay; LIMITS],
    used: &mut usize,
) -> Result<usize, String> {
    let seconds = f64::try_from(under).unwrap_or(0.0);
    let wanted = Delay::from_seconds(seconds);
    if wanted.is_zero() {
        return Err("its limit is no time at all".to_owned());
    }
    if let Some(known) = limits.iter().take(*used).position(|limit| *limit == wanted) {
        return Ok(known);
    }
    let place = *used;
    let free = limits
        .get_mut(place)
        .ok_or_else(|| format!("{LIMITS} limits of latency are counted at once; this is one more"))?;
    *free = wanted;
    *used += 1;
    Ok(place)
}

/// Names of the counters that a run is written into.
pub(super) const COUNTERS: [&str; 2] = ["loadline_sim_bad_total", "loadline_sim_requests_total"];

fn counted(id: &str) -> Indicator {
    let [events, total] = COUNTERS.map(|name| Events::Counter(format!("{name}{{slo={id:?}}}")));
    Indicator::Ratio { kind: Kind::Availability, part: Part::Bad, events, total }
}
