//! The noun of a number that stands before it, as in labels, brackets and rows: `drivers (40,000)`, `players per day | 6`.

use super::Reader;
use crate::statement::amount::Per;
use crate::statement::noun::{self, Noun};
use crate::statement::token::Token;
use crate::statement::{unit, vocabulary};

/// Whether a number is said to be all there are: `in all`, `in total`, `altogether`.
fn counts_all(reader: &Reader<'_>, next: usize) -> bool {
    let end = match (reader.word(next), reader.word(next + 1)) {
        ("in", "all" | "total" | "number") | ("all", "told" | "together") => next + 2,
        ("altogether", _) => next + 1,
        _ => return false,
    };
    matches!(reader.word(end), "," | ";" | "." | "")
}

/// What is spoken of one by one before a place: `item` in `every registered item is logged five times; we carry 2 million of them`.
fn spoken_of<'a>(reader: &Reader<'a>, from: usize, to: usize) -> Option<&'a str> {
    let be =
        (from..to).rev().find(|at| matches!(reader.word(*at), "is" | "gets" | "has" | "goes" | "passes"))?;
    let noun = be.checked_sub(1).filter(|at| *at > from).map(|at| reader.word(at))?;
    let led = (from..be).rev().take(5).any(|at| matches!(reader.word(at), "a" | "an" | "each" | "every"));
    (led && !noun::stops(noun) && !noun::is_plural(noun) && vocabulary::members(noun).is_none())
        .then_some(noun)
}

