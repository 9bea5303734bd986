//! `slo report`: how every budget went over a window that is past, for those who were not there.

use super::counts::{Slices, count};
use super::unusual::{Odd, season, unusual_slices};
use super::{Correction, Objectives, Server};
use crate::load::Failure;
use loadline_base::units::Duration;
use loadline_slo::ledger::{Ledger, Slice};
use loadline_slo::status::{Data, NoData};

/// Slices that a window is cut into at most: enough to see an hour of a day and a day of a quarter.
const SLICES: i64 = 180;
/// Lengths of slices that people can read off an axis, in seconds.
const LENGTHS: &[i64] =
    &[60, 300, 600, 1800, 3600, 2 * 3600, 4 * 3600, 6 * 3600, 12 * 3600, 86_400, 7 * 86_400];

/// How budgets went.
#[derive(Debug)]
pub struct Report {
    /// The server that was asked, without user and password.
    pub server: String,
    /// From when to when, milliseconds since 1970.
    pub span: (i64, i64),
    /// How long the slices are.
    pub slice: Duration,
    /// The ledger of each objective, in the order written.
    pub entries: Vec<Entry>,
}

/// The ledger of one objective.
#[derive(Debug)]
pub struct Entry {
    /// Position of the objective in the list.
    pub slo: usize,
    /// How its budget went.
    pub ledger: Ledger,
    /// Why slices have no data, each reason with how many slices it concerns, the most frequent first.
    pub silence: Vec<(NoData, usize)>,
    /// Whether no bad event was ever found because no series answers for them, and zero was assumed.
    pub assumed_none: bool,
    /// The maintenance within the window; what happened meanwhile is not counted.
    pub maintenance: Vec<Correction>,
    /// What was unusual for its time of the week.
    pub unusual: Vec<Odd>,
}

impl Report {
    /// Objectives that kept their promise, that did not, and of which nothing is known.
    #[must_use]
    pub fn verdicts(&self) -> (usize, usize, usize) {
        let of = |wanted| self.entries.iter().filter(|entry| entry.ledger.kept() == wanted).count();
        (of(Some(true)), of(Some(false)), of(None))
    }
}

/// Asks `server` how the budgets of `objectives` went from `span.0` to `span.1`. `progress` is told requests done and in all.
///
/// # Errors
/// When the server does not answer, or answers what cannot be believed, or the span is empty.
pub fn report(
    objectives: &Objectives,
    server: &Server,
    span: (i64, i64),
    mut progress: impl FnMut(usize, usize),
) -> Result<Report, Failure> {
    let slicing = Slicing::of(span)?;
    let slos = &objectives.slos;
    let before = season(slicing.step, slicing.ends.len(), slos.len());
    let ends = slicing.after(before);
    let slices = Slices { ends, step: slicing.step, length: slicing.length() };
    let mut counts = count(slos, server, &slices, &mut progress)?;
    if let (Some(first), Some(counted)) = (slicing.first(span.0), counts.get_mut(before)) {
        // What lies before the span is none of it: the first slice is counted from where the span begins.
        *counted = count(slos, server, &first, &mut progress)?.remove(0);
    }
    let unusual = unusual_slices(&objectives.slos, &counts, &slices.ends, slicing.step, before);
    let counts = counts.get(before..).unwrap_or_default();
    let entries = (0..slos.len()).map(|slo| {
        let odd = unusual.iter().filter(|odd| odd.slo == slo).copied().collect();
        Entry { unusual: odd, ..entry(objectives, slo, &slicing, counts, span) }
    });
    Ok(Report { server: server.address(), span, slice: slicing.length(), entries: entries.collect() })
}

