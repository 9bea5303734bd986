//! The unit behind a number: shares, multiples, sizes, durations, money, rates and days.

use super::{Head, Reader};
use crate::statement::amount::{Measure, Per};
use crate::statement::currency;
use crate::statement::noun::{self, Noun};
use crate::statement::number::{self, Number};
use crate::statement::token::Token;
use crate::statement::vocabulary::{Class, Members, class_of_verb, is_action, is_call, is_display, members};
use crate::statement::{per, unit};

/// `€2m`, `40 m EUR`: million behind money.
pub(super) fn millions(reader: &Reader<'_>, value: f64, next: usize) -> (f64, usize) {
    match reader.word(next) {
        "m" => (value * 1e6, next + 1),
        "b" if reader.glued(next) => (value * 1e9, next + 1),
        _ => (value, next),
    }
}

/// What a part is said out of.
fn whole(reader: &Reader<'_>, at: usize) -> Option<Number> {
    number::whole(&reader.tokens[..reader.end], at)
}

/// `one request in twenty`, `1 call out of 25`: a share of what is named in between.
pub(super) fn one_of_several(reader: &Reader<'_>, value: f64, next: usize) -> Option<Head> {
    // `95 of 100 requests`, `99 out of 100`
    let out = usize::from(reader.word(next) == "out");
    let every = usize::from(matches!(reader.word(next + out + 1), "every" | "each"));
    if reader.word(next + out) == "of"
        && let Some(whole) = whole(reader, next + out + 1 + every)
        && (1.0..whole.value).contains(&value)
        // `7 of 8 requests`
        && ([10.0, 100.0, 1_000.0].contains(&whole.value)
            || whole.value <= 1_000.0 && (names_whole(reader, whole.next) || reader.word(whole.next) == "cases"))
    {
        return Some(Head::new(value / whole.value, Measure::Share, whole.next));
    }
    // `one out of these ten saves an entry`, `two of the 20 calls write`
    if reader.word(next + out) == "of"
        && matches!(reader.word(next + out + 1), "these" | "those" | "the")
        && let Some(whole) = reader.number(next + out + 2)
        && (2.0..=1_000.0).contains(&whole.value)
        && (1.0..whole.value).contains(&value)
        && let verb = whole.next + usize::from(is_call(&noun::singular(reader.word(whole.next))))
        && (matches!(reader.word(verb), "is" | "are" | "do" | "only" | "just")
            || class_of_verb(reader.word(verb)).is_some() && !is_display(reader.word(verb)))
    {
        return Some(Head::new(value / whole.value, Measure::Share, verb));
    }
    // `one page view in fifty`
    let named =
        |at: usize| reader.token(at).is_some_and(|token| token.is_word() && !noun::stops(&token.word));
    let two = matches!(reader.word(next + 2), "in" | "out") && named(next) && named(next + 1);
    let next = next + usize::from(two);
    let one = noun::singular(reader.word(next));
    let done = is_action(&one) || members(&one) == Some(Members::People);
    let below = match (reader.word(next + 1), reader.word(next + 2)) {
        ("in", "every" | "each") => next + 3,
        ("in", _) => next + 2,
        ("out", "of") => next + 3,
        _ => return None,
    };
    // `one call out of every five`
    let below = below + usize::from(matches!(reader.word(below), "every" | "each"));
    let second = whole(reader, below).filter(|_| done && (1.0..100.0).contains(&value))?;
    let ends = reader.token(second.next).is_none_or(|token| !token.is_word() || noun::stops(&token.word));
    let verb = reader.token(second.next).is_some_and(|token| {
        class_of_verb(&token.word).is_some() || token.word.ends_with('s') || token.is("something")
    });
    let unit = unit::duration(reader.word(second.next), true).is_some();
    // `one order in every 50 page views`
    let of_views = class_of_verb(&one) == Some(Class::Write) && names_whole(reader, second.next);
    if of_views && second.value > value {
        return Some(Head::new(value / second.value, Measure::Share, second.next));
    }
    let whole =
        second.value > value && (second.value >= 5.0 || verb || is_call(&one)) && second.value.fract() == 0.0;
    (whole && !unit && (ends || verb || is_call(&one)))
        .then(|| Head::new(value / second.value, Measure::Share, second.next))
}

