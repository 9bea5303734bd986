//! What one quantity that was not read may change.

use super::super::needs::Needs;
use super::super::plural::plural;
use super::super::stream::Stream;
use super::{Part, guessed};
use crate::statement::unit::{DAY, HOUR, MINUTE, MONTH};
use crate::statement::{
    Activity, Amount, Bound, Class, Measure, Members, Role, Statement, Unread, is_call, is_done,
};
use loadline_base::Span;

/// How far a figure that is said once more may be rounded.
const ROUNDED: f64 = 0.1;

/// What one unread quantity may change.
pub(super) fn doubted(statement: &Statement, needs: &Needs, unread: &Unread) -> Vec<Part> {
    let assumed = |id: &str| {
        [&needs.peak_factor, &needs.headroom, &needs.retention].iter().any(|term| term.rests_on.contains(&id))
    };
    let amount = &unread.amount;
    match amount.measure {
        // `calls per DAU 12`: of what nobody knows, where what is done is only assumed.
        Measure::Count
            if amount.noun.is_none() && amount.per.is_empty() && amount.value >= 2.0 && guessed(needs) =>
        {
            vec![Part::Load, Part::Reads, Part::Writes, Part::Stored]
        }
        // `2 million people a week, that makes 300,000 a day`
        Measure::Count
            if amount.noun.is_none() && amount.period() == Some(DAY) && beside_people(statement, amount) =>
        {
            vec![Part::Users, Part::Load, Part::Reads, Part::Writes, Part::Stored]
        }
        // `there are 2,400 in the air, and each sends a message a second`, whoever they are
        Measure::Count if amount.noun.is_none() && amount.value >= 10.0 && each_sends(statement, amount) => {
            vec![Part::Users, Part::Load, Part::Reads, Part::Writes, Part::Stored]
        }
        // `…, which is 50 requests per second`, where that is not what the rest comes to.
        _ if may_be_load(amount) && is_restated(statement, amount) => {
            let same = needs.average.as_ref().zip(amount.per_second());
            let near = same.is_some_and(|(average, said)| (average.value - said).abs() <= ROUNDED * said);
            if near { Vec::new() } else { vec![Part::Load, Part::Reads, Part::Writes, Part::Stored] }
        }
        // `it cuts us off at 100 requests a second`: where it is known who asks how often, such a rate is a limit or a peak.
        _ if may_be_load(amount) && is_known_beside(needs, amount) => {
            if assumed("peak-multiplier") {
                vec![Part::Peak]
            } else {
                Vec::new()
            }
        }
        _ if may_be_load(amount) => {
            let guessed = guessed(needs);
            let own: &[Part] = match unread.class {
                // What is only guessed is not what it says.
                _ if guessed => &[Part::Reads, Part::Writes, Part::Stored],
                Class::Read => &[Part::Reads],
                Class::Write => &[Part::Writes, Part::Stored],
                Class::Mixed => &[Part::Reads, Part::Writes, Part::Stored],
            };
            // What others do is no part of the main load, unless that is only assumed.
            // Calls are the load, whoever makes them; those to others are none.
            let calls = is_call(amount.head());
            if calls && goes_out(statement, amount) {
                return vec![Part::Writes];
            }
            let main = (guessed || !unread.by_others || calls).then_some(Part::Load);
            main.into_iter().chain(own.iter().copied()).collect()
        }
        // `every ticket is touched seven times`, whatever that is.
        Measure::Factor if amount.value > 1.0 && of_each_done(statement, amount) => {
            vec![Part::Load, Part::Reads, Part::Writes, Part::Stored]
        }
        Measure::Factor if amount.value > 1.0 && assumed("peak-multiplier") => vec![Part::Peak],
        Measure::Factor if amount.value > 1.0 && assumed("headroom") => vec![Part::Capacity],
        // How it ends changes nothing of what is asked.
        Measure::Share if is_outcome(statement, amount) => Vec::new(),
        // `at lunch, from 12 to 2 pm, the half of it`, of whatever.
        Measure::Share
            if (0.05..1.0).contains(&amount.value)
                && assumed("peak-multiplier")
                && beside_hours(statement, amount) =>
        {
            vec![Part::Peak]
        }
        Measure::Share | Measure::Ratio if amount.value > 0.0 && splits(needs) => {
            vec![Part::Split, Part::Reads, Part::Writes, Part::Stored]
        }
        Measure::Share if amount.value < 1.0 && of_people(statement, amount, guessed(needs)) => {
            vec![Part::Users, Part::Load, Part::Reads, Part::Writes, Part::Stored]
        }
        // `on average 8 % are riding`: some of the machines, of which nothing was made.
        Measure::Share if amount.value < 1.0 && of_machines(statement, needs, amount) => {
            vec![Part::Load, Part::Mean, Part::Reads, Part::Writes, Part::Stored]
        }
        // Something of what is only read writes after all.
        Measure::Share if amount.value < 0.5 && only_reads(needs) => {
            vec![Part::Split, Part::Writes, Part::Stored]
        }
        Measure::Share if (0.1..=3.0).contains(&amount.value) && assumed("headroom") => vec![Part::Capacity],
        // `two hours of outage a quarter would do`, which was not understood.
        Measure::Duration
            if needs.availability.rests_on.contains(&"availability") && is_time_down(statement, amount) =>
        {
            vec![Part::Availability]
        }
        // `each loads 6 pages in the first ten minutes`: those are not the pages of a day.
        Measure::Duration
            if amount.value < DAY && !amount.every && is_time_of_what_is_done(statement, amount) =>
        {
            vec![Part::Load, Part::Peak, Part::Reads, Part::Writes, Part::Stored]
        }
        Measure::Duration
            if amount.value >= DAY
                && !amount.every
                && (assumed("retention") || beside_time(statement, amount)) =>
        {
            vec![Part::Kept]
        }
        // `every 3 minutes during the ten hours it works`
        Measure::Duration if is_duty(statement, needs, amount) => {
            vec![Part::Mean, Part::Reads, Part::Writes, Part::Stored]
        }
        Measure::Size if amount.period().is_none() && lacks_size(needs) => vec![Part::Stored],
        _ => Vec::new(),
    }
}

