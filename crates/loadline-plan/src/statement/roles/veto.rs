//! What must not be said of an amount, although the cues around it speak for a role: `1.2 million boxes ask every 30 minutes` is no
//! capacity of one instance.

use super::super::amount::{Amount, Measure};
use super::super::cue::{self, Scene};
use super::super::fragment;
use super::super::income::{of_a_loss, of_one_instance, of_something_else, of_the_present, paid_by_others};
use super::super::noun;
use super::super::outage_meant::is_gap_by_plan;
use super::super::past;
use super::super::reading::Reading;
use super::super::role::Role;
use super::super::stance;
use super::super::times_the_peak::{is_of_another_rate, is_of_something_else};
use super::super::token::{Token, word_at};
use super::super::unit::DAY;
use super::super::vocabulary::{Members, is_call, is_programmer, members};
use super::event::{is_how_long_it_takes, is_of_an_event};
use super::told::is_of_no_users;
use std::ops::Range;

/// Seconds from which nobody waits for an answer, unless one is spoken of.
const WAITED: f64 = 60.0;
/// Word stems of what servers do with requests that come to them.
const CARRY: &[&str] =
    &["manag", "handl", "cop", "sustain", "take", "carr", "can", "accept", "support", "absorb", "digest"];

/// Whether something around an amount forbids the role that its cues speak for.
pub(super) fn forbids(reading: &Reading<'_>, scene: &Scene<'_>, amount: &Amount, role: Role) -> bool {
    let Reading { tokens, ranges, amounts, .. } = reading;
    match role {
        // `1.2 million boxes ask every 30 minutes` counts boxes.
        Role::InstanceCapacity if amount.tokens.clone().any(|at| tokens[at].is("every")) => true,
        // `3,000 servers produce 25 lines per second each` speaks of who uses it, not of what one of ours carries.
        Role::InstanceCapacity if is_average(tokens, &ranges[amount.sentence], amount) => true,
        Role::InstanceCapacity
            if is_sent(reading, amount) || is_of_theirs(reading, amount) || comes_in(tokens, amount) =>
        {
            true
        }
        Role::InstanceCapacity => amounts.iter().any(|other| {
            // `three servers manage 400 a second each`
            let carry = tokens
                .get(other.tokens.end)
                .is_some_and(|verb| CARRY.iter().any(|stem| verb.word.starts_with(stem)));
            !carry
                && other.sentence == amount.sentence
                && other.tokens.start < amount.tokens.start
                && other.value > 1.0
                && other.measure == Measure::Count
                && other.period().is_none()
                && members(other.head()).is_some()
        }),
        // `must never be assigned to two readers at once`
        Role::Concurrent => {
            let before = amount.tokens.start.checked_sub(1).map_or("", |at| tokens[at].word.as_str());
            amount.value <= 2.0 && matches!(before, "to" | "by" | "for" | "from" | "with" | "between")
        }
        // `one copy in each of two data centres`, `a full copy on each` say how many there are by the data centres.
        Role::Copies if amount.value == 1.0 => {
            let word = |by: usize| word_at(tokens, &ranges[amount.sentence], amount.tokens.end + by);
            // `one copy must never be lent to two readers`
            let lent =
                (0..6).any(|by| matches!(word(by), "lent" | "sold" | "borrowed" | "rented" | "reserved"));
            lent || matches!(word(0), "in" | "at" | "on" | "for" | "per")
                && matches!(word(1), "each" | "every" | "any")
        }
        // `30 % of the week's uploads arrive between 18:00 and 22:00` is no share of a day.
        Role::PeakShare => {
            is_of_a_week(tokens, &ranges[amount.sentence], amount)
                || is_over_days(tokens, &ranges[amount.sentence], amount)
        }
        // `log-in relies on a federation (99.5 % promised)` says nothing of who comes.
        Role::ActiveShare => {
            let sentence = &ranges[amount.sentence];
            amount.value >= 0.9 && is_promised(tokens, sentence)
                || is_of_no_users(tokens, sentence, amounts, amount)
        }
        // `in a week each of them makes ten requests` says how often.
        Role::Deadline => {
            let next = tokens.get(amount.tokens.end).map_or("", |token| token.word.as_str());
            // `has happened three times in two years`
            let times = amount.tokens.start.checked_sub(2).is_some_and(|at| tokens[at].is("times"));
            // `250,000 orders in one day`
            times
                || amount.value <= DAY
                || is_when_so_many_come(reading, amount)
                || matches!(next, "each" | "every")
                || is_window(tokens, &ranges[amount.sentence], amount)
                || is_of_an_event(reading, amount)
                || is_how_long_it_takes(reading, amount)
        }
        // `in a group of ten people everyone pays for themselves`
        Role::Team if each_of_them_acts(reading, amount) || are_others(tokens, amount) => true,
        Role::Team => {
            let word =
                |by: usize| amount.tokens.start.checked_sub(by).map_or("", |at| tokens[at].word.as_str());
            (word(4), word(3), word(2), word(1)) == ("in", "a", "group", "of")
        }
        Role::PeakRate => stance::is_no_rate_of_all(&reading.place(amount)),
        // Nothing is no peak of anything, and what is booked `exactly once, never twice` is no load.
        Role::PeakFactor if amount.value == 0.0 => true,
        Role::PeakFactor | Role::GrowthFactor | Role::Headroom | Role::Copies
            if amount.tokens.start.checked_sub(1).is_some_and(|at| tokens[at].is("never")) =>
        {
            true
        }
        Role::Headroom if is_of_something_else(&reading.place(amount)) => true,
        Role::PeakFactor if is_of_another_rate(&reading.place(amount)) => true,
        // `refreshing it on average 25 times` says how often.
        Role::PeakFactor => {
            amount.tokens.start >= ranges[amount.sentence].start + 2
                && (on_average(tokens, amount) || each_so_often(tokens, &ranges[amount.sentence], amount))
        }
        Role::Outage if is_gap_by_plan(tokens, &ranges[amount.sentence], amount) => true,
        // `last autumn we were down for three hours`
        Role::Outage | Role::Downtime | Role::Rto | Role::Rpo | Role::Latency => {
            let range = &ranges[amount.sentence];
            let ends = |at: &usize| tokens[*at].is(";");
            let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
            let to = (amount.tokens.end..range.end).find(ends).unwrap_or(range.end);
            // `was down for 45 minutes. The new backend has to cope with this`
            let next = ranges.get(amount.sentence + 2).or(ranges.last()).map_or(range.end, |last| last.end);
            let again = [
                "cope with this",
                "cope with that",
                "survive this",
                "survive that",
                "withstand this",
                "handle this",
                "happen again",
            ];
            // `were off for twenty minutes, and that is the case you should calculate with`
            let here = [
                "that is the case",
                "calculate with",
                "reckon with",
                "plan with",
                "cope with that",
                "cope with this",
            ];
            let again = role == Role::Outage
                && (cue::find(tokens, range.end..next, &again).is_some()
                    || cue::find(tokens, amount.tokens.end..range.end, &here).is_some());
            let voted = role == Role::Latency && amount.value >= WAITED && !is_answered(tokens, range);
            voted || past::is_over(tokens, &(from..to)) && !again
        }
        Role::Budget => {
            paid_by_others(scene)
                || of_the_present(scene, amount)
                || of_a_loss(scene, amount)
                || of_something_else(reading, amount)
                || of_one_instance(scene, amount)
        }
        _ => false,
    }
}