fn entry(
    objectives: &Objectives,
    slo: usize,
    slicing: &Slicing,
    counts: &[Vec<Data>],
    span: (i64, i64),
) -> Entry {
    let mut silence: Vec<(NoData, usize)> = Vec::new();
    let (mut assumed, mut found) = (false, false);
    let mut slices = Vec::new();
    for (until, data) in slicing.ends.iter().zip(counts) {
        let spent = match data.get(slo) {
            Some(Data::Counted { spent, assumed_none }) => {
                assumed |= assumed_none;
                found |= !assumed_none;
                Some(*spent)
            }
            Some(Data::NoTraffic) => Some(loadline_slo::Spent { bad: 0.0, total: 0.0 }),
            Some(Data::None(why)) => {
                match silence.iter_mut().find(|(known, _)| known == why) {
                    Some((_, times)) => *times += 1,
                    None => silence.push((why.clone(), 1)),
                }
                None
            }
            None => None,
        };
        slices.push(Slice { from: (until - slicing.step).max(span.0), until: *until, spent });
    }
    silence.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    let objective = &objectives.slos[slo];
    let within = |one: &&Correction| one.touches(span.0, span.1);
    Entry {
        slo,
        ledger: Ledger::new(objective.target, slices),
        silence,
        assumed_none: assumed && !found,
        maintenance: objective.corrections.iter().filter(within).cloned().collect(),
        unusual: Vec::new(),
    }
}

/// How a span is cut.
struct Slicing {
    /// Length of a slice, milliseconds.
    step: i64,
    /// The end of each slice, ascending.
    ends: Vec<i64>,
}

impl Slicing {
    /// Slices of a readable length that end with the span; the first one is shorter where the span is no multiple of it.
    fn of((start, end): (i64, i64)) -> Result<Self, Failure> {
        if end - start < 60_000 {
            return Err(Failure::new(
                "a report needs a minute of time at least",
                "give a later end or an earlier start",
            ));
        }
        let fits = |length: &&i64| (end - start) / (**length * 1000) <= SLICES;
        let exact = |length: &&i64| fits(length) && (end - start) % (**length * 1000) == 0;
        let length = LENGTHS.iter().find(exact).or_else(|| LENGTHS.iter().find(fits));
        let step = length.map_or((end - start) / SLICES, |length| length * 1000);
        let number = (end - start + step - 1) / step;
        Ok(Self { step, ends: (0..number).map(|back| end - (number - 1 - back) * step).collect() })
    }

    /// The ends, after those of `before` slices before them.
    fn after(&self, before: usize) -> Vec<i64> {
        let first = self.ends.first().copied().unwrap_or(0);
        let earlier = (1..=i64::try_from(before).unwrap_or(0)).rev().map(|back| first - back * self.step);
        earlier.chain(self.ends.iter().copied()).collect()
    }

    /// The first slice, where it is shorter than the others since the span begins within it.
    fn first(&self, start: i64) -> Option<Slices> {
        let end = *self.ends.first()?;
        let length = Duration::from_nanos(u64::try_from(end - start).ok()?.saturating_mul(1_000_000));
        (end - start < self.step).then(|| Slices { ends: vec![end], step: self.step, length })
    }

    fn length(&self) -> Duration {
        Duration::from_nanos(u64::try_from(self.step).unwrap_or(0).saturating_mul(1_000_000))
    }
}

#[cfg(test)]
mod tests {
    use super::super::counts::millis;
    use super::*;

    #[test]
    fn spans_are_cut_into_slices_that_people_can_read() {
        let day = 86_400_000;
        for (length, step) in
            [(3_600_000, 60), (day, 600), (7 * day, 3600), (30 * day, 4 * 3600), (365 * day, 7 * 86_400)]
        {
            let slicing = Slicing::of((0, length)).unwrap();
            assert_eq!((slicing.step / 1000, *slicing.ends.last().unwrap()), (step, length));
            assert!(slicing.ends[0] > 0);
            let first = slicing.first(0).map_or(slicing.step, |first| millis(first.length));
            assert_eq!(first, slicing.ends[0], "it begins with the span");
        }
        assert!(Slicing::of((0, 59_999)).is_err());
    }
}