/// Whether something is said of each of those that it counts, behind it.
fn each_sends(statement: &Statement, amount: &Amount) -> bool {
    let sentence = statement.sentence(amount.span);
    let behind = statement.said(Span::new(sentence.file, amount.span.end, sentence.end));
    let words: Vec<&str> = behind.split_whitespace().take(9).collect();
    amount.per.is_empty() && words.windows(2).any(|pair| matches!(pair[0], "each" | "every"))
}

/// Whether its sentence speaks of hours of the day, of which nothing was made.
fn beside_hours(statement: &Statement, amount: &Amount) -> bool {
    let sentence = statement.sentence(amount.span);
    let hours = |other: &&Unread| {
        let quote = statement.said(other.amount.span);
        sentence.covers(other.amount.span)
            && other.amount.measure == Measure::Duration
            && (quote.starts_with("between") || quote.starts_with("from"))
    };
    statement.unread.iter().any(|other| hours(&other))
}

/// Whether it may say how long it may be down within some time.
fn is_time_down(statement: &Statement, amount: &Amount) -> bool {
    let said = statement.said(statement.sentence(amount.span));
    let down = ["downtime", "outage", "unavailab", "unreachable", "offline", "interruption"];
    let within = amount.period().is_some_and(|period| period >= DAY);
    within && !amount.every && down.iter().any(|word| said.contains(word))
}

/// Whether it says in which time something is done that a day was assumed for.
fn is_time_of_what_is_done(statement: &Statement, amount: &Amount) -> bool {
    statement.activities.iter().filter(|activity| activity.day_assumed).any(|activity| {
        let between =
            Span::new(amount.span.file, activity.span.end, amount.span.start.max(activity.span.end));
        let words = statement.said(between);
        let mut words = words.split_whitespace();
        activity.span.end <= amount.span.start
            && matches!(words.next(), Some("in" | "within" | "during" | "over"))
            && words.count() <= 2
    })
}

