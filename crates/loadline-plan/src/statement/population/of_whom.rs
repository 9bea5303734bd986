//! Those of a population who come on a day: `half a million drivers, of whom 60,000 park on a weekday`, `of our 96,000 students, 24,000 open
//! it on a typical day`.

use crate::statement::amount::Measure;
use crate::statement::place::Place;
use crate::statement::stated::{Basis, Population};
use crate::statement::unit::DAY;
use crate::statement::vocabulary::{Members, members};

/// Those of a population who come on a day: `half a million drivers, of whom 60,000 park on a weekday`.
pub(super) fn part_of_whom(place: &Place<'_>, before: &[Population]) -> Option<Population> {
    let Place { range: sentence, amount, .. } = *place;
    let word = |at: usize| place.word(at);
    let at = amount.tokens.start;
    let skip =
        usize::from(matches!(word(at.wrapping_sub(1)), "about" | "roughly" | "around" | "some" | "only"));
    // `1.2 million of which are active on any given day`
    let end = amount.tokens.end;
    // `600 of whom come every day`
    let inside = (at + 1..end)
        .any(|at| word(at) == "of" && matches!(word(at + 1), "whom" | "which" | "them" | "these" | "those"));
    let behind =
        inside || word(end) == "of" && matches!(word(end + 1), "whom" | "which" | "them" | "these" | "those");
    let whom = behind
        || at >= 3 + skip && {
            // `of these, 24,000 open the portal`
            let skip = skip + usize::from(word(at - skip - 1) == ",");
            word(at - skip - 2) == "of"
                && matches!(word(at - skip - 1), "whom" | "which" | "them" | "these" | "those")
        };
    // `of our 96,000 registered students, 24,000 open the portal on a typical day`
    let of_all = word(sentence.start) == "of"
        && before.last().is_some_and(|whole| {
            let these = matches!(word(sentence.start + 1), "these" | "those" | "them")
                && at <= sentence.start + 4
                && whole.sentence + 1 == amount.sentence
                && whole.members == Members::People
                && matches!(whole.basis, Basis::Registered | Basis::Monthly);
            these || whole.sentence == amount.sentence && whole.tokens.end <= at && at - whole.tokens.end <= 2
        });
    let whom = whom || of_all;
    let whole = before.last().filter(|whole| {
        let next =
            (behind || of_all) && whole.sentence + 1 == amount.sentence && whole.members == Members::People;
        let weekday = behind && begins_with_a_day(place) || next;
        whole.sentence == amount.sentence || weekday || !behind && word(at.wrapping_sub(skip + 1)) != "whom"
    })?;
    let clause = (inside || of_all) && amount.period() == Some(DAY)
        || behind && (begins_with_a_day(place) || led_by_a_day(place))
        || (amount.tokens.start + 1..sentence.end.min(amount.tokens.end + 12))
            .take_while(|at| !matches!(word(*at), "," | ";" | "."))
            .any(|at| matches!(word(at), "day" | "daily" | "weekday" | "today"));
    // `serving one of them` speaks of any of them.
    let counts = amount.measure == Measure::Count
        && !amount.article
        && amount.period().is_none_or(|period| period == DAY);
    let known = members(amount.head()).is_some()
        // `Of these, 24,000 write a day.`
        || whole.sentence != amount.sentence && amount.head() == "write";
    (whom && clause && counts && !known && (1.0..=whole.value).contains(&amount.value)).then(|| Population {
        value: amount.value,
        basis: Basis::Daily,
        each: None,
        span: amount.span,
        sentence: amount.sentence,
        tokens: amount.tokens.clone(),
        ..whole.clone()
    })
}

/// `on a weekday 60,000 of them run 9 searches each`
fn begins_with_a_day(place: &Place<'_>) -> bool {
    let start = place.range.start;
    place.word(start) == "on" && (start + 1..start + 4).any(|at| matches!(place.word(at), "day" | "weekday"))
}

/// `the company has 2,500 employees; on a day 600 of them use it`
fn led_by_a_day(place: &Place<'_>) -> bool {
    let start = place.amount.tokens.start;
    start >= place.range.start + 3
        && place.word(start - 3) == "on"
        && matches!(place.word(start - 2), "a" | "any" | "each" | "one")
        && matches!(place.word(start - 1), "day" | "weekday")
}
