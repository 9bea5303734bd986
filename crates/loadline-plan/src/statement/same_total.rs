//! The same load said once more, as a total: `864,000 people make 10 requests a day each, that is 100 requests per second`, `1,000 reports a
//! second come from 10,000 devices, each reporting every 10 seconds`. It is counted once.

use super::amount::{Amount, Measure};
use super::noun;
use super::reading::Reading;
use super::role::Role;
use super::stated::Activity;
use super::token::{Token, word_at};
use super::unit::DAY;
use super::vocabulary::{Class, is_call};
use loadline_base::Span;

/// How far a rounded total may be off.
const NEAR: f64 = 0.03;

/// Numbers of members that are tried at most.
const MOST: usize = 6;
/// Words of what comes in addition.
const MORE: &[&str] = &[
    "another",
    "additional",
    "additionally",
    "addition",
    "further",
    "furthermore",
    "plus",
    "besides",
    "also",
    "too",
    "top",
    "moreover",
    "more",
    "extra",
    "other",
    "others",
];

/// What may be such a total.
struct Total<'a> {
    rate: f64,
    /// Seconds that it is said per.
    period: f64,
    what: &'a str,
    class: Option<Class>,
    by: Option<usize>,
    span: Span,
}

/// `one reading per minute (every 60 seconds)`: the same pace once more, right behind it.
fn in_other_words(reading: &mut Reading<'_>) {
    let again = |first: &Activity, own: &Activity| {
        let between = first.tokens.end..own.tokens.start;
        let apart = reading.tokens.get(between).is_some_and(|between| {
            between.len() <= 2
                && between.iter().all(|token| matches!(token.word.as_str(), "(" | "," | "i.e" | "or"))
        });
        let same = (first.per_second() - own.per_second()).abs() <= 1e-9 * first.per_second();
        apart && same && first.by == own.by && first.what == own.what && first.class == own.class
    };
    let doubled: Vec<Span> = reading
        .activities
        .windows(2)
        .filter(|pair| again(&pair[0], &pair[1]))
        .map(|pair| pair[1].span)
        .collect();
    reading.activities.retain(|own| !doubled.contains(&own.span));
    for (amount, role) in reading.amounts.iter().zip(&mut reading.roles) {
        if doubled.contains(&amount.span) {
            *role = Some(Role::Heard);
        }
    }
}

/// `1,400 pens with 18 sensors each send 25,200 readings every 30 seconds`: as many as there are of them is one of each.
fn as_many_as_members(reading: &mut Reading<'_>) {
    /// Fewer may be what each does.
    const LEAST: f64 = 100.0;
    let Reading { tokens, ranges, populations, activities, .. } = reading;
    for own in activities.iter_mut().filter(|own| own.paced && own.count >= LEAST && own.of.is_none()) {
        let all = own.by.map(|by| populations[by].value);
        let range = &ranges[own.sentence];
        let each = (own.tokens.end..own.tokens.end + 12)
            .any(|at| matches!(word_at(tokens, range, at), "each" | "apiece" | "per"));
        if !each && all.is_some_and(|all| (all - own.count).abs() <= NEAR * all) {
            own.count = 1.0;
        }
    }
}

/// Drops totals that others come to.
pub(super) fn apply(reading: &mut Reading<'_>) {
    in_other_words(reading);
    as_many_as_members(reading);
    let members: Vec<Vec<f64>> = (0..reading.populations.len()).map(|by| members(reading, by)).collect();
    let counted = |own: &&Activity| own.of.is_none() && own.count > 1.0 && own.duty.is_none();
    let again: Vec<Span> = reading
        .activities
        .iter()
        .filter(counted)
        .filter(|own| {
            reading.amounts.iter().any(|amount| amount.span == own.span && is_plain(reading, amount))
        })
        .map(|own| Total {
            rate: own.count / own.period,
            period: own.period,
            what: &own.what,
            class: Some(own.class),
            by: own.by,
            span: own.span,
        })
        .filter(|total| is_said(reading, total, &members))
        .map(|total| total.span)
        .collect();
    // What was not understood may be the same once more, too.
    let open = |index: &usize| {
        let amount = &reading.amounts[*index];
        let total = amount.per_second().map(|rate| Total {
            rate,
            period: amount.period().unwrap_or(DAY),
            what: amount.head(),
            class: None,
            by: None,
            span: amount.span,
        });
        reading.roles[*index].is_none()
            && is_plain(reading, amount)
            && total.is_some_and(|total| is_said(reading, &total, &members))
    };
    let open: Vec<usize> = (0..reading.amounts.len()).filter(open).collect();
    for index in open {
        reading.roles[index] = Some(Role::Heard);
    }
    reading.activities.retain(|own| !again.contains(&own.span));
    drop_wholes(reading);
    drop_recalled(reading);
    drop_counted_out(reading);
}