/// Whether a time may be the part of a day in which something is done by the clock.
fn is_duty(statement: &Statement, needs: &Needs, amount: &Amount) -> bool {
    let sentence = statement.sentence(amount.span);
    let before = statement.said(Span::new(sentence.file, sentence.start, amount.span.start));
    let mut last = before.split_whitespace().rev().take(3);
    let led = last.any(|word| matches!(word, "during" | "only"));
    let paced = needs.traffic.streams.iter().any(|stream| stream.paced && stream.duty.is_none());
    let beside = statement.activities.iter().any(|own| own.paced && sentence.covers(own.span));
    !amount.every && (HOUR..DAY).contains(&amount.value) && led && paced && beside
}

/// Whether its sentence says how long something is kept.
fn beside_time(statement: &Statement, amount: &Amount) -> bool {
    let sentence = statement.sentence(amount.span);
    statement.facts(Role::Retention).any(|fact| sentence.covers(fact.amount.span))
}

/// Whether a rate is said to be what was just said, in other words.
fn is_restated(statement: &Statement, amount: &Amount) -> bool {
    let sentence = statement.sentence(amount.span);
    let before = statement.quote(Span::new(sentence.file, sentence.start, amount.span.start)).to_lowercase();
    let words: Vec<&str> = before.split_whitespace().rev().take(3).collect();
    let led = |at: usize| words.get(at).copied().unwrap_or_default();
    if ["peak", "capacit", "headroom", "double", "twice"].iter().any(|stem| before.contains(stem)) {
        return false;
    }
    (0..2).any(|at| {
        matches!(led(at), "so" | "i.e." | "equals" | "=")
            || matches!(led(at), "is" | "means" | "makes" | "gives")
                && matches!(led(at + 1), "which" | "that" | "this")
    })
}

/// Whether a rate by the second or minute stands beside a load that is said by what each does on a day, or by how much is done on one.
fn is_known_beside(needs: &Needs, amount: &Amount) -> bool {
    let brisk = amount.is_rate() && amount.period().is_some_and(|period| period <= MINUTE);
    let calls = is_call(amount.head());
    let known = |stream: &Stream| stream.main && (stream.paced && !calls || is_call(&stream.what));
    brisk && !guessed(needs) && needs.traffic.streams.iter().any(known)
}

/// Whether a share is said of those who use it on a day: `8 % of them shop on a day`, `a tenth of the members` where nothing else is
/// said of them.
fn of_people(statement: &Statement, amount: &Amount, guessed: bool) -> bool {
    let sentence = statement.sentence(amount.span);
    let behind = statement.said(Span::new(sentence.file, amount.span.start, sentence.end));
    let words: Vec<&str> =
        behind.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let Some(of) = words.iter().take(4).position(|word| *word == "of") else { return false };
    let known = |word: &&&str| statement.populations.iter().any(|one| plural(&one.noun) == **word);
    let pronoun = matches!(words.get(of + 1), Some(&("them" | "whom")));
    let last = statement
        .populations
        .iter()
        .any(|one| one.span.end <= amount.span.start && one.members == Members::People);
    let days = [
        "a day",
        "any day",
        "given day",
        "typical day",
        "each day",
        "every day",
        "daily",
        "weekday",
        "average day",
    ];
    if !guessed && !days.iter().any(|day| words.join(" ").contains(day)) {
        return false;
    }
    // `a fifth of the citizens' requests` is none of the citizens.
    let asked = words.iter().skip(of + 1).take(3).any(|word| is_call(word.trim_end_matches('s')));
    !asked && (pronoun && last || words.iter().skip(of + 1).take(2).any(|word| known(&word)))
}

