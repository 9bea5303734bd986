//! The grammar of amounts: a number with its unit, its noun and what it is said per.
//!
//! Reads what is written; which role an amount plays is said elsewhere.

mod balance;
mod hours;
mod label;
mod noun_before;
mod part;
mod sole;
mod time_of_day;
mod unit_behind;
mod when;
mod worded;

use super::amount::{Amount, Bound, Measure, Per};
use super::bound;
use super::currency;
use super::noun::{self, Noun};
use super::number;
use super::numeral;
use super::per;
use super::token::{Kind, Token};
use super::unit;
use loadline_base::{FileId, Span};
use when::{comes_within, day_that_has, leads_in, says_again};

/// A number with its unit, before noun and `per`.
struct Head {
    value: f64,
    low: Option<f64>,
    measure: Measure,
    /// Token behind the unit.
    next: usize,
    noun: Option<Noun>,
    per: Vec<Per>,
    every: bool,
}

impl Head {
    fn new(value: f64, measure: Measure, next: usize) -> Self {
        Self { value, low: None, measure, next, noun: None, per: Vec::new(), every: false }
    }
}

/// What a grammar rule looks at: the text, its tokens and the end of the sentence.
struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    end: usize,
}

impl<'a> Reader<'a> {
    fn word(&self, at: usize) -> &'a str {
        if at < self.end { self.tokens.get(at).map_or("", |token| token.word.as_str()) } else { "" }
    }

    fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at).filter(|_| at < self.end)
    }

    fn glued(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.glued)
    }

    fn written(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| &self.text[token.start..token.end])
    }

    fn number(&self, at: usize) -> Option<number::Number> {
        number::read(&self.tokens[..self.end], at)
    }
}

/// All amounts of the sentence of tokens `from..end`.
pub(super) fn amounts(text: &str, tokens: &[Token], from: usize, end: usize, sentence: usize) -> Vec<Amount> {
    let reader = Reader { text, tokens, end };
    let mut amounts = Vec::new();
    let mut at = from;
    while at < end {
        if round_the_clock(&reader, at) {
            at += 3;
            continue;
        }
        // `each one sends`
        if reader.word(at) == "one" && at > from && matches!(reader.word(at - 1), "each" | "every" | "any") {
            at += 1;
            continue;
        }
        if let Some(next) = time_of_day::alone(&reader, at, from) {
            at = next;
            continue;
        }
        if label::is_label(&reader, at, from) {
            at += 1;
            continue;
        }
        let Some(head) = head(&reader, at, from) else {
            at += 1;
            continue;
        };
        // A size or share in front of a noun is one more amount inside the phrase: go on behind the unit only.
        let behind_unit = head.next.max(at + 1);
        let amount = complete(&reader, at, from, head, sentence);
        at = match amount.measure {
            Measure::Count if amount.value == 1.0 && amount.article => behind_unit,
            _ => amount.tokens.end.max(behind_unit),
        };
        if amount.measure == Measure::Count && size_inside(&reader, behind_unit).is_some() {
            at = behind_unit;
        }
        if amount.measure == Measure::Duration
            && let Some(next) = time_of_day::filled(&reader, at, amount.value)
        {
            at = next;
        }
        if let Some(first) = amounts.last_mut().filter(|first| says_again(&reader, first, &amount)) {
            (first.value, first.tokens.end, first.span.end) =
                (amount.value, amount.tokens.end, amount.span.end);
            continue;
        }
        let time = amounts.pop_if(|time| leads_in(&reader, time, &amount));
        amounts.push(match time {
            Some(time) => Amount { per: vec![Per::Period(time.value)], ..amount },
            None => amount,
        });
    }
    amounts
}

/// `24/7` and `24/5 operation` count nothing.
fn round_the_clock(reader: &Reader<'_>, at: usize) -> bool {
    let plain = |at: usize| reader.token(at).and_then(Token::number);
    plain(at) == Some(24.0)
        && reader.word(at + 1) == "/"
        && reader.glued(at + 1)
        && matches!(plain(at + 2), Some(days) if (5.0..=7.0).contains(&days))
}

/// Whether a size stands between a count and its noun (`one 600 byte message`): the token behind its unit.
fn size_inside(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let number = reader.number(at)?;
    let unit = number.next + usize::from(reader.word(number.next) == "-");
    unit::size(reader.word(unit), reader.written(unit)).map(|_| unit + 1)
}

