//! What may be handed out to one only, where that is said with words apart: `a car space may only be sold once`, `a place must not be
//! assigned to more than one applicant`, `each slot can be taken by one person only`.

use super::super::cue;
use super::super::like_people::is_like_people;
use super::super::noun;
use super::super::token::{Token, word_at};
use super::super::unit;
use super::super::vocabulary::{Members, members};
use std::ops::Range;

/// Words of handing something out.
#[rustfmt::skip]
const HANDED: &[&str] = &[
    "sold", "booked", "reserved", "assigned", "allocated", "given", "given out", "given away", "issued", "redeemed", "claimed", "used", "taken", "rented", "let",
    "promised", "awarded", "granted", "spent", "charged", "debited", "handed out", "won", "bought", "lent", "go", "goes", "held", "occupied", "belong",
    "belongs", "allotted", "leased", "transferred", "paid", "paid out", "offered", "delivered", "dispensed", "reach", "end up", "ends up",
    "have", "has",
];
/// Of these, what is not also said of reports and pages.
#[rustfmt::skip]
const SOLD: &[&str] = &[
    "sold", "booked", "reserved", "assigned", "allocated", "given", "given out", "given away", "redeemed", "claimed", "rented", "let", "promised", "awarded",
    "granted", "spent", "charged", "debited", "handed out", "won", "bought", "lent", "issued", "used", "taken", "paid out", "allotted", "leased",
];
/// Of these, what is done with a room for a night.
const BY_NIGHT: &[&str] = &["sold", "booked", "let", "rented", "reserved", "occupied", "away", "assigned"];
/// Words by which once is all there is.
#[rustfmt::skip]
const LIMITS: &[&str] = &["only", "just", "most", "exactly", "each", "every", "may", "can", "must", "shall", "never", "not", "one", "once and once only"];
/// Words that lead to those to whom something is handed out.
const TO: &[&str] = &["to", "by", "for", "with"];
/// Those of whom there may not be a second one.
#[rustfmt::skip]
const SEVERAL: &[&str] = &[
    "more than one", "more than a single", "more than 1", "two", "several", "anyone else", "anybody else", "someone else", "somebody else", "another",
    "a second", "multiple", "different",
];
/// Those to whom a thing belongs, of whom it has one.
const OWNERS: &[&str] =
    &["owner", "tenant", "holder", "buyer", "winner", "purchaser", "borrower", "occupant", "keeper"];
/// What is offered piece by piece, of which two may not have the same at a time.
#[rustfmt::skip]
const OFFERS: &[&str] = &[
    "room", "bay", "seat", "slot", "berth", "pitch", "cabin", "table", "plot", "space", "desk", "court", "locker", "bed", "stall", "mooring", "stand", "garage",
    "ticket", "allotment",
];
/// Words between what is done and to whom.
const BETWEEN: usize = 4;

/// Where a sentence says that something may be handed out to one only.
pub(super) fn handed_once(
    tokens: &[Token],
    sentence: &Range<usize>,
    not: Option<&Range<usize>>,
) -> Option<Range<usize>> {
    sentence
        .clone()
        .find_map(|at| {
            let inside = &tokens[..sentence.end];
            let longest =
                |words: &[&str]| words.iter().filter_map(|word| cue::matches(inside, at, word)).max();
            let end = at + longest(HANDED)?;
            let several =
                || not.and_then(|not| to_several(tokens, sentence, end).map(|to| not.start.min(at)..to));
            let has = matches!(tokens[at].word.as_str(), "have" | "has");
            let one = || to_one(tokens, sentence, at..end).filter(|_| !has).map(|to| at..to);
            let once = || longest(SOLD).and_then(|_| once_behind(tokens, sentence, at, end)).map(|to| at..to);
            several().or_else(one).or_else(once)
        })
        .or_else(|| one_each(tokens, sentence))
        .or_else(|| same_to_two(tokens, sentence, not?))
}

