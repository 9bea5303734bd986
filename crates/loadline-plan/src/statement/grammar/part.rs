//! Parts in words: `half of`, `two thirds of the`, `a quarter open it on a day`.

use super::{Head, Reader};
use crate::statement::amount::Measure;
use crate::statement::{number, numeral, unit, vocabulary};

/// `half of`, `two thirds of the`, `a quarter of`: shares; `half an hour`, `a quarter of an hour`: durations.
pub(super) fn part(reader: &Reader<'_>, at: usize) -> Option<Head> {
    // `a quarter of a million`
    if reader.number(at).is_some_and(|number| number.next > at + 2) {
        return None;
    }
    let (times, mut next) = match reader.word(at) {
        "a" | "an" | "one" if number::one_part(reader.tokens, at + 1).is_some() => (1.0, at + 1),
        word => match numeral::small(word) {
            Some(value) if number::fraction(reader.word(at + 1)).is_some() => (value, at + 1),
            _ => (1.0, at),
        },
    };
    let below = reader.word(next);
    // `one fortieth`
    let (part, behind) = number::one_part(reader.tokens, next)?;
    let share = times * part;
    let told = reader.word(at) == "one" && (number::ordinal(below).is_some() || behind > next + 1);
    next = behind;
    let of = reader.word(next) == "of";
    next += usize::from(of);
    let article = matches!(reader.word(next), "a" | "an");
    let unit = unit::duration(reader.word(next + usize::from(article)), false);
    // `a fifth of a day's requests` is a part of them, `a quarter of an hour's outage` is none of one.
    let possessive = reader.written(next + usize::from(article)).contains(['\'', '’']);
    let a_while = |seconds: f64| {
        seconds < unit::DAY && matches!(below, "half" | "quarter" | "quarters" | "third" | "thirds")
    };
    if let Some(seconds) = unit.filter(|seconds| article && (!(of && possessive) || a_while(*seconds))) {
        return Some(Head::new(share * seconds, Measure::Duration, next + 2));
    }
    // `on the first Monday of a quarter the load is four times the average`
    if !of && below == "quarter" && at > 1 && reader.word(at - 1) == "of" && reader.word(at) == "a" {
        let day = reader.word(at - 2);
        let named = matches!(day, "week" | "month" | "start" | "end" | "beginning" | "middle" | "close");
        if named || day.ends_with("day") || day.ends_with("days") {
            return None;
        }
    }
    // `third party`, `quarter` alone and ordinals are no shares.
    let whom = at > 0 && matches!(reader.word(at - 1), "whom" | "which" | "them");
    // `a third in reserve`
    let kept = (next..next + 3).any(|at| {
        matches!(reader.word(at), "reserve" | "spare" | "headroom" | "slack" | "extra")
            || reader.word(at) == "top" && reader.word(at - 1) == "on"
    });
    // `a fifth should be added to the rate as headroom`
    let added = matches!(reader.word(next), "should" | "must" | "is" | "has" | "shall")
        && (next..next + 5).any(|at| reader.word(at) == "added")
        && (next..next + 11).any(|at| matches!(reader.word(at), "headroom" | "reserve" | "spare"));
    let kept = kept || added;
    // `reserve a quarter`
    let before = |words: &[&str]| at > 0 && words.contains(&reader.word(at - 1));
    // `a fifth more than the peak`
    let compared = matches!(
        reader.word(next),
        "more" | "above" | "over" | "beyond" | "higher" | "extra" | "larger" | "bigger" | "greater"
    ) && (next + 1..next + 7).any(|at| matches!(reader.word(at), "than" | "the" | "peak"));
    // `the share of writes is a fifth`, `of these, a fifth are writes`
    let ends = matches!(reader.word(next), "" | "." | "," | ";" | ")");
    let said = at + 2 == next && matches!(reader.word(next), "are" | "is")
        || ends && before(&["is", "are", "to", "at", "about", "roughly", "around", "nearly", "up", "by"]);
    // `a reserve of a half on the peak`, `two thirds busy`
    let reserved = before(&["of", ":"])
        && at > 1
        && matches!(reader.word(at - 2), "reserve" | "margin" | "headroom" | "surcharge" | "buffer")
        || matches!(reader.word(next), "busy" | "utilised" | "utilized" | "loaded" | "full");
    // `a quarter book a slot, the rest only looks`
    let begins = at == 0
        || matches!(reader.tokens[at - 1].word.as_str(), "." | ";" | "," | ":" | "and" | "about" | "only");
    let skip = usize::from(matches!(reader.word(next), "only" | "just" | "merely"));
    let verb = reader.word(next + skip);
    let plain = !["s", "ed", "ing", "er"].iter().any(|ending| verb.ends_with(ending));
    // `a quarter open the portal on a typical day`
    let comes = matches!(verb, "open" | "use" | "visit" | "come" | "log" | "sign" | "consult")
        && (next..next + 11).any(|at| matches!(reader.word(at), "day" | "daily"));
    let acts = plain && vocabulary::class_of_verb(verb).is_some() && rest_behind(reader, next);
    let does = begins && !of && (comes || acts);
    // `on top of the rush we want another quarter`, `add a third to the peak`
    let topped = ends && before(&["another", "further"]) && on_top_before(reader, at)
        || before(&["add", "adding", "adds"]) && reader.word(next) == "to";
    let spoken = whom
        || does
        || topped
        || reserved
        || before(&["plus"])
        || compared
        || said
        || told
        || before(&["reserve", "spare", "headroom", "slack", "exceed"])
        || kept && matches!(reader.word(next), "in" | "as" | "of" | "on" | "spare" | "extra" | "headroom")
        || added
        || of
        || reader.word(next) == "the"
        || reader.word(next - 1) == "half"
            && matches!(
                reader.word(next),
                "our" | "are" | "come" | "use" | "visit" | "log" | "sign" | "will"
            );
    let party = next >= 2 && reader.word(next - 2) == "third";
    (spoken && share < 1.0 && (of || !party)).then(|| Head::new(share, Measure::Share, next))
}

/// Whether something is said to be on top of another thing, or above it, before a token.
fn on_top_before(reader: &Reader<'_>, at: usize) -> bool {
    (at.saturating_sub(10)..at.saturating_sub(2)).any(|at| {
        matches!(reader.word(at), "above" | "beyond") && reader.word(at + 1) != "all"
            || reader.word(at) == "on" && reader.word(at + 1) == "top"
    })
}

/// Whether the others are spoken of behind a token: `…, the rest only looks`.
fn rest_behind(reader: &Reader<'_>, at: usize) -> bool {
    (at + 1..at + 14).any(|at| matches!(reader.word(at), "rest" | "others" | "remainder" | "remaining"))
}