/// Whether calls or pages are named at a token.
fn names_whole(reader: &Reader<'_>, at: usize) -> bool {
    let one = |at: usize| noun::singular(reader.word(at));
    is_call(&one(at))
        || is_display(&one(at))
        || is_call(&one(at + 1))
        || matches!(one(at).as_str(), "view" | "visit")
}

/// `out of every ten requests nine read`, `among 20 calls one writes`: the number of all first, and then the part.
pub(super) fn so_many_of(reader: &Reader<'_>, at: usize, from: usize) -> Option<Head> {
    let whole = whole(reader, at).filter(|whole| (2.0..=1_000.0).contains(&whole.value))?;
    let each = usize::from(at > from && matches!(reader.word(at - 1), "every" | "each"));
    // `out of the 10, two are writes`
    let those = usize::from(at > from + 1 && matches!(reader.word(at - 1), "the" | "these" | "those"));
    let led = at > from + each + those
        && matches!(reader.word(at - each - those - 1), "of" | "among" | "in" | "amongst" | "from");
    let calls = is_action(&noun::singular(reader.word(whole.next)));
    let mut next = whole.next + usize::from(calls);
    // `out of 50 page views one is an order`
    next += usize::from(calls && names_whole(reader, whole.next) && names_whole(reader, next));
    let calls = calls || those == 1;
    while matches!(
        reader.word(next),
        "," | "only" | "just" | "about" | "some" | "roughly" | "on" | "average" | "there" | "is" | "are"
    ) {
        next += 1;
    }
    let part = reader.number(next).filter(|part| part.value >= 1.0 && part.value < whole.value)?;
    let verb = reader
        .token(part.next)
        .is_some_and(|token| class_of_verb(&token.word).is_some() || token.word.ends_with('s'));
    let verb = verb
        || matches!(
            reader.word(part.next),
            "only" | "just" | "merely" | "is" | "are" | "will" | "that" | "which"
        );
    (led && calls && verb).then(|| Head::new(part.value / whole.value, Measure::Share, part.next))
}

/// Whether reads and writes are named right before a ratio: `reads : writes = 4 : 1`.
fn is_labelled(reader: &Reader<'_>, at: usize) -> bool {
    let near = || (at.saturating_sub(7)..at).map(|at| reader.word(at));
    near().any(|word| word.starts_with("read")) && near().any(|word| word.starts_with("writ"))
}

