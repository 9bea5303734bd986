//! What a size is of: of what is written, of what is sent back, or of neither.

use crate::statement::amount::{Amount, Bound, Measure};
use crate::statement::collected;
use crate::statement::noun;
use crate::statement::role::Role;
use crate::statement::stated::Activity;
use crate::statement::stem::same;
use crate::statement::token::Token;
use crate::statement::vocabulary::{Class, class_of, is_call, members};
use std::ops::Range;

/// What a size is said to be of: `800 bytes per appointment`, `every move (3 kB)`.
pub(super) fn said_of(tokens: &[Token], amount: &Amount) -> Option<String> {
    amount.thing().map(str::to_owned).or_else(|| collected::size_of(tokens, amount))
}

pub(super) fn is_of_a_call(tokens: &[Token], amount: &Amount) -> bool {
    said_of(tokens, amount).is_some_and(|thing| is_call(&thing))
}

/// Whether a size is said of one of some things, and of no member, call or answer.
pub(super) fn is_of_a_thing(tokens: &[Token], amount: &Amount) -> bool {
    said_of(tokens, amount).is_some_and(|thing| {
        members(&thing).is_none() && !is_call(&thing) && class_of(&thing) != Some(Class::Read)
    })
}

/// Whether a size is said of one of some things: `an enrolment: 600 bytes`, `each deed takes 9 kB`.
pub(super) fn is_of_one(tokens: &[Token], amount: &Amount) -> bool {
    /// What has a size and is no record.
    #[rustfmt::skip]
    const OTHERS: &[&str] = &[
        "app", "database", "backup", "disk", "instance", "node", "server", "store", "table", "export", "import", "batch", "cache",
        "index", "cluster", "month", "day", "year", "download", "installation", "bundle", "cookie", "link", "line", "connection",
        "scan", "request", "job", "run", "model", "image", "vm", "machine",
    ];
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let Some(link) = amount.tokens.start.checked_sub(1) else { return false };
    let mut at = link;
    while at > 0
        && matches!(
            word(at),
            ":" | "="
                | "is"
                | "are"
                | "takes"
                | "has"
                | "needs"
                | "weighs"
                | "occupies"
                | "writes"
                | "stores"
                | "leaves"
                | "adds"
                | "about"
                | "roughly"
                | "of"
        )
    {
        at -= 1;
    }
    // `an application with attachments 1.4 MB`
    let with = at >= 2 && word(at - 1) == "with";
    let at = if with { at - 2 } else { at };
    let noun = word(at);
    let led = (at.saturating_sub(3)..at).any(|at| matches!(word(at), "a" | "an" | "each" | "every" | "one"));
    let plain = tokens[at].is_word() && noun.len() > 2 && !noun::is_plural(noun) && members(noun).is_none();
    (at < link || with) && led && plain && !OTHERS.contains(&noun) && class_of(noun) != Some(Class::Read)
}

/// Whether a size is that of what is handed out when something is read right before it.
pub(super) fn is_sent_back(tokens: &[Token], amount: &Amount, activities: &[Activity]) -> bool {
    const SENT: &[&str] = &[
        "delivered",
        "served",
        "returned",
        "shown",
        "displayed",
        "transferred",
        "transmitted",
        "sent",
        "streamed",
        "downloaded",
        "delivers",
        "serves",
        "returns",
        "transfers",
        "costs",
        "shows",
    ];
    let before = activities
        .iter()
        .filter(|activity| activity.sentence == amount.sentence && activity.tokens.end <= amount.tokens.start)
        .max_by_key(|activity| activity.tokens.start);
    let looks = |activity: &&Activity| {
        activity.class == Class::Read
            || activity.class == Class::Mixed && class_of(&activity.what) == Some(Class::Read)
    };
    let Some(read) = before.filter(looks) else { return false };
    let between = tokens.get(read.tokens.end..amount.tokens.start).unwrap_or_default();
    let each = between.iter().any(|token| matches!(token.word.as_str(), "each" | "which" | "every" | "one"));
    let apart = between.iter().any(|token| matches!(token.word.as_str(), ";" | "."));
    let next = |at: usize| tokens.get(amount.tokens.end + at).map_or("", |token| token.word.as_str());
    let a_time = matches!((next(0), next(1)), ("each" | "every" | "a" | "per", "time"));
    let sent = each && between.iter().any(|token| SENT.contains(&token.word.as_str()));
    !apart && between.len() <= 7 && (sent || a_time)
}

