//! Which of several rates is the peak and which the average: a word such as `peak` or `average` goes with the rate that
//! it stands nearest to, before or behind it.

use super::amount::{Amount, Bound, Measure, by_sentence};
use super::cue;
use super::each;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::token::{Kind, Token};
use super::unit::{DAY, HOUR};
use super::vocabulary::class_of_verb;
use std::ops::Range;

/// Tokens between a word and a multiple that it may belong to at most.
const NEAR: usize = 20;

/// What a rate is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    Peak,
    Average,
}

/// Word stems that call a rate a peak.
const PEAK: &[&str] = &["peak", "busiest", "rush", "spik", "burst", "surge", "worst", "heaviest", "hottest"];
/// Word stems that call a rate an average.
const AVERAGE: &[&str] = &["averag", "avg", "mean", "typical", "normal", "usual", "baseline", "ordinar"];
/// Words of a demand, and of what is demanded.
const MUST: &[&str] =
    &["must", "should", "shall", "has to", "have to", "needs to", "need to", "able to", "required to"];
const CARRY: &[&str] = &[
    "handle",
    "sustain",
    "cope with",
    "carry",
    "withstand",
    "absorb",
    "survive",
    "support",
    "serve",
    "endure",
];
/// Greatest distance between a word and the rate it goes with.
const REACH: f64 = 6.0;

/// `300,000 are connected at the peak`: those who are there, whoever they are.
pub(super) fn are_there(place: &Place<'_>) -> bool {
    let (verb, there) = (place.word(place.amount.tokens.end), place.word(place.amount.tokens.end + 1));
    matches!(verb, "are" | "is") && matches!(there, "connected" | "online" | "there" | "present")
}

/// `300,000 are connected at the peak, each sends 40 messages per day`: neither those who are there nor what each does on a day is a
/// rate of all.
pub(super) fn is_no_rate_of_all(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount } = *place;
    let each_day = amount.period().is_some_and(|period| period >= DAY)
        && each::said_before(tokens, range.start, amount.tokens.start);
    are_there(place) || each_day
}

