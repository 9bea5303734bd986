//! How many build it in all, said behind those who do: `two developers and one accountant, a team of three`, `one developer and one
//! electrician, so there are two of us`. Those said before are some of them and are counted no more.

use crate::statement::amount::{Amount, of_sentence};
use crate::statement::cue;
use crate::statement::reading::Reading;
use crate::statement::role::Role;

/// Words between a clause and the number of all, but for those of `CLOSED`.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "a", "an", "small", "project", "team", "crew", "group", "squad", "of", "so", "thus", "hence", "therefore", "that", "is", "are", "be", "i", "e",
    "i.e", "in", "all", "total", "altogether", "together", "makes", "make", "making", "gives", "us", "we", "we're", "they", "there", "which",
    "meaning", "=", ":", "-", "(", "the", "whole", "full", "other", "words",
];
/// What ends the clause of those who are counted before.
const CLOSED: &[&str] = &[",", ";", ":", "-", "(", "=", "so"];
/// Words of a whole, before or behind its number.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "team of", "crew of", "group of", "squad of", "in all", "in total", "altogether", "all together", "all told", "of us", "makes", "making", "so we are", "so there are",
];

/// Leaves out those of a team who are counted one by one before all of them.
pub(in crate::statement) fn apply(reading: &mut Reading<'_>) {
    let is_team = |reading: &Reading<'_>, at: usize| reading.roles[at] == Some(Role::Team);
    for index in 0..reading.amounts.len() {
        if !is_team(reading, index) {
            continue;
        }
        let own = of_sentence(&reading.amounts, reading.amounts[index].sentence);
        let behind: Vec<usize> = (index + 1..own.end).filter(|at| is_team(reading, *at)).collect();
        if are_listed(reading, index, &behind) {
            behind.into_iter().for_each(|at| reading.roles[at] = Some(Role::Heard));
            continue;
        }
        let before: Vec<usize> = (own.start..index).filter(|at| is_team(reading, *at)).collect();
        let sum: f64 = before.iter().map(|at| reading.amounts[*at].value).sum();
        let all = &reading.amounts[index];
        if !before.is_empty() && all.value >= sum && is_of_all(reading, all) {
            before.into_iter().for_each(|at| reading.roles[at] = Some(Role::Heard));
        }
    }
}

/// Whether a number begins a clause of its own, and is said of all.
fn is_of_all(reading: &Reading<'_>, all: &Amount) -> bool {
    let range = &reading.ranges[all.sentence];
    let word = |at: usize| reading.tokens[at].word.as_str();
    let start = all.tokens.start;
    let Some(first) = (range.start..start).rev().find(|at| !LEADS.contains(&word(*at))) else { return false };
    // `…, so a team of two`, `… are on it, a team of three`; `a developer and a team of three testers` are four.
    let closed = (first..start).any(|at| CLOSED.contains(&word(at)));
    let around = first..range.end.min(all.tokens.end + 3);
    closed && cue::find(reading.tokens, around, WHOLE).is_some()
}

/// `there are four of us: three developers and one designer`: whether those behind a number are listed, and come to it.
fn are_listed(reading: &Reading<'_>, index: usize, behind: &[usize]) -> bool {
    let all = &reading.amounts[index];
    let Some(first) = behind.first().map(|at| &reading.amounts[*at]) else { return false };
    let sum: f64 = behind.iter().map(|at| reading.amounts[*at].value).sum();
    let between = reading.tokens.get(all.tokens.end..first.tokens.start).unwrap_or_default();
    let opens =
        between.iter().any(|token| matches!(token.word.as_str(), ":" | "(" | "namely" | "i.e" | "viz"));
    opens && (sum - all.value).abs() < 0.5
}
