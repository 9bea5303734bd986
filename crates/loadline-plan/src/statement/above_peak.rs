//! Capacity wanted above the peak, however it is put: `40 % more than the peak`, `25 % more capacity than the peak needs`,
//! `a fifth above the busiest minute`, `the peak plus 25 %`, `it must exceed the peak by a quarter`.

use super::amount::{Bound, Measure};
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stance::{self, Stance};

/// Words that compare capacity with the peak.
#[rustfmt::skip]
const MORE: &[&str] = &[
    "more", "above", "over", "beyond", "higher", "extra", "larger", "bigger", "greater", "additional", "top", "than", "plus", "exceed",
    "exceeds", "+",
];
/// Words of capacity; what is only said of load may be growth.
#[rustfmt::skip]
const CAPACITY: &[&str] = &[
    "insist", "ask", "demand", "require", "please", "asked",
    "capacity", "take", "carry", "handle", "provision", "provisioned", "plan", "planned", "size", "sized", "dimension",
    "dimensioned", "able", "want", "need", "needs", "keep", "must", "should", "room", "cope", "buy", "reserve", "fleet", "build",
    "allow", "serve", "add", "fit",
];
/// Words for all that comes in, which is what capacity is compared with where there is no peak.
const INCOMING: &[&str] = &["incoming", "inflow", "inbound", "intake"];
/// Words behind an amount among which the peak is looked for.
const BEHIND: usize = 9;
/// Words before it.
const BEFORE: usize = 6;

/// Gives shares over the peak their role.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let share = amount.measure == Measure::Share && (0.01..=3.0).contains(&amount.value);
        // `above the busiest hour we want a quarter`: what falls into that hour is not said.
        let place = reading.place(amount);
        let first = |by: usize| place.word(place.range.start + by);
        let fronted = matches!(first(0), "above" | "beyond") || (first(0), first(1)) == ("on", "top");
        let free = matches!(reading.roles[index], None | Some(Role::Growth))
            || fronted && reading.roles[index] == Some(Role::PeakShare);
        if share && free && amount.per.is_empty() && is_above_peak(&place) {
            reading.roles[index] = Some(Role::HeadroomShare);
        }
    }
}

/// Makes the share of the capacity that stays free, or that may be used, a multiple of the peak: `a third of the capacity has to stay
/// free`, `at no more than half of its capacity at the peak`, `at most 60 % utilisation`.
pub(super) fn by_use(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let share = amount.measure == Measure::Share && (0.05..0.95).contains(&amount.value);
        let free = matches!(reading.roles[index], None | Some(Role::HeadroomShare | Role::PeakShare));
        if !share || !free || !amount.per.is_empty() {
            continue;
        }
        if let Some(times) = of_capacity(&reading.place(amount)) {
            let amount = &mut reading.amounts[index];
            (amount.value, amount.measure) = (times, Measure::Factor);
            reading.roles[index] = Some(Role::Headroom);
        }
    }
}

/// Capacity over peak, where a share of the capacity is said to stay free or to be used.
fn of_capacity(place: &Place<'_>) -> Option<f64> {
    const FREE: &[&str] = &["free", "unused", "spare", "idle", "empty", "reserve", "reserved"];
    const USED: &[&str] =
        &["utilisation", "utilization", "utilised", "utilized", "busy", "loaded", "usage", "occupied"];
    let Place { range, amount, .. } = *place;
    let ends = |at: &usize| matches!(place.word(*at), ";" | "." | ":");
    let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
    let to = (amount.tokens.end..range.end).find(ends).unwrap_or(range.end);
    let says = |words: &[&str]| (from..to).any(|at| words.contains(&place.word(at)));
    let end = amount.tokens.end;
    let of = (end - 1..=end).any(|at| place.word(at) == "of")
        && (end..end + 4).any(|at| place.word(at) == "capacity");
    let used = place.word(end) == "load"
        || (end..end + 3).any(|at| USED.contains(&place.word(at)))
        || (from..amount.tokens.start).any(|at| USED.contains(&place.word(at)));
    let most = amount.bound == Some(Bound::AtMost) || says(&["exceed", "most", "never", "maximum", "max"]);
    // `a quarter of spare capacity above the regular flow` is said over the load.
    let on_top = says(&["above", "over", "top"]);
    if of && on_top && says(FREE) {
        return None;
    }
    if of && says(FREE) {
        return Some(1.0 / (1.0 - amount.value));
    }
    (most && (of || used)).then_some(1.0 / amount.value)
}

