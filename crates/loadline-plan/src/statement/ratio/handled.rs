//! How often each of what is counted is handled, wherever its count stands: `1.2 million parcels a day, each scanned 8 times`, `on its
//! way a letter is logged four times`, `three times a crate is weighed`, `recipients check a parcel twice`.

use super::{Deed, deed, multiple, named};
use crate::statement::activity::Doings;
use crate::statement::amount::{Amount, Bound, Measure};
use crate::statement::each;
use crate::statement::mark::Mark;
use crate::statement::noun;
use crate::statement::place::Place;
use crate::statement::reading::Reading;
use crate::statement::role::Role;
use crate::statement::stated::{Activity, Population};
use crate::statement::stem::same;
use crate::statement::token::Token;
use crate::statement::unit::DAY;
use crate::statement::vocabulary::{Class, class_of, class_of_verb};

/// Of what so many times something is done.
enum Base {
    /// Of what is counted as done, by its index.
    Done(usize),
    /// Of those who come on a day, by their index.
    Coming(usize),
}

/// How something is put: the base, the verb, whether it changes state, and whether what is handled is not done itself.
struct Handling {
    base: Base,
    verb: String,
    class: Class,
    handled: bool,
}

/// Words between a verb and how often.
const ABOUT: &[&str] = &[
    "about",
    "roughly",
    "some",
    "average",
    "on",
    "around",
    "typically",
    "usually",
    "up",
    "to",
    "at",
    "least",
];
const BE: &[&str] = &["is", "are", "gets", "get", "be", "been", "being", "was", "were"];
const ONE: &[&str] = &["a", "an", "each", "every", "one", "any"];

/// What is done so many times with each of what is counted.
pub(super) fn handled(reading: &Reading<'_>, amount: &Amount) -> Option<Activity> {
    let place = reading.place(amount);
    // `photos are viewed ten times as often as uploaded` compares, and `delivered up to three times` bounds.
    let compares = matches!(
        place.word(amount.tokens.end),
        "as" | "more" | "the" | "that" | "less" | "higher" | "faster" | "often" | "fewer" | "than"
    );
    if compares || amount.bound == Some(Bound::AtMost) {
        return None;
    }
    // `no message may be sent twice`
    let once = |mark: Mark| matches!(mark, Mark::OnceOnly | Mark::ExactlyOnce);
    let sentence = reading.spans[amount.sentence];
    if reading.marks.iter().any(|(mark, at)| once(*mark) && sentence.covers(*at)) {
        return None;
    }
    let found = passive(reading, &place).or_else(|| active(reading, &place))?;
    match found.base {
        Base::Done(base) => {
            let object = found.handled.then(|| found.verb.clone());
            let deed = Deed { verb: found.verb, object, class: found.class };
            Some(multiple(&reading.activities[base], amount, deed, amount.value))
        }
        Base::Coming(by) => {
            let made = Doings::of(reading, amount).part_of(amount, by, &found.verb, DAY);
            Some(Activity { class: found.class, ..made })
        }
    }
}

/// `a parcel is scanned six times`, `each scanned 8 times`, `three times a letter is logged`
fn passive(reading: &Reading<'_>, place: &Place<'_>) -> Option<Handling> {
    /// What is done to keep something says how many copies there are.
    const KEEP: &[&str] = &[
        "stor", "kept", "held", "sav", "writ", "archiv", "preserv", "replic", "mirror", "copi", "duplic",
        "back", "retain", "record",
    ];
    let word = |at: usize| place.word(at);
    let (start, range) = (place.amount.tokens.start, place.range);
    let last = (range.start..start).rev().find(|at| !ABOUT.contains(&word(*at)));
    let verb = last.and_then(|last| participle_before(place, last)).or_else(|| participle_behind(place))?;
    let keeps = KEEP.iter().any(|stem| word(verb).starts_with(stem));
    let be = (verb.saturating_sub(10).max(range.start)..verb).rev().find(|at| BE.contains(&word(*at)));
    // `is read 12 times and updated 4 times`
    let joined = |be: usize| word(verb - 1) == "and" && is_participle(word(be + 1));
    let plain = |at: usize| word(at).ends_with("ly") || matches!(word(at), "then" | "also");
    let be = be.filter(|be| joined(*be) || (be + 1..verb).all(plain));
    let base = match be {
        Some(be) => subject(reading, place, be).or_else(|| for_each(reading, place, be))?,
        None => each_of(reading, place, verb)?,
    };
    let name = infinitive(word(verb));
    let class = class_of_deed(reading, &name, word(verb))?;
    // A booking that is looked at is made all the same.
    let handled = class == Class::Write
        || matches!(&base, Base::Done(base) if !is_done_itself(&reading.activities[*base].what));
    (!keeps).then_some(Handling { base, verb: name, class, handled })
}

