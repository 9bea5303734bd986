//! Availability objectives of a journey against what is computed.

use loadline_depend::Spread;
use loadline_model::Model;
use loadline_slo::from_model;

/// An objective against the computed unavailability.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Id of the SLO.
    pub slo: String,
    /// Share of good requests wanted, 0 to 1.
    pub target: f64,
    /// Days of the window.
    pub window_days: f64,
    /// Minutes that may be lost in the window.
    pub allowed: f64,
    /// Minutes that are lost in the window on average, at most.
    pub expected: f64,
    /// Whether the expected minutes stay within; `None` when the range of unknown strengths, or that of bounds,
    /// lies around the target.
    pub met: Option<bool>,
    /// Share of draws of the uncertain figures in which they do; `None` where the journey is only known within bounds.
    pub chance: Option<f64>,
}

/// The verdicts on a journey's availability objectives, as written.
pub(super) fn verdicts(
    model: &Model,
    journey: &str,
    least: f64,
    most: f64,
    spread: Option<&Spread>,
) -> Vec<Verdict> {
    let read = from_model(&model.system);
    let slos = model.system.slos.iter().flat_map(|all| all.iter());
    slos.filter_map(|(id, slo)| {
        slo.of.as_ref().filter(|of| of.id == journey)?;
        slo.sli.as_ref()?.availability.as_ref()?;
        let target = slo.target.as_ref()?.fraction();
        let period = read.slos.iter().find(|read| read.id == id).map(loadline_slo::Slo::period);
        let period = period.or_else(|| slo.window.as_ref().map(|window| window.value));
        let window_days = period.map_or(30.0, |period| period.as_secs_f64() / 86_400.0);
        let minutes = window_days * 1_440.0;
        let allowed = 1.0 - target;
        let met = match (least <= allowed, most <= allowed) {
            (true, true) => Some(true),
            (false, _) => Some(false),
            (true, false) => None,
        };
        Some(Verdict {
            slo: id.to_owned(),
            target,
            window_days,
            allowed: allowed * minutes,
            expected: most * minutes,
            met,
            chance: spread.map(|spread| spread.at_most(allowed)),
        })
    })
    .collect()
}
