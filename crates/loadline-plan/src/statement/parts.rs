//! Shares of what is done and of those who do it, by what is said of them: `6 in 100 of those calls are loans`, `each makes 20
//! requests; 3 % move money`, `one in ten workers reports sick per month`. What the share does decides, and no list of words
//! around it.

mod some_do;
mod the_rest;

use super::amount::{Amount, Measure};
use super::noun;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stated::Activity;
use super::token::Token;
use super::vocabulary::{Class, Members, class_of, class_of_verb, is_call, members};
use some_do::{Done, some_do};
use std::ops::Range;
use the_rest::{all_that_writes, changes_in_short, changes_nothing, the_rest};

/// Word stems that change state, beside those of the vocabulary.
#[rustfmt::skip]
const CHANGES: &[&str] = &[
    "mov", "lend", "lent", "enrol", "apply", "applicat", "redeem", "cancel", "top-up", "refund", "subscrib", "join", "approv",
    "sign", "confirm", "modif", "delet", "remov", "insert", "mutat", "chang", "assign", "dispatch", "stor", "put", "set", "start",
    "pause", "end", "extend", "alter", "amend", "adjust", "revis", "renam", "replac", "grant", "revok", "lodge", "finish", "begin", "rent", "return", "unlock", "lock", "schedul", "plac", "claim", "accept", "reject",
];
/// Words of what is said of answers, and not of what is asked.
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "fail", "error", "abandon", "must", "should", "shall", "within", "answered", "confirmed", "available", "cached", "faster",
    "under", "below", "served", "come", "fall", "arriv", "happen", "land",
];

/// Whether a word says something of answers, and not of what is asked.
pub(super) fn says_of_answers(word: &str) -> bool {
    OTHER.iter().any(|stem| word.starts_with(stem))
}

/// Whether a word says that state changes.
pub(super) fn changes(word: &str) -> bool {
    CHANGES.iter().any(|stem| word.starts_with(stem))
}

