//! What is done along with something rarer than daily: where `2 million people file one return a year` and `each makes 120
//! requests`, the requests are of each filing, and nobody makes them every day.

use super::reading::Reading;
use super::stated::{Base, Basis};
use super::unit::DAY;

/// Gives what is said without a time the time of the rarer thing that the same members do.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { populations, activities, .. } = reading;
    // `2 million people a week use it, 14 requests each`: so many each of those who come in a week.
    for activity in activities.iter_mut().filter(|activity| activity.day_assumed) {
        let within = activity.by.and_then(|by| populations[by].within);
        if let Some(within) = within.filter(|within| *within > DAY) {
            (activity.period, activity.day_assumed) = (within, false);
        }
    }
    for index in 0..activities.len() {
        let Some(by) = activities[index].by.filter(|_| activities[index].day_assumed) else { continue };
        let same = || activities.iter().filter(|other| other.by == Some(by) && !other.day_assumed);
        let often = same().any(|other| other.period <= DAY);
        let before = same()
            .filter(|other| other.span.end <= activities[index].span.start)
            .max_by_key(|other| other.span.start);
        let Some(base) = before.filter(|_| !often && populations[by].basis != Basis::Daily).cloned() else {
            continue;
        };
        let own = &mut activities[index];
        own.of = Some(Base { span: base.span, count: base.count, times: own.count });
        own.count *= base.count;
        (own.period, own.day_assumed) = (base.period, false);
    }
}