/// The participle right before a place, with what belongs to it in between: `checked in`, `read by a camera`, `scanned on its way`.
fn participle_before(place: &Place<'_>, last: usize) -> Option<usize> {
    let word = |at: usize| place.word(at);
    if is_participle(word(last)) {
        return Some(last);
    }
    let from = last.saturating_sub(6).max(place.range.start + 1);
    let clause =
        (from..=last).rev().take_while(|at| place.tokens[*at].is_word() && !ONE[2..].contains(&word(*at)));
    clause.into_iter().find(|at| is_participle(word(*at)) && BE.contains(&word(at - 1)))
}

/// The participle of a clause that begins with how often.
fn participle_behind(place: &Place<'_>) -> Option<usize> {
    let word = |at: usize| place.word(at);
    let start = place.amount.tokens.start;
    let begins = start == place.range.start || !place.tokens[start - 1].is_word() || word(start - 1) == "and";
    let behind = (place.amount.tokens.end..place.range.end).take_while(|at| place.tokens[*at].is_word());
    behind.into_iter().find(|at| begins && is_participle(word(*at)) && BE.contains(&word(at - 1)))
}

fn is_participle(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") || matches!(word, "read" | "seen" | "sent" | "drawn" | "shown")
}

/// What a form of `be` is said of.
fn subject(reading: &Reading<'_>, place: &Place<'_>, be: usize) -> Option<Base> {
    let word = |at: usize| place.word(at);
    let from = place.range.start;
    let done = |at: usize| named(&reading.activities, &noun::singular(word(at))).map(Base::Done);
    // `parcels a day are scanned`
    if let Some(base) = reading.activities.iter().position(|known| known.tokens.end == be) {
        return Some(Base::Done(base));
    }
    let mut at = be;
    while at > from && be - at < 6 && place.tokens[at - 1].is_word() {
        at -= 1;
        let own = word(at);
        if matches!(own, "it" | "they" | "which" | "that" | "them" | "each" | "these" | "those") {
            return last_before(reading, place, at);
        }
        if let Some(base) = done(at).or_else(|| coming(&reading.populations, own)) {
            return Some(base);
        }
        if ONE.contains(&own) || own == "the" {
            return None;
        }
    }
    None
}

/// `each scanned 8 times`, `every order touched twice`
fn each_of(reading: &Reading<'_>, place: &Place<'_>, verb: usize) -> Option<Base> {
    let from = verb.saturating_sub(3).max(place.range.start);
    let each = (from..verb).rev().find(|at| matches!(place.word(*at), "each" | "every"))?;
    let thing = noun::singular(place.word(each + 1));
    named(&reading.activities, &thing).map(Base::Done).or_else(|| last_before(reading, place, each))
}

/// `for each booking the portal is asked 12 times`
fn for_each(reading: &Reading<'_>, place: &Place<'_>, be: usize) -> Option<Base> {
    let from = be.saturating_sub(6).max(place.range.start + 1);
    let each = (from..be).rev().find(|at| matches!(place.word(*at), "each" | "every"))?;
    let thing = noun::singular(place.word(each + 1));
    named(&reading.activities, &thing).filter(|_| place.word(each - 1) == "for").map(Base::Done)
}

/// What was counted last before a place, in the same sentence.
fn last_before(reading: &Reading<'_>, place: &Place<'_>, at: usize) -> Option<Base> {
    let before = reading.activities.iter().enumerate().filter(|(_, other)| {
        other.sentence == place.amount.sentence && other.tokens.end <= at && other.by.is_none()
    });
    before.max_by_key(|(_, other)| other.tokens.start).map(|(base, _)| Base::Done(base))
}