/// Drops what only counts out how often something is done: `delivers a feed every hour, 24 times a day`.
fn drop_counted_out(reading: &mut Reading<'_>) {
    let plain = |own: &Activity| {
        own.of.is_none()
            && own.duty.is_none()
            && reading.amounts.iter().filter(|amount| amount.span == own.span).all(|amount| {
                let range = &reading.ranges[amount.sentence];
                let beside = amount.tokens.start.saturating_sub(4)..amount.tokens.end + 3;
                !beside.into_iter().any(|at| MORE.contains(&word_at(reading.tokens, range, at)))
            })
    };
    let rate = |own: &Activity| own.count / own.period;
    let times = |own: &Activity| {
        reading.amounts.iter().any(|amount| amount.span == own.span && amount.measure == Measure::Times)
    };
    // `every hour, and thus 24 times a day, each shop delivers`
    let is_close = |one: &Activity, other: &Activity| {
        let apart = |from: &Activity, to: &Activity| {
            (from.tokens.end..from.tokens.end + 5).contains(&to.tokens.start)
        };
        let open = one.class == Class::Mixed || other.class == Class::Mixed;
        open && (times(one) || times(other)) && (apart(one, other) || apart(other, one))
    };
    let alike = |one: &Activity, other: &Activity| {
        one.by == other.by
            && one.sentence == other.sentence
            && one.span != other.span
            && one.period.to_bits() != other.period.to_bits()
            && (rate(one) - rate(other)).abs() <= 1e-6 * rate(one)
            && (one.what == other.what
                || one.deed.is_some() && one.deed == other.deed
                || is_close(one, other))
    };
    let again = reading.activities.iter().filter(|own| plain(own)).filter(|own| {
        reading.activities.iter().filter(|other| plain(other) && alike(other, own)).any(|other| {
            // Of the two the one that says what it does stays, else the first.
            let (known, first) = (other.class != Class::Mixed, other.span.start < own.span.start);
            if known == (own.class != Class::Mixed) { first } else { known }
        })
    });
    let again: Vec<Span> = again.map(|own| own.span).collect();
    // `every hour, i.e. 24 a day`
    let bare = |index: &usize| {
        let amount = &reading.amounts[*index];
        let open =
            reading.roles[*index].is_none() && amount.measure == Measure::Count && amount.head().is_empty();
        let same = |said: f64| {
            reading.activities.iter().any(|own| {
                own.sentence == amount.sentence
                    && (rate(own) - said).abs() <= 1e-6 * said
                    && own.tokens.end <= amount.tokens.start
            })
        };
        open && amount.per_second().is_some_and(same)
    };
    let heard: Vec<usize> = (0..reading.amounts.len()).filter(bare).collect();
    for index in heard {
        reading.roles[index] = Some(Role::Heard);
    }
    reading.activities.retain(|own| !again.contains(&own.span));
}

/// Drops calls of which all parts are said: `each makes 40 requests: 38 reads and 2 writes`.
fn drop_wholes(reading: &mut Reading<'_>) {
    let wholes: Vec<Span> = reading
        .activities
        .iter()
        .filter(|whole| is_call(&whole.what) && whole.class == Class::Mixed && whole.by.is_some())
        .filter(|whole| {
            let parts = reading.activities.iter().filter(|part| {
                part.by == whole.by
                    && part.period == whole.period
                    && !is_call(&part.what)
                    && part.of.is_none()
            });
            let counts: Vec<f64> = parts.map(|part| part.count).collect();
            counts.len() > 1 && (counts.iter().sum::<f64>() - whole.count).abs() < 1e-6 * whole.count
        })
        .map(|whole| whole.span)
        .collect();
    reading.activities.retain(|own| !wholes.contains(&own.span));
}