/// Adds noun, `per`, bound and place to a head.
fn complete(reader: &Reader<'_>, at: usize, from: usize, head: Head, sentence: usize) -> Amount {
    // `all but 10 % of the requests`: the others.
    let others = is_all_but(reader, at, from) && head.measure == Measure::Share && head.value < 1.0;
    let value = if others { (1e12 - (head.value * 1e12).round()) / 1e12 } else { head.value };
    let head = Head { value, ..head };
    let mut noun = head.noun;
    let mut next = head.next;
    if noun.is_none() {
        let many = head.measure == Measure::Count && head.value != 1.0;
        let start = match head.measure {
            Measure::Count => size_inside(reader, next).unwrap_or(next),
            _ => next,
        };
        let start = start + usize::from(reader.word(start) == "-" && reader.glued(start));
        // `1.2 million or so people`
        let start = start + if (reader.word(start), reader.word(start + 1)) == ("or", "so") { 2 } else { 0 };
        let counted = reader.token(start + 2).is_some_and(Token::is_number);
        // `two million of our users`, `a couple of regions`
        let start = match (head.measure, reader.word(start), reader.word(start + 1)) {
            (Measure::Count, "of", "whom" | "which" | "them" | "those") => start,
            // `two of these ten pages`: two of those.
            (Measure::Count, "of", "the" | "these") if counted => start,
            (Measure::Count, "of", "our" | "the" | "these" | "their") => start + 2,
            (Measure::Count, "of", _) => start + 1,
            _ => start,
        };
        // `two of us, seven weeks`
        let of_whom = matches!(reader.word(start), "us" | "you") && reader.word(start - 1) == "of";
        if head.measure == Measure::Count && of_whom {
            (noun, next) = (Some(Noun { head: "person".to_owned(), words: "of us".to_owned() }), start + 1);
        }
        let takes = noun.is_none() && matches!(head.measure, Measure::Count | Measure::Size);
        if takes && let Some((found, behind)) = noun::phrase(&reader.tokens[..reader.end], start, many) {
            (noun, next) = (Some(found), behind);
        }
    }
    if noun.is_none() && head.measure == Measure::Count {
        noun = noun_before::noun_before(reader, at, from, next);
    }
    if head.measure == Measure::Share
        && (reader.word(next), reader.word(next + 1), reader.word(next + 2)) == ("of", "the", "time")
    {
        next += 3;
    }
    if head.measure == Measure::Share
        && matches!(reader.word(next), "availability" | "uptime" | "available" | "success" | "up")
    {
        next += 1;
    }
    let mut pers = head.per;
    if !head.every && pers.is_empty() && head.measure != Measure::Percentile {
        let (found, behind) = per::all(reader.tokens, next, reader.end);
        let loose =
            matches!(head.measure, Measure::Duration | Measure::Share | Measure::Factor | Measure::Ratio);
        // `for 30 minutes every day` says how often, not a rate; a size far from its `per` is not a rate either.
        // `two minutes of downtime a week`
        let reach = 3 + usize::from(head.measure == Measure::Duration && reader.word(next) == "of");
        if !loose || behind <= next + reach || per::starts(reader.tokens, next, behind) {
            (pers, next) = (found, behind.max(next));
        }
    }
    // `a yearly budget of 90,000 EUR`
    if let Measure::Money(_) = head.measure
        && pers.is_empty()
        && let Some(seconds) =
            (at.saturating_sub(5).max(from)..at).find_map(|at| unit::adverb(reader.word(at)))
    {
        pers.push(Per::Period(seconds));
    }
    // `per client and month 25 receipts are photographed`
    if head.measure == Measure::Count && pers.is_empty() && reader.word(from) == "per" {
        let (found, behind) = per::all(reader.tokens, from, at);
        if behind == at {
            pers = found;
        }
    }
    if head.measure == Measure::Count && pers.is_empty() {
        pers.extend(day_that_has(reader, at, from).map(Per::Period));
    }
    if head.measure == Measure::Count
        && pers.is_empty()
        && let Some((seconds, behind)) = comes_within(reader, next)
    {
        (pers, next) = (vec![Per::Period(seconds)], behind);
    }
    if head.measure == Measure::Count && pers.iter().all(|per| matches!(per, Per::Period(_))) {
        let known = pers.clone();
        let fits = |per: &Per| {
            !matches!(per, Per::Period(_)) || !known.iter().any(|known| matches!(known, Per::Period(_)))
        };
        pers.extend(noun_before::per_before(noun.as_ref()).into_iter().filter(fits));
    }
    // `on three days a week` says how often.
    let days = head.value / unit::DAY;
    let weekly = head.measure == Measure::Duration && pers.contains(&Per::Period(unit::WEEK));
    let often = weekly && days < 7.0 && days.fract() == 0.0 && at > from && reader.word(at - 1) == "on";
    let (value, measure) = if often { (days, Measure::Times) } else { (head.value, head.measure) };
    let start = reader.tokens[at].start;
    let last = reader.tokens[..next.max(at + 1).min(reader.end)].last().map_or(start, |token| token.end);
    let article = reader.word(at) == "one" && value == 1.0 && measure == Measure::Count;
    Amount {
        value,
        low: head.low,
        measure,
        noun,
        per: pers,
        every: head.every,
        bound: bound(reader, at, from, next),
        span: Span::new(FileId(0), clip(start), clip(last)),
        sentence,
        tokens: at..next.max(at + 1),
        article,
    }
}