/// The noun of a number behind it: `drivers (40,000)`, `daily active users: 2 million`, `MAU 9 million`.
pub(super) fn noun_before(reader: &Reader<'_>, at: usize, from: usize, next: usize) -> Option<Noun> {
    let sign = at.checked_sub(1).filter(|sign| *sign >= from)?;
    let abbreviation = |word: &str| matches!(word, "dau" | "mau" | "wau" | "daus" | "maus");
    let named = |words: String, head: &str| Some(Noun { head: noun::singular(head), words });
    // `beekeepers (about 9,000 a day)`
    let sign = match reader.word(sign) {
        "about" | "roughly" | "some" | "around" | "~" | "approximately"
            if sign > from && matches!(reader.word(sign - 1), "(" | ",") =>
        {
            sign - 1
        }
        _ => sign,
    };
    match reader.word(sign) {
        word if abbreviation(word) => return named(word.to_owned(), word),
        // `Users per day 864,000, each with 10 requests`
        "day" if sign == from + 2 && reader.word(sign - 1) == "per" => {
            let word = reader.word(from);
            let member = vocabulary::members(&noun::singular(word)) == Some(vocabulary::Members::People);
            return (member && noun::is_plural(word)).then(|| named(format!("{word} per day"), word))?;
        }
        // `analysts, 60 of them, run 30 queries a day each`
        "," if reader.word(next) == "of" && reader.word(next + 1) == "them" => {
            let word = reader.word(sign.checked_sub(1).filter(|place| *place >= from)?);
            // Whoever they are, where the sentence begins with them: `newsrooms, 500 of them, query`.
            let member = vocabulary::members(&noun::singular(word)).is_some() || sign == from + 1;
            return (member && noun::is_plural(word)).then(|| named(word.to_owned(), word))?;
        }
        // `customers' screens show positions: 7,000 of them refresh every 45 seconds`
        ":" | ";" if reader.word(next) == "of" && reader.word(next + 1) == "them" => {
            // `excavators: 21,600 of them`
            let first = reader.word(from);
            if sign == from + 1 && noun::is_plural(first) {
                return named(first.to_owned(), first);
            }
            // `recipients open the page or move a parcel: 1.3 million of them daily`: who the sentence begins with, whoever that is.
            let acts = vocabulary::class_of_verb(reader.word(from + 1)).is_some();
            if noun::is_plural(first)
                && acts
                && vocabulary::members(&noun::singular(first)).is_none()
                && !vocabulary::is_action(&noun::singular(first))
            {
                return named(first.to_owned(), first);
            }
            // `donors reserve at 40 blood banks: 17,000 of them`: the banks are counted already.
            let counted =
                |at: usize| (at.saturating_sub(3).max(from)..at).any(|at| reader.number(at).is_some());
            let word =
                (from..sign).rev().filter(|at| !counted(*at)).map(|at| reader.word(at)).find(|word| {
                    let one = noun::singular(word);
                    noun::is_plural(word)
                        && (vocabulary::members(&one).is_some() || vocabulary::is_display(&one))
                })?;
            return named(word.to_owned(), word);
        }
        // `beekeepers, about 5,000 a day, look at 12 charts`
        "," if sign == from + 1 && matches!(reader.word(next), "a" | "per" | "each" | "every" | "daily") => {
            let word = reader.word(from);
            let closed = (next + 1..next + 4).any(|at| reader.word(at) == ",");
            let many = reader.number(at).is_some_and(|number| number.value >= 100.0);
            return (closed && many && noun::is_plural(word)).then(|| named(word.to_owned(), word))?;
        }
        // `field engineers, 1,200 in all, hand in their claims`
        "," if counts_all(reader, next) => {
            let word = reader.word(sign.checked_sub(1).filter(|place| *place >= from)?);
            return noun::is_plural(word).then(|| named(word.to_owned(), word))?;
        }
        // `escape rooms take bookings through us, 4,320 a day all told`
        "," if matches!(reader.word(next), "a" | "per" | "each" | "every" | "daily")
            && reader.word(next + 1) != "of"
            && done_before(reader, sign, from).is_some() =>
        {
            let word = reader.word(done_before(reader, sign, from)?);
            return named(word.to_owned(), word);
        }
        // `it reports its trips: 200 a day per lift`
        ":" | ","
            if matches!(reader.word(next), "a" | "per" | "each" | "every" | "daily")
                && reader.word(next + 1) != "of"
                && owned_before(reader, sign, from, next) =>
        {
            let word = reader.word(sign - 1);
            return named(word.to_owned(), word);
        }
        // `ventilators in 210 hospitals, 30 in each hospital`
        _ if in_each_place(reader, next) => {
            let first = reader.word(from);
            let many = reader.number(at).is_some_and(|number| number.value > 1.0);
            return (noun::is_plural(first) && many).then(|| named(first.to_owned(), first))?;
        }
        "(" if closes(reader, at, next) => {
            let word = reader.word(sign.checked_sub(1).filter(|place| *place >= from)?);
            let daily = matches!(reader.word(next), "a" | "per" | "each" | "every" | "daily");
            let one = noun::singular(word);
            let member = vocabulary::members(&one).is_some() || vocabulary::is_display(&one);
            return (member || daily && noun::is_plural(word)).then(|| named(word.to_owned(), word))?;
        }
        // `an office of 430`, `a company of 1,200`
        "of" => {
            let place = sign.checked_sub(1).filter(|place| *place >= from)?;
            let word = reader.word(place);
            let led = (from..place)
                .rev()
                .take(3)
                .any(|at| matches!(reader.word(at), "a" | "an" | "our" | "one" | "the"));
            let whole = vocabulary::members(word) == Some(vocabulary::Members::Places);
            let ends = reader.token(next).is_none_or(|token| !token.is_word() || noun::stops(&token.word));
            let many = reader.number(at).is_some_and(|number| number.value >= 3.0);
            // `a sales team of 900` uses it, `a team of five` builds it.
            let users = word != "team" || reader.number(at).is_some_and(|number| number.value > 60.0);
            return (led && whole && ends && many && users).then(|| named("people".to_owned(), "people"))?;
        }
        // `our customers number 120,000 a day`
        "number" | "total" | "numbered" if sign > from => {
            let word = reader.word(sign - 1);
            let member = vocabulary::members(&noun::singular(word)).is_some();
            return (member && noun::is_plural(word)).then(|| named(word.to_owned(), word))?;
        }
        // `of our customers 120,000 are active each day`
        word if noun::is_plural(word)
            && vocabulary::members(&noun::singular(word)).is_some()
            && matches!(reader.word(next), "are" | "come" | "use" | "visit" | "log" | "sign" | "do")
            && (sign.saturating_sub(2).max(from)..sign).any(|at| reader.word(at) == "of") =>
        {
            return named(word.to_owned(), word);
        }
        // `requests come to 216 million a month`
        "to" if sign >= from + 2
            && matches!(reader.word(sign - 1), "come" | "amount" | "sum" | "run" | "add") =>
        {
            let word = reader.word(from);
            let calls = noun::is_plural(word) && vocabulary::is_call(&noun::singular(word));
            return calls.then(|| named(word.to_owned(), word))?;
        }
        // `the number of customers per day is 120,000`
        "is" | "are" | "was" | "reaches" => {
            return number_of(reader, sign, from).or_else(|| active_ones(reader, sign, from, next));
        }
        _ if reader.word(next) == "of" && reader.word(next + 1) == "them" => {
            let word = spoken_of(reader, from, sign)?;
            return named(word.to_owned(), word);
        }
        ":" | "=" | "~" | "≈" | "|" | "about" | "roughly" => {}
        _ => return None,
    }
    let mut place = sign;
    while place > from && matches!(reader.word(place), ":" | "=" | "~" | "≈" | "|" | "about" | "roughly") {
        place -= 1;
    }
    // The words of a label, back to the start of its sentence, item or clause: `calls per user: 50 a day`.
    let slash = |index: usize| reader.word(index) == "/";
    let part = |index: &usize| slash(*index) || reader.token(*index).is_some_and(Token::is_word);
    let start = (from..=place).rev().take_while(part).last()?;
    if place - start > 5 {
        return None;
    }
    // `Requests/day: 8.64M`
    let spoken = |index: usize| if slash(index) { "per" } else { reader.word(index) };
    let words: Vec<&str> = (start..=place).map(spoken).collect();
    // `Reserve: 1.5` is a multiple, and counts nothing.
    if matches!(words.as_slice(), ["reserve" | "safety" | "factor" | "headroom"]) {
        return None;
    }
    let heads: Vec<&str> = words.iter().take_while(|word| **word != "per").copied().collect();
    let head = heads.iter().rev().find(|word| {
        let one = noun::singular(word);
        vocabulary::members(&one).is_some() || abbreviation(word) || vocabulary::is_action(&one)
    });
    // `Matches per player per day | 6` and `Regions | 3` name what they count, known or not.
    let plain = || {
        let last = heads.last().filter(|word| noun::is_plural(word))?;
        // `Restores: 300 a day`
        let often = matches!(reader.word(next), "a" | "per" | "each" | "every" | "/") && heads.len() == 1;
        // `Parking bays: 80,000, each fitted with a sensor`, `Boxes: 1,800 on balconies all over the country, each sends`
        let comma = (next..next + 10).find(|at| reader.word(*at) == ",");
        let each = comma.is_some_and(|comma| {
            let where_they_are = matches!(
                reader.word(next),
                "on" | "in" | "at" | "across" | "along" | "around" | "throughout"
            );
            matches!(reader.word(comma + 1), "each" | "every") && (comma == next || where_they_are)
        });
        (heads.len() < words.len() || reader.word(sign) == "|" || often || each).then_some(last)
    };
    named(words.join(" "), head.or_else(plain)?)
}