/// Corrects the roles of rates by the words that call them peak or average.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, roles, .. } = reading;
    for (range, own) in by_sentence(ranges, amounts) {
        let rates: Vec<usize> = own
            .clone()
            .filter(|at| {
                amounts[*at].is_rate()
                    && amounts[*at].thing().is_none()
                    && matches!(roles[*at], None | Some(Role::PeakRate))
                    && !is_no_rate_of_all(&Place { tokens, range, amount: &amounts[*at] })
            })
            .collect();
        if rates.is_empty() {
            continue;
        }
        let mut nearest: Vec<Option<(f64, Stance)>> = vec![None; rates.len()];
        // `18 million events a day in total, peak 4x average`: the word belongs to the multiple.
        let multiples: Vec<usize> = own
            .clone()
            .filter(|at| amounts[*at].per.is_empty() && roles[*at] == Some(Role::PeakFactor))
            .collect();
        // Of two as far, the one behind: `18 million events (peak: 4x)`.
        let multiple = |at: usize| {
            let far = |index: &usize| {
                let multiple = &amounts[*index].tokens;
                // Far ones are not looked at, which is what makes long sentences quick to read.
                let near = multiple.start.abs_diff(at) <= NEAR || multiple.end.abs_diff(at) <= NEAR;
                let far = near.then(|| distance(tokens, &amounts[own.clone()], &amounts[*index], at))??;
                Some(if at < amounts[*index].tokens.start { far - 0.25 } else { far })
            };
            multiples.iter().filter_map(far).min_by(f64::total_cmp)
        };
        for at in range.clone() {
            let Some(stance) = stance(tokens, range, at) else { continue };
            let distances =
                rates.iter().map(|rate| distance(tokens, &amounts[own.clone()], &amounts[*rate], at));
            let closest = distances
                .enumerate()
                .filter_map(|(place, distance)| Some((place, distance?)))
                .min_by(|a, b| a.1.total_cmp(&b.1));
            let of_rate =
                |distance: &f64| *distance <= REACH && multiple(at).is_none_or(|other| *distance <= other);
            if let Some((place, distance)) = closest.filter(|(_, distance)| of_rate(distance))
                && nearest[place].is_none_or(|(best, _)| distance < best)
            {
                nearest[place] = Some((distance, stance));
            }
        }
        for factor in own.clone() {
            let amount = &amounts[factor];
            let place = Place { tokens, range, amount };
            let open = matches!(roles[factor], None | Some(Role::Headroom | Role::GrowthFactor))
                && amount.per.is_empty();
            if open
                && amount.measure == Measure::Factor
                && rates.iter().any(|rate| *rate < factor)
                && is_that_much(&place)
            {
                roles[factor] = Some(Role::PeakFactor);
            }
        }
        // `60,000 tickets are sold within 20 minutes; on other days 300 a day`
        if let [one, other] = rates[..] {
            let rush = |high: usize, usual: usize| {
                let (high, usual) = (&amounts[high], &amounts[usual]);
                let brisk = high.period().is_some_and(|period| period < DAY)
                    && usual.period().is_some_and(|period| period >= DAY);
                brisk && high.head() == usual.head() && high.per_second() > usual.per_second()
            };
            for (high, usual) in [(one, other), (other, one)] {
                if rush(high, usual) {
                    roles[high] = Some(Role::PeakRate);
                }
            }
        }
        // `on average 12,000 reads and 3,000 writes per second`
        for at in 1..rates.len() {
            let (first, second) = (&amounts[rates[at - 1]], &amounts[rates[at]]);
            let coupled = first.tokens.end + 1 == second.tokens.start
                && tokens[first.tokens.end].is("and")
                && first.period() == second.period();
            if coupled && matches!(nearest[at - 1], Some((_, Stance::Average))) {
                nearest[at] = nearest[at - 1];
            }
        }
        // `40/s on average, 600/s in the last minute`: of two, one of which is the average, the higher one is the peak.
        if let [one, other] = rates[..] {
            let pair = [(one, nearest[0], other, nearest[1]), (other, nearest[1], one, nearest[0])];
            for (mean, called, high, free) in pair {
                let average = matches!(called, Some((_, Stance::Average)));
                let bare = amounts[high].head().is_empty() || amounts[high].head() == amounts[mean].head();
                let apart = || {
                    let first = amounts[mean].tokens.end.min(amounts[high].tokens.end);
                    let last = amounts[mean].tokens.start.max(amounts[high].tokens.start);
                    is_of_another(tokens, first..last)
                };
                if average
                    && free.is_none()
                    && bare
                    && !apart()
                    && amounts[high].per_second() > amounts[mean].per_second()
                {
                    roles[high] = Some(Role::PeakRate);
                }
            }
        }
        let lent = !multiples.is_empty() && of_multiples(tokens, range, &multiple);
        for (rate, found) in rates.iter().zip(nearest) {
            match found {
                Some((_, Stance::Peak)) => roles[*rate] = Some(Role::PeakRate),
                Some((_, Stance::Average)) => roles[*rate] = None,
                None if in_the_last(&Place { tokens, range, amount: &amounts[*rate] }) => {
                    roles[*rate] = Some(Role::PeakRate);
                }
                None if fronted(&Place { tokens, range, amount: &amounts[*rate] }) => {
                    roles[*rate] = Some(Role::PeakRate);
                }
                None if demanded(&Place { tokens, range, amount: &amounts[*rate] }) => {
                    roles[*rate] = Some(Role::PeakRate)
                }
                None if is_subject(&Place { tokens, range, amount: &amounts[*rate] }) => {
                    roles[*rate] = Some(Role::PeakRate);
                }
                None if lent => roles[*rate] = None,
                None => {}
            }
        }
    }
}

/// Whether all that a sentence calls a peak is a multiple beside.
fn of_multiples(tokens: &[Token], range: &Range<usize>, multiple: &impl Fn(usize) -> Option<f64>) -> bool {
    let other = |at: &usize| matches!(tokens[*at].word.as_str(), "maximum" | "highest" | "hits");
    let mut called = range.clone().filter(|at| calls(&tokens[*at].word) == Some(Stance::Peak)).peekable();
    let free = called.peek().is_some() && called.all(|at| multiple(at).is_some_and(|far| far <= REACH));
    free && !range.clone().any(|at| other(&at))
}

/// Whether somebody else does something in the tokens between two rates, so that both add up: `and the app sends`.
fn is_of_another(tokens: &[Token], between: Range<usize>) -> bool {
    let joined = between.clone().any(|at| tokens[at].is("and"));
    let verb = between.clone().any(|at| {
        let word = tokens[at].word.as_str();
        word.ends_with('s') && class_of_verb(word).is_some() && at > between.start + 1
    });
    let times =
        between.clone().any(|at| matches!(tokens[at].word.as_str(), "peak" | "up" | "when" | "during"));
    joined && verb && !times
}

