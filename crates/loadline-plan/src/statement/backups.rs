//! How often backups are made where that is said in times: `we back up once a day`, `two dumps a day`. Nobody asks anything by it.

use super::amount::Measure;
use super::cue;
use super::reading::Reading;
use super::role::Role;
use super::unit::HOUR;

/// Words of saving everything.
const BACKUP: &[&str] =
    &["backup*", "back up", "backs up", "backed up", "dump", "dumps", "dumped", "snapshot*"];

/// Turns so many times in a time into the time between two.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let range = &reading.ranges[amount.sentence];
        let named = cue::find(reading.tokens, amount.tokens.clone(), BACKUP).is_some();
        let near = range.start.max(amount.tokens.start.saturating_sub(5))..amount.tokens.start;
        let said = match amount.measure {
            // `copies the database to its second site once every hour as a backup`
            Measure::Times => {
                let behind = amount.tokens.end..range.end.min(amount.tokens.end + 4);
                cue::find(reading.tokens, near, BACKUP).is_some()
                    || cue::find(reading.tokens, behind, &["as a backup", "as backup", "as our backup"])
                        .is_some()
            }
            Measure::Count => named,
            _ => false,
        };
        let Some(period) = amount.period().filter(|period| *period >= HOUR && said && amount.value >= 1.0)
        else {
            continue;
        };
        let amount = &mut reading.amounts[index];
        amount.value = period / amount.value;
        amount.measure = Measure::Duration;
        amount.every = true;
        amount.noun = None;
        amount.per.clear();
        reading.roles[index] = Some(Role::BackupEvery);
    }
}