/// Whether what is done by somebody who was named stands right before a sign: `its trips`, `their orders`.
fn owned_before(reader: &Reader<'_>, sign: usize, from: usize, next: usize) -> bool {
    let Some(owner) = sign.checked_sub(2).filter(|owner| *owner > from) else { return false };
    let word = reader.word(owner + 1);
    // `it records its starts`
    let done = || vocabulary::class_of_verb(reader.word(owner - 1)) == Some(vocabulary::Class::Write);
    // `shops report their sales: 200 a day` leaves open whether each of them does.
    let each = || (next + 2..next + 4).any(|at| matches!(reader.word(at), "per" | "each" | "apiece"));
    (reader.word(owner) == "its" || reader.word(owner) == "their" && each())
        && noun::is_plural(word)
        && (vocabulary::is_action(&noun::singular(word)) || done())
        && vocabulary::members(&noun::singular(word)).is_none()
}

/// What `the number of …` before a verb counts, with its `per`: `the daily number of requests is`, `the number of calls per user is`.
fn number_of(reader: &Reader<'_>, verb: usize, from: usize) -> Option<Noun> {
    let of = (verb.saturating_sub(7).max(from)..verb)
        .rev()
        .find(|at| reader.word(*at) == "number" && reader.word(at + 1) == "of")?;
    let words: Vec<&str> = (of + 2..verb).map(|at| reader.word(at)).collect();
    let heads = words.iter().take_while(|word| **word != "per" && !noun::stops(word));
    let head = heads.last().filter(|word| noun::is_plural(word))?;
    Some(Noun { head: noun::singular(head), words: words.join(" ") })
}