/// `drivers photograph each damaged car six times`
fn active(reading: &Reading<'_>, place: &Place<'_>) -> Option<Handling> {
    let word = |at: usize| place.word(at);
    let start = place.amount.tokens.start;
    let clause = (place.range.start..start)
        .rev()
        .take_while(|at| !matches!(word(*at), ";" | ":" | "|" | "."))
        .last()?;
    let last = (clause..start).rev().find(|at| !ABOUT.contains(&word(*at)))?;
    let led = (last.saturating_sub(3).max(clause)..last).rev().find(|at| ONE.contains(&word(*at)))?;
    let plain = (led + 1..=last).all(|at| place.tokens[at].is_word() && !noun::stops(word(at)));
    let thing = noun::singular(word(last));
    let base =
        named(&reading.activities, &thing).map(Base::Done).or_else(|| coming(&reading.populations, &thing));
    let made = deed(place.tokens, clause..led).filter(|_| plain)?;
    let base = base?;
    // `our people check each delivery twice`, and each check is stored
    let class = class_of_deed(reading, &made.verb, &made.verb).unwrap_or(made.class);
    let made = Deed { class, ..made };
    // What is only carried along is counted by what is written of it.
    let handled = made.class == Class::Write
        && matches!(&base, Base::Done(base) if !is_done_itself(&reading.activities[*base].what));
    Some(Handling { base, verb: made.verb, class: made.class, handled })
}

/// Those who come on a day and are called so.
fn coming(populations: &[Population], name: &str) -> Option<Base> {
    let one = noun::singular(name);
    populations.iter().position(|known| known.within == Some(DAY) && known.is_called(&one)).map(Base::Coming)
}

/// Whether what is counted is done with the system itself, as an order is, and not only a thing that is carried along.
pub(super) fn is_done_itself(what: &str) -> bool {
    let deed = ["tion", "sion", "ing"].iter().any(|ending| what.ends_with(ending));
    deed || class_of(what).is_some() && !matches!(what, "parcel" | "shipment" | "pallet" | "packet")
}

/// Whether a deed changes state: by what is said of it elsewhere, by its verb, or because it leaves something that has a size.
fn class_of_deed(reading: &Reading<'_>, name: &str, participle: &str) -> Option<Class> {
    let known = class_of_verb(participle).or_else(|| said_to_be(reading.tokens, participle));
    if known == Some(Class::Write) {
        return known;
    }
    let leaves = |size: &Amount, role: Option<Role>| {
        let from = reading.ranges[size.sentence].start.max(size.tokens.start.saturating_sub(6));
        let written = role == Some(Role::RecordSize)
            || known.is_none() && role.is_none_or(|role| role == Role::ResponseSize);
        size.measure == Measure::Size
            && written
            && (from..size.tokens.end)
                .any(|at| reading.tokens[at].is_word() && same(&reading.tokens[at].word, name))
    };
    let written = reading.amounts.iter().zip(&reading.roles).any(|(size, role)| leaves(size, *role));
    if written { Some(Class::Write) } else { known }
}

/// What a deed is said to be elsewhere: `each touch is a write`.
fn said_to_be(tokens: &[Token], participle: &str) -> Option<Class> {
    tokens.windows(5).find_map(|five| {
        let [each, noun, is, a, what] = five else { return None };
        let led = matches!(each.word.as_str(), "each" | "every" | "a" | "one" | "such") && is.is("is");
        let one = matches!(a.word.as_str(), "a" | "an" | "one");
        (led && one && noun.is_word() && same(&noun.word, participle)).then(|| class_of(&what.word))?
    })
}

/// `every round posts one score and fetches the leaderboard twice`: what each of something does so many times.
pub(super) fn by_each_thing(place: &Place<'_>, activities: &[Activity]) -> Option<Activity> {
    let Place { tokens, range, amount } = *place;
    let start = amount.tokens.start;
    let base = named(activities, &each::other_actor(tokens, range.start, start)?)?;
    let ends = matches!(place.word(amount.tokens.end), "" | "." | "," | ";" | ")" | "and");
    let verb = (start.saturating_sub(5).max(range.start)..start)
        .rev()
        .find(|at| place.word(*at).ends_with('s') && class_of_verb(place.word(*at)).is_some())?;
    let class = class_of_verb(place.word(verb))?;
    let deed = Deed { verb: noun::singular(place.word(verb)), object: None, class };
    ends.then(|| multiple(&activities[base], amount, deed, amount.value))
}

/// The verb of a participle, near enough for a name: `scan` of `scanned`.
fn infinitive(participle: &str) -> String {
    let Some(stem) = participle.strip_suffix("ed") else { return participle.to_owned() };
    let doubled = ["bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"].iter().any(|end| stem.ends_with(end));
    stem[..stem.len() - usize::from(doubled)].to_owned()
}
