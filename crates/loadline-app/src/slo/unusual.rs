//! What is unusual for its time of the week, by what a server counted: a second signal beside burn rates, which never pages.

use super::counts::{Slices, count, millis};
use super::{Objectives, Server};
use crate::load::Failure;
use loadline_base::units::Duration;
use loadline_slo::anomaly::{Sensitivity, unusual};
use loadline_slo::status::Data;
use loadline_slo::{Correction, Slo, Spent};

pub use loadline_slo::anomaly::Signal;

const MINUTE: i64 = 60_000;
const WEEK: i64 = 7 * 24 * 60 * MINUTE;
/// Counts that a report asks for at most so that it can tell what is unusual.
const MOST: i64 = 500_000;

/// A stretch of time that was unusual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Odd {
    /// Position of the objective in the list.
    pub slo: usize,
    /// What was unusual.
    pub signal: Signal,
    /// When it began, milliseconds since 1970.
    pub from: i64,
    /// When it ended.
    pub until: i64,
    /// The value that was furthest from the middle.
    pub value: f64,
    /// What was usual then.
    pub usual: f64,
    /// How far it was, in standard deviations; negative: below.
    pub sigmas: f64,
}

/// What is unusual at the time `at` of the server's clock: five minutes of events, held against the same minutes of four weeks. Where the
/// server does not go back two weeks nothing is. `progress` is told requests done and in all.
///
/// # Errors
/// When the server does not answer, or answers what cannot be believed.
pub fn unusual_now(
    objectives: &Objectives,
    server: &Server,
    at: i64,
    mut progress: impl FnMut(usize, usize),
) -> Result<Vec<Odd>, Failure> {
    let how = Sensitivity::default();
    let (beside, lasts) = (how.beside, how.lasts);
    let block = beside + lasts + beside;
    let before = |steps: usize| i64::try_from(steps).unwrap_or(0) * MINUTE;
    let slos = &objectives.slos;
    let mut columns: Vec<Vec<Option<Spent>>> = vec![Vec::new(); slos.len()];
    let mut times = Vec::new();
    let mut ask = |from: i64, until: i64, times: &mut Vec<i64>| {
        let ends: Vec<i64> = (0..=(until - from) / MINUTE).map(|step| from + step * MINUTE).collect();
        times.extend(&ends);
        count(slos, server, &Slices { ends, step: MINUTE, length: how.window }, &mut progress)
    };
    for back in (1..=i64::try_from(how.weeks).unwrap_or(4)).rev() {
        let middle = at - back * WEEK;
        put(&mut columns, &ask(middle - before(lasts - 1 + beside), middle + before(beside), &mut times)?);
    }
    // Of the present only the minutes that have to be unusual; those around them stand empty.
    columns.iter_mut().for_each(|column| column.extend(vec![None; beside]));
    times.extend(vec![at; beside]);
    put(&mut columns, &ask(at - before(lasts - 1), at, &mut times)?);
    let mut found = Vec::new();
    for (slo, column) in columns.iter_mut().enumerate() {
        if let Some(slo) = slos.get(slo) {
            leave_out_maintenance(slo, column, &times, millis(how.window));
        }
        let last = column.len() - 1;
        found.extend(unusual(column, block, &how, last).into_iter().map(|one| Odd {
            slo,
            signal: one.signal,
            from: at - before(last - one.from),
            until: at,
            value: one.value,
            usual: one.usual,
            sigmas: one.sigmas,
        }));
    }
    Ok(found)
}

fn put(columns: &mut [Vec<Option<Spent>>], counts: &[Vec<Data>]) {
    for slice in counts {
        for (column, data) in columns.iter_mut().zip(slice) {
            column.push(spent(data));
        }
    }
}

/// Takes away what was counted, or not counted, while maintenance touched the `length` milliseconds before an end: what was taken out of
/// the budget makes what is left unlike any other week, and says nothing about the service.
fn leave_out_maintenance(slo: &Slo, column: &mut [Option<Spent>], ends: &[i64], length: i64) {
    for (counted, end) in column.iter_mut().zip(ends) {
        let touched = |correction: &Correction| correction.touches(end - length, *end);
        if slo.corrections.iter().any(touched) {
            *counted = None;
        }
    }
}

fn spent(data: &Data) -> Option<Spent> {
    match data {
        Data::Counted { spent, .. } => Some(*spent),
        Data::NoTraffic => Some(Spent { bad: 0.0, total: 0.0 }),
        Data::None(_) => None,
    }
}