/// Those who are active, as the subject of their number: `weekly active users are 700,000`.
fn active_ones(reader: &Reader<'_>, verb: usize, from: usize, next: usize) -> Option<Noun> {
    const HOW: &[&str] = &["daily", "weekly", "monthly", "active", "registered"];
    let closed = matches!(reader.word(next), "" | "," | ";" | "." | "and");
    // `the number of weekly active users is 700,000`
    let number = (from..verb).find(|at| reader.word(*at) == "number" && reader.word(at + 1) == "of");
    let words: Vec<&str> = (number.map_or(from, |at| at + 2)..verb)
        .map(|at| reader.word(at))
        .filter(|word| *word != "the")
        .collect();
    let (head, how) = words.split_last()?;
    let told = !how.is_empty() && how.iter().all(|word| HOW.contains(word));
    let people = vocabulary::members(&noun::singular(head)) == Some(vocabulary::Members::People);
    (closed && told && people && noun::is_plural(head))
        .then(|| Noun { head: noun::singular(head), words: words.join(" ") })
}

/// Where the thing that is done stands right before a comma: `take bookings through us, `, where nothing else is counted there.
fn done_before(reader: &Reader<'_>, comma: usize, from: usize) -> Option<usize> {
    let near = comma.saturating_sub(4).max(from)..comma;
    let plain =
        near.clone().all(|at| reader.token(at).is_some_and(Token::is_word) && reader.number(at).is_none());
    let done = |at: &usize| {
        let one = noun::singular(reader.word(*at));
        noun::is_plural(reader.word(*at))
            && vocabulary::is_action(&one)
            && vocabulary::members(&one).is_none()
    };
    let mut found = near.rev().filter(done);
    found.next().filter(|at| plain && found.next().is_none() && *at > from)
}

/// Whether `in each hospital` or `per hospital` stands at a token.
fn in_each_place(reader: &Reader<'_>, at: usize) -> bool {
    let thing = match (reader.word(at), reader.word(at + 1)) {
        ("per", thing) => thing,
        ("in" | "at" | "on", "each" | "every") => reader.word(at + 2),
        _ => return false,
    };
    let thing = noun::singular(thing);
    unit::period(&thing).is_none() && vocabulary::members(&thing).is_some()
}

/// Whether a number in brackets counts what stands before them: `drivers (40,000)`, `couriers (9,000 on duty)`,
/// `customers (90,000 a day)`, but not `customers (3 a day)`.
fn closes(reader: &Reader<'_>, at: usize, next: usize) -> bool {
    let many = reader.number(at).is_some_and(|number| number.value >= 100.0);
    match reader.word(next) {
        ")" => true,
        "of" => reader.word(next + 1) == "them",
        "a" | "per" | "each" | "every" | "daily" | "on" | "at" | "in" => many,
        _ => false,
    }
}

/// What a label says a number per: `user` in `calls per user: 50`, `player` and a day in `matches per player per day | 6`.
pub(super) fn per_before(noun: Option<&Noun>) -> Vec<Per> {
    let words: Vec<&str> = noun.map_or(Vec::new(), |noun| noun.words.split(' ').collect());
    // `requests per user and day` are of both.
    let said = words.iter().position(|word| matches!(*word, "per" | "each")).unwrap_or(words.len());
    let parts = words[said..].split(|word| matches!(*word, "per" | "each" | "and"));
    let last = parts.filter_map(|part| part.last().filter(|word| !word.is_empty()));
    last.map(|word| match unit::period(word) {
        Some(seconds) => Per::Period(seconds),
        None => Per::Thing(noun::singular(word)),
    })
    .collect()
}
