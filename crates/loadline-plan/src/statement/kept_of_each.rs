//! What is kept of every call, said beside its size: `the log gets a 400-byte entry for each bid request`, `one line of 90 bytes is logged
//! for every query`, `the issuer needs a score within 150 ms. Each score is stored as a 1.5 kB record`. All calls are written then.

use super::amount::{Amount, Measure};
use super::collected;
use super::noun;
use super::reading::Reading;
use super::role::Role;
use super::stated::Activity;
use super::token::{Token, word_at};
use super::vocabulary::{Class, class_of, class_of_verb, is_call};
use std::ops::Range;

/// Words between a size and the calls it is kept of at most.
const APART: usize = 8;
/// What is done with what is kept.
#[rustfmt::skip]
const STORED: &[&str] = &[
    "stored", "written", "saved", "kept", "recorded", "logged", "archived", "filed", "retained", "persisted", "journalled", "journaled", "audited",
];
/// The same, done by somebody.
const STORE: &[&str] = &["store", "write", "save", "keep", "record", "log", "archive", "retain", "file"];
/// The same of what that is kept in.
const GROWS: &[&str] = &["grows", "trail", "journal", "leaves", "adds"];
/// Words that stand between verbs and their participle.
const MODALS: &[&str] = &["is", "are", "must", "be", "has", "have", "to", "shall", "will", "also", "then"];
/// Stems of what only some of the calls make, however long that may take.
#[rustfmt::skip]
const MADE: &[&str] = &[
    "book", "order", "pay", "reserv", "transact", "chang", "upload", "purchas", "submi", "edit", "updat", "post", "messag", "writ", "vote", "bid",
    "deliver", "appl", "sign", "regist", "document", "file", "photo", "page",
];

/// The words of what is called: `bid requests`.
struct Called<'a> {
    what: &'a str,
    /// What may stand before it without naming some of them only.
    words: &'a str,
}

/// Makes calls of each of which something is kept something that is written.
pub(super) fn apply(reading: &mut Reading<'_>) {
    // A share says of how many of them it is.
    let parted = [Role::WriteShare, Role::ReadShare, Role::ReadsPerWrite];
    if reading.roles.iter().flatten().any(|role| parted.contains(role)) {
        return;
    }
    let written: Vec<usize> = (0..reading.activities.len())
        .filter(|index| {
            let own = &reading.activities[*index];
            // Searches that leave a line in a log are nothing else, where nothing else is done.
            let all = is_call(&own.what)
                || reading.activities.len() == 1 && !has_a_size(reading.tokens, &reading.amounts, &own.what);
            own.class != Class::Write
                && all
                && (is_kept(reading, &called(reading, own)) || answers_are_kept(reading, own))
        })
        .collect();
    for index in written {
        reading.activities[index].class = Class::Write;
    }
}

/// Whether a size is that of what is looked at itself, which is sent and not stored: `a page is 40 kB`.
pub(super) fn has_a_size(tokens: &[Token], amounts: &[Amount], what: &str) -> bool {
    let sizes = amounts.iter().filter(|size| size.measure == Measure::Size);
    sizes.filter_map(|size| collected::size_of(tokens, size)).any(|of| of == what)
}

/// How an activity is called.
fn called<'a>(reading: &'a Reading<'_>, own: &'a Activity) -> Called<'a> {
    let counted = reading.amounts.iter().find(|amount| amount.span == own.span);
    let words = counted.and_then(|amount| amount.noun.as_ref()).map_or("", |noun| noun.words.as_str());
    Called { what: &own.what, words }
}

/// Whether a size in the sentence is that of what is kept of all of something.
fn is_kept(reading: &Reading<'_>, called: &Called<'_>) -> bool {
    let stored = |index: &usize| {
        let size = &reading.amounts[*index];
        let sentence = &reading.tokens[reading.ranges[size.sentence].clone()];
        // What is kept in a cache is read from there.
        if sentence.iter().any(|token| token.word.starts_with("cache")) {
            return false;
        }
        let mut own = sentence.iter();
        let size_of_one = size.measure == Measure::Size && size.period().is_none();
        let open = matches!(reading.roles[*index], None | Some(Role::ResponseSize));
        let mut says = || {
            own.any(|token| [STORED, STORE, GROWS].iter().any(|words| words.contains(&token.word.as_str())))
        };
        size_of_one && (reading.roles[*index] == Some(Role::RecordSize) || open && says())
    };
    (0..reading.amounts.len()).filter(stored).any(|index| {
        let size = &reading.amounts[index];
        let range = &reading.ranges[size.sentence];
        range.clone().any(|at| {
            beside(reading.tokens, range, at, size, called)
                || is_stored(reading.tokens, range, at, size, called)
        })
    })
}

