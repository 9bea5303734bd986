//! Hours of the day: `between 8 and 10 in the morning`, `from 11:30 to 13:30`.

use super::{Head, Reader, time_of_day};
use crate::statement::amount::Measure;
use crate::statement::{number, unit};
use std::ops::Range;

/// `between 8 and 10 in the morning`, `from 11:30 to 13:30`, `between 6pm and 10 pm`: the time in between.
pub(super) fn hours(reader: &Reader<'_>, at: usize, from: usize) -> Option<Head> {
    let time = |index: usize| -> Option<(f64, usize, bool)> {
        let (hour, mut sure) = time_of_day::hour(reader, index)?;
        let mut next = index + 1;
        let mut hour = hour;
        if matches!(reader.word(next), "am" | "pm" | "a.m" | "p.m") {
            hour += if reader.word(next).starts_with('p') && hour < 12.0 { 12.0 } else { 0.0 };
            (next, sure) = (next + 1, true);
        }
        next += usize::from(reader.word(next) == "o'clock" && index == at + 1);
        Some((hour, next, sure))
    };
    let (first, next, first_sure) = time(at + 1)?;
    if !matches!(reader.word(next), "and" | "to" | "-" | "–" | "until" | "till") {
        return None;
    }
    let (last, next, last_sure) = time(next + 1)?;
    let spoken = reader.word(next) == "o'clock"
        || (reader.word(next) == "in"
            && matches!(reader.word(next + 2), "morning" | "evening" | "afternoon"))
        || (reader.word(next) == "at" && reader.word(next + 1) == "night");
    // `half of the orders come in between 8 and 9.`
    let bare = || {
        let share = || {
            let first = reader.token(next).is_some_and(|token| token.is_number() || token.is(","));
            let fraction = numeral_part(reader, next);
            at == from && (first || fraction)
        };
        let ends =
            reader.token(next).is_none_or(|token| !token.is_word() && token.number().is_none()) || share();
        let whole = last > first && last <= 24.0;
        ends && whole && reader.word(at) == "between" && (share() || comes_before(reader, at))
    };
    // `between 12 and 13 we get 20 % of the day's requests`
    let of_a_share = || {
        let goes_on = reader.word(next).is_empty()
            || numeral_part(reader, next)
            || matches!(reader.word(next), "." | "," | ";" | ")" | "(" | ":")
            || matches!(
                reader.word(next),
                "we" | "there"
                    | "it"
                    | "they"
                    | "is"
                    | "are"
                    | "comes"
                    | "come"
                    | "sees"
                    | "brings"
                    | "carries"
                    | "takes"
                    | "accounts"
                    | "has"
            );
        last > first && goes_on && has_share(reader, from.max(at.saturating_sub(12)), at, next)
    };
    let spoken = spoken || bare() || of_a_share();
    // Where one of both may be of the morning or of the evening, the next such hour is meant: `between noon and one`.
    let length = (last - first).rem_euclid(if last_sure == first_sure { 24.0 } else { 12.0 });
    ((first_sure || last_sure || spoken) && length > 0.0)
        .then(|| Head::new(length * unit::HOUR, Measure::Duration, next))
}

/// Whether a share of a day, of requests or of nothing that is named stands beside two hours of the day.
fn has_share(reader: &Reader<'_>, from: usize, at: usize, next: usize) -> bool {
    let percent = |at: usize| {
        matches!(reader.word(at), "%" | "percent")
            || reader.word(at) == "per" && reader.word(at + 1) == "cent"
            // `half of all requests`
            || number::fraction(reader.word(at)).is_some()
    };
    const OF: &[&str] = &[
        "day",
        "day's",
        "daily",
        "request",
        "requests",
        "call",
        "calls",
        "traffic",
        "load",
        "everything",
        "usage",
        "use",
    ];
    let day = |range: Range<usize>| range.into_iter().any(|at| OF.contains(&reader.word(at)));
    // `20 % between 12 and 13`
    let bare = at > from && percent(at - 1);
    let before = (from..at).any(percent) && day(from..at);
    bare || before || (next..next + 8).any(percent) && day(next..next + 14)
}

/// Whether a part of something begins at a token: `half of`, `a fifth of`, `most`.
fn numeral_part(reader: &Reader<'_>, at: usize) -> bool {
    let word = reader.word(at);
    number::fraction(word).is_some()
        || matches!(word, "most" | "two" | "three")
        || matches!(word, "a" | "one") && number::fraction(reader.word(at + 1)).is_some()
}

/// Whether something is said to come or happen right before a token.
fn comes_before(reader: &Reader<'_>, at: usize) -> bool {
    const COME: &[&str] = &[
        "come", "comes", "arrive", "arrives", "fall", "falls", "happen", "happens", "made", "placed", "open",
        "closed", "used",
    ];
    let near = at.saturating_sub(3)..at;
    near.into_iter().any(|at| COME.contains(&reader.word(at)))
}