/// Whether a sentence speaks of an answer or of something that is to be there: `10 % vote within 60 seconds` says how fast they are.
fn is_answered(tokens: &[Token], sentence: &Range<usize>) -> bool {
    #[rustfmt::skip]
    const ANSWERED: &[&str] = &[
        "answer*", "respon*", "repl*", "ready", "deliver*", "availab*", "appear*", "confirm*", "process*", "p50", "p90", "p95", "p99", "percentile",
        "latenc*", "complet*", "finish*", "load*", "shown", "show*", "must", "should", "shall", "has to", "have to", "may take", "take*", "there", "sent",
        "reach*", "arriv*", "done", "produc*", "generat*", "export*", "result*", "within which", "limit*", "wait*", "visible", "know*", "report*",
    ];
    cue::find(tokens, sentence.clone(), ANSWERED).is_some()
}

/// `in a month it receives 1.6 million requests`: how long so many take to come.
fn is_when_so_many_come(reading: &Reading<'_>, amount: &Amount) -> bool {
    let range = &reading.ranges[amount.sentence];
    let led = amount.tokens.start == range.start + 1
        && matches!(reading.tokens[range.start].word.as_str(), "in" | "over" | "within" | "during");
    let come = |other: &Amount| {
        other.sentence == amount.sentence
            && other.tokens.start >= amount.tokens.end
            && other.measure == Measure::Count
            && other.period().is_none()
            && is_call(other.head())
    };
    led && reading.amounts.iter().any(come)
}