/// Whether the count right before a size writes or reads, where it does one of both.
pub(super) fn counted_before(amount: &Amount, activities: &[Activity]) -> Option<Class> {
    let before = activities.iter().find(|activity| activity.tokens.end + 1 == amount.tokens.start);
    before.map(|activity| activity.class).filter(|class| *class != Class::Mixed)
}

/// Whether what a size is said of is an activity that has a name of its own: `3 MB per build`, `answers are 3 kB`.
pub(super) fn named(tokens: &[Token], amount: &Amount, activities: &[Activity]) -> Option<Class> {
    // `tickets (3 KB) remain searchable`
    let bracket = || {
        // `donation = 900 bytes`
        let sign = amount.tokens.start.checked_sub(1).filter(|at| {
            matches!(tokens[*at].word.as_str(), "(" | "=" | ":" | "is" | "are" | "has" | "have" | "takes")
        })?;
        // `what we return is 5 kB`
        let verb =
            sign.checked_sub(2).is_some_and(|at| matches!(tokens[at].word.as_str(), "we" | "they" | "it"));
        let noun = sign.checked_sub(1).filter(|_| !verb).map(|at| noun::singular(&tokens[at].word))?;
        Some(noun).filter(|noun| noun.len() > 2)
    };
    // `a map is redrawn every 10 seconds, and each redraw fetches 15 kB`
    let deed = |activity: &Activity, noun: &str| {
        activity.deed.as_ref().is_some_and(|deed| noun::singular(deed) == noun || same(deed, noun))
    };
    // `an impression is 200 bytes, a click 400 bytes`
    let beside = || {
        let noun = collected::size_of(tokens, amount)?;
        activities.iter().any(|activity| activity.what == noun || deed(activity, &noun)).then_some(noun)
    };
    let said = bracket().or_else(beside);
    let thing = amount.thing().map(str::to_owned).or_else(|| said.clone())?;
    let is = |activity: &&Activity| activity.what == thing || deed(activity, &thing);
    let known = activities.iter().find(is).map(|activity| activity.class);
    // `reservations (2.4 kB) are archived`, where calls are counted
    let said = said.filter(|noun| {
        !matches!(noun.as_str(), "answer" | "response" | "reply" | "page" | "result" | "payload")
    });
    known.or_else(|| said.and_then(|noun| class_of(&noun)).filter(|class| *class == Class::Write))
}

/// Whether a size is that of a request, or of what is read through to answer one: neither is kept nor sent back.
pub(super) fn asked_or_scanned(tokens: &[Token], amount: &Amount) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.word.as_str());
    let mut at = amount.tokens.start.checked_sub(1);
    while matches!(
        word(at),
        "is" | "are" | "of" | ":" | "about" | "roughly" | "some" | "around" | "up" | "to" | "has"
    ) {
        at = at.and_then(|at| at.checked_sub(1));
    }
    let linked = at.is_some_and(|at| at + 1 < amount.tokens.start);
    match word(at) {
        // `leave requests of 2 kB` are what is kept.
        "request" | "requests" => {
            let before = word(at.and_then(|at| at.checked_sub(1)));
            before.is_empty() || noun::stops(before) || !before.starts_with(char::is_alphabetic)
        }
        // `a scan is 300 B` is what is sent, `each scans 10 GB` what is read through.
        "scan" | "scans" | "scanned" | "scanning" => !linked,
        "memory" | "ram" => true,
        _ => false,
    }
}