/// Gives shares without a role the one that their predicate says.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, populations, roles, activities, .. } = reading;
    for (index, amount) in amounts.iter().enumerate() {
        let share = amount.measure == Measure::Share && amount.value <= 1.0 && amount.value > 0.0;
        if !share {
            continue;
        }
        let place = Place::of(tokens, ranges, amount);
        let range = place.range;
        if from_cache(&place) {
            roles[index] = Some(Role::HitRatio);
            continue;
        }
        let shares = |other: &&Amount| other.sentence == amount.sentence && other.measure == Measure::Share;
        let open = matches!(roles[index], None | Some(Role::WriteShare | Role::ReadShare));
        let rest = || the_rest(&place).filter(|_| open && amounts.iter().filter(shares).count() == 1);
        let said = all_that_writes(&place, amounts.iter().filter(shares).count()).or_else(|| subject(&place));
        let said = said.or_else(|| by_name(&place)).or_else(|| changes_nothing(&place));
        if let Some(role) = said.or_else(rest) {
            roles[index] = Some(role);
            continue;
        }
        if !matches!(roles[index], None | Some(Role::WriteShare | Role::ReadShare)) {
            continue;
        }
        if let Some(done) = some_do(&place, amounts, (populations, activities)) {
            match done {
                Done::Daily => roles[index] = Some(Role::ActiveShare),
                Done::Unclear => roles[index] = None,
                Done::Rarely(made) => {
                    activities.push(*made);
                    roles[index] = Some(Role::Activity);
                }
            }
            continue;
        }
        // `0.4 % of the page views lead to an order`, `one page view in fifty is a donation`: what it is of looks, and what it is
        // leads to is written.
        let led = || {
            let looks =
                |at: usize| tokens[at].word.starts_with("view") || tokens[at].word.starts_with("page");
            amount.value < 0.5
                && (tokens.get(amount.tokens.end).is_some_and(|next| next.is("of"))
                    || amount.tokens.clone().any(looks))
        };
        // Calls by whatever name: `requests` of which `one out of eight calls` books.
        let names = |at: usize, what: &str| {
            let one = tokens.get(at).map(|token| noun::singular(&token.word)).unwrap_or_default();
            one == what || is_call(what) && is_call(&one)
        };
        if roles[index].is_some() && !(roles[index] == Some(Role::ReadShare) && led()) {
            // `97 % of the page views only read`: the others do not.
            let reads = |own: &&mut Activity| {
                own.class == Class::Read
                    && amount.value < 1.0
                    && (amount.tokens.start..amount.tokens.end + 4).any(|at| names(at, &own.what))
            };
            if let Some(own) = activities.iter_mut().find(reads) {
                own.class = Class::Mixed;
            }
            continue;
        }
        // Of calls that may do either, or of what is looked at, said right before.
        let alone = activities.len() == 1;
        let of = activities.iter_mut().filter(|activity| {
            let named = || (amount.tokens.start..amount.tokens.end + 5).any(|at| names(at, &activity.what));
            activity.class != Class::Write
                && activity.tokens.end <= amount.tokens.start
                && (amount.sentence - activity.sentence <= if alone { 3 } else { 1 } || named())
        });
        let of = of.max_by_key(|activity| activity.tokens.start);
        let Some(of) = of.filter(|_| amount.per.is_empty()) else { continue };
        // `a tenth of` ends with its `of`.
        let last = amount.tokens.end - 1;
        let end = if tokens[last].is("of") { last } else { amount.tokens.end };
        // `everybody reads 20 pages and 1 in 50 edits one` is a share of the people, `one page in forty` of the pages.
        let named = tokens.get(end).is_some_and(|next| next.is("of"))
            || amount.tokens.clone().any(|at| names(at, &of.what));
        // `one in 200 page views leads to a post`
        let whole = (end..end + 3)
            .take_while(|at| tokens.get(*at).is_some_and(Token::is_word))
            .find(|at| names(*at, &of.what));
        // `of which 1 in 250 is an application`
        let start = amount.tokens.start;
        let of_them = start >= 2
            && tokens[start - 2].is("of")
            && matches!(tokens[start - 1].word.as_str(), "which" | "these" | "them" | "those");
        let named = named || whole.is_some() || of_them;
        let end = whole.map_or(end, |at| at + 1);
        let said = predicate(tokens, range, end, &of.what).or_else(|| in_which(&place, end, &of.what));
        if let Some(role) = said
            && (of.class == Class::Mixed || role == Role::WriteShare && named)
        {
            of.class = Class::Mixed;
            roles[index] = Some(role);
        }
    }
    // Calls of which a share writes are not all reading, whatever people look at.
    if roles.iter().any(|role| matches!(role, Some(Role::WriteShare | Role::ReadShare | Role::ReadsPerWrite)))
    {
        for calls in
            activities.iter_mut().filter(|activity| is_call(&activity.what) && activity.class == Class::Read)
        {
            calls.class = Class::Mixed;
        }
    }
}

/// `80 % of the reads are answered by the CDN`: what the cache answers, and no share of writes.
fn from_cache(place: &Place<'_>) -> bool {
    let end = place.amount.tokens.end;
    let behind: Vec<&str> = (end - 1..end + 10)
        .map(|at| place.word(at))
        .take_while(|word| !matches!(*word, ";" | "." | ""))
        .collect();
    let answered = ["answer", "serv", "com", "deliver", "hit", "satisf", "found", "take"];
    let cache = behind.iter().position(|word| word.starts_with("cache") || matches!(*word, "cdn" | "edge"));
    cache.is_some_and(|cache| {
        behind[..cache].iter().any(|word| answered.iter().any(|stem| word.starts_with(stem)))
            && behind[..cache].iter().any(|word| matches!(*word, "by" | "from" | "in" | "the" | "through"))
    })
}

/// `reads are 90 % and writes are 10 %`: each share goes with the word right before it.
fn by_name(place: &Place<'_>) -> Option<Role> {
    let link = place.amount.tokens.start.checked_sub(1).filter(|at| *at > place.range.start)?;
    let linked = matches!(place.word(link), "are" | "is" | ":" | "=");
    match place.word(link - 1) {
        "reads" if linked => Some(Role::ReadShare),
        "writes" if linked => Some(Role::WriteShare),
        _ => None,
    }
}