/// `an entry of 700 bytes for each request`, `for every bid request we log 400 bytes`
fn beside(tokens: &[Token], range: &Range<usize>, at: usize, size: &Amount, called: &Called<'_>) -> bool {
    let word = |at: usize| word_at(tokens, range, at);
    let led = matches!(word(at), "for" | "with" | "on" | "of" | "from" | "about");
    let from = match word(at) {
        "per" => at + 1,
        _ if led && matches!(word(at + 1), "each" | "every" | "all") => at + 2,
        _ => return false,
    };
    let Some(end) = named(tokens, range, from, called) else { return false };
    let near = at <= size.tokens.end + APART && size.tokens.start <= end + APART;
    near && !narrows(tokens, range, end)
}

/// `each request is logged`, `all scores are stored`, `every request gets an entry`, `the system must record every request`
fn is_stored(tokens: &[Token], range: &Range<usize>, at: usize, size: &Amount, called: &Called<'_>) -> bool {
    let word = |at: usize| word_at(tokens, range, at);
    let first = at == range.start || matches!(word(at - 1), "." | "," | ";" | ":" | "and" | "because");
    let from = match word(at) {
        "each" | "every" | "all" | "a" | "an" => at + 1,
        _ if first => at,
        _ => return false,
    };
    let of = usize::from(word(from) == "one");
    let of = of + usize::from(word(from + of) == "of");
    let of = of + usize::from(of > 0 && matches!(word(from + of), "the" | "these" | "those" | "our"));
    let Some(end) = named(tokens, range, from + of, called) else { return false };
    let each = from > at && !matches!(word(at), "a" | "an");
    let plain = from > at || noun::is_plural(word(end - 1));
    // `every request, whether read or write, is logged`
    let aside = (end + 1..end + 7).find(|at| word(end) == "," && word(*at) == ",");
    let end = aside.map_or(end, |comma| comma + 1);
    let verb = (end..end + 5).find(|at| !MODALS.contains(&word(*at))).unwrap_or(end);
    let passive = plain && verb > end && STORED.contains(&word(verb));
    let gets = each
        && matches!(word(end), "gets" | "receives" | "leaves" | "adds" | "has")
        && matches!(word(end + 1), "a" | "an" | "one")
        && class_of(word(end + 2)) == Some(Class::Write);
    // `every request adds 400 bytes to the audit trail`
    let adds = from > at && matches!(word(end), "leaves" | "adds") && size.tokens.start == end + 1;
    let before = || {
        let active = at > range.start && STORE.contains(&word(at - 1));
        each && active && !narrows(tokens, range, end)
    };
    passive || gets || adds || before()
}

/// Where the name of what is called ends that begins at a token.
fn named(tokens: &[Token], range: &Range<usize>, from: usize, called: &Called<'_>) -> Option<usize> {
    let mut at = from;
    loop {
        let word = word_at(tokens, range, at);
        if noun::singular(word) == called.what {
            return Some(at + 1);
        }
        let own = called.words.split(' ').any(|own| own == word);
        if word.is_empty() || !(own || matches!(word, "single" | "such" | "incoming" | "individual" | "one"))
        {
            return None;
        }
        at += 1;
    }
}

/// Whether some of the calls are meant: `for each request that changes something`.
pub(super) fn narrows(tokens: &[Token], range: &Range<usize>, end: usize) -> bool {
    let word = word_at(tokens, range, end);
    matches!(word, "that" | "which" | "whose" | "where" | "to" | "with")
        || word.ends_with("ing") && class_of_verb(word).is_some()
}

/// Whether what the only calls are answered with is kept: `we return a quote within 200 ms; every quote is stored as a record of 1 kB`.
fn answers_are_kept(reading: &Reading<'_>, own: &Activity) -> bool {
    let waited = |index: usize| {
        let time = &reading.amounts[index];
        let range = &reading.ranges[time.sentence];
        let word = |at: usize| word_at(reading.tokens, range, at);
        let at = time.tokens.start.checked_sub(2).filter(|at| *at > range.start)?;
        let led = matches!(word(at + 1), "within" | "in" | "under" | "after");
        let article = matches!(word(at - 1), "a" | "an" | "its" | "their" | "the" | "each" | "every");
        let what = noun::singular(word(at));
        // A booking is what some of the calls write.
        (led && article && !MADE.iter().any(|stem| what.starts_with(stem))).then_some(what)
    };
    reading.activities.len() == 1
        && own.class == Class::Mixed
        && (0..reading.amounts.len())
            .filter(|index| reading.roles[*index] == Some(Role::Latency))
            .filter_map(waited)
            .any(|what| is_kept(reading, &Called { what: &what, words: "" }))
}
