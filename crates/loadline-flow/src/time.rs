//! How long a call may take at worst, and the arithmetic that shows it.

use crate::{Call, Step};
use loadline_base::units::Duration;
use loadline_model::kinds::{BackoffKind, Need};

/// A bound on a time that may rest on parts nobody has stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bound {
    /// Sum of what is known: the worst case when `complete`, else the least it can be.
    pub at_least: Duration,
    /// Whether every part is known.
    pub complete: bool,
}

/// Longest that one call of an edge may take: its `deadline`, else (1 + retries) × timeout + backoff.
///
/// `None` when neither a deadline nor a timeout is stated, or when it was decided that there is no timeout.
#[must_use]
pub fn one_call(need: &Need) -> Option<Duration> {
    if let Some(deadline) = &need.deadline {
        return Some(deadline.value);
    }
    let timeout = *need.timeout.as_ref()?.value()?;
    Some(timeout.saturating_mul(extra_attempts(need).saturating_add(1)) + backoff(need))
}

/// Longest that one request may spend on an edge: [`one_call`] and then its fallback, once for every operation made one
/// after the other.
#[must_use]
pub fn edge_time(call: &Call<'_>) -> Option<Duration> {
    let need = call.edge.need;
    one_call(need).map(|time| (time + fallback_time(need)).saturating_mul(call.operations.serial))
}

/// Longest that the fallback of an edge may take: the stated timeout of the call to `to`. Other fallbacks take no time.
#[must_use]
pub fn fallback_time(need: &Need) -> Duration {
    let fallback = need.fallback.as_ref().and_then(|fallback| fallback.value());
    let timeout =
        fallback.filter(|fallback| fallback.to.is_some()).and_then(|fallback| fallback.timeout.as_ref());
    timeout.map_or(Duration::ZERO, |timeout| timeout.value)
}

/// What [`edge_time`] leaves out because the model does not say it, in a word; the time is then the least it can be.
#[must_use]
pub fn unstated(need: &Need) -> Option<&'static str> {
    let retries = need.retries.as_ref().and_then(|retries| retries.value());
    let fallback = need.fallback.as_ref().and_then(|fallback| fallback.value());
    let waits_between =
        retries.and_then(|retries| retries.backoff.as_ref()).and_then(|backoff| backoff.value());
    if fallback.is_some_and(|fallback| fallback.to.is_some() && fallback.timeout.is_none()) {
        return Some("fallback");
    }
    // A deadline bounds all attempts and the waiting between them.
    if need.deadline.is_some() {
        return None;
    }
    if retries.is_some_and(|retries| retries.max.is_none()) {
        return Some("retries");
    }
    let waits = extra_attempts(need) > 0 && waits_between.is_some_and(|backoff| backoff.base.is_none());
    waits.then_some("backoff")
}

/// The arithmetic of [`edge_time`] with the figures put in: `2 × (2 × 300 ms)`.
#[must_use]
pub fn edge_time_formula(call: &Call<'_>) -> String {
    let need = call.edge.need;
    let serial = call.operations.serial;
    let attempts = match (&need.deadline, need.timeout.as_ref().and_then(|timeout| timeout.value())) {
        (Some(deadline), _) => deadline.value.to_string(),
        (None, Some(timeout)) => {
            let attempts = extra_attempts(need).saturating_add(1);
            let waiting = backoff(need);
            match (attempts, waiting.is_zero()) {
                (1, true) => timeout.to_string(),
                (_, true) => format!("{attempts} × {timeout}"),
                (_, false) => format!("{attempts} × {timeout} + {waiting} backoff"),
            }
        }
        (None, None) => "?".into(),
    };
    let fallback = fallback_time(need);
    let mut one = if fallback.is_zero() { attempts } else { format!("{attempts} + {fallback} fallback") };
    if let Some(unstated) = unstated(need).filter(|_| one != "?") {
        one = format!("{one} + ? {unstated}");
    }
    match (serial, one.contains(' ') && one.contains(['×', '+'])) {
        (1, _) => one,
        (_, true) => format!("{serial} × ({one})"),
        (_, false) => format!("{serial} × {one}"),
    }
}

/// Longest that a request may spend on these steps: steps add up, the calls of one step overlap.
///
/// `await` shortens nothing here: in the worst case the first answers are failures, and the caller waits for the slowest.
#[must_use]
pub fn steps_time(steps: &[Step<'_>]) -> Bound {
    let mut bound = Bound { at_least: Duration::ZERO, complete: true };
    for step in steps {
        let times: Vec<Option<Duration>> = step.calls.iter().map(edge_time).collect();
        bound.complete &=
            step.calls.iter().all(|call| edge_time(call).is_some() && unstated(call.edge.need).is_none());
        bound.at_least = bound.at_least + times.into_iter().flatten().max().unwrap_or(Duration::ZERO);
    }
    bound
}

/// The arithmetic of [`steps_time`]: `max(2 × 300 ms, 600 ms) + 1.2 s`.
#[must_use]
pub fn steps_time_formula(steps: &[Step<'_>]) -> String {
    let parts: Vec<String> = steps
        .iter()
        .map(|step| {
            let calls: Vec<String> = step.calls.iter().map(edge_time_formula).collect();
            if calls.len() == 1 { calls.concat() } else { format!("max({})", calls.join(", ")) }
        })
        .collect();
    parts.join(" + ")
}

fn extra_attempts(need: &Need) -> u64 {
    let retries = need.retries.as_ref().and_then(|retries| retries.value());
    retries.and_then(|retries| retries.max.as_ref()).map_or(0, |max| max.value.get())
}

/// Longest total waiting time between attempts; jitter only ever shortens it. Zero when no times are stated.
///
/// Exponential: Σ min(cap, base × 2^i) for i = 0 … max − 1. Linear: Σ min(cap, base × i) for i = 1 … max.
#[must_use]
pub fn backoff(need: &Need) -> Duration {
    let Some(backoff) = need
        .retries
        .as_ref()
        .and_then(|retries| retries.value())
        .and_then(|retries| retries.backoff.as_ref())
        .and_then(|backoff| backoff.value())
    else {
        return Duration::ZERO;
    };
    let Some(base) = backoff.base.as_ref().map(|base| base.value) else { return Duration::ZERO };
    let cap = backoff.cap.as_ref().map_or(Duration::MAX, |cap| cap.value);
    let kind = backoff.kind.as_ref().map_or(BackoffKind::Fixed, |kind| kind.value);
    // Past 64 doublings every wait is at the cap or at the largest duration there is.
    let attempts = extra_attempts(need);
    let waits = (0..attempts.min(64)).map(|i| match kind {
        BackoffKind::Fixed => base,
        BackoffKind::Linear => base.saturating_mul(i + 1),
        BackoffKind::Exponential => {
            base.saturating_mul(1u64.checked_shl(u32::try_from(i).unwrap_or(64)).unwrap_or(u64::MAX))
        }
    });
    let first: Duration = waits.map(|wait| wait.min(cap)).sum();
    first + cap.saturating_mul(if cap == Duration::MAX { 0 } else { attempts.saturating_sub(64) })
}