/// `reads make up 93 % of the calls`: what is named before the share is that part of all.
fn subject(place: &Place<'_>) -> Option<Role> {
    let Place { tokens, range, amount } = *place;
    let word = |at: usize| place.word(at);
    let end = amount.tokens.end - usize::from(word(amount.tokens.end - 1) == "of");
    let whole = (end + 1..end + 5).take_while(|at| !matches!(word(*at), "," | "." | ";")).any(|at| {
        is_call(&noun::singular(word(at)))
            || matches!(word(at), "traffic" | "load" | "them" | "total" | "all" | "it")
    });
    // `searches make up 97 %, changes make up the rest`
    let rest = (end..end + 8).any(|at| {
        let next = tokens.get(at).map_or("", |token| token.word.as_str());
        matches!(next, "rest" | "remainder" | "others" | "remaining" | "other")
    });
    let closes = matches!(word(end), "" | "," | "." | ";" | "and" | "while" | "whereas" | "but");
    if !(word(end) == "of" && whole || closes && rest) {
        return None;
    }
    let mut at = amount.tokens.start.checked_sub(1)?;
    while matches!(
        word(at),
        "about"
            | "roughly"
            | "some"
            | "around"
            | "only"
            | "up"
            | "for"
            | "to"
            | "make"
            | "makes"
            | "account"
            | "accounts"
            | "are"
            | "is"
            | "amount"
            | "come"
            | "constitute"
            | "form"
            | "just"
            | "represent"
            | "cause"
            | ":"
    ) {
        at = at.checked_sub(1)?;
    }
    let linked = at + 1 < amount.tokens.start;
    // `write traffic accounts for 12 % of it`
    at -= usize::from(matches!(word(at), "traffic" | "load" | "requests" | "calls") && at > range.start);
    let named = tokens.get(at).filter(|token| linked && range.contains(&at) && token.is_word())?;
    if changes(&named.word) {
        return Some(Role::WriteShare);
    }
    // `bids and asks are 5 % of them`: of two that are told apart nothing is known.
    let other = (at >= range.start + 2 && matches!(word(at - 1), "and" | "or")).then(|| word(at - 2));
    let both =
        other.is_none_or(|other| class_of(&noun::singular(other)) == class_of(&noun::singular(&named.word)));
    // `all of it is reading: 99.5 % of the requests`: what is done, and no reading of a meter.
    if named.word == "reading" && both {
        return Some(Role::ReadShare);
    }
    match class_of(&noun::singular(&named.word)).filter(|_| both) {
        Some(Class::Read) => Some(Role::ReadShare),
        Some(Class::Write) => Some(Role::WriteShare),
        _ => None,
    }
}

/// `in 10 % of the requests a result of 2 kB is saved`: what is done in a part of the calls.
fn in_which(place: &Place<'_>, end: usize, what: &str) -> Option<Role> {
    let word = |at: usize| place.word(at);
    let led = place.amount.tokens.start.checked_sub(1).is_some_and(|at| word(at) == "in");
    let called = (place.amount.tokens.start..end + 4).any(|at| {
        let one = noun::singular(word(at));
        is_call(&one) || one == what || word(at) == "cases"
    });
    let done = (end + 1..place.range.end.min(end + 14))
        .take_while(|at| !matches!(word(*at), "," | ";" | "."))
        .any(|at| {
            let verb = word(at);
            matches!(word(at - 1), "is" | "are" | "gets" | "get")
                && (CHANGES.iter().any(|stem| verb.starts_with(stem))
                    || verb.ends_with("ed") && class_of_verb(verb) == Some(Class::Write)
                    || matches!(verb, "written" | "sent" | "sold" | "bought" | "paid"))
        });
    // `in 19 of 20 cases people only look something up`
    let only = (end..place.range.end.min(end + 6)).any(|at| {
        matches!(word(at), "only" | "just" | "merely") && class_of_verb(word(at + 1)) == Some(Class::Read)
    });
    match (led && called, done, only) {
        (true, true, _) => Some(Role::WriteShare),
        (true, false, true) => Some(Role::ReadShare),
        _ => None,
    }
}

