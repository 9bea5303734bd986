//! A rise at certain times, which is a peak and no growth: `in July the figure rises by 150 %`, `on Mondays calls go up by half`.

use super::amount::Measure;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::unit;

/// Word stems of a rise.
const RISE: &[&str] =
    &["rise", "rising", "increas", "climb", "jump", "goes", "go", "grow", "swell", "shoot", "surg"];
/// Words of times that come and go.
#[rustfmt::skip]
const TIMES: &[&str] = &[
    "evening", "evenings", "morning", "mornings", "noon", "lunch", "lunchtime", "night", "nights", "weekend", "weekends", "season",
    "christmas", "easter", "holiday", "holidays", "sale", "sales", "campaign", "campaigns", "event", "events", "match", "busy",
    "rush", "storm", "storms", "summer", "winter", "spring", "autumn", "monday", "mondays", "tuesday", "tuesdays", "wednesday",
    "wednesdays", "thursday", "thursdays", "friday", "fridays", "saturday", "saturdays", "sunday", "sundays", "payday", "hour",
    "hours", "day", "days", "advent", "ramadan", "diwali", "carnival", "thanksgiving", "pentecost", "halloween",
];

/// Makes a rise at certain times a multiple of the average.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let open = matches!(reading.roles[index], None | Some(Role::Growth));
        let times = amount.measure == Measure::Factor && amount.value > 1.0 && reading.roles[index].is_none();
        if times && amount.per.is_empty() && is_as_high(&reading.place(amount)) {
            reading.roles[index] = Some(Role::PeakFactor);
            continue;
        }
        let share = amount.measure == Measure::Share && amount.value > 0.0 && amount.per.is_empty();
        if share && open && is_rise(&reading.place(amount)) {
            let amount = &mut reading.amounts[index];
            (amount.value, amount.measure) = (1.0 + amount.value, Measure::Factor);
            reading.roles[index] = Some(Role::PeakFactor);
        }
    }
}

/// Whether so many times as much is said of a time: `before Christmas the number of orders is six times as high`.
fn is_as_high(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let end = amount.tokens.end;
    let as_high = place.word(end) == "as"
        && matches!(place.word(end + 1), "high" | "many" | "much" | "large" | "busy" | "heavy" | "big");
    let more = matches!(place.word(end), "higher" | "busier" | "more");
    let ends = |at: &usize| matches!(place.word(*at), ";" | "." | ":");
    let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
    let to = (end..range.end).find(ends).unwrap_or(range.end);
    // What it is compared with may be the usual load only.
    let compared = (end + 2..to).find(|at| matches!(place.word(*at), "as" | "than"));
    let usual = compared.is_none_or(|at| {
        (at + 1..at + 4).any(|at| {
            matches!(place.word(at), "usual" | "normal" | "otherwise" | "average" | "usually" | "normally")
        })
    });
    (as_high || more) && usual && is_at_times(place, from, to)
}

/// Whether the clause of a share says that the load rises by it at a time.
fn is_rise(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let start = amount.tokens.start;
    let ends = |at: &usize| matches!(place.word(*at), ";" | "." | ":");
    let from = (range.start..start).rev().find(ends).map_or(range.start, |at| at + 1);
    let to = (amount.tokens.end..range.end).find(ends).unwrap_or(range.end);
    let by = start > range.start && place.word(start - 1) == "by";
    let rises = (start.saturating_sub(5).max(from)..start)
        .any(|at| RISE.iter().any(|stem| place.word(at).starts_with(stem)));
    let years = (from..to)
        .any(|at| matches!(place.word(at), "year" | "years" | "yearly" | "annually" | "annual" | "growth"));
    by && rises && is_at_times(place, from, to) && !years
}

/// Whether a time that comes and goes is spoken of: `in July`, `before Christmas`, `on Mondays`.
fn is_at_times(place: &Place<'_>, from: usize, to: usize) -> bool {
    let led = |at: usize| {
        matches!(place.word(at), "in" | "on" | "at" | "during" | "before" | "around" | "over" | "every")
    };
    let time = |at: usize| {
        TIMES.contains(&place.word(at))
            || unit::month(place.word(at)).is_some_and(|_| place.word(at).len() > 2)
    };
    // `when registration for December opens`
    const BEGINS: &[&str] =
        &["open", "start", "begin", "releas", "announc", "publish", "launch", "come", "go"];
    let begins = |at: usize| BEGINS.iter().any(|stem| place.word(at).starts_with(stem));
    let when = |at: usize| matches!(place.word(at), "when" | "once" | "whenever");
    (from..to).any(|at| led(at) && (at + 1..at + 4).any(time))
        || (from..to).any(|at| when(at) && (at + 2..to.min(at + 8)).any(begins))
}