/// How many slices of `step` milliseconds before a window of `number` slices make a season for it: those of four weeks, or none where
/// slices do not fit into a week or it would be too much to ask for `slos` objectives.
pub(super) fn season(step: i64, number: usize, slos: usize) -> usize {
    let before = usize::try_from(4 * WEEK / step).unwrap_or(usize::MAX);
    let all = before.saturating_add(number).saturating_mul(slos.max(1));
    let fits = WEEK % step == 0 && step <= WEEK / 14 && before.saturating_add(number) <= 10_000;
    if fits && i64::try_from(all).is_ok_and(|all| all <= MOST) { before } else { 0 }
}

/// What is unusual in the slices that end at `ends`, of which the first `before` are only there to make a season.
pub(super) fn unusual_slices(
    slos: &[Slo],
    counts: &[Vec<Data>],
    ends: &[i64],
    step: i64,
    before: usize,
) -> Vec<Odd> {
    if before == 0 {
        return Vec::new();
    }
    let few = |millis: i64, most: usize| usize::try_from(millis / step).unwrap_or(0).min(most);
    let how = Sensitivity {
        beside: few(10 * MINUTE, 5),
        lasts: few(5 * MINUTE, 5).max(1),
        window: Duration::from_nanos(u64::try_from(step).unwrap_or(0).saturating_mul(1_000_000)),
        ..Sensitivity::default()
    };
    let week = usize::try_from(WEEK / step).unwrap_or(0);
    let mut found = Vec::new();
    for (slo, objective) in slos.iter().enumerate() {
        let mut column: Vec<Option<Spent>> =
            counts.iter().map(|slice| slice.get(slo).and_then(spent)).collect();
        leave_out_maintenance(objective, &mut column, ends, step);
        for one in unusual(&column, week, &how, before) {
            let (Some(first), Some(last)) = (ends.get(one.from.max(before)), ends.get(one.to)) else {
                continue;
            };
            found.push(Odd {
                slo,
                signal: one.signal,
                from: first - step,
                until: *last,
                value: one.value,
                usual: one.usual,
                sigmas: one.sigmas,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_base::units::Unit as _;
    use loadline_slo::{Indicator, Target, Window};

    #[test]
    fn a_season_is_asked_for_where_slices_fit_into_a_week() {
        let hour = 60 * MINUTE;
        assert_eq!(season(4 * hour, 180, 1), 168);
        assert_eq!(season(12 * hour, 180, 10), 56);
        // Weeks are no slices of a week, 59 minutes do not fit, and minutes of four weeks are too many.
        assert_eq!((season(WEEK, 52, 1), season(59 * MINUTE, 10, 1), season(MINUTE, 60, 1)), (0, 0, 0));
        assert_eq!(season(4 * hour, 180, 10_000), 0);
    }

    fn objective() -> Slo {
        let indicator = Indicator::Gauge { metric: "up".to_owned() };
        let target = Target::read_percent("99").unwrap();
        let window = Window::Rolling(Duration::read("30d").unwrap());
        Slo::new("a", "shop", indicator, target, window)
    }

    #[test]
    fn unusual_slices_have_their_times() {
        let hours = 12 * 60 * MINUTE;
        // Five weeks of half-days; one of the last week has many errors.
        let counts: Vec<Vec<Data>> = (0..70)
            .map(|slice| {
                let bad = if slice == 60 { 50.0 } else { 1.0 };
                vec![Data::Counted { spent: Spent { bad, total: 1000.0 }, assumed_none: false }]
            })
            .collect();
        let ends: Vec<i64> = (1..=70).map(|slice| slice * hours).collect();
        let told = |slo: &Slo| -> Vec<_> {
            let found = unusual_slices(std::slice::from_ref(slo), &counts, &ends, hours, 56);
            found.iter().map(|one| (one.signal, one.from, one.until)).collect()
        };
        let mut slo = objective();
        assert_eq!(told(&slo), [(Signal::ErrorRatio, 60 * hours, 61 * hours)]);
        // What lies in maintenance, be it by a minute, is not unusual: its counts are taken out of the budget.
        slo.corrections = vec![Correction { from: 61 * hours - MINUTE, until: 62 * hours, reason: None }];
        assert_eq!(told(&slo), []);
    }
}