/// `we are nine vineyards who auction our wine`: so many of what builds nothing.
fn are_others(tokens: &[Token], amount: &Amount) -> bool {
    let before = |by: usize| amount.tokens.start.checked_sub(by).map_or("", |at| tokens[at].word.as_str());
    let we_are = before(2) == "we" && before(1) == "are" || before(1) == "we're";
    let builders = amount.head().is_empty() || fragment::is_people(amount) || amount.head() == "of us";
    let next = tokens.get(amount.tokens.end).map_or("", |token| token.word.as_str());
    let go_on = matches!(next, "who" | "that" | "which" | "with" | "in");
    we_are && !builders && go_on && members(amount.head()) != Some(Members::People)
}

/// `We have 60 volunteers. Each of them looks at the rota`: they use it.
fn each_of_them_acts(reading: &Reading<'_>, amount: &Amount) -> bool {
    let builders = is_programmer(amount.head());
    let Some(next) = reading.ranges.get(amount.sentence + 1) else { return false };
    !builders && cue::matches(&reading.tokens[..next.end], next.start, "each of them").is_some()
}

/// Whether a sentence speaks of a promise.
fn is_promised(tokens: &[Token], sentence: &Range<usize>) -> bool {
    let words = [
        "promis*",
        "guarant*",
        "sla",
        "availab*",
        "uptime",
        "contract",
        "by contract",
        "commit*",
        "assur*",
        "warrant*",
        "vouch*",
        "pledg*",
    ];
    cue::find(tokens, sentence.clone(), &words).is_some()
}

/// Whether a share is of what is done in a week or longer, said right behind it.
pub(in crate::statement) fn is_of_a_week(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    let end = amount.tokens.end;
    let near = end.saturating_sub(1)..sentence.end.min(end + 4);
    cue::find(tokens, near, &["week", "weekly", "month", "monthly", "year", "yearly"]).is_some()
}

/// `if it is down for an hour, no choir falls silent: 99 % over 30 days is plenty`: a share of so many days is no part of one.
fn is_over_days(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    let word = |by: usize| word_at(tokens, sentence, amount.tokens.end + by);
    let led = matches!(word(0), "over" | "in" | "across" | "of" | "per" | "measured");
    let days = (1..5).any(|by| matches!(word(by), "days" | "month" | "quarter" | "year"));
    amount.value >= 0.9 && led && days
}

/// Whether so many days are those within which it may be down: `over 30 days`, `down for 45 minutes in 30 days`.
fn is_window(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    let days = amount.tokens.clone().any(|at| matches!(tokens[at].word.as_str(), "day" | "days"));
    let before = amount.tokens.start.checked_sub(1).map_or("", |at| tokens[at].word.as_str());
    let down = || {
        cue::find(tokens, sentence.clone(), &["down*", "availab*", "unavailab*", "%", "uptime", "outage*"])
            .is_some()
    };
    let led = matches!(before, "over" | "any" | "each" | "every" | "per" | "rolling");
    days && (led || matches!(before, "in" | "within") && down())
}

/// Whether a rate is said to come in, and not to be carried: `900 requests per second come in`.
fn comes_in(tokens: &[Token], amount: &Amount) -> bool {
    let next = tokens.get(amount.tokens.end).map_or("", |token| token.word.as_str());
    matches!(next, "come" | "comes" | "came" | "arrive" | "arrives" | "arrived" | "hit" | "reach")
}