/// The unit behind a number.
pub(super) fn with_unit(reader: &Reader<'_>, value: f64, next: usize, words: bool) -> Option<Head> {
    let hyphen = usize::from(reader.word(next) == "-" && reader.glued(next) && reader.glued(next + 1));
    let at = next + hyphen;
    let (word, glued) = (reader.word(at), reader.glued(at) || hyphen == 1);
    let after = reader.word(at + 1);
    let found = |value: f64, measure: Measure, next: usize| Some(Head::new(value, measure, next));
    match word {
        "%" | "percent" | "pct" | "percentage" => {
            // The decimal that was meant: 99.9 % is 0.999 and not 0.9990000000000001.
            return found((value * 1e12).round() / 1e14, Measure::Share, at + 1);
        }
        "per" if matches!(after, "cent" | "mille") => {
            let whole = if after == "cent" { 1e14 } else { 1e15 };
            return found((value * 1e12).round() / whole, Measure::Share, at + 2);
        }
        "nines" | "9s" => {
            // `three nines` is 99.9 %.
            return found(1.0 - 10f64.powf(-value.clamp(1.0, 12.0)), Measure::Share, at + 1);
        }
        "x" | "×" => return found(value, Measure::Factor, at + 1),
        "fold" => return found(value, Measure::Factor, at + 1),
        "times" | "time" => {
            let (pers, behind) = per::all(reader.tokens, at + 1, reader.end);
            // `8 times as many calls per second as usual` compares.
            let compares = matches!(after, "as" | "more" | "higher");
            let timed = pers.iter().any(|per| matches!(per, Per::Period(_))) && behind <= at + 6;
            if timed && !compares {
                let mut head = Head::new(value, Measure::Times, behind);
                head.per = pers;
                return Some(head);
            }
            return found(value, Measure::Factor, at + 1);
        }
        "st" | "nd" | "rd" | "th" if glued => {
            let name = at + 1 + usize::from(reader.word(at + 1) == "-");
            let percentile = reader.word(name).starts_with("percentile");
            return percentile.then(|| Head::new(value, Measure::Percentile, name + 1));
        }
        "am" | "pm" | "a.m" | "p.m" => return None,
        // `1/4 of the requests`
        "of" if value > 0.0 && value < 1.0 => return found(value, Measure::Share, at),
        "in" | "out" if value >= 1.0 => {
            // `one in ten`, `1 out of 20`
            let below = if word == "in" { at + 1 } else { at + 2 };
            let below = below + usize::from(matches!(reader.word(below), "every" | "each"));
            let second = whole(reader, below)?;
            let unit = unit::duration(reader.word(second.next), false).is_some();
            let whole = second.value > value && second.value.fract() == 0.0 && second.value >= 2.0 && !unit;
            return whole.then(|| Head::new(value / second.value, Measure::Share, second.next));
        }
        ":" if reader.glued(at) || is_labelled(reader, at) => {
            let second = reader.number(at + 1).filter(|_| reader.glued(at + 1) || is_labelled(reader, at))?;
            return found(value / second.value.max(1e-9), Measure::Ratio, second.next);
        }
        "/" if reader.glued(at) && reader.glued(at + 1) => {
            let second = reader.token(at + 1).and_then(Token::number)?;
            // `90/10`; `24/7` is no ratio.
            return (value + second == 100.0)
                .then(|| Head::new(value / second.max(1e-9), Measure::Ratio, at + 2));
        }
        "to" => {
            let second = reader.number(at + 1).filter(|second| second.value == 1.0)?;
            return found(value, Measure::Ratio, second.next);
        }
        _ => {}
    }
    if let Some(bytes) = unit::size(word, reader.written(at)) {
        let bits =
            reader.written(at).ends_with('b') && reader.written(at).len() == 2 && reader.word(at + 1) == "/";
        return if bits {
            found(value * bytes, Measure::Bits, at + 1)
        } else {
            found(value * bytes, Measure::Size, at + 1)
        };
    }
    if let Some(bits) = unit::bits(word) {
        let mut head = Head::new(value * bits, Measure::Bits, at + 1);
        if word.ends_with("ps") {
            head.per.push(Per::Period(1.0));
        }
        return Some(head);
    }
    if word == "m" && glued && (is_counted(reader, at + 1) || value == 0.0) {
        let mut head = Head::new(value * 1e6, Measure::Count, at + 1);
        head.next += usize::from(reader.word(at + 1) == "+");
        return Some(head);
    }
    let duration_at =
        at + usize::from(matches!(word, "working" | "business" | "calendar" | "full" | "consecutive"));
    if let Some(seconds) = unit::duration(reader.word(duration_at), glued) {
        return Some(duration(reader, value, seconds, duration_at + 1));
    }
    if let Some((code, takes)) = currency::of_a_country(|by| reader.word(at + by)) {
        return Some(named_again(reader, Head::new(value, Measure::Money(code), at + takes)));
    }
    if let Some((code, times)) = currency::of(word).filter(|_| !words || word != "pounds") {
        return Some(named_again(reader, Head::new(value * times, Measure::Money(code), at + 1)));
    }
    if let Some(times) = match word {
        "k" => Some(1e3),
        "m" => Some(1e6),
        _ => None,
    } && let Some((code, _)) = currency::of(after)
    {
        return Some(named_again(reader, Head::new(value * times, Measure::Money(code), at + 2)));
    }
    if let Some((name, seconds)) = unit::rate(word) {
        let mut head = Head::new(value, Measure::Count, at + 1);
        head.noun = Some(Noun { head: name.to_owned(), words: format!("{name}s") });
        head.per.push(Per::Period(seconds));
        // `300 rps per instance`
        let (more, behind) = per::all(reader.tokens, at + 1, reader.end);
        if let Some(thing) = more.into_iter().find(|per| matches!(per, Per::Thing(_))) {
            head.per.push(thing);
            head.next = behind;
        }
        return Some(head);
    }
    None
}