/// Whether `all but` or the like stands before an amount.
fn is_all_but(reader: &Reader<'_>, at: usize, from: usize) -> bool {
    let skip = usize::from(
        at > from && matches!(reader.word(at - 1), "about" | "roughly" | "some" | "around" | "for"),
    );
    at >= from + 2 + skip
        && matches!(reader.word(at - skip - 2), "all" | "everything" | "everyone" | "everybody")
        && matches!(reader.word(at - skip - 1), "but" | "except" | "save")
}

/// A byte offset of a statement, which is far below 4 GB.
pub(super) fn clip(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Words before an amount that bound it, and `or more` behind.
fn bound(reader: &Reader<'_>, at: usize, from: usize, next: usize) -> Option<Bound> {
    let before: Vec<&str> = (at.saturating_sub(6).max(from)..at).map(|index| reader.word(index)).collect();
    let behind = [reader.word(next), reader.word(next + 1)];
    bound::bound(&before, &behind)
}

/// The number and unit that start at token `at`.
fn head(reader: &Reader<'_>, at: usize, from: usize) -> Option<Head> {
    let word = reader.word(at);
    if let Some(head) = balance::balance(reader, at) {
        return Some(head);
    }
    if reader.token(at)?.kind == Kind::Word
        && let Some(head) = worded::worded(reader, at, from).or_else(|| sole::sole(reader, at))
    {
        return Some(head);
    }
    if let Some(hour) = time_of_day::hour_beside(reader, at, from) {
        return Some(hour);
    }
    if let Some((code, times)) = currency::of(word)
        && let Some(number) = reader.number(at + 1)
    {
        let (value, next) = unit_behind::millions(reader, number.value, number.next);
        return Some(unit_behind::named_again(reader, Head::new(value * times, Measure::Money(code), next)));
    }
    if matches!(word, "between" | "from")
        && let Some(window) = hours::hours(reader, at, from)
    {
        return Some(window);
    }
    // `peak: 7 to 9 am`
    if at > from
        && !matches!(reader.word(at - 1), "between" | "from" | "until" | "to")
        && let Some(window) = hours::hours(reader, at - 1, from)
        && (at..window.next).any(|at| time_of_day::behind(reader, at).is_some())
    {
        return Some(window);
    }
    // Before the number: `of every hundred` says one that stands for none elsewhere.
    if let Some(share) = unit_behind::so_many_of(reader, at, from) {
        return Some(share);
    }
    let number = reader.number(at)?;
    if let Some(day) = unit_behind::day(reader, at) {
        return Some(day);
    }
    let (mut low, mut high, mut next) = (None, number.value, number.next);
    if let Some((second, behind)) = range(reader, at, from, next) {
        // `1-2 million` and `3 to 5%` share the unit of the second.
        let scale = reader
            .number(behind_number(reader, next))
            .map_or(1.0, |plain| shared_scale(reader, next, plain.value));
        (low, high, next) = (Some(high * scale), second, behind);
    }
    if let Some(share) = unit_behind::one_of_several(reader, high, next) {
        return Some(share);
    }
    if let Some(mut head) = unit_behind::with_unit(reader, high, next, number.words) {
        // `refresh interval 10 s`, `at an interval of 10 s`
        let label = (at.saturating_sub(3).max(from)..at)
            .any(|index| matches!(reader.word(index), "interval" | "intervals"))
            // `in 30-second intervals`
            || matches!(reader.word(head.next), "interval" | "intervals");
        head.every |= label && head.measure == Measure::Duration;
        head.low = low.map(|low| low * head.value / high).filter(|low| low.is_finite());
        return Some(head);
    }
    // `the 25th of each month` counts nothing.
    if reader.glued(next) && matches!(reader.word(next), "st" | "nd" | "rd" | "th") {
        return None;
    }
    if is_multiple(reader, at, from) && low.is_none() && high > 1.0 {
        return Some(Head::new(high, Measure::Factor, next));
    }
    // `the write fraction is 0.2`
    let split = |word: &str| ["writ", "read", "updat"].iter().any(|stem| word.starts_with(stem));
    let share = (at.saturating_sub(4).max(from)..at).any(|at| {
        matches!(reader.word(at), "share" | "fraction" | "ratio" | "proportion" | "portion")
            && (at > from && split(reader.word(at - 1)) || split(reader.word(at + 2)))
    });
    if share && low.is_none() && (0.0..1.0).contains(&high) && high > 0.0 {
        return Some(Head::new(high, Measure::Share, next));
    }
    let plus = usize::from(reader.word(next) == "+");
    let mut head = Head::new(high, Measure::Count, next + plus);
    head.low = low;
    Some(head)
}

/// `traffic multiplies by 25`, `a sale multiplies the load by eight`, `a factor of 8 above the average`, `the peak x 1.5`
fn is_multiple(reader: &Reader<'_>, at: usize, from: usize) -> bool {
    let back = |by: usize| at.checked_sub(by).filter(|at| *at >= from).map_or("", |at| reader.word(at));
    // `compression cuts storage by a factor of three` is no multiple of the load.
    let less = |word: &str| {
        ["cut", "fall", "fell", "reduc", "drop", "shrink", "less", "save", "lower", "decreas"]
            .iter()
            .any(|stem| word.starts_with(stem))
    };
    let load =
        |word: &str| matches!(word, "load" | "traffic" | "requests" | "calls" | "rate" | "volume" | "demand");
    // What is multiplied stands before the verb or behind it: `traffic multiplies by 25`, `multiplies the load by eight`.
    let multiplies = |by: usize| {
        let beside = [by + 1, by + 2, by + 3, by - 1, by - 2];
        back(by).starts_with("multipl") && beside.iter().any(|at| load(back(*at)))
    };
    if (1..10).any(|by| less(back(by))) {
        return false;
    }
    match back(1) {
        "by" => (2..7).any(multiplies),
        "of" => back(2) == "factor" && matches!(back(3), "a" | "by" | "the" | "some"),
        "x" | "×" => back(2).starts_with("peak") || back(2) == "load",
        _ => false,
    }
}

/// The token at which the second number of a range starts.
fn behind_number(reader: &Reader<'_>, dash: usize) -> usize {
    dash + usize::from(matches!(reader.word(dash), "-" | "–" | "—" | "to" | "and" | "or"))
}

/// A multiplier written once for both ends: 1e6 in `1-2 million`.
fn shared_scale(reader: &Reader<'_>, dash: usize, second: f64) -> f64 {
    let at = behind_number(reader, dash);
    match reader.token(at).and_then(Token::number) {
        Some(plain) if plain > 0.0 && second > plain => second / plain,
        _ => 1.0,
    }
}

/// The upper end of a range behind a number, and the token behind it.
fn range(reader: &Reader<'_>, at: usize, from: usize, next: usize) -> Option<(f64, usize)> {
    let between = at > from && reader.word(at - 1) == "between";
    let connected = match reader.word(next) {
        "-" | "–" | "—" => true,
        "to" => true,
        "and" => between,
        "or" => true,
        _ => false,
    };
    if !connected {
        return None;
    }
    let second = reader.number(next + 1)?;
    // `9 to 1` is a ratio, `2 or more` no range.
    (second.value > reader.token(at)?.number().or_else(|| numeral::small(reader.word(at)))?)
        .then_some((second.value, second.next))
}
