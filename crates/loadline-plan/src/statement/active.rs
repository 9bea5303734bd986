//! Which figure counts those who do something: what is done within a day is done by those who come on a day.

use super::reading::Reading;
use super::stated::{Basis, Population};
use super::unit::DAY;
use super::vocabulary::Members;

/// What the same people do within a day is done by those who come on a day: a daily figure beats a monthly one.
pub(super) fn prefer_daily(reading: &mut Reading<'_>) {
    let Reading { populations, activities, .. } = reading;
    for activity in activities.iter_mut().filter(|activity| activity.period <= DAY) {
        let daily = activity.by.and_then(|by| daily_of(populations, by));
        activity.by = daily.or(activity.by);
    }
}

/// The daily figure of the population at `index`, where that one counts a month's or all registered ones.
pub(crate) fn daily_of(populations: &[Population], index: usize) -> Option<usize> {
    let whole = populations.get(index)?;
    let people = |other: &Population| whole.members == Members::People && other.noun == "user";
    matches!(whole.basis, Basis::Monthly | Basis::Registered).then(|| {
        populations.iter().position(|other| {
            other.basis == Basis::Daily
                && other.members == whole.members
                && other.value <= whole.value
                && (other.noun == whole.noun || people(other))
        })
    })?
}