/// Whether `on average` stands right before an amount.
fn on_average(tokens: &[Token], amount: &Amount) -> bool {
    let before = |by: usize| amount.tokens.start.checked_sub(by).map_or("", |at| tokens[at].word.as_str());
    (before(2), before(1)) == ("on", "average")
}

/// `on average each of them opens the app 16 times`: no load is said to be so many times another.
fn each_so_often(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    let clause = (sentence.start..amount.tokens.start)
        .rev()
        .find(|at| matches!(tokens[*at].word.as_str(), "," | ";" | "and"))
        .map_or(sentence.start, |at| at + 1);
    let compared = matches!(
        word_at(tokens, sentence, amount.tokens.end),
        "the"
            | "as"
            | "that"
            | "its"
            | "this"
            | "more"
            | "higher"
            | "our"
            | "normal"
            | "usual"
            | "average"
            | "faster"
    );
    let each = cue::find(
        tokens,
        clause..amount.tokens.start,
        &["on average each of them", "each of them", "every one of them"],
    );
    // `8,000 people board our ferries, and each boards 3 times`
    let does = word_at(tokens, sentence, clause) == "each"
        && clause + 1 < amount.tokens.start
        && is_no_rise(word_at(tokens, sentence, clause + 1));
    (each.is_some() || does) && !compared
}

/// Whether a word is what one of them does, and says nothing of a load that goes up.
fn is_no_rise(verb: &str) -> bool {
    const RISES: &[&str] =
        &["ris", "peak", "climb", "grow", "jump", "multipl", "increas", "day", "hour", "week"];
    verb.ends_with('s') && !noun::stops(verb) && !RISES.iter().any(|stem| verb.starts_with(stem))
}

/// Whether an average is said right before an amount: `on average 6 requests per second`.
fn is_average(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    let from = sentence.start.max(amount.tokens.start.saturating_sub(3));
    tokens[from..amount.tokens.start].iter().any(|token| token.word.starts_with("averag"))
}

/// Whether so little is said of each of some machines that are counted that they are none of ours: `per machine we get 2 messages a
/// minute`, where 250 machines stand at each site.
fn is_of_theirs(reading: &Reading<'_>, amount: &Amount) -> bool {
    const MACHINES: &[&str] = &["machine", "unit", "box", "host", "container"];
    /// What a server of ours carries a second at least.
    const LEAST: f64 = 10.0;
    let named = |head: &str| {
        let sentence = reading.ranges[amount.sentence].clone();
        MACHINES.contains(&head)
            && sentence.into_iter().any(|at| noun::singular(&reading.tokens[at].word) == head)
    };
    let counted = |other: &Amount| {
        other.measure == Measure::Count
            && other.period().is_none()
            && other.value >= 2.0
            && named(other.head())
    };
    amount.per_second().is_some_and(|rate| rate < LEAST) && reading.amounts.iter().any(counted)
}

/// Whether an amount is said to be sent by machines that are none of ours: `each machine sends two messages per second`.
fn is_sent(reading: &Reading<'_>, amount: &Amount) -> bool {
    #[rustfmt::skip]
    const SENDS: &[&str] = &[
        "send", "report", "transmit", "upload", "emit", "push", "post", "publish", "submit", "ship", "writ", "produc", "generat", "log", "deliver",
    ];
    /// Servers of ours at most.
    const OURS: f64 = 100.0;
    let word = |at: usize| reading.tokens[at].word.as_str();
    let before = |by: usize| amount.tokens.start.checked_sub(by).map_or("", word);
    // `There are 9,000 hosts. Every host writes 40 lines per second.`
    let many = || {
        let one = noun::singular(before(2));
        reading.amounts.iter().any(|other| {
            let counted = other.measure == Measure::Count && other.period().is_none() && other.value > OURS;
            counted && other.tokens.end <= amount.tokens.start && other.head() == one
        })
    };
    let own =
        matches!(before(2), "machine" | "machines" | "box" | "boxes" | "unit" | "units" | "host" | "hosts");
    (own || many()) && SENDS.iter().any(|stem| before(1).starts_with(stem))
}
