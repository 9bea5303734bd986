//! A time of the day, which counts nothing, and the hour beside one: `at 8 in the morning`, `in the hour before noon`.

use super::{Head, Reader};
use crate::statement::amount::Measure;
use crate::statement::token::Kind;
use crate::statement::{numeral, unit};

/// `the single hour after 8 in the morning`, `the hour before noon`: one hour.
pub(super) fn hour_beside(reader: &Reader<'_>, at: usize, from: usize) -> Option<Head> {
    let led = at > from
        && matches!(
            reader.word(at - 1),
            "the" | "single" | "one" | "first" | "last" | "full" | "whole" | "busiest" | "busy"
        );
    let beside = matches!(reader.word(at + 1), "after" | "before" | "from" | "following" | "until" | "past");
    let next = (reader.word(at) == "hour" && led && beside).then(|| behind(reader, at + 2)).flatten()?;
    Some(Head::new(unit::HOUR, Measure::Duration, next))
}

/// The hour that a token says, and whether it can be nothing else: `8`, `eight`, `8:30`, `noon`.
pub(super) fn hour(reader: &Reader<'_>, at: usize) -> Option<(f64, bool)> {
    let token = reader.token(at)?;
    match token.kind {
        Kind::Clock(hours) => Some((hours, true)),
        Kind::Number(value) if value <= 24.0 && value.fract() == 0.0 => Some((value, false)),
        Kind::Word => match token.word.as_str() {
            "noon" | "midday" => Some((12.0, true)),
            "midnight" => Some((24.0, true)),
            word => numeral::small(word).filter(|hour| (1.0..=12.0).contains(hour)).map(|hour| (hour, false)),
        },
        _ => None,
    }
}

/// The token behind a time of the day, where one is said beyond doubt: `8 am`, `8:30`, `eight o'clock`, `noon`, `8 in the morning`.
pub(super) fn behind(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let (_, sure) = hour(reader, at)?;
    let words = |by: usize| reader.word(at + by);
    let behind = match (words(1), words(2), words(3)) {
        ("am" | "pm" | "a.m" | "p.m" | "o'clock" | "o’clock", ..) => at + 2,
        ("in", "the", "morning" | "afternoon" | "evening") => at + 4,
        ("at", "night", _) => at + 3,
        _ if sure => at + 1,
        _ => return None,
    };
    // `eight o'clock in the morning`
    let again = (reader.word(behind), reader.word(behind + 1)) == ("in", "the")
        && matches!(reader.word(behind + 2), "morning" | "afternoon" | "evening");
    Some(if again { behind + 3 } else { behind })
}

/// The token behind the hours that a time fills: `the 3 hours from 9 to 12`.
pub(super) fn filled(reader: &Reader<'_>, at: usize, seconds: f64) -> Option<usize> {
    if !matches!(reader.word(at), "from" | "between") {
        return None;
    }
    let (first, _) = hour(reader, at + 1)?;
    let joint = behind(reader, at + 1).unwrap_or(at + 2);
    if !matches!(reader.word(joint), "to" | "and" | "until" | "till" | "-" | "–") {
        return None;
    }
    let (last, _) = hour(reader, joint + 1)?;
    // Of twelve hours or of twenty-four, whichever is meant.
    let fills = |round: f64| ((last - first).rem_euclid(round) * unit::HOUR - seconds).abs() < 1.0;
    (fills(24.0) || fills(12.0)).then(|| behind(reader, joint + 1).unwrap_or(joint + 2))
}

/// The token behind a time of the day that stands alone and counts nothing: `backups run at 8 in the morning`.
pub(super) fn alone(reader: &Reader<'_>, at: usize, from: usize) -> Option<usize> {
    const LEADS: &[&str] = &[
        "at",
        "before",
        "after",
        "around",
        "until",
        "till",
        "by",
        "from",
        "past",
        "towards",
        "since",
        "following",
        "about",
    ];
    let led = at > from && LEADS.contains(&reader.word(at - 1));
    let next = behind(reader, at).filter(|_| led)?;
    (!matches!(reader.word(next), "and" | "to" | "-" | "–" | "until" | "till")).then_some(next)
}
