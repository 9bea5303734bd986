//! What each of something is: `each exercise is one write of 200 bytes` does nothing more, but says that exercises write.

use super::amount::{Amount, Measure};
use super::kept_of_each::{has_a_size, narrows};
use super::noun;
use super::reading::Reading;
use super::role::Role;
use super::stated::Activity;
use super::stem::same;
use super::token::{Token, word_at};
use super::vocabulary::{Class, class_of, class_of_verb, is_call};
use loadline_base::Span;
use std::ops::Range;

/// What something else may be said to be.
const IS: &[&str] =
    &["write", "read", "request", "call", "event", "message", "record", "entry", "row", "transaction"];

/// Gives what is done the class that it is said to be.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, roles, activities, .. } = reading;
    for (amount, role) in amounts.iter().zip(roles) {
        if amount.measure != Measure::Count
            || amount.value != 1.0
            || !matches!(role, None | Some(Role::Activity))
        {
            continue;
        }
        let class = class_of(amount.head()).filter(|_| IS.contains(&amount.head()));
        let (Some(class), Some(name)) = (class, subject(tokens, amount)) else { continue };
        if let Some(activity) = activities.iter_mut().find(|activity| activity.what == name) {
            activity.class = if class == Class::Mixed { activity.class } else { class };
            *role = Some(Role::Activity);
        }
    }
}

/// Gives what is counted in total the class of what each of it does: `400 builds an hour finish, and each uploads its log`.
pub(super) fn by_what_each_does(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, activities, .. } = reading;
    let based: Vec<Span> =
        activities.iter().filter_map(|other| other.of.as_ref().map(|base| base.span)).collect();
    for activity in activities.iter_mut() {
        let open = activity.class == Class::Mixed
            && activity.by.is_none()
            && !is_call(&activity.what)
            && class_of(&activity.what) != Some(Class::Read);
        if !open || based.contains(&activity.span) {
            continue;
        }
        let end = ranges.get(activity.sentence + 1).map_or(ranges[activity.sentence].end, |next| next.end);
        if let Some(class) =
            each_does(tokens.get(activity.tokens.end..end).unwrap_or_default(), &activity.what)
        {
            activity.class = class;
        }
    }
}

/// What is stored as one record is not done once more: `each weighing is one request and is stored as one record of 1.5 kB`.
pub(super) fn by_what_it_is_stored_as(reading: &mut Reading<'_>) {
    const STORED: &[&str] =
        &["stored", "saved", "kept", "recorded", "archived", "written", "filed", "logged", "retained"];
    const STORED_IN: &[&str] = &["as", "in", "into", "with"];
    let Reading { tokens, amounts, activities, .. } = reading;
    let of_stored = |own: &Activity| {
        let amount = amounts.iter().find(|amount| amount.span == own.span && amount.value == 1.0)?;
        let start = amount.tokens.start.checked_sub(2)?;
        let [stored, leads] = tokens.get(start..start + 2)? else { return None };
        let said = STORED.contains(&stored.word.as_str()) && STORED_IN.contains(&leads.word.as_str());
        (said && IS.contains(&amount.head())).then(|| own.of.as_ref().map(|base| base.span))?
    };
    let stored: Vec<(Span, Span)> =
        activities.iter().filter_map(|own| Some((own.span, of_stored(own)?))).collect();
    for (own, base) in stored {
        if let Some(base) = activities.iter_mut().find(|known| known.span == base) {
            base.class = Class::Write;
            base.part = false;
            activities.retain(|known| known.span != own);
        }
    }
}