/// Whether a share is said over the peak.
fn is_above_peak(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let ends = |at: &usize| matches!(place.word(*at), ";" | "." | ":" | "");
    let peak = |at: usize| stance::calls(place.word(at)) == Some(Stance::Peak) || place.word(at) == "maximum";
    let clause: Vec<usize> = range.clone().filter(|at| !amount.tokens.contains(at)).collect();
    let sized = clause.iter().any(|at| {
        matches!(place.word(*at), "size" | "sized" | "plan" | "planned" | "provision" | "dimension")
    });
    let prime = |at: usize| place.word(at) == "prime" && place.word(at + 1) == "time";
    let comes = |at: usize| {
        INCOMING.contains(&place.word(at))
            || place.word(at) == "what" && matches!(place.word(at + 1), "comes" | "arrives")
    };
    let peak = |at: usize| peak(at) || prime(at) || comes(at) || sized && place.word(at) == "load";
    // `25 % more capacity than the load`
    let more_capacity = {
        let end = amount.tokens.end;
        let than = (end..end + 5).find(|at| place.word(*at) == "than");
        than.is_some_and(|than| {
            (amount.tokens.start.saturating_sub(3)..than)
                .any(|at| matches!(place.word(at), "capacity" | "room"))
                && (than + 1..than + 5).any(|at| {
                    matches!(place.word(at), "load" | "needed" | "necessary" | "required" | "average")
                })
        })
    };
    let wished =
        |at: usize| place.word(at) == "like" && matches!(place.word(at - 1), "would" | "'d" | "we'd");
    let capacity =
        clause.iter().any(|at| CAPACITY.contains(&place.word(*at)) || *at > range.start && wished(*at));
    let end = amount.tokens.end;
    let behind: Vec<usize> = (end..end + BEHIND).take_while(|at| !ends(at)).collect();
    // `40 % more than the peak`: what compares stands first, and the peak behind it.
    let said_behind = behind
        .iter()
        .take(3)
        .find(|at| MORE.contains(&place.word(**at)))
        .is_some_and(|more| behind.iter().any(|at| at > more && peak(*at) && place.word(at + 1) != "of"));
    // `the peak plus 25 %`, `exceed the peak by a quarter`
    let from = range.start.max(amount.tokens.start.saturating_sub(BEFORE));
    let before: Vec<usize> = (from..amount.tokens.start).rev().take_while(|at| !ends(at)).collect();
    let said_before = before.first().is_some_and(|last| match place.word(*last) {
        "plus" | "+" => before.iter().take(5).any(|at| peak(*at)),
        "by" => {
            before.iter().any(|at| peak(*at))
                && before.iter().any(|at| {
                    matches!(place.word(*at), "exceed" | "exceeds" | "above" | "beyond" | "over" | "surpass")
                })
        }
        _ => false,
    });
    // `on top of the rush we want 25 %`, `above the rush, keep 25 %`
    let topped = (range.start..amount.tokens.start).rev().take_while(|at| !ends(at)).any(|at| {
        let fronted = at == range.start && matches!(place.word(at), "above" | "beyond" | "over");
        (fronted || (place.word(at), place.word(at + 1)) == ("on", "top"))
            && (at + 1..amount.tokens.start.min(at + 7)).any(peak)
    });
    // `add a third to the evening peak`
    let added = amount.tokens.start > range.start
        && place.word(amount.tokens.start - 1).starts_with("add")
        && place.word(end) == "to"
        && behind.iter().any(|at| peak(*at));
    let said_before = said_before || topped && capacity || added;
    capacity && said_behind || said_before || more_capacity
}