/// `under no circumstances may two people end up with the same seat`
fn same_to_two(tokens: &[Token], sentence: &Range<usize>, not: &Range<usize>) -> Option<Range<usize>> {
    const END_UP: &[&str] = &[
        "end up",
        "ends up",
        "buy",
        "hold",
        "book",
        "win",
        "be sold",
        "be given",
        "be assigned",
        "purchase",
        "get",
        "receive",
    ];
    let word = |at: usize| word_at(tokens, sentence, at);
    let two = sentence
        .clone()
        .find(|at| word(*at) == "two" && members(&noun::singular(word(at + 1))) == Some(Members::People))?;
    let verb = cue::find(tokens, two + 2..sentence.end, END_UP)?;
    let same = cue::find(tokens, verb.end..sentence.end, &["the same"])?;
    Some(not.start.min(two)..same.end)
}

/// `one pair, one buyer`, `one seat: one guest`
fn one_each(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let word = |at: usize| word_at(tokens, sentence, at);
    let starts = |at: usize| at == sentence.start || matches!(word(at - 1), ";" | ":" | "." | ",");
    let found = sentence.clone().find(|at| {
        starts(*at)
            && word(*at) == "one"
            && matches!(word(at + 2), "," | ":" | "=" | "-")
            && word(at + 3) == "one"
            && members(&noun::singular(word(at + 4))) == Some(Members::People)
            && matches!(word(at + 5), "" | "." | ":" | ";" | "!" | ",")
    })?;
    Some(found..found + 5)
}

/// `to more than one applicant`: where it ends.
fn to_several(tokens: &[Token], sentence: &Range<usize>, end: usize) -> Option<usize> {
    let inside = &tokens[..sentence.end];
    (end..sentence.end.min(end + BETWEEN)).find_map(|at| {
        // `one pair must never reach two buyers`, `a bay cannot have two tenants`
        let whose = |at: usize| OWNERS.contains(&noun::singular(word_at(tokens, sentence, at)).as_str());
        let before = if at > sentence.start { tokens[at - 1].word.as_str() } else { "" };
        let several_owners = |at: usize| {
            let several = SEVERAL.iter().filter_map(|words| cue::matches(inside, at, words));
            several.map(|takes| at + takes).find(|at| whose(*at))
        };
        // `an article must not have more than one owner` says how it is recorded.
        let at_a_time = |owners: usize| {
            let near = owners + 1..sentence.end.min(owners + 5);
            let same = ["at the same", "for the same", "on the same", "at once", "at a time", "in the same"];
            let offered = (sentence.start.max(end.saturating_sub(6))..end)
                .any(|at| OFFERS.contains(&noun::singular(tokens[at].word.as_str()).as_str()));
            let kept =
                matches!(noun::singular(word_at(tokens, sentence, owners)).as_str(), "owner" | "keeper");
            cue::find(tokens, near, &same).is_some() || offered && !kept
        };
        let has = matches!(before, "have" | "has") && several_owners(at).is_some_and(at_a_time);
        let reached = before == "reach" || has;
        if reached
            && let Some(several) = SEVERAL.iter().filter_map(|words| cue::matches(inside, at, words)).max()
        {
            return Some(at + several);
        }
        // `must not have links to two pages` hands nothing out.
        let has = tokens[end - 1].is("have") || tokens[end - 1].is("has");
        (!has && TO.contains(&tokens[at].word.as_str())).then_some(())?;
        // `not issued by another shop` says nothing of how many.
        if tokens[at].is("by")
            && matches!(
                word_at(tokens, sentence, at + 1),
                "another" | "different" | "anyone" | "anybody" | "someone" | "somebody"
            )
        {
            return None;
        }
        let whom = at + 1 + SEVERAL.iter().filter_map(|words| cue::matches(inside, at + 1, words)).max()?;
        // `a sword must never end up with two buyers`, but a file with two versions
        let ends_up = end > sentence.start && tokens[end - 1].is("up");
        let who = noun::singular(word_at(tokens, sentence, whom));
        if ends_up && members(&who) != Some(Members::People) && !is_like_people(&who) {
            return None;
        }
        // `must not go to two regions`
        let places = ["region", "site", "zone", "server", "data", "node", "countr"];
        let place = places.iter().any(|stem| word_at(tokens, sentence, whom).starts_with(stem));
        (!place).then_some(whom)
    })
}