/// Gives what is done the class of what it is said to be: `a compartment is opened twice a day and every opening is an event`.
pub(super) fn by_what_it_is(reading: &mut Reading<'_>) {
    every_call_is_written(reading);
    let Reading { tokens, amounts, activities, .. } = reading;
    let is = |at: usize| {
        matches!(
            tokens[at].word.as_str(),
            "is" | "are"
                | "means"
                | "makes"
                | "creates"
                | "writes"
                | "leaves"
                | "produces"
                | "gives"
                | "causes"
                | "yields"
        )
    };
    let written =
        ["event", "record", "entry", "row", "message", "transaction", "reading", "document", "line"];
    for at in 1..tokens.len().saturating_sub(2) {
        let subject = &tokens[at - 1];
        let each = at >= 2 && matches!(tokens[at - 2].word.as_str(), "each" | "every" | "an" | "a" | "such");
        let article = usize::from(matches!(tokens[at + 1].word.as_str(), "a" | "an" | "one"));
        let said = tokens.get(at + 1 + article).is_some_and(|token| written.contains(&token.word.as_str()));
        if !each || !is(at) || !said || article == 0 {
            continue;
        }
        let named = |activity: &&mut Activity| {
            activity.class != Class::Write
                && !is_call(&activity.what)
                // A page of 40 kB that leaves a line in a log is looked at all the same.
                && !(activity.class == Class::Read && has_a_size(tokens, amounts, &activity.what))
                && (same(&activity.what, &subject.word)
                    || activity.deed.as_ref().is_some_and(|verb| same(verb, &subject.word)))
        };
        if let Some(activity) = activities.iter_mut().find(named) {
            activity.class = Class::Write;
        }
    }
}

/// Makes calls each of which leaves a record something that is written: `every action leaves an audit entry`.
fn every_call_is_written(reading: &mut Reading<'_>) {
    const LEAVES: &[&str] = &[
        "leaves",
        "writes",
        "creates",
        "stores",
        "produces",
        "generates",
        "adds",
        "inserts",
        "logs",
        "records",
    ];
    let Reading { tokens, ranges, activities, .. } = reading;
    let calls = |activity: &&mut Activity| activity.class == Class::Mixed && is_call(&activity.what);
    for activity in activities.iter_mut().filter(calls) {
        let range = &ranges[activity.sentence];
        let word = |at: usize| word_at(tokens, range, at);
        let subject = range.clone().find(|at| {
            matches!(word(*at), "each" | "every") && noun::singular(word(at + 1)) == activity.what
        });
        let Some(subject) = subject else {
            if leaves_something(tokens, ranges, activity) {
                activity.class = Class::Write;
            }
            continue;
        };
        let verb = (subject + 2..range.end).find(|at| !word(*at).is_empty() && LEAVES.contains(&word(*at)));
        let article = verb.is_some_and(|verb| matches!(word(verb + 1), "a" | "an" | "one"));
        // In brackets stands how many there are.
        let between = || tokens[subject + 2..verb.unwrap_or(subject + 2)].iter();
        let clause = between().all(|token| !matches!(token.word.as_str(), ";" | "and" | "that" | "which"))
            || between().any(|token| token.is(")"));
        // `for every request a trace of 2 kB is stored`, `a log line is written for each request`
        let stored = leaves_something(tokens, ranges, activity);
        // `every request is a write that changes a balance`
        let is_write = word(subject + 2) == "is"
            && matches!(word(subject + 3), "a" | "an")
            && class_of(word(subject + 4)) == Some(Class::Write);
        if article && clause || is_write || stored {
            activity.class = Class::Write;
        }
    }
}

/// Whether something is said to be stored for each of some calls, in any sentence: `for every request a trace of 2 kB is stored`, `each call
/// makes a recording of 4.5 MB`.
fn leaves_something(tokens: &[Token], ranges: &[Range<usize>], activity: &Activity) -> bool {
    const STORED: &[&str] =
        &["stored", "written", "saved", "kept", "recorded", "logged", "archived", "added", "created"];
    const MAKES: &[&str] = &["makes", "leaves", "creates", "produces", "writes", "stores", "adds"];
    ranges.iter().any(|range| {
        let word = |at: usize| word_at(tokens, range, at);
        let each = |at: usize| {
            matches!(word(at), "each" | "every" | "per") && noun::singular(word(at + 1)) == activity.what
        };
        let passive = |from: usize, to: usize| {
            (from..to).any(|at| matches!(word(at), "is" | "are") && STORED.contains(&word(at + 1)))
        };
        // `for each request that changes something` speaks of some of them.
        let all = |at: usize| each(at) && !narrows(tokens, range, at + 2);
        range.clone().filter(|at| all(*at)).any(|at| {
            let led = at > range.start && matches!(word(at - 1), "for" | "per" | "with" | "on");
            let behind = led && passive(at + 2, range.end.min(at + 12));
            let before = led && passive(range.start.max(at.saturating_sub(8)), at);
            // `for every request we write one log record`
            let ours = led
                && word(at + 2) == "we"
                && matches!(word(at + 3), "write" | "store" | "log" | "keep" | "record" | "save" | "archive")
                && matches!(word(at + 4), "a" | "an" | "one");
            let makes =
                ours || !led && MAKES.contains(&word(at + 2)) && matches!(word(at + 3), "a" | "an" | "one");
            behind || before || makes
        })
    })
}

