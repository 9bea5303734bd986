//! Copies too many to be told apart: how many of them must break at once, and how many of the rest when places are lost.

use crate::at_once::AtOnce;
use crate::cause::CauseId;
use crate::figures::Figure;
use loadline_math::binomial;
use std::collections::BTreeSet;

/// From here on the failures of single copies are combined by the binomial distribution and not one by one.
pub(crate) const MANY: u64 = 40;

/// At most so many numbers of lost copies are told apart; between them the rest is taken as that of the larger one.
const STEPS: u64 = 64;

/// Too many of the copies that are left.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rest {
    /// When at least so many are lost with their places,
    pub(crate) lost: u64,
    /// this takes the component down.
    pub(crate) cause: CauseId,
}

/// What must break among `running` copies so that `losses` are down, for each number that places can take away:
/// that number, and the figure of what then breaks of the rest.
///
/// The figures are of independent causes such that with `lost` copies gone the causes up to `lost` hold together as often
/// as `losses − lost` or more of the rest are down.
pub(crate) fn of_the_rest(
    running: u64,
    losses: u64,
    in_places: &[u64],
    single: &Figure,
) -> Vec<(u64, Figure)> {
    let mut found = Vec::new();
    let mut before = None;
    for (lost, most) in steps(losses, in_places) {
        let (left, still) = (running - most, losses - most);
        // The fewer copies must still break, the more often they do: the cause before is the rarest of those above it.
        let many = AtOnce { single: single.unavailability, must: (left, still), before };
        let more = many.unavailability(1.0);
        before = Some((left, still));
        let when = if most == 0 { String::new() } else { format!(" when {most} are lost with their place") };
        let formula = format!("{still} or more of {left} at once{when}, each {}", single.formula);
        let mean = single.mean / still as f64 * longer_by(left, still, single.unavailability);
        if lost == 0 || more > 0.0 {
            found.push((
                lost,
                Figure { unavailability: more, mean, formula, many: Some(many), ..single.clone() },
            ));
        }
    }
    found
}

/// Ranges of copies lost with their places, fewer than `losses`: every number that can come up, or `STEPS` ranges.
fn steps(losses: u64, in_places: &[u64]) -> Vec<(u64, u64)> {
    let mut sums = BTreeSet::from([0]);
    for count in in_places {
        let more: Vec<u64> = sums.iter().map(|sum| sum + count).filter(|sum| *sum < losses).collect();
        sums.extend(more);
        if sums.len() as u64 > STEPS {
            let step = losses.div_ceil(STEPS);
            let ranges = (0..STEPS).map(|index| (index * step + 1, ((index + 1) * step).min(losses - 1)));
            return [(0, 0)].into_iter().chain(ranges.filter(|(least, most)| least <= most)).collect();
        }
    }
    sums.into_iter().map(|sum| (sum, sum)).collect()
}

/// How much longer too many copies are down than it takes until the next repair: P(X ≥ r) ÷ P(X = r).
///
/// It ends when a repair finds exactly `losses` down, so it ends as often as that: r × P(X = r) ÷ m times a second.
fn longer_by(running: u64, losses: u64, unavailability: f64) -> f64 {
    let least = binomial::exactly(running, losses, unavailability);
    if least > 0.0 { binomial::at_least(running, losses, unavailability) / least } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_copies_that_places_can_take_away_is_met() {
        assert_eq!(steps(25, &[20, 20, 20]), [(0, 0), (20, 20)]);
        assert_eq!(steps(25, &[14, 13, 13]), [(0, 0), (13, 13), (14, 14)]);
        assert_eq!(steps(5, &[]), [(0, 0)]);
        let hosts = vec![1; 1_000];
        assert_eq!(steps(3, &hosts), [(0, 0), (1, 1), (2, 2)]);
        let ranges = steps(401, &hosts);
        assert_eq!((ranges[0], ranges[1], ranges.last()), ((0, 0), (1, 7), Some(&(400, 400))));
    }
}