/// Drops what is only spoken of again: `two of a patient's 40 requests`, `these 40 requests`.
fn drop_recalled(reading: &mut Reading<'_>) {
    let recalled: Vec<Span> = reading
        .activities
        .iter()
        .filter(|own| {
            let before = own.tokens.start.checked_sub(1).map(|at| &reading.tokens[at]);
            let owned = before.is_some_and(|token| {
                matches!(token.word.as_str(), "these" | "those" | "the" | "their" | "its" | "all")
                    || reading.text[token.start..token.end].ends_with("'s")
                    || reading.text[token.start..token.end].ends_with("’s")
            });
            let same = |other: &Activity| {
                other.sentence < own.sentence
                    && other.by == own.by
                    && other.what == own.what
                    && (other.count, other.period) == (own.count, own.period)
            };
            owned && reading.activities.iter().any(same)
        })
        .map(|own| own.span)
        .collect();
    reading.activities.retain(|own| !recalled.contains(&own.span));
}

/// Whether an amount is a count that a total may be said by, and not one of something else that comes in addition.
fn is_plain(reading: &Reading<'_>, amount: &Amount) -> bool {
    let range = &reading.ranges[amount.sentence];
    let word = |at: usize| word_at(reading.tokens, range, at);
    let beside = amount.tokens.start.saturating_sub(8)..amount.tokens.end + 5;
    let more = beside.into_iter().any(|at| MORE.contains(&word(at)));
    // `come from partners`
    let from = (amount.tokens.end..amount.tokens.end + 3).find(|at| word(*at) == "from");
    let others = from.is_some_and(|from| {
        let one = noun::singular(word(from + 1));
        let known = reading.populations.iter().any(|known| known.is_called(&one));
        let plain = reading.tokens.get(from + 1).is_some_and(Token::is_word) && !noun::stops(&one);
        plain
            && !known
            && !matches!(one.as_str(), "them" | "these" | "those" | "all" | "each" | "our" | "us" | "it")
    });
    amount.measure == Measure::Count && !more && !others
}

/// Whether a count by itself is what others come to: all of one population, or an earlier total.
fn is_said(reading: &Reading<'_>, own: &Total<'_>, members: &[Vec<f64>]) -> bool {
    let near = |rate: f64| rate > 0.0 && (rate - own.rate).abs() <= NEAR * rate;
    let each = |other: &Activity| other.count / other.period;
    let alike = |other: &&Activity| {
        // `devices report every 10 seconds, 1,000 reports a second`: what is sent by the clock is known by its verb.
        let class = other.paced && own.class.is_some_and(|class| other.class == class);
        let calls = is_call(own.what) && (is_call(&other.what) || class);
        other.span != own.span && (calls || own.what == other.what || class && !is_call(own.what))
    };
    let mut sums = vec![0.0; reading.populations.len()];
    for other in reading.activities.iter().filter(alike) {
        let Some(by) = other.by else {
            // In two places 1,000 a second each are 2,000; so many a day are the same in a second.
            let earlier = other.span.start < own.span.start && other.period != own.period;
            if own.by.is_none() && other.what == own.what && earlier && near(each(other)) {
                return true;
            }
            continue;
        };
        sums[by] += each(other);
        if members[by].iter().any(|members| near(each(other) * members)) {
            return true;
        }
    }
    sums.iter().zip(members).any(|(all, members)| members.iter().any(|members| near(all * members)))
}

/// How many of a population there may be on a day.
fn members(reading: &Reading<'_>, by: usize) -> Vec<f64> {
    let population = &reading.populations[by];
    let value = population.value;
    let shares =
        reading.amounts.iter().zip(&reading.roles).filter(|(_, role)| **role == Some(Role::ActiveShare));
    let parts = shares.map(|(amount, _)| value * amount.value);
    let weekly = population.within.filter(|within| *within > DAY).map(|within| value * DAY / within);
    let daily =
        reading.populations.iter().filter(|other| other.noun == population.noun).map(|other| other.value);
    std::iter::once(value)
        .chain(parts)
        .chain(weekly)
        .chain(daily)
        .filter(|members| *members > 1.0)
        .take(MOST)
        .collect()
}