/// What each of something is said to do: `each uploads its log`, `every build writes a file`, `each of them leaves a record`.
fn each_does(tokens: &[Token], what: &str) -> Option<Class> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let one = (0..tokens.len()).find_map(|at| match word(at) {
        "each" | "every" | "a" | "an" if noun::singular(word(at + 1)) == what => Some(at + 2),
        "each" if word(at + 1) == "of" && matches!(word(at + 2), "them" | "these" | "those" | "which") => {
            Some(at + 3)
        }
        "each" => Some(at + 1),
        _ => None,
    })?;
    let verb = if word(one).ends_with("ly") || matches!(word(one), "then" | "also") { one + 1 } else { one };
    // What something returns is no deed of it.
    class_of_verb(word(verb)).filter(|_| word(verb).ends_with('s') && word(verb) != "returns")
}

/// The `exercise` of `each exercise is one write`.
fn subject(tokens: &[Token], amount: &Amount) -> Option<String> {
    let at = amount.tokens.start.checked_sub(3)?;
    let [each, noun, is] = tokens.get(at..at + 3)? else { return None };
    let each = matches!(each.word.as_str(), "each" | "every" | "a" | "an" | "one");
    // `every page being one request`
    (each && (is.is("is") || is.is("being"))).then(|| noun::singular(&noun.word))
}

/// Whether a single one of what is done only tells its size: `80 screens refresh every ten seconds, and one refresh loads 500 kB`.
pub(super) fn is_sized(tokens: &[Token], amount: &Amount, amounts: &[Amount]) -> bool {
    #[rustfmt::skip]
    const IS: &[&str] = &[
        "is", "being", "has", "having", "takes", "taking", "weighs", "loads", "loading", "fetches", "fetching", "pulls", "pulling", "returns",
        "returning", "transfers", "transferring", "needs", "needing", "costs", "costing", "carries", "carrying", "contains", "containing", "moves",
        "downloads", "means", "amounts", "comes", "brings", "holds", "measures", "counts", "makes", "uses", "consumes", ":", "=",
    ];
    let single = amount.measure == Measure::Count && amount.value == 1.0 && amount.per.is_empty();
    let end = amount.tokens.end;
    // Read as a noun, `loads` is a part of what is counted.
    let links = |token: &Token| IS.contains(&token.word.as_str());
    let linked =
        tokens.get(end).is_some_and(links) || end > amount.tokens.start + 2 && links(&tokens[end - 1]);
    let sized = amounts.iter().any(|other| {
        other.measure == Measure::Size
            && other.sentence == amount.sentence
            && other.period().is_none()
            && (end..end + 5).contains(&other.tokens.start)
    });
    // `5.4 million passages are reported per day, one message of 900 bytes each`
    let of_each = || {
        let size = amounts.iter().find(|other| {
            other.measure == Measure::Size && other.tokens.start == end + 1 && other.period().is_none()
        });
        let each = size.and_then(|size| tokens.get(size.tokens.end)).is_some_and(|next| next.is("each"));
        let total = amounts.iter().any(|other| {
            other.measure == Measure::Count
                && other.sentence == amount.sentence
                && other.tokens.end < amount.tokens.start
                && other.period().is_some()
                && other.value >= 1_000.0
        });
        each && total && tokens[end].is("of")
    };
    let linked = linked || of_each();
    // Whoever does it would be named before.
    let before = amount.tokens.start.checked_sub(1).map(|at| &tokens[at]);
    let begins = before.is_none_or(|before| {
        !before.is_word() || matches!(before.word.as_str(), "and" | "where" | "while" | "with")
    });
    single && !amount.head().is_empty() && linked && sized && begins
}

/// Whether an amount is one of those.
pub(super) fn is_one(tokens: &[Token], amount: &Amount) -> bool {
    amount.value == 1.0 && IS.contains(&amount.head()) && subject(tokens, amount).is_some()
}
