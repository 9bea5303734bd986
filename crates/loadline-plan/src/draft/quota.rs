//! Which of our calls the quota of an external limits, and their peak.

mod all_of_it;

use super::needs::Needs;
use super::number::Numbers;
use super::term::{self, Term, fact_term, sum};
use crate::statement::{Fact, Role, Statement};
use loadline_base::Span;

/// Words of what is only read: an external spoken of with one of these sees all requests and not the writes.
const READING: &[&str] =
    &["map", "search", "geocod", "weather", "recommend", "catalog", "lookup", "look-up", "cdn"];

/// The quota and the peak of the calls it limits, both a second.
pub(super) fn quota(statement: &Statement, needs: &Needs, numbers: &Numbers) -> Option<(Term, Term)> {
    let all = statement.facts(Role::Quota).filter_map(|fact| limited(fact, statement, needs, numbers));
    // Of several the one that leaves least.
    all.min_by(|(one, peak), (other, beside)| {
        (one.value / peak.value).total_cmp(&(other.value / beside.value))
    })
}

/// One quota, and the peak of the calls it limits.
fn limited(fact: &Fact, statement: &Statement, needs: &Needs, numbers: &Numbers) -> Option<(Term, Term)> {
    let rate = fact.amount.per_second()?;
    let quota = Term::given(rate, term::plain(rate), fact.amount.span);
    if let Some(peak) = said_beside(fact, statement) {
        return Some((quota, peak));
    }
    if let Some(peak) = of_a_share(fact, statement, numbers) {
        return Some((quota, peak));
    }
    let sentence = statement.said(statement.sentence(fact.amount.span));
    // So does one that all of them go on to.
    let reads = READING.iter().any(|word| sentence.contains(word))
        || all_of_it::all_goes_there(fact, statement, needs);
    // What people write goes to an external; what machines send by the clock does not.
    let own = needs
        .traffic
        .streams
        .iter()
        .filter(|stream| stream.main && !stream.paced)
        .map(|stream| &stream.writes);
    let mixed = needs.traffic.streams.iter().any(|stream| stream.main && stream.paced);
    if let Some(writes) = sum(own).filter(|_| mixed && !reads) {
        let factor = &needs.peak_factor;
        return Some((
            quota,
            Term::of(
                writes.value * factor.value,
                term::plain(writes.value * factor.value),
                &[&writes, factor],
            ),
        ));
    }
    let keys: &[&str] = if reads { &["peak_rps"] } else { &["peak_write_rps", "peak_rps"] };
    let peak = keys.iter().find_map(|key| numbers.0.iter().find(|number| number.key == *key))?;
    let peak = Term {
        value: peak.value,
        shown: term::plain(peak.value),
        spans: peak.spans.clone(),
        rests_on: peak.rests_on.clone(),
    };
    (peak.value > 0.0).then_some((quota, peak))
}

/// How much goes there at peak, where the statement says which share of all calls does.
fn of_a_share(fact: &Fact, statement: &Statement, numbers: &Numbers) -> Option<Term> {
    let sentence = statement.sentence(fact.amount.span);
    let share = statement.facts(Role::QuotaShare).find(|share| sentence.covers(share.amount.span))?;
    let all = numbers.0.iter().find(|number| number.key == "peak_rps")?;
    let part = fact_term(share, term::show_share);
    let all = Term {
        value: all.value,
        shown: term::plain(all.value),
        spans: all.spans.clone(),
        rests_on: all.rests_on.clone(),
    };
    let peak = all.value * part.value;
    (peak > 0.0).then(|| Term::of(peak, format!("{} × {}", all.shown, part.shown), &[&all, &part]))
}

/// How much goes there at peak, where the statement says it beside the limit or right after.
fn said_beside(fact: &Fact, statement: &Statement) -> Option<Term> {
    let gap = |one: Span, other: Span| one.start.abs_diff(other.start);
    let of_this = |peak: &&Fact| {
        let nearest =
            statement.facts(Role::Quota).min_by_key(|quota| gap(quota.amount.span, peak.amount.span));
        nearest.is_some_and(|nearest| nearest.amount.span == fact.amount.span)
    };
    let beside = statement.facts(Role::QuotaPeak).find(of_this)?;
    let rate = beside.amount.per_second().filter(|rate| *rate > 0.0)?;
    Some(Term::given(rate, term::plain(rate), beside.amount.span))
}
