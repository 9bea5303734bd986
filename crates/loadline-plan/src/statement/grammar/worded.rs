//! Amounts that start with a word: `twice`, `half of`, `every minute`, `p99`, `half an hour`.

use super::part::part;
use super::{Head, Reader, unit_behind};
use crate::statement::amount::{Measure, Per};
use crate::statement::token::Token;
use crate::statement::{noun, number, numeral, per, unit, vocabulary};

/// Amounts that start with a word that is no number: `twice`, `half of`, `every minute`, `p99`, `half an hour`.
pub(super) fn worded(reader: &Reader<'_>, at: usize, from: usize) -> Option<Head> {
    let word = reader.word(at);
    let next = reader.word(at + 1);
    let times = |value: f64| {
        let (pers, behind) = per::all(reader.tokens, at + 1, reader.end);
        if pers.iter().any(|per| matches!(per, Per::Period(_))) && behind <= at + 5 {
            let mut head = Head::new(value, Measure::Times, behind);
            head.per = pers;
            return Some(head);
        }
        (value > 1.0).then(|| Head::new(value, Measure::Factor, at + 1))
    };
    if let Some(times) = word.strip_suffix("fold").and_then(numeral::small).filter(|times| *times > 1.0) {
        return Some(Head::new(times, Measure::Factor, at + 1));
    }
    if word == "half"
        && next == "as"
        && matches!(reader.word(at + 2), "much" | "many")
        && reader.word(at + 3) == "again"
        || word == "half"
            && matches!(next, "as" | "again")
            && matches!(reader.word(at + 2), "high" | "large" | "big" | "as")
            && matches!(reader.word(at + 3), "again" | "much" | "many" | "high" | "large")
    {
        return Some(Head::new(1.5, Measure::Factor, at + 4));
    }
    // `half as much load again`
    if word == "half"
        && next == "as"
        && matches!(reader.word(at + 2), "much" | "many")
        && reader.word(at + 4) == "again"
    {
        return Some(Head::new(1.5, Measure::Factor, at + 5));
    }
    // `half again the peak`
    if word == "half" && next == "again" {
        return Some(Head::new(1.5, Measure::Factor, at + 2));
    }
    if let Some(head) = grown(reader, at).or_else(|| multiplied(reader, at, from)) {
        return Some(head);
    }
    // `a single developer`, `I am the only developer`
    let alone = word == "single" && at > from && matches!(reader.word(at - 1), "a" | "one")
        || word == "only" && at > from && reader.word(at - 1) == "the";
    if alone
        && (vocabulary::is_programmer(next)
            || matches!(next, "person" | "admin" | "administrator" | "freelancer"))
    {
        return Some(Head::new(1.0, Measure::Count, at + 1));
    }
    // `sends a single message of 90 kB`
    let sent = matches!(next, "message" | "reading" | "report" | "packet" | "event" | "update");
    if word == "single" && at > from && matches!(reader.word(at - 1), "a" | "one") && sent {
        return Some(Head::new(1.0, Measure::Count, at + 1));
    }
    // `double refunds have cost us money` counts nothing.
    let adjective = matches!(word, "double" | "triple")
        && noun::is_plural(next)
        && !vocabulary::is_call(&noun::singular(next))
        && vocabulary::class_of_noun(&noun::singular(next)) == vocabulary::Class::Write;
    if adjective || word == "double" && matches!(next, "refunds" | "charges" | "payments" | "spending") {
        return None;
    }
    match word {
        "once" => return times(1.0),
        "twice" => return times(2.0),
        "thrice" => return times(3.0),
        "double" | "doubles" | "doubled" | "twofold" => return Some(Head::new(2.0, Measure::Factor, at + 1)),
        "triple" | "triples" | "tripled" | "threefold" => {
            return Some(Head::new(3.0, Measure::Factor, at + 1));
        }
        "triplicate" => return Some(Head::new(3.0, Measure::Factor, at + 1)),
        // `kept five years, duplicated`, but not `must not be duplicated` and not `duplicated across three sites`
        "duplicated" | "duplicate"
            if at > from
                && (matches!(reader.word(at - 1), "," | "and" | "stored" | "kept")
                    || word == "duplicate" && reader.word(at - 1) == "in")
                && !matches!(next, "to" | "on" | "across" | "over") =>
        {
            return Some(Head::new(2.0, Measure::Factor, at + 1));
        }
        "quadruple" | "quadruples" | "fourfold" => return Some(Head::new(4.0, Measure::Factor, at + 1)),
        "fivefold" => return Some(Head::new(5.0, Measure::Factor, at + 1)),
        "tenfold" => return Some(Head::new(10.0, Measure::Factor, at + 1)),
        _ => {}
    }
    if let Some(digits) =
        word.strip_prefix('p').filter(|rest| rest.len() >= 2 && rest.bytes().all(|b| b.is_ascii_digit()))
    {
        let value: f64 = digits.parse().ok()?;
        // p999 is 99.9.
        let value = if value >= 100.0 { value / 10f64.powf((digits.len() - 2) as f64) } else { value };
        let tail = reader.word(at + 1) == "." && reader.glued(at + 1) && reader.glued(at + 2);
        let tail = tail.then(|| reader.token(at + 2).and_then(Token::number)).flatten();
        let value = tail.map_or(value, |tail| value + tail / 10f64.powi(if tail >= 10.0 { 2 } else { 1 }));
        return Some(Head::new(value, Measure::Percentile, at + if tail.is_some() { 3 } else { 1 }));
    }
    // `a request in ten writes`
    if word == "a"
        && reader.word(at + 2) == "in"
        && vocabulary::is_action(next)
        && let Some(whole) =
            reader.number(at + 3).filter(|whole| whole.value >= 3.0 && whole.value.fract() == 0.0)
        && unit::duration(reader.word(whole.next), false).is_none()
    {
        return Some(Head::new(1.0 / whole.value, Measure::Share, whole.next));
    }
    if matches!(word, "a" | "an") && is_done_so_often(reader, at, from) {
        return Some(Head::new(1.0, Measure::Count, at + 1));
    }
    if matches!(word, "every" | "each") {
        return every(reader, at).or_else(|| one_in(reader, at));
    }
    if let Some(month) = unit::month(word)
        && let Some(year) =
            reader.token(at + 1).and_then(Token::number).filter(|year| (1990.0..2200.0).contains(year))
    {
        return Some(Head::new(year * 1e4 + f64::from(month) * 100.0, Measure::Day, at + 2));
    }
    let said = of_a_percent(reader, at).or_else(|| half_hour(reader, at, from));
    said.or_else(|| part(reader, at)).or_else(|| article(reader, at, from)).or_else(|| {
        (matches!(word, "median") && next != "income").then(|| Head::new(50.0, Measure::Percentile, at + 1))
    })
}