/// `by one person only`, `to exactly one`, `to one tenant at a time`: where it ends.
fn to_one(tokens: &[Token], sentence: &Range<usize>, handed: Range<usize>) -> Option<usize> {
    let word = |at: usize| word_at(tokens, sentence, at);
    let end = handed.end;
    // `may only be sold to one customer`
    let only =
        (sentence.start.max(handed.start.saturating_sub(3))..handed.start).any(|at| word(at) == "only");
    (end..sentence.end.min(end + BETWEEN)).find_map(|at| {
        TO.contains(&word(at)).then_some(())?;
        let skip = usize::from(matches!(word(at + 1), "exactly" | "only" | "just"))
            + 2 * usize::from((word(at + 1), word(at + 2)) == ("at", "most"));
        let one = at + 1 + skip;
        matches!(word(one), "one" | "a").then_some(())?;
        (word(one) == "one" || word(one + 1) == "single").then_some(())?;
        let behind = (one + 1..one + 4).find(|at| {
            word(*at) == "only"
                || (word(*at), word(at + 1)) == ("at", "a") && word(at + 2) == "time"
                || word(*at) == "alone"
        });
        // The tool that is only used by one person is no such thing.
        let person = || {
            // A letter that is delivered to one person says nothing of a second letter.
            let sold = SOLD.iter().any(|sold| cue::matches(tokens, handed.start, sold) == Some(handed.len()));
            sold && word(end - 1) != "issued"
                && word(at) == "to"
                && members(&noun::singular(word(one + 1))) == Some(Members::People)
        };
        behind.map(|at| at + 1).or((skip > 0 || only && person()).then_some(one + 1))
    })
}

/// `may only be sold once`, `each slot is assigned once`: where it ends, unless it is once in some time.
fn once_behind(tokens: &[Token], sentence: &Range<usize>, at: usize, end: usize) -> Option<usize> {
    let word = |at: usize| word_at(tokens, sentence, at);
    let passive = (at.saturating_sub(3)..at)
        .any(|at| matches!(word(at), "be" | "is" | "are" | "been" | "being" | "get" | "gets"));
    let most = 2 * usize::from((word(end), word(end + 1)) == ("at", "most"));
    let from = end + most + usize::from(matches!(word(end), "only" | "exactly" | "just"));
    let once = match (word(from), word(from + 1)) {
        ("once", _) => from + 1,
        ("one" | "a", "time") | ("a", "single") => from + 2,
        ("a", "second") if word(from + 2) == "time" => from + 3,
        _ => return None,
    };
    let ends = matches!(
        word(once),
        "" | "," | ";" | "." | "and" | "for" | "only" | ":" | ")" | "-" | "!" | "even" | "whatever"
    );
    // `sold once per section of the route`, `per night`, but `once per month`
    let night = word(once + 1) == "night" && BY_NIGHT.contains(&word(end - 1));
    let ends = ends || word(once) == "per" && (night || unit::duration(word(once + 1), false).is_none());
    let limit = most > 0
        || from > end
        || (sentence.start.max(at.saturating_sub(8))..at).any(|at| LIMITS.contains(&word(at)));
    (passive && ends && limit).then_some(once)
}

/// Whether something is done once in some time, or comes first, as in `only once a year` and `only once it is paid`.
pub(super) fn in_some_time(tokens: &[Token], hit: &Range<usize>) -> bool {
    let next = |at: usize| tokens.get(at + 1).map_or("", |token| token.word.as_str());
    let time = |at: usize| unit::duration(next(at + 1), false).is_some();
    // `a room may be sold once per night`: the night is what is sold.
    let of_a_night = |at: usize| {
        let before = |by: usize| at.checked_sub(by).map_or("", |at| tokens[at].word.as_str());
        let skip = usize::from(matches!(before(1), "only" | "just" | "exactly"));
        next(at + 1) == "night" && BY_NIGHT.contains(&before(1 + skip))
    };
    // `once a year`, but `once per person`
    hit.clone().any(|at| {
        let often = matches!(next(at), "a" | "an" | "per" | "every") && time(at) && !of_a_night(at);
        // `screens that reload twice a minute`
        often && (tokens[at].is("once") || tokens[at].is("twice"))
            || tokens[at].is("once")
                && (matches!(next(at), "in" | "it" | "they" | "we" | "the" | "this" | "he" | "she"))
    })
}
