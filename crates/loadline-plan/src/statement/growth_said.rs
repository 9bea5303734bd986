//! Growth said as a multiple of what there is, with the time it takes beside it: `in three years we expect ten times as many builds`,
//! `the number of meters will be five times as large within two years`.

use super::amount::{Measure, Per};
use super::cue;
use super::reading::Reading;
use super::role::Role;
use super::token::word_at;
use super::unit::MONTH;

/// Words that speak of the time to come.
#[rustfmt::skip]
const TO_COME: &[&str] = &[
    "expect*", "forecast*", "anticipat*", "foresee*", "reckon*", "will", "plan*", "predict*", "hope*", "grow*", "growth", "rise*",
    "increas*", "shall", "assume*", "want*", "going to", "project*", "aim*",
];

/// Gives a multiple and the time beside it their roles.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, roles, .. } = reading;
    for index in 0..amounts.len() {
        let times = &amounts[index];
        let open =
            matches!(roles[index], None | Some(Role::PeakFactor | Role::GrowthFactor | Role::Headroom));
        if times.measure != Measure::Factor || times.value <= 1.0 || !times.per.is_empty() || !open {
            continue;
        }
        let range = &ranges[times.sentence];
        let word = |at: usize| word_at(tokens, range, at);
        let led = |at: usize| {
            (range.start.max(at.saturating_sub(4))..at)
                .any(|at| matches!(word(at), "in" | "within" | "over" | "after" | "next" | "inside" | "from"))
        };
        let time = (0..amounts.len()).find(|other| {
            let time = &amounts[*other];
            time.sentence == times.sentence
                && time.measure == Measure::Duration
                && !time.every
                && time.value >= 3.0 * MONTH
                && time.per.is_empty()
                && matches!(roles[*other], None | Some(Role::Deadline))
                && (led(time.tokens.start) || word(time.tokens.end) == "from")
        });
        let peak =
            cue::find(tokens, range.clone(), &["peak*", "busiest", "average", "normal*", "usual*"]).is_some();
        let Some(time) = time.filter(|_| !peak && cue::find(tokens, range.clone(), TO_COME).is_some()) else {
            continue;
        };
        let seconds = amounts[time].value;
        amounts[index].per.push(Per::Period(seconds));
        (roles[index], roles[time]) = (Some(Role::GrowthFactor), Some(Role::GrowthTime));
    }
}
