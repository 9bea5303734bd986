//! So many for each of what is done already, however it is put: `40 events per match`, `an order sends 14 requests`, `15 requests to
//! buy a ticket`, `parcels enter, and each produces 20 events`.

use super::handled::is_done_itself;
use super::{Deed, multiple, named};
use crate::statement::each;
use crate::statement::noun;
use crate::statement::place::Place;
use crate::statement::stated::Activity;
use crate::statement::vocabulary::{Class, class_of, class_of_verb, is_call, members};

/// What so many for each of something are.
pub(super) enum Link {
    /// Something else that is done.
    Activity(Box<Activity>),
    /// Parts of what is written anyway.
    Records,
}

/// What was counted right before, of each of which something is said: `every day 1.08 million parcels enter, and each produces 20 events`.
fn pronoun(place: &Place<'_>, activities: &[Activity]) -> Option<String> {
    let start = place.amount.tokens.start;
    let each = (start.saturating_sub(3)..start).find(|at| place.word(*at) == "each")?;
    let verb = place.word(each + 1);
    // `each preceded by 80 page views`
    let beside = matches!(verb, "preceded" | "followed" | "accompanied" | "joined");
    let does = (verb.ends_with('s') || beside) && !noun::stops(verb) && each + 2 >= start.saturating_sub(1);
    let here = activities
        .iter()
        .filter(|own| own.sentence == place.amount.sentence && own.tokens.end <= each && own.by.is_none());
    let last = here.max_by_key(|own| own.tokens.start)?;
    does.then(|| last.what.clone())
}

/// The thing that makes so many calls: `an order sends 14 requests to the backend`.
fn maker(place: &Place<'_>) -> Option<String> {
    const MAKES: &[&str] = &[
        "sends", "makes", "takes", "needs", "causes", "costs", "triggers", "means", "issues", "requires",
        "involves",
    ];
    let start = place.amount.tokens.start;
    let verb = (start.saturating_sub(3)..start).rev().find(|at| MAKES.contains(&place.word(*at)))?;
    let between = (verb + 1..start)
        .all(|at| matches!(place.word(at), "about" | "roughly" | "around" | "some" | "on" | "average"));
    let noun = place.word(verb.checked_sub(1)?);
    let one =
        verb.checked_sub(2).is_some_and(|at| matches!(place.word(at), "a" | "an" | "one" | "each" | "every"));
    (one && between && is_call(place.amount.head()) && !noun::stops(noun)).then(|| noun.to_owned())
}

/// The thing something is done for: `a visitor needs 15 requests to buy a ticket`, `20 calls for one booking`.
fn purpose(place: &Place<'_>) -> Option<String> {
    let end = place.amount.tokens.end;
    let article = match place.word(end) {
        "to" => end + 2,
        "for" | "before" | "until" => end + 1,
        _ => return None,
    };
    let one = matches!(place.word(article), "a" | "an" | "one" | "each" | "every" | "the");
    let noun = noun::singular(place.word(article + 1));
    (one && is_call(place.amount.head()) && !noun::stops(&noun)).then_some(noun)
}

/// Whether a noun names parts of what is written.
fn is_part(noun: &str) -> bool {
    matches!(
        noun,
        "record"
            | "entry"
            | "photo"
            | "picture"
            | "image"
            | "document"
            | "file"
            | "video"
            | "note"
            | "link"
            | "point"
            | "answer"
            | "line"
    )
}

/// What has so many in it: `an order with 40 photos`, `each claim with about 12 documents`.
fn holder(place: &Place<'_>) -> Option<String> {
    let start = place.behind(&["about", "some", "roughly", "around", "up", "to"]);
    let with =
        start.checked_sub(1).filter(|at| matches!(place.word(*at), "with" | "containing" | "including"))?;
    let noun = with
        .checked_sub(1)
        .map(|at| place.word(at))
        .filter(|noun| !noun::stops(noun) && !noun::is_plural(noun))?;
    let led =
        (with.saturating_sub(4)..with).any(|at| matches!(place.word(at), "a" | "an" | "each" | "every"));
    led.then(|| noun.to_owned())
}

/// `40 events per match`, `each match has 40 events`: so many for each of what is done already.
pub(super) fn chain(place: &Place<'_>, activities: &[Activity]) -> Option<Link> {
    let Place { tokens, range, amount } = *place;
    let each = || each::other_thing(tokens, range.start, amount.tokens.start);
    let thing = amount
        .thing()
        .map(str::to_owned)
        .or_else(each)
        .or_else(|| purpose(place))
        .or_else(|| maker(place))
        .or_else(|| holder(place))
        .or_else(|| pronoun(place, activities))?;
    let head = amount.head();
    if head.is_empty() || amount.period().is_some() || amount.value <= 0.0 || members(&thing).is_some() {
        return None;
    }
    // `each call causes 8 requests`: of calls by phone.
    let causes = each::other_doer(tokens, range.start, amount.tokens.start).is_some();
    let by_phone = thing == "call" && causes;
    let calls = || activities.iter().position(|base| base.what == thing && (is_call(head) || by_phone));
    let base = named(activities, &thing).or_else(calls).filter(|base| activities[*base].what != head)?;
    let base = &activities[base];
    let holder = each::holds(&base.what) || causes;
    let own = || if holder { Class::Mixed } else { base.class };
    // `each build reads 300 objects and writes 40`
    let verb = || {
        let before = range.start.max(amount.tokens.start.saturating_sub(3))..amount.tokens.start;
        before.rev().find_map(|at| class_of_verb(&tokens[at].word)).filter(|_| causes)
    };
    let class = class_of(head).or_else(verb).unwrap_or_else(own);
    // `every payment writes three entries`: parts of what is written, and nothing done besides.
    let stores = || {
        let verb = amount.tokens.start.checked_sub(1).map_or("", |at| place.word(at));
        matches!(verb, "writes" | "stores" | "creates" | "inserts" | "leaves" | "adds" | "records")
    };
    let actor = || {
        each::other_actor(tokens, range.start, amount.tokens.start).is_some() && !stores()
            || pronoun(place, activities).is_some() && !stores()
    };
    // `two scans per pallet`: pallets are only carried, and what is done with them comes in.
    let events = class_of(head) == Some(Class::Write) && !is_done_itself(&base.what) && !is_part(head);
    if base.class == Class::Write && class == Class::Write && !each::holds(&base.what) && !actor() && !events
    {
        return Some(Link::Records);
    }
    let causes = causes || events || pronoun(place, activities).is_some();
    let handled = (causes || is_call(head))
        && !each::holds(&base.what)
        && (base.class != Class::Write
            || is_call(head)
            || pronoun(place, activities).is_some()
            // `a lock is opened nine times a day, and each opening sends an event`: the events are what comes in.
            || base.paced
            || !is_done_itself(&base.what));
    let object = handled.then(|| head.to_owned());
    let deed = Deed { verb: head.to_owned(), object, class };
    Some(Link::Activity(Box::new(multiple(base, amount, deed, amount.value))))
}
