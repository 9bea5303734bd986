//! What is done on each visit of those who come several times: `3 visits a day each; there are 6 page views per visit`.

use super::amount::{Amount, Measure};
use super::each;
use super::noun;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stated::{Activity, Base};
use super::unit::DAY;
use super::vocabulary::{Class, class_of};

/// Word stems of coming, which is no request itself.
const COME: &[&str] =
    &["visit", "come", "return", "drop", "open", "log", "sign", "look", "call", "stop", "check"];

/// Multiplies what is done on a visit by the visits, which are none of it.
pub(super) fn apply(reading: &mut Reading<'_>) {
    drop_multiplied(reading);
    let Some(visits) = reading.activities.iter().position(|own| is_visit(reading, own)) else { return };
    let taken: Vec<usize> = (0..reading.activities.len())
        .filter(|index| *index != visits && is_on_a_visit(reading, &reading.activities[*index], visits))
        .collect();
    let [on_each] = taken[..] else { return };
    let Reading { activities, .. } = reading;
    let base = activities[visits].clone();
    let own = &mut activities[on_each];
    own.of = Some(Base { span: base.span, count: base.count, times: own.count });
    (own.count, own.period, own.by, own.day_assumed) =
        (own.count * base.count, base.period, base.by, base.day_assumed);
    activities.remove(visits);
}

/// Drops visits that were multiplied already: `each comes 3 times a day and views 6 pages per visit`.
fn drop_multiplied(reading: &mut Reading<'_>) {
    let bases: Vec<_> =
        reading.activities.iter().filter_map(|own| own.of.as_ref().map(|base| base.span)).collect();
    reading.activities.retain(|own| own.class == Class::Write || !bases.contains(&own.span));
}

/// Whether an activity is that members come, and not what they do then.
fn is_visit(reading: &Reading<'_>, own: &Activity) -> bool {
    let amount = reading.amounts.iter().find(|amount| amount.span == own.span);
    let times = amount.is_some_and(|amount| matches!(amount.measure, Measure::Times | Measure::Factor));
    let comes = own.deed.as_ref().is_some_and(|deed| COME.iter().any(|stem| deed.starts_with(stem)));
    // `12,000 visits a day, and 64 calls are made on each visit`
    let visit = each::holds(&own.what);
    own.of.is_none() && own.count >= 1.0 && (visit || own.by.is_some() && times && comes)
}

/// Whether an activity is said of each visit.
fn is_on_a_visit(reading: &Reading<'_>, own: &Activity, visits: usize) -> bool {
    let base = &reading.activities[visits];
    let Some(amount) = reading.amounts.iter().find(|amount| amount.span == own.span) else { return false };
    let near = own.sentence.abs_diff(base.sentence) <= 1;
    let same = own.by.is_none() || own.by == base.by;
    let looked_at = class_of(&own.what).is_some_and(|class| class != Class::Write);
    let daily = own.period >= DAY;
    near && same && daily && own.of.is_none() && looked_at && says_each_visit(&reading.place(amount), base)
}

/// `6 page views per visit`, `per visit six pages`, `a visit comes to 6 page views`, `3 visits of 6 page views`
fn says_each_visit(place: &Place<'_>, base: &Activity) -> bool {
    let Place { range, amount, .. } = *place;
    if amount.thing().is_some_and(each::holds) {
        return true;
    }
    let (start, end) = (amount.tokens.start, amount.tokens.end);
    let visit = |at: usize| each::holds(&noun::singular(place.word(at)));
    let one = |at: usize| {
        matches!(place.word(at), "per" | "each" | "every" | "a" | "an" | "one" | "this") && visit(at + 1)
    };
    let clause = (range.start..start)
        .rev()
        .find(|at| matches!(place.word(*at), ";" | "." | ","))
        .map_or(range.start, |at| at + 1);
    let before = (clause..start).any(one) || (start.saturating_sub(3).max(range.start)..start).any(one);
    let behind = (end..end + 4).take_while(|at| !matches!(place.word(*at), ";" | "." | ",")).any(one);
    // `3 visits of 6 page views`
    let of = base.tokens.end + 1 == start && matches!(place.word(start - 1), "of" | "with");
    before || behind || of
}

/// Gives what is said of each visit before or without being read as done its place: `a visit consists of 6 page views, and each of our 400,000
/// daily visitors makes 3 visits a day`.
pub(super) fn find(reading: &mut Reading<'_>) {
    let Some(visits) = reading.activities.iter().position(|own| is_visit(reading, own)) else { return };
    let base = reading.activities[visits].clone();
    let left = |index: &usize| {
        let amount: &Amount = &reading.amounts[*index];
        let open =
            reading.roles[*index].is_none() && amount.measure == Measure::Count && amount.period().is_none();
        let looked_at = class_of(amount.head()).is_some_and(|class| class != Class::Write);
        let near = amount.sentence.abs_diff(base.sentence) <= 1;
        open && looked_at && near && says_each_visit(&reading.place(amount), &base)
    };
    let mut left = (0..reading.amounts.len()).filter(left);
    let Some(index) = left.next().filter(|_| left.next().is_none()) else { return };
    let amount = &reading.amounts[index];
    let class = class_of(amount.head()).unwrap_or(Class::Mixed);
    let made = Activity {
        what: amount.head().to_owned(),
        class,
        count: amount.value * base.count,
        of: Some(Base { span: base.span, count: base.count, times: amount.value }),
        span: amount.span,
        sentence: amount.sentence,
        tokens: amount.tokens.clone(),
        deed: None,
        verb: None,
        ..base
    };
    reading.activities[visits] = made;
    reading.activities.sort_by_key(|activity| activity.tokens.start);
    reading.roles[index] = Some(Role::Activity);
}