/// `the peak, times three`, `multiplied by 1.5`
fn multiplied(reader: &Reader<'_>, at: usize, from: usize) -> Option<Head> {
    let before = (at > from).then(|| reader.word(at - 1))?;
    let times = reader.word(at) == "times"
        && (matches!(before, "," | "peak" | "peaks" | "load" | "rate" | "for" | "that" | "this"));
    let by = reader.word(at) == "by"
        && (from.max(at.saturating_sub(6))..at).any(|at| reader.word(at).starts_with("multipl"));
    let number = reader.number(at + 1).filter(|_| times || by)?;
    // `times 5 seconds`
    let next = reader.word(number.next);
    let ends = matches!(next, "" | "." | "," | ";" | ")" | "for" | "is" | "as" | "and" | "in" | "to");
    ends.then(|| Head::new(number.value, Measure::Factor, number.next))
}

/// `triples in 18 months`, `will double within the next two years`: a multiple and the time it takes.
fn grown(reader: &Reader<'_>, at: usize) -> Option<Head> {
    let times = match reader.word(at) {
        "double" | "doubles" | "doubled" => 2.0,
        "triple" | "triples" | "tripled" => 3.0,
        "quadruple" | "quadruples" | "quadrupled" => 4.0,
        _ => return None,
    };
    let mut next = at + 1;
    matches!(reader.word(next), "in" | "within" | "over" | "inside").then_some(())?;
    next += 1;
    while matches!(reader.word(next), "the" | "next" | "coming" | "about" | "roughly" | "first") {
        next += 1;
    }
    let number = reader.number(next)?;
    let seconds = number.value * unit::duration(reader.word(number.next), false)?;
    (seconds >= unit::WEEK).then(|| {
        let mut head = Head::new(times, Measure::Factor, number.next + 1);
        head.per = vec![Per::Period(seconds)];
        head
    })
}

