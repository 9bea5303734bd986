//! How many of those who send an outage cuts off: `a third of the turbines are cut off for 45 minutes`.

use super::amount::Measure;
use super::cue;
use super::outage_meant::OUTAGE;
use super::reading::Reading;
use super::role::Role;
use super::stated::Population;
use super::vocabulary::Members;

/// What those who send may be called, whatever they are.
const ANY: &[&str] = &[
    "them", "these", "those", "all", "devices", "machines", "units", "fleet", "stations", "sensors",
    "clients", "nodes", "network", "sites",
];
/// Words of an outage that are said of those who send.
#[rustfmt::skip]
const CUT: &[&str] = &[
    "cannot report", "cannot send", "cannot reach", "can not", "cannot", "lose*", "loses", "without", "affected", "silent", "dark", "cut off",
];

/// Gives the share of those who are cut off its role, in the sentence that says for how long or beside it.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let outage = |(at, role): (usize, &Option<Role>)| (*role == Some(Role::Outage)).then_some(at);
    let Some(outage) = reading.roles.iter().enumerate().find_map(outage) else { return };
    let told = reading.amounts[outage].sentence;
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let share =
            matches!(amount.measure, Measure::Share | Measure::Ratio) && (0.0..1.0).contains(&amount.value);
        if !share || reading.roles[index].is_some() || amount.sentence.abs_diff(told) > 1 {
            continue;
        }
        let range = reading.ranges[amount.sentence].clone();
        let word = |at: usize| {
            reading.tokens.get(at).filter(|_| at < range.end).map_or("", |token| token.word.as_str())
        };
        let end = amount.tokens.end;
        let of = (end - 1..=end).find(|at| word(*at) == "of").unwrap_or(end);
        let named = |at: usize| {
            let one = super::noun::singular(word(at));
            ANY.contains(&word(at))
                || reading.populations.iter().any(|known| sends(known) && known.is_called(&one))
        };
        let words =
            [OUTAGE, CUT].iter().any(|words| cue::find(reading.tokens, range.clone(), words).is_some());
        if words && (amount.tokens.start..of + 5).any(named) {
            reading.roles[index] = Some(Role::OutageShare);
        }
    }
}

/// Whether they send something by themselves.
fn sends(known: &Population) -> bool {
    known.members != Members::People
}