/// Whether a share is said of machines that send by the clock: `8 % are riding`, `a third of them are switched on`.
fn of_machines(statement: &Statement, needs: &Needs, amount: &Amount) -> bool {
    let sentence = statement.sentence(amount.span);
    let behind = statement.quote(Span::new(sentence.file, amount.span.end, sentence.end)).to_lowercase();
    let mut words = behind.split_whitespace();
    let first = words.next().unwrap_or_default();
    let are = first == "are" || first == "of" && words.take(3).any(|word| word == "are");
    let fleet =
        needs.traffic.main.is_some_and(|main| statement.populations[main].members == Members::Machines);
    are && fleet && needs.traffic.streams.iter().any(|stream| stream.main && stream.paced)
}

/// Whether calls go to a service of others: `each sale costs four calls to the payment provider`.
fn goes_out(statement: &Statement, amount: &Amount) -> bool {
    let sentence = statement.sentence(amount.span);
    let behind = statement.quote(Span::new(sentence.file, amount.span.end, sentence.end));
    let named =
        statement.outsides.iter().flat_map(|outside| &outside.spans).any(|span| sentence.covers(*span));
    named && behind.trim_start().starts_with("to ")
}

/// Whether a multiple is said of each of what is done: its sentence speaks of one of those, or of them as what something is done to.
fn of_each_done(statement: &Statement, amount: &Amount) -> bool {
    let sentence = statement.said(statement.sentence(amount.span));
    let words: Vec<&str> =
        sentence.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    words.windows(4).any(|four| {
        let one = matches!(four[0], "each" | "every" | "a" | "an" | "one");
        let done = |activity: &Activity| {
            let many = plural(&activity.what);
            one && four[1..3].contains(&activity.what.as_str())
                || four[0] == many && matches!(four[1], "are" | "get") && four[2].ends_with("ed")
        };
        statement.activities.iter().any(done)
    })
}

/// Whether people are counted in the same sentence.
fn beside_people(statement: &Statement, amount: &Amount) -> bool {
    let sentence = statement.sentence(amount.span);
    statement.populations.iter().any(|known| known.members == Members::People && sentence.covers(known.span))
}

/// Whether an amount may say how often something is done.
///
/// A rate that is only the most there may be is none that comes.
fn may_be_load(amount: &Amount) -> bool {
    if amount.is_rate() && amount.bound == Some(Bound::AtMost) {
        return false;
    }
    let often = amount.period().is_some_and(|period| period <= MONTH);
    match amount.measure {
        Measure::Count => often || is_done(amount.head()) && amount.value > 1.0,
        Measure::Times => often,
        Measure::Duration => amount.every && amount.value < DAY,
        _ => false,
    }
}

/// Whether nothing of the main load writes.
fn only_reads(needs: &Needs) -> bool {
    let mut main = needs.traffic.streams.iter().filter(|stream| stream.main).peekable();
    main.peek().is_some() && main.all(|stream| stream.writes.value == 0.0)
}

/// Whether a share says how something ends: `of which 8 % are declined`.
fn is_outcome(statement: &Statement, amount: &Amount) -> bool {
    let ends = [
        "declin", "reject", "refus", "fail", "abort", "cancel", "abandon", "return", "duplicat", "late",
        "empty", "invalid",
    ];
    let sentence = statement.sentence(amount.span);
    let behind = statement.said(Span::new(sentence.file, amount.span.end, sentence.end));
    let mut words = behind.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty()).take(4);
    words.any(|word| ends.iter().any(|stem| word.starts_with(stem)))
}

/// Whether it is assumed how much of the load writes.
fn splits(needs: &Needs) -> bool {
    needs.traffic.streams.iter().any(|stream| stream.writes.rests_on.contains(&"write-share"))
}

/// Whether something that is written has no size while another has one.
fn lacks_size(needs: &Needs) -> bool {
    let written =
        needs.traffic.streams.iter().zip(&needs.sizes.record).filter(|(stream, _)| stream.writes.value > 0.0);
    let (with, without): (Vec<_>, Vec<_>) = written.partition(|(_, size)| size.is_some());
    !with.is_empty() && !without.is_empty()
}