/// A duration: `an hour and a half`, `1 h 30 min`; whether `every` stands before it is for the caller.
pub(super) fn duration(reader: &Reader<'_>, value: f64, seconds: f64, mut next: usize) -> Head {
    let mut total = value * seconds;
    if reader.word(next) == "and"
        && matches!(reader.word(next + 1), "a" | "one")
        && reader.word(next + 2) == "half"
    {
        total += seconds / 2.0;
        next += 3;
    }
    let joined = next + usize::from(reader.word(next) == "and");
    if let Some(number) = reader.token(joined).and_then(Token::number)
        && let Some(smaller) = unit::duration(reader.word(joined + 1), reader.glued(joined + 1))
        && smaller < seconds
        // `99.9 % over 30 days and 250 ms` are two.
        && seconds <= smaller * 3_600.0
        && (number * smaller) < seconds
        && (joined == next || reader.word(joined + 1).len() > 1)
    {
        total += number * smaller;
        next = joined + 2;
    }
    Head::new(total, Measure::Duration, next)
}

/// Whether `2m` counts what follows: a noun, not a preposition or the end.
fn is_counted(reader: &Reader<'_>, at: usize) -> bool {
    let noun = |at: usize| reader.token(at).is_some_and(|token| token.is_word() && !noun::stops(&token.word));
    // `1.2m daily active users`
    let at = at + usize::from(unit::adverb(reader.word(at)).is_some());
    // `2.7m of them`, `2.7m of our boxes`
    let part = reader.word(at) == "of"
        && matches!(reader.word(at + 1), "them" | "these" | "those" | "our" | "whom" | "which");
    noun(at) || part || reader.word(at) == "+"
}

/// `2027-03-01`, `1 March 2027`.
pub(super) fn day(reader: &Reader<'_>, at: usize) -> Option<Head> {
    let plain = |index: usize| reader.token(index).and_then(Token::number);
    let first = plain(at)?;
    if (1990.0..2200.0).contains(&first)
        && reader.word(at + 1) == "-"
        && reader.word(at + 3) == "-"
        && let (Some(month), Some(day)) = (plain(at + 2), plain(at + 4))
    {
        return Some(Head::new(first * 1e4 + month * 100.0 + day, Measure::Day, at + 5));
    }
    let ordinal = usize::from(matches!(reader.word(at + 1), "st" | "nd" | "rd" | "th"));
    let name = at + 1 + ordinal + usize::from(reader.word(at + 1 + ordinal) == "of");
    let month = unit::month(reader.word(name)).filter(|_| first <= 31.0)?;
    let year = plain(name + 1).filter(|year| (1990.0..2200.0).contains(year))?;
    Some(Head::new(year * 1e4 + f64::from(month) * 100.0 + first, Measure::Day, name + 2))
}

/// `25,000 dollars (USD) a month`: which currency is meant stands in brackets behind it.
pub(super) fn named_again(reader: &Reader<'_>, head: Head) -> Head {
    let next = head.next;
    let closed = reader.word(next) == "(" && reader.word(next + 2) == ")";
    match currency::of(reader.word(next + 1)).filter(|(_, times)| closed && *times == 1.0) {
        Some((code, _)) => Head { measure: Measure::Money(code), next: next + 3, ..head },
        None => head,
    }
}
