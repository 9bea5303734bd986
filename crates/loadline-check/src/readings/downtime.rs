//! How much of the time a component is down, from whichever failure figures it states.
//!
//! Figures are of the whole component: replicas are not combined here.

use crate::readings::deploy_reach::{DeployReach, Reach};
use crate::readings::figure::nines;
use loadline_base::units::Duration;
use loadline_model::Component;
use loadline_model::kinds::Reliability;

/// Seconds of a year of 365 days, for counts a year.
pub(crate) const YEAR: f64 = 365.0 * 86_400.0;
/// Minutes of 30 days, the window people think of budgets in.
pub(crate) const MINUTES: f64 = 30.0 * 1440.0;

/// Share of time that something is down, and how that was worked out.
#[derive(Debug, Clone)]
pub(crate) struct Downtime {
    /// 0 to 1.
    pub(crate) share: f64,
    /// The figures behind it: `4 × 20 min a year`.
    pub(crate) formula: String,
}

/// What a component says about its failures; `None` when it says nothing.
///
/// One of availability, sla, mttr ÷ mtbf or incidents; bad deploys (by the share they reach) and failovers come on top,
/// except of a measured availability, which has them in it.
pub(crate) fn downtime<'m>(reaches: &DeployReach<'m>, component: Component<'m>) -> Option<Downtime> {
    let stated = &component.common().reliability;
    let measured = stated.availability.as_ref().filter(|share| share.is_decided());
    if let Some(up) = measured {
        let formula = format!("availability {}", up.value);
        return Some(Downtime { share: 1.0 - up.fraction(), formula });
    }
    let promise = stated.sla.as_ref().filter(|share| share.is_decided());
    let base = repairs(stated).or_else(|| incidents(stated));
    let base =
        base.or_else(|| promise.map(|up| (1.0 - up.fraction(), format!("sla {}", nines(up.fraction())))));
    let replicas = component.common().replicas.as_ref().and_then(|replicas| replicas.failover.as_ref());
    let failover = stated.failover.as_ref().or(replicas);
    let failovers = failover.and_then(|failover| {
        let (time, times) = (failover.time.as_ref()?.value, failover.per_year.as_ref()?.get());
        Some(yearly(times, time, "failover"))
    });
    let reach = reaches.reach(&component).map(|(reach, _)| reach);
    let deploys = reach.and_then(|reach| bad_deploys(stated, reach));
    let parts: Vec<(f64, String)> = [base, deploys, failovers].into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let share = parts.iter().map(|(share, _)| share).sum::<f64>().clamp(0.0, 1.0);
    let words: Vec<String> = parts.into_iter().map(|(_, words)| words).collect();
    Some(Downtime { share, formula: words.join(" + ") })
}

/// Mean time to repair ÷ mean time between failures, repair included.
fn repairs(stated: &Reliability) -> Option<(f64, String)> {
    let (between, repair) = (stated.mtbf.as_ref()?.value, stated.mttr.as_ref()?.value);
    if between.is_zero() {
        return None;
    }
    Some((repair.as_secs_f64() / between.as_secs_f64(), format!("{repair} every {between}")))
}

fn incidents(stated: &Reliability) -> Option<(f64, String)> {
    let incidents = stated.incidents.as_ref()?;
    Some(yearly(incidents.per_year.as_ref()?.get(), incidents.mean.as_ref()?.value, "incident"))
}

/// Bad deploys, by the share of the fleet they reach.
fn bad_deploys(stated: &Reliability, reach: Reach) -> Option<(f64, String)> {
    let deploys = stated.deploys.as_ref()?;
    let a_year = deploys.per_week.as_ref()?.get() * deploys.failure_rate.as_ref()?.fraction() * 365.0 / 7.0;
    let (share, words) = yearly(a_year, deploys.detect_and_roll_back.as_ref()?.value, "bad deploy");
    Some((share * reach.share()?.fraction(), format!("{words}{}", reach.factor())))
}

fn yearly(times: f64, each: Duration, what: &str) -> (f64, String) {
    let ending = if times == 1.0 { "" } else { "s" };
    let words = format!("{} {what}{ending} a year × {each}", crate::readings::figure::figure(times));
    (times * each.as_secs_f64() / YEAR, words)
}