/// `every 10 seconds`, `every minute`, `each hour`.
fn every(reader: &Reader<'_>, at: usize) -> Option<Head> {
    let (pers, behind) = per::all(reader.tokens, at, reader.end);
    let seconds = pers.iter().find_map(|per| match per {
        Per::Period(seconds) => Some(*seconds),
        Per::Thing(_) => None,
    })?;
    // `make 150 requests each and every day` says of each of them how many.
    let before = |by: usize| at.checked_sub(by).map_or("", |at| reader.word(at));
    ((before(2), before(1)) != ("each", "and")).then_some(())?;
    // `each reports every 15 minutes` is a pronoun.
    let next = reader.word(at + 1);
    let verb = vocabulary::class_of_verb(next).is_some() && unit::period(next).is_none();
    (!verb).then_some(())?;
    // `every hour of the day` is all the time.
    ((reader.word(behind), reader.word(behind + 1)) != ("of", "the")).then_some(())?;
    // Only what starts right here.
    (behind > at && behind <= at + 5).then_some(())?;
    let number = reader.number(at + 1).is_some();
    // `every day` says when, `every 10 seconds` and `every minute` how often.
    (number || reader.word(at) == "every" || seconds < unit::DAY).then(|| {
        let mut head = Head::new(seconds, Measure::Duration, behind);
        head.every = true;
        // `every 30 s per truck`
        head.per.extend(pers.into_iter().filter(|per| matches!(per, Per::Thing(_))));
        head
    })
}

/// `every tenth customer`: one in ten.
fn one_in(reader: &Reader<'_>, at: usize) -> Option<Head> {
    // `80 % are queries; every other action writes`: all the others.
    let before = at.saturating_sub(12)..at;
    if reader.word(at + 1) == "other"
        && before.into_iter().any(|at| matches!(reader.word(at), "%" | "percent"))
    {
        return None;
    }
    // `every 25th request`
    if let Some(digits) = reader.number(at + 1).filter(|digits| !digits.words && digits.value >= 2.0)
        && reader.glued(digits.next)
        && matches!(reader.word(digits.next), "th" | "st" | "nd" | "rd")
    {
        let unit = unit::duration(reader.word(digits.next + 1), false).is_some();
        return (!unit).then(|| Head::new(1.0 / digits.value, Measure::Share, digits.next + 1));
    }
    let (share, next) = match reader.word(at + 1) {
        "second" | "other" => (0.5, at + 2),
        _ => number::one_part(reader.tokens, at + 1)?,
    };
    let unit = unit::duration(reader.word(next), false).is_some();
    // `every fifth one`
    let one = usize::from(reader.word(next) == "one");
    (!unit).then(|| Head::new(share, Measure::Share, next + one))
}

/// `half a percent of the calls`, `a tenth of a per cent`, `a percent`
fn of_a_percent(reader: &Reader<'_>, at: usize) -> Option<Head> {
    let percent = |at: usize| match (reader.word(at), reader.word(at + 1)) {
        ("percent" | "%", _) => Some(at + 1),
        ("per", "cent") => Some(at + 2),
        _ => None,
    };
    let one = matches!(reader.word(at), "a" | "one");
    if let Some(next) = percent(at + 1).filter(|_| one) {
        return Some(Head::new(0.01, Measure::Share, next));
    }
    let name = at + usize::from(one);
    let part = number::fraction(reader.word(name))?;
    let of = name + 1 + usize::from(reader.word(name + 1) == "of");
    let next = percent(of + 1).filter(|_| matches!(reader.word(of), "a" | "one"))?;
    Some(Head::new(part / 100.0, Measure::Share, next))
}

/// `each sends a value a minute`, `customers make a search per day`: one of what is done, in a time of a day at most.
fn is_done_so_often(reader: &Reader<'_>, at: usize, from: usize) -> bool {
    const LATER: &[&str] = &["later", "after", "before", "old", "ago", "in", "ahead", "earlier", "long"];
    // `we send a report a day to the council` is done by nobody who uses it.
    if !(from..at).any(|at| matches!(reader.word(at), "each" | "every" | "they")) {
        return false;
    }
    let does = vocabulary::class_of_verb(reader.word(at - 1)).is_some()
        || matches!(reader.word(at - 1), "make" | "makes" | "do" | "does");
    let Some(noun) = (at + 1..at + 3).find(|at| matches!(reader.word(at + 1), "a" | "an" | "per")) else {
        return false;
    };
    let done = vocabulary::is_action(reader.word(noun)) || vocabulary::is_machine_made(reader.word(noun));
    let short = unit::duration(reader.word(noun + 2), false).is_some_and(|seconds| seconds <= unit::DAY);
    let joined = reader.word(noun + 3) == "-";
    does && done && short && !joined && !LATER.contains(&reader.word(noun + 3))
}