/// Whether a rate is that of a short time that is singled out: `40 bids a second in the last five minutes`.
pub(super) fn in_the_last(place: &Place<'_>) -> bool {
    let end = place.amount.tokens.end;
    let led = matches!(place.word(end), "in" | "during" | "within" | "for" | "over");
    let skip = usize::from(matches!(place.word(end + 1), "the" | "its" | "their"));
    let which = matches!(place.word(end + 1 + skip), "last" | "final" | "closing" | "first" | "opening");
    let short = (end + 2 + skip..end + 5 + skip)
        .any(|at| matches!(place.word(at), "minute" | "minutes" | "second" | "seconds" | "moments" | "hour"));
    led && which && short && place.amount.period().is_none_or(|period| period <= HOUR)
}

/// Whether a multiple is one of the rate said before: `2,600 tiles per second, on sunny Sundays three times that`.
pub(super) fn is_that_much(place: &Place<'_>) -> bool {
    let end = place.amount.tokens.end;
    let that = matches!(place.word(end), "that" | "this")
        && !matches!(place.word(end + 1), "of" | "in" | "year")
        || matches!((place.word(end), place.word(end + 1)), ("as", "much" | "many" | "high"));
    let closed = |at: usize| matches!(place.word(at), "" | "," | "." | ";" | ")" | "and");
    // `in the Christmas season we have seen nine times that figure`
    let named = matches!(
        place.word(end + 1),
        "figure" | "number" | "rate" | "value" | "amount" | "load" | "volume" | "traffic" | "level"
    );
    let led = |at: &usize| {
        matches!(
            place.word(*at),
            "on" | "in" | "at" | "during" | "when" | "before" | "around" | "after" | "every"
        )
    };
    let ends = named || closed(end + 1) || closed(end + 2) || place.word(end + 1) == "for" || led(&(end + 1));
    let start = place.amount.tokens.start;
    let says = |words: &[&str]| place.range.clone().any(|at| words.contains(&place.word(at)));
    // What is to come some day, or what something can take, is no peak.
    let other =
        says(&["years", "later", "future", "eventually", "someday", "take", "handle", "rival", "competitor"]);
    let timed = (place.range.start.max(start.saturating_sub(6))..start).any(|at| led(&at));
    let anywhere = || place.range.clone().any(|at| led(&at)) && !says(&["year"]);
    that && ends && !other && (timed || anywhere())
}

/// Whether the clause of a rate begins with a time that is called the peak: `in the worst minutes, when a campaign starts, it is
/// 6,000 a second`.
fn fronted(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount } = *place;
    let start = amount.tokens.start;
    let ends = |at: &usize| matches!(tokens[*at].word.as_str(), ";" | ":" | "." | "(");
    let from = (range.start..start).rev().find(ends).map_or(range.start, |at| at + 1);
    let led =
        matches!(place.word(from), "in" | "at" | "during" | "on" | "over" | "when" | "under" | "within");
    let called = (from + 1..start.min(from + 6)).find_map(|at| stance(tokens, range, at));
    let free = (from..start).all(|at| tokens[at].number().is_none());
    led && free && called == Some(Stance::Peak) && amount.period().is_some_and(|period| period <= HOUR)
}

/// Whether the clause of a rate says what the peak is, whatever stands in between: `the highest load we have measured, on the Saturday
/// before Christmas, was 600 calls per second`.
fn is_subject(place: &Place<'_>) -> bool {
    const BE: &[&str] = &[
        "is", "was", "are", "were", "reached", "reaches", "stood", "stands", "lies", "lay", "came", "comes",
        "amounts", "amounted", "of", "being",
    ];
    let Place { tokens, range, amount } = *place;
    let ends = |at: &usize| matches!(tokens[*at].word.as_str(), ";" | ":" | "." | "(");
    let start = amount.tokens.start;
    let from = (range.start..start).rev().find(ends).map_or(range.start, |at| at + 1);
    let most = |at: usize| {
        let most = ["highest", "greatest", "largest", "biggest", "maximum", "record", "most", "top"];
        most.contains(&place.word(at)) || stance(tokens, range, at) == Some(Stance::Peak)
    };
    let led = matches!(place.word(from), "the" | "our" | "its" | "a");
    let named = (from + 1..start.min(from + 4)).find(|at| most(*at));
    let verb = place.behind(&[
        "about", "roughly", "around", "some", "nearly", "almost", "up", "to", "at", "just", "over",
    ]);
    let free = (from..start).all(|at| tokens[at].number().is_none());
    let be = verb.checked_sub(1).is_some_and(|at| at > from && BE.contains(&place.word(at)));
    led && free && be && named.is_some() && amount.period().is_some_and(|period| period <= HOUR)
}

