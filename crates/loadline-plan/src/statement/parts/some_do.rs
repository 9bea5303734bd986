//! What a share of somebody does: `70 % of them order once a day`, `one in ten workers reports sick per month`.

use crate::statement::activity::Doings;
use crate::statement::amount::{Amount, Measure, Per};
use crate::statement::cue;
use crate::statement::noun;
use crate::statement::per;
use crate::statement::place::Place;
use crate::statement::stated::{Activity, Basis, Population};
use crate::statement::unit::DAY;
use crate::statement::vocabulary::{Class, Members, class_of_verb, is_call};

/// What a share of somebody does.
pub(super) enum Done {
    /// They are those who come on a day.
    Daily,
    /// So many of them do it once in some time.
    Rarely(Box<Activity>),
    /// It is theirs, and no share of what they look at: `view 20 pages each; one in twenty places an order`.
    Unclear,
}

/// What only somebody does, and no page that is looked at.
const PERSONS: &[&str] = &[
    "places",
    "orders",
    "buys",
    "purchases",
    "books",
    "reserves",
    "pays",
    "posts",
    "comments",
    "subscribes",
    "donates",
    "registers",
    "applies",
    "submits",
    "edits",
    "rates",
    "signs",
    "rents",
    "votes",
];

/// Stems of using what there is.
const USES: &[&str] = &[
    "use", "using", "open", "visit", "come", "log", "turn", "drop", "go", "access", "sign", "appear",
    "consult", "call",
];

/// `on a weekday 3 % of them visit the order page`
fn begins_with_a_day(place: &Place<'_>) -> bool {
    let start = place.range.start;
    let led = matches!(place.word(start), "on" | "every" | "each");
    // `a given day sees 4 % of them on the page`
    let sees = matches!(place.word(start), "a" | "an")
        && place.word(start + 2) == "day"
        && matches!(place.word(start + 3), "sees" | "finds" | "brings" | "has");
    sees || led && (start + 1..start + 4).any(|at| matches!(place.word(at), "day" | "weekday"))
}

/// `70 % of them order once a day`, `one in ten workers reports sick per month`
pub(super) fn some_do(
    place: &Place<'_>,
    amounts: &[Amount],
    (populations, activities): (&[Population], &[Activity]),
) -> Option<Done> {
    let Place { tokens, range, amount } = *place;
    let word = |at: usize| place.word(at);
    let people = |noun: &str| {
        populations.iter().rposition(|known| known.noun == noun && known.members == Members::People)
    };
    let start = amount.tokens.start;
    let before = activities.iter().filter(|own| own.tokens.end <= start).max_by_key(|own| own.tokens.start);
    let looked_at =
        before.is_some_and(|own| own.class == Class::Read && !is_call(&own.what) && own.by.is_some());
    if looked_at && PERSONS.contains(&word(amount.tokens.end)) {
        return Some(Done::Unclear);
    }
    let unit = (start..amount.tokens.end).rev().find_map(|at| people(&noun::singular(word(at))));
    let mut at = amount.tokens.end;
    let by = match word(at) {
        "of" => {
            let end = (at + 1..at + 4).find(|at| {
                matches!(word(*at), "them" | "whom" | "these" | "those")
                    || people(&noun::singular(word(*at))).is_some()
            })?;
            at = end + 1;
            people(&noun::singular(word(end))).or_else(|| {
                let last = populations.iter().rposition(|known| known.span.end <= amount.span.start);
                last.filter(|last| populations[*last].members == Members::People)
            })
        }
        noun => match people(&noun::singular(noun)) {
            Some(by) => {
                at += 1;
                Some(by)
            }
            // `households are registered, and one in 25 uses the page on a given day`
            None => unit.or_else(|| {
                let uses = USES.iter().any(|stem| noun.starts_with(stem));
                let last = populations.iter().rposition(|known| known.span.end <= amount.span.start);
                last.filter(|last| uses && populations[*last].members == Members::People)
            }),
        },
    }?;
    // `4 % of them use the booking page on a given day`
    let there = matches!(word(at), "on" | "in" | "at") && begins_with_a_day(place);
    if (there || USES.iter().any(|stem| word(at).starts_with(stem))) && populations[by].basis != Basis::Daily
    {
        let clause = (at + 1..range.end).take_while(|at| !matches!(word(*at), "," | ";" | "." | ":" | "and"));
        let day = |at: usize| matches!(word(at), "day" | "daily" | "weekday");
        if clause.into_iter().any(day) || begins_with_a_day(place) {
            return Some(Done::Daily);
        }
    }
    let verb =
        (at..at + 2).find(|at| class_of_verb(word(*at)) == Some(Class::Write) || word(*at) == "order")?;
    let clause =
        verb..(verb..range.end).find(|at| matches!(word(*at), "," | ";" | "." | ":")).unwrap_or(range.end);
    let inside = |other: &&Amount| clause.contains(&other.tokens.start);
    // `4 % of these book a time on a given day, with 6 requests each`
    let whole = range.start..range.end;
    let day = cue::find(
        tokens,
        clause.clone(),
        &[
            "on a given day",
            "on any day",
            "on any given day",
            "on a typical day",
            "on a normal day",
            "on an average day",
        ],
    );
    let each = || {
        amounts.iter().any(|other| {
            whole.contains(&other.tokens.start)
                && other.tokens.start >= clause.end
                && is_call(other.head())
                && matches!(word(other.tokens.end), "each" | "apiece")
        })
    };
    if day.is_some() && populations[by].basis == Basis::Registered && each() {
        return Some(Done::Daily);
    }
    let often = amounts.iter().filter(inside).find(|other| other.measure == Measure::Times);
    if often.and_then(Amount::period) == Some(DAY) {
        return Some(Done::Daily);
    }
    // What is counted behind the verb says itself how many.
    let counted =
        amounts.iter().filter(inside).any(|other| !other.article && other.measure == Measure::Count);
    let said = amount.period().or_else(|| {
        let (pers, _) = per::all(tokens, verb + 1, clause.end);
        pers.iter().find_map(|per| match per {
            Per::Period(seconds) => Some(*seconds),
            Per::Thing(_) => None,
        })
    });
    // `one in twenty visitors places an order`, of those who come on a day
    let calls = before.is_some_and(|own| own.by == Some(by) && is_call(&own.what) && own.period == DAY);
    // `15 % of them are bids` may be of the calls.
    let named = at >= 1 && people(&noun::singular(word(at - 1))).is_some();
    let theirs = named && PERSONS.contains(&word(at));
    let daily = said.is_none() && theirs && populations[by].basis == Basis::Daily;
    if daily && looked_at {
        return Some(Done::Unclear);
    }
    let period = said.or((daily && calls).then_some(DAY))?;
    let doings = Doings { tokens, sentence: range.clone(), amounts, populations };
    (!counted && often.is_none() && period >= DAY).then(|| {
        let made = doings.part_of(amount, by, word(verb), period);
        Done::Rarely(Box::new(Activity { part: daily, ..made }))
    })
}