/// `in the half hour that follows`, `within the first half-hour`; `the half-hour lesson` is none.
fn half_hour(reader: &Reader<'_>, at: usize, from: usize) -> Option<Head> {
    let unit = at + 1 + usize::from(reader.word(at + 1) == "-");
    let half = reader.word(at) == "half" && reader.word(unit) == "hour" && at > from;
    let led = matches!(
        reader.word(at - usize::from(half)),
        "the" | "first" | "last" | "next" | "following" | "final" | "that"
    );
    let behind = reader.token(unit + 1);
    let goes_on = behind.is_some_and(|token| {
        let when = matches!(token.word.as_str(), "following" | "afterwards" | "alone");
        token.is_word() && !noun::stops(&token.word) && !when
    });
    (half && led && !goes_on).then(|| Head::new(1_800.0, Measure::Duration, unit + 1))
}

/// `an hour`, `a day` behind a preposition: one of that unit.
fn article(reader: &Reader<'_>, at: usize, from: usize) -> Option<Head> {
    // `about a quarter of a million` is a number.
    // `an hour in any 30 days is the longest we may be down`, `an hour without network`
    let skip =
        usize::from(matches!(reader.word(at + 1), "calendar" | "rolling" | "full" | "whole" | "single"));
    let first =
        at == from && matches!(reader.word(at + 2 + skip), "in" | "per" | "each" | "every" | "without" | "a");
    // `afterwards an hour of backlog comes in`
    let first = first
        || matches!(
            (reader.word(at + 2 + skip), reader.word(at + 3 + skip)),
            (
                "of",
                "backlog"
                    | "messages"
                    | "data"
                    | "readings"
                    | "reports"
                    | "downtime"
                    | "outage"
                    | "unavailability"
            )
        );
    // `an hour's outage leaves the trucks with unsent messages`
    let owned = reader.written(at + 1).contains(['\'', '’'])
        && ["outage", "interrupt", "silence", "failure", "blackout", "break", "gap", "backlog", "disconnect"]
            .iter()
            .any(|stem| reader.word(at + 2).starts_with(stem));
    // `; a minute is the oldest that a status may be`
    let most = (reader.word(at + 2), reader.word(at + 3)) == ("is", "the")
        && matches!(reader.word(at + 4), "oldest" | "longest" | "most" | "maximum" | "limit" | "utmost");
    let first = first || owned || most;
    if !matches!(reader.word(at), "a" | "an") || at == from && !first || reader.number(at).is_some() {
        return None;
    }
    let before = if first { "for" } else { reader.word(at - 1) };
    let led = matches!(
        before,
        "for"
            | "within"
            | "in"
            | "over"
            | "during"
            | "after"
            | "than"
            | "with"
            | "least"
            | "most"
            | "about"
            | "under"
            | "below"
            | "last"
            | "lasts"
            | "lasted"
            | "takes"
            | "take"
            | "suppose"
            | "assume"
            | "of"
            | "to"
            | "until"
            | "lose"
            | "up"
            | "nearly"
            | "almost"
            | "kept"
            | "keep"
            | "retained"
            | "stored"
            | "survive"
            | "tolerate"
            | "accept"
            | ":"
    );
    // `records are kept ten years and statuses a month`
    let kept = || {
        noun::is_plural(before)
            && (from..at).any(|index| {
                ["kept", "keep", "stored", "store", "retain", "held", "delet", "archiv"]
                    .iter()
                    .any(|stem| reader.word(index).starts_with(stem))
            })
    };
    let seconds = unit::duration(reader.word(at + 1 + skip), false)
        .filter(|seconds| led || *seconds >= unit::DAY && kept())?;
    // `for a second provider`, but `at most a minute old`
    let goes_on = reader.token(at + 2 + skip).is_some_and(|token| {
        token.is_word()
            && !noun::stops(&token.word)
            && !matches!(
                token.word.as_str(),
                "old" | "late" | "long" | "behind" | "later" | "last" | "then" | "without"
            )
    });
    // `after an hour's outage`
    let possessive = reader.written(at + 1 + skip).contains(['\'', '’']);
    (!goes_on || possessive || seconds >= unit::DAY)
        .then(|| unit_behind::duration(reader, 1.0, seconds, at + 2 + skip))
}