/// What a share is said to be from token `at` on, of calls or of what is called `what`.
fn predicate(tokens: &[Token], range: &Range<usize>, mut at: usize, what: &str) -> Option<Role> {
    let word = |at: usize| if range.contains(&at) { tokens[at].word.as_str() } else { "" };
    let call = |at: usize| {
        let one = noun::singular(word(at));
        is_call(&one) || one == what
    };
    if word(at) == "of" {
        // `of those calls`, `of them`, `of which`
        let words = (at + 1..at + 5).take_while(|at| tokens.get(*at).is_some_and(Token::is_word));
        let end = words.into_iter().find(|at| {
            let pronoun = matches!(word(*at), "them" | "which" | "these" | "those" | "it" | "all");
            pronoun && !call(*at + 1) || call(*at) || matches!(word(*at), "traffic" | "load")
        })?;
        at = end + 1;
    }
    while matches!(
        word(at),
        "are"
            | "is"
            | "a"
            | "only"
            | "just"
            | "actually"
            | "the"
            | "really"
            | "actual"
            | "real"
            | "genuine"
            | "proper"
            | "an"
            | "in"
            | "fact"
    ) {
        at += 1;
    }
    // `is a reader posting a comment`, `is somebody who books`
    while members(&noun::singular(word(at))) == Some(Members::People)
        || matches!(word(at), "who" | "that" | "somebody" | "someone")
    {
        at += 1;
    }
    // `do nothing but read`, `have side effects`
    if (word(at), word(at + 1), word(at + 2)) == ("do", "nothing", "but") {
        at += 3;
    }
    if matches!(word(at), "have" | "has") && word(at + 1) == "side" {
        return Some(Role::WriteShare);
    }
    // `0.4 % of the views lead to a contact request`
    let leads = matches!(
        (word(at), word(at + 1)),
        ("lead" | "leads", "to")
            | ("result" | "results" | "end" | "ends", "in" | "with")
            | ("turn" | "turns", "into")
    );
    if leads {
        let noun = (at + 2..range.end.min(at + 7))
            .map(word)
            .take_while(|word| !matches!(*word, "," | ";" | "." | "(" | "which"));
        let looks = noun.into_iter().any(|word| class_of(&noun::singular(word)) == Some(Class::Read));
        return (!looks).then_some(Role::WriteShare);
    }
    let said = word(at);
    if says_of_answers(said) {
        return None;
    }
    if changes(said) {
        return Some(Role::WriteShare);
    }
    // `is the actual top-up, which is the only kind of call that writes`
    let alone = (at..range.end).find(|at| word(*at) == "only").and_then(|only| {
        let that =
            (only + 1..range.end.min(only + 6)).find(|at| matches!(word(*at), "that" | "which" | "to"))?;
        let verb = word(that + 1);
        let writes = changes(verb) || class_of_verb(verb) == Some(Class::Write);
        writes.then_some(Role::WriteShare)
    });
    if alone.is_some() {
        return alone;
    }
    // `are corrections that get written`
    let told =
        (at..range.end.min(at + 4)).find(|at| matches!(word(*at), "that" | "which")).and_then(|that| {
            let verb = that + 1 + usize::from(matches!(word(that + 1), "get" | "gets" | "are" | "is"));
            let writes = CHANGES.iter().any(|stem| word(verb).starts_with(stem))
                || class_of_verb(word(verb)) == Some(Class::Write)
                || word(verb) == "written";
            writes.then_some(Role::WriteShare)
        });
    if class_of(said).is_none() && told.is_some() {
        return told;
    }
    // `… are re-directions, the rest only looks`
    let rest = || {
        let rest =
            (at..range.end).find(|at| matches!(word(*at), "rest" | "others" | "remainder" | "remaining"))?;
        (rest + 1..range.end.min(rest + 6)).find_map(|at| match word(at) {
            "reading" => Some(Class::Read),
            verb => class_of_verb(verb),
        })
    };
    // `touch, move or cancel an appointment`: what is said beside it tells.
    let listed = || {
        let verbs =
            (at + 1..range.end.min(at + 6)).filter(|at| matches!(word(at - 1), "," | "or" | "and")).map(word);
        let writes = |word: &str| changes(word) || class_of(word) == Some(Class::Write);
        verbs.into_iter().any(writes).then_some(Class::Write)
    };
    // `are meter readings`
    let behind = || {
        let next = word(at + 1);
        class_of(&noun::singular(next)).filter(|_| noun::is_plural(next) && !noun::stops(said))
    };
    // `ask for, swap or return a slot`: who asks for something has it changed.
    let asks = matches!((said, word(at + 1)), ("ask" | "asks", "for"));
    let named = class_of(said).filter(|_| !asks);
    if changes_in_short(tokens, at..range.end) {
        return Some(Role::WriteShare);
    }
    match (rest(), named.or_else(listed).or_else(behind).or_else(|| class_of(said))) {
        (Some(Class::Read), _) | (None, Some(Class::Write)) => Some(Role::WriteShare),
        (Some(Class::Write), _) | (None, Some(Class::Read)) => Some(Role::ReadShare),
        _ => None,
    }
}