/// Whether a rate is the most that comes, or what must be carried: `at most 100 a second`, `must handle 2,000 a second`.
fn demanded(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount: rate } = *place;
    // `at most 2 pages a second each`
    if matches!(place.word(rate.tokens.end), "each" | "apiece") {
        return false;
    }
    let brisk = |longest: f64| rate.period().is_some_and(|period| period <= longest);
    let before = range.start..rate.tokens.start;
    // `each makes 10 requests a day; never more than 50 a second`: what is behind `;` is of all.
    let clause = before.clone().rev().find(|at| tokens[*at].is(";")).map_or(range.start, |at| at + 1);
    if each::said_before(tokens, clause, rate.tokens.start) {
        return false;
    }
    // `evaluation runs at no more than 14,000 messages per second`: what it gets through, and not what comes.
    const WORKED: &[&str] =
        &["evaluation", "processing", "analysis", "workers", "consumers", "pipeline", "post-processing"];
    let subject = clause..rate.tokens.start.min(clause + 3);
    if rate.bound == Some(Bound::AtMost) && cue::find(tokens, subject, WORKED).is_some() {
        return false;
    }
    let near = before.start.max(before.end.saturating_sub(7))..before.end;
    let carried = cue::find(tokens, near.clone(), CARRY).is_some() && cue::find(tokens, near, MUST).is_some();
    rate.bound == Some(Bound::AtMost) && brisk(HOUR) || carried && brisk(60.0)
}

/// What a word by itself calls a rate.
pub(super) fn calls(word: &str) -> Option<Stance> {
    let starts = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    if starts(PEAK) && !word.starts_with("surger") {
        Some(Stance::Peak)
    } else if starts(AVERAGE) && !matches!(word, "means" | "meaning" | "meanwhile") {
        Some(Stance::Average)
    } else {
        None
    }
}

/// What the word at a place calls a rate: `off-peak` and `peak to average` call it nothing.
pub(super) fn stance(tokens: &[Token], range: &Range<usize>, at: usize) -> Option<Stance> {
    let word = |at: usize| if range.contains(&at) { tokens[at].word.as_str() } else { "" };
    let before = at.checked_sub(1).map_or("", word);
    let before = if before == "-" { at.checked_sub(2).map_or("", word) } else { before };
    let behind = |offset: usize| word(at + offset);
    if before == "off" || (behind(1) == "to" && behind(2).starts_with("averag")) || before == "to" {
        return None;
    }
    // `the peak factor`, `an average user`: the word belongs to what follows.
    if matches!(behind(1), "factor" | "multiplier" | "ratio" | "to") && behind(2).parse::<f64>().is_err() {
        return None;
    }
    // `at the height of the day`
    if word(at) == "height" && before == "the" && matches!(behind(1), "of" | "") {
        return Some(Stance::Peak);
    }
    // `booking opens at six; at that moment 400 requests come a second`
    if matches!(word(at), "moment" | "instant" | "minute") && matches!(before, "that" | "this") {
        return Some(Stance::Peak);
    }
    calls(word(at))
}

/// How far a word is from a rate; none where another amount stands between them.
fn distance(tokens: &[Token], amounts: &[Amount], rate: &Amount, at: usize) -> Option<f64> {
    let between = if rate.tokens.contains(&at) {
        return Some(0.0);
    } else if at < rate.tokens.start {
        at + 1..rate.tokens.start
    } else {
        rate.tokens.end..at
    };
    let crossed = amounts.iter().any(|other| {
        other.span != rate.span
            && !other.article
            && other.measure == Measure::Count
            && between.start < other.tokens.end
            && other.tokens.start < between.end
    });
    (!crossed).then(|| tokens[between].iter().map(step).sum())
}

/// How far apart a token moves a word and a rate: what joins clauses parts more than words do.
fn step(token: &Token) -> f64 {
    match (token.kind, token.word.as_str()) {
        (Kind::Sign, ",") => 4.0,
        (Kind::Sign, ";") => 7.0,
        (Kind::Word, "and" | "but" | "with" | "while" | "or" | "whereas") => 3.0,
        (Kind::Sign, _) => 0.5,
        _ => 1.0,
    }
}
