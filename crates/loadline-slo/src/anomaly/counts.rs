//! What is unusual among counts that somebody else made, slice by slice: the same season as for a whole history.

use super::season::Season;
use super::{Sensitivity, Signal};
use crate::Spent;

/// A span of slices that was unusual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unusual {
    /// What was unusual.
    pub signal: Signal,
    /// The first unusual slice, by its place.
    pub from: usize,
    /// The last one.
    pub to: usize,
    /// The value that was furthest from the middle.
    pub value: f64,
    /// What was usual then.
    pub usual: f64,
    /// How far it was, in standard deviations; negative: below.
    pub sigmas: f64,
}

/// The unusual spans among `counts`, of which `week` make up a week, that go on at or after the place `first`; `None`: no data. They need
/// not be all slices of a week, as long as those at the same time of the week are `week` places apart.
#[must_use]
pub fn unusual(counts: &[Option<Spent>], week: usize, how: &Sensitivity, first: usize) -> Vec<Unusual> {
    if week == 0 {
        return Vec::new();
    }
    let column = |value: fn(&Spent) -> Option<f64>| -> Vec<f64> {
        counts.iter().map(|spent| spent.as_ref().and_then(value).unwrap_or(f64::NAN)).collect()
    };
    let ratio = column(|spent| spent.error_ratio());
    let total = column(|spent| Some(spent.total));
    let mut found = Vec::new();
    for (signal, values) in [(Signal::ErrorRatio, &ratio), (Signal::Traffic, &total)] {
        let spans = Season { values, events: &total, week, how, signal }.unusual().into_iter();
        found.extend(spans.filter(|span| span.to >= first).map(|span| Unusual {
            signal,
            from: span.from,
            to: span.to,
            value: span.value,
            usual: span.usual,
            sigmas: span.sigmas,
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_held_against_the_same_time_of_the_weeks_before() {
        // Weeks of three slices; in the last one the second has ten times the errors, the third hardly any traffic.
        let spent = |bad: f64, total: f64| Some(Spent { bad, total });
        let week = [spent(1.0, 1000.0), spent(2.0, 2000.0), spent(3.0, 3000.0)];
        let last = [week[0], spent(20.0, 2000.0), spent(0.0, 100.0)];
        let counts = [week, week, week, last].concat();
        let how = Sensitivity { beside: 0, lasts: 1, ..Sensitivity::default() };
        let told = |first| {
            let found = unusual(&counts, 3, &how, first);
            found.iter().map(|one| (one.signal, one.from, one.sigmas > 0.0)).collect::<Vec<_>>()
        };
        assert_eq!(told(9), [(Signal::ErrorRatio, 10, true), (Signal::Traffic, 11, false)]);
        assert_eq!(told(11), [(Signal::Traffic, 11, false)]);
        assert_eq!(unusual(&counts[..8], 3, &how, 0), []);
        assert_eq!(unusual(&counts, 0, &how, 0), []);
    }
}
