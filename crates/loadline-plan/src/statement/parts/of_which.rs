//! So many of what was counted before: `3 API calls of which one is a write`, `nine of these 45 change state`.

use super::CHANGES;
use crate::statement::activity::Activity;
use crate::statement::amount::Measure;
use crate::statement::noun;
use crate::statement::number;
use crate::statement::place::Place;
use crate::statement::reading::Reading;
use crate::statement::role::Role;
use crate::statement::vocabulary::{Class, class_of, is_call};

/// Where it is said what so many of something are, and where the count of all is said again.
struct Part {
    said: usize,
    again: Option<usize>,
}

/// Makes so many of them a share.
pub(in crate::statement) fn of_which(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, roles, activities, .. } = reading;
    for index in 0..amounts.len() {
        let amount = &amounts[index];
        if amount.measure != Measure::Count || !matches!(roles[index], None | Some(Role::Activity)) {
            continue;
        }
        let place = Place::of(tokens, ranges, amount);
        let Some(part) = part(&place) else { continue };
        let at = amount.tokens.start;
        let changes =
            CHANGES.iter().any(|stem| place.word(part.said).starts_with(stem)).then_some(Class::Write);
        let said = match changes.or_else(|| class_of(&noun::singular(place.word(part.said)))) {
            Some(Class::Write) => Role::WriteShare,
            Some(Class::Read) => Role::ReadShare,
            _ => continue,
        };
        let whole = activities.iter_mut().rev().find(|whole| {
            let mixed = whole.class == Class::Mixed || whole.class == Class::Read && said == Role::WriteShare;
            let again = part.again.is_some_and(|again| whole.tokens.contains(&again));
            let times = whole.of.as_ref().map_or(whole.count, |base| base.times);
            let recalled =
                part.again.and_then(|at| number::read(tokens, at)).is_some_and(|whole| whole.value == times);
            mixed && !again && whole.tokens.end <= at && (recalled || amount.sentence - whole.sentence <= 1)
        });
        let Some(whole) = whole else { continue };
        let times = whole.of.as_ref().map_or(whole.count, |base| base.times);
        if amount.value >= times {
            continue;
        }
        whole.class = Class::Mixed;
        let (span, left) = (amount.span, times - amount.value);
        let again = |own: &Activity| part.again.is_some_and(|again| own.tokens.contains(&again));
        activities.retain(|own| own.span != span && !again(own));
        let amount = &mut amounts[index];
        (amount.value, amount.measure, amount.article) = (amount.value / times, Measure::Share, false);
        roles[index] = Some(said);
        for at in (0..amounts.len()).filter(|at| *at != index) {
            if roles[at].is_none() && part.again == Some(amounts[at].tokens.start) {
                roles[at] = Some(Role::Activity);
            }
        }
        // `and the other eleven are reads`
        let rest = |at: usize| {
            let before = amounts[at].tokens.start.checked_sub(1).map_or("", |at| tokens[at].word.as_str());
            matches!(before, "other" | "remaining" | "others") && (amounts[at].value - left).abs() < 1e-9
        };
        for at in index + 1..amounts.len() {
            if roles[at].is_none() && amounts[at].sentence == amounts[index].sentence && rest(at) {
                roles[at] = Some(Role::Activity);
            }
        }
    }
}

/// Where a count is said to be a part of what was counted before.
fn part(place: &Place<'_>) -> Option<Part> {
    let word = |at: usize| place.word(at);
    let at = place.amount.tokens.start;
    // Its noun may stand behind the number of all: `ten of the fifty actions`.
    let of = number::read(place.tokens, at).map(|own| own.next).filter(|next| word(*next) == "of");
    let end = of.unwrap_or(place.amount.tokens.end);
    let skip = |mut at: usize| {
        while matches!(word(at), "is" | "are" | "a" | "an" | "the") {
            at += 1;
        }
        at
    };
    // `of which exactly one is the booking`
    let led = place.behind(&["exactly", "only", "just", "about", "roughly", "some", "precisely"]);
    if led >= 2
        && matches!(word(led - 1), "which" | "those" | "these" | "them")
        && matches!(word(led - 2), "of")
    {
        let behind = number::read(place.tokens, at).map_or(at + 1, |number| number.next);
        return Some(Part { said: skip(behind), again: None });
    }
    // `nine of these 45 change state`, `one of these 8 page views is the booking`
    let again = end + 2;
    if word(end) == "of"
        && matches!(word(end + 1), "these" | "those" | "the" | "them")
        && let Some(whole) = number::read(place.tokens, again)
    {
        let behind = whole.next;
        let named = (behind..behind + 3).find(|at| matches!(word(*at), "is" | "are"));
        // `two of the 20 calls write`
        let call = usize::from(is_call(&noun::singular(word(behind))));
        return Some(Part { said: skip(named.unwrap_or(behind + call)), again: Some(again) });
    }
    // `14 requests, one of them a write`
    let turned = word(end) == "of" && matches!(word(end + 1), "them" | "these" | "which" | "those");
    turned.then(|| Part { said: skip(end + 2), again: None })
}