/// Whether a sentence says of an answer how large it is, whatever stands in between: `the answer to a request is 8 kB`, `the response,
/// which is mostly JSON, is 8 kB`.
pub(super) fn is_of_an_answer(tokens: &[Token], start: usize, amount: &Amount) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let answer = |at: &usize| {
        matches!(word(*at), "answer" | "answers" | "response" | "responses" | "reply" | "replies")
    };
    let mut verb = amount.tokens.start;
    while verb > start
        && matches!(
            word(verb - 1),
            "about" | "roughly" | "around" | "some" | "average" | "on" | "of" | "size"
        )
    {
        verb -= 1;
    }
    let said = verb > start
        && matches!(word(verb - 1), "is" | "are" | "has" | "have" | "takes" | "averages" | "weighs");
    let plain = (start..amount.tokens.start)
        .all(|at| !matches!(word(at), ";" | ":" | "but" | "and" | "record" | "store" | "save" | "keep"));
    // `a saved answer is 500 bytes` is what is written.
    let led = |at: usize| {
        (start..at).all(|at| {
            matches!(word(at), "the" | "a" | "an" | "each" | "every" | "our" | "average" | "mean" | "typical")
        })
    };
    said && plain && (start..start + 3).find(answer).is_some_and(|at| at < verb && led(at))
}

/// Whether the noun right before a size is what is written.
pub(super) fn is_written(tokens: &[Token], amount: &Amount, activities: &[Activity]) -> bool {
    // `a page as TIFF has 8 MB`
    let last = amount.tokens.start.checked_sub(1).map_or("", |at| tokens[at].word.as_str());
    let reach = if matches!(last, "has" | "takes" | "is" | "weighs") { 5 } else { 3 };
    let before = amount.tokens.start.saturating_sub(reach)..amount.tokens.start;
    let of = |word: &str| {
        activities
            .iter()
            .any(|activity| activity.class == Class::Write && activity.what == noun::singular(word))
    };
    tokens[before].iter().any(|token| token.is_word() && of(&token.word))
}

/// Whether a size is of what there are so many reads for: `for each result that somebody enters, there are 24 reads; a result takes 500 bytes`.
pub(super) fn is_of_what_is_entered(
    tokens: &[Token],
    ranges: &[Range<usize>],
    known: (&[Amount], &[Option<Role>]),
    amount: &Amount,
) -> bool {
    let mut reads = known.0.iter().zip(known.1).filter(|(_, role)| **role == Some(Role::ReadsPerWrite));
    let Some((reads, _)) = reads.next() else { return false };
    let range = ranges[reads.sentence].clone();
    let start = amount.tokens.start;
    let named = |noun: &str| {
        // Right before the verb: `a result takes`, but not `a score reply comes to`.
        let subject = start.checked_sub(2).map(|at| noun::singular(&tokens[at].word));
        !is_call(noun) && subject.as_deref() == Some(noun)
    };
    range.into_iter().any(|at| {
        matches!(tokens[at].word.as_str(), "each" | "every" | "per")
            && tokens.get(at + 1).is_some_and(|noun| noun.is_word() && named(&noun.word))
    })
}

/// Of two sizes of one thing the usual one counts, and not the bound: `up to 64 kB, on average 2 kB`.
pub(super) fn typical_sizes(tokens: &[Token], amounts: &[Amount], roles: &mut [Option<Role>]) {
    for index in 0..amounts.len() {
        let usual = &amounts[index];
        let from = usual.tokens.start.saturating_sub(3);
        let called = tokens[from..usual.tokens.start]
            .iter()
            .chain(tokens.get(usual.tokens.end..usual.tokens.end + 2).unwrap_or(&[]))
            .any(|token| {
                ["averag", "avg", "typical", "mean", "usual", "median"]
                    .iter()
                    .any(|stem| token.word.starts_with(stem))
            });
        if usual.measure != Measure::Size || !called || usual.period().is_some() {
            continue;
        }
        let bounded = amounts.iter().zip(roles.iter()).position(|(other, role)| {
            other.sentence == usual.sentence
                && other.span != usual.span
                && other.bound == Some(Bound::AtMost)
                && matches!(role, Some(Role::RecordSize | Role::ResponseSize))
        });
        if let Some(other) = bounded.filter(|other| roles[index].is_none() || roles[index] == roles[*other]) {
            roles[index] = roles[other].take();
        }
    }
}
