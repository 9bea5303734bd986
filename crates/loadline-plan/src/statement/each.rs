//! Whether what is said is said of each member: `each`, `every user`, `a typical customer` before it.
//!
//! And of what else it may be said one by one: `each match has 40 events` is about matches.

use super::amount::{Amount, Measure};
use super::noun;
use super::token::Token;
use super::unit;
use super::vocabulary::{Members, class_of_verb, members};

/// Words behind a noun of which something is said one by one.
const HAS: &[&str] = &[
    "is",
    "has",
    "are",
    "have",
    "consists",
    "contains",
    "holds",
    "comprises",
    "generates",
    "produces",
    "triggers",
    "causes",
    "means",
    "involves",
    "needs",
    "takes",
    "costs",
    "gives",
    "leads",
    "results",
    "comes",
    "carries",
    "includes",
    "brings",
    "stands",
    "entails",
    "amounts",
    "corresponds",
    "requires",
    "calls",
    "prompts",
    "causing",
    "triggering",
    "producing",
    "generating",
    "needing",
    "making",
    "involving",
    "requiring",
];

/// The same behind `a`: what one of something has or sets off.
const CAUSED: &[&str] = &[
    "has",
    "contains",
    "holds",
    "comprises",
    "fires",
    "runs",
    "makes",
    "sends",
    "triggers",
    "causes",
    "needs",
    "involves",
    "produces",
    "generates",
    "issues",
    "loads",
    "means",
    "creates",
    "starts",
    "executes",
    "leads",
    "results",
    "entails",
    "goes",
    "passes",
    "undergoes",
];

/// What only holds what is done: of `5 sessions a day, 30 requests per session` the requests are the load.
const HOLDERS: &[&str] = &[
    "session", "visit", "match", "game", "stay", "sitting", "tour", "round", "shift", "login", "logon",
    "lesson", "quiz", "workout", "training",
];

/// Whether a verb only says what something has.
pub(super) fn has(verb: &str) -> bool {
    HAS.contains(&verb)
}

/// Whether a noun names what only holds what is done.
pub(super) fn holds(noun: &str) -> bool {
    HOLDERS.contains(&noun)
}

fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.word.as_str())
}

/// Whether `each`, `every user`, `on average a customer` or the like stands in the tokens `from..to`.
pub(super) fn said_before(tokens: &[Token], from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        let next = |offset: usize| word(tokens, at + offset);
        match word(tokens, at) {
            first @ ("each" | "every" | "everyone" | "everybody") => {
                // `100,000 users daily, each 50 requests`, but `each 10 seconds`
                let counted = tokens.get(at + 1).is_some_and(|next| next.is_number());
                let listed = first == "each" && at > from && word(tokens, at - 1) == ",";
                let apiece = listed && unit::duration(next(2), true).is_none();
                if counted { apiece } else { !ends_there(tokens, at, to) && unit::period(next(1)).is_none() }
            }
            "who" | "whoever" => true,
            // `serving one of them takes 25 calls`
            "one" if next(1) == "of" && matches!(next(2), "them" | "these" | "those") => {
                at > from && word(tokens, at - 1).ends_with("ing")
            }
            // `per machine there are 50 alarms a day`
            "per" if at == from => members(next(1)).is_some() || matches!(next(1), "head" | "capita"),
            first @ ("a" | "an" | "the" | "one") => {
                let typical = matches!(
                    next(1),
                    "typical" | "average" | "normal" | "single" | "active" | "regular" | "daily"
                );
                // `a staff member`, `a bank customer`
                let kind = first != "the"
                    && !noun::stops(next(1))
                    && members(next(1)).is_none()
                    && class_of_verb(next(1)).is_none()
                    && members(next(2)) == Some(Members::People);
                let offset = if typical || kind { 2 } else { 1 };
                members(next(offset)).is_some()
                    && !noun::is_plural(next(offset))
                    && (!names_another(tokens, at + offset + 1) || is_device_of(tokens, at + offset))
                    && (typical || kind || first != "the")
            }
            _ => false,
        }
    })
}

/// `a student's browser`: what somebody does it with.
fn is_device_of(tokens: &[Token], at: usize) -> bool {
    let owner = tokens.get(at).is_some_and(|token| token.end - token.start > token.word.len());
    owner && (is_device(word(tokens, at + 1)) || matches!(word(tokens, at + 1), "client" | "reader"))
}

/// Whether a noun in the singular is what people carry or sit at.
pub(super) fn is_device(noun: &str) -> bool {
    #[rustfmt::skip]
    const DEVICES: &[&str] = &[
        "browser", "app", "phone", "device", "terminal", "computer", "laptop", "tablet", "smartphone", "screen", "handheld",
    ];
    DEVICES.contains(&noun)
}

/// Whether a noun before a place only names the kind of the one at it: `a lift company`, `a customer portal`.
pub(super) fn names_another(tokens: &[Token], at: usize) -> bool {
    let word = word(tokens, at);
    let plain = tokens.get(at).is_some_and(Token::is_word) && !noun::stops(word);
    plain
        && !word.ends_with('s')
        && !word.ends_with("ed")
        && !word.ends_with("ly")
        && class_of_verb(word).is_none()
}

/// Whether `each` at a place ends with what is right behind it: `12,000 viewers, each at 2.5 Mbps, and 40 bids a second`.
pub(super) fn ends_there(tokens: &[Token], at: usize, to: usize) -> bool {
    let next = |offset: usize| word(tokens, at + offset);
    matches!(next(1), "at" | "with" | "of" | "for")
        && !matches!(next(2), "them" | "which" | "whom" | "these" | "those" | "our" | "the")
        && (at + 2..to).any(|at| matches!(word(tokens, at), "," | ";"))
}

/// The count that what is counted is part of, by its place: `90,000 conversations per day with 22 messages each`.
pub(super) fn held_by(tokens: &[Token], amounts: &[Amount], amount: &Amount) -> Option<usize> {
    let each = matches!(word(tokens, amount.tokens.end), "each" | "apiece")
        || word(tokens, amount.tokens.end) == "on" && word(tokens, amount.tokens.end + 1) == "average";
    let before = amounts.partition_point(|other| other.tokens.start < amount.tokens.start).checked_sub(1)?;
    let whole = &amounts[before];
    let with = whole.tokens.end;
    let led = matches!(word(tokens, with), "with" | "having" | "containing" | "of");
    let beside = (with + 1..=with + 2).contains(&amount.tokens.start);
    let counts =
        whole.measure == Measure::Count && amount.measure == Measure::Count && !whole.head().is_empty();
    (each && led && beside && counts && whole.sentence == amount.sentence).then_some(before)
}

/// Whether the last `each` or `every` of the tokens `from..to` stands alone or before somebody who uses the system.
pub(super) fn member_or_pronoun(tokens: &[Token], from: usize, to: usize) -> bool {
    let each = (from..to).rev().find(|at| matches!(word(tokens, *at), "each" | "every"));
    each.is_some_and(|at| {
        let next = word(tokens, at + 1);
        members(&noun::singular(next)).is_some()
            || word(tokens, at) == "each" && (next == "of" || class_of_verb(next).is_some())
    })
}

/// The thing of which something is said one by one in the tokens `from..to`, where it is nobody who uses the system:
/// `match` in `each match has 40 events`.
pub(super) fn other_thing(tokens: &[Token], from: usize, to: usize) -> Option<String> {
    // `a usual day has 65,000 customers` is about the customers.
    other(tokens, from, to).map(|(thing, _)| thing).filter(|thing| unit::period(thing).is_none())
}

/// The same, only where it does something itself and holds nothing but what it does: `each build reads 300 objects`,
/// `every opening triggers 6 requests`.
pub(super) fn other_doer(tokens: &[Token], from: usize, to: usize) -> Option<String> {
    const CAUSES: &[&str] =
        &["trigger", "generat", "produc", "caus", "lead", "result", "mean", "involv", "make"];
    let (thing, verb) = other(tokens, from, to)?;
    let verb = word(tokens, verb);
    let causes = CAUSES.iter().any(|stem| verb.starts_with(stem)) || !HAS.contains(&verb);
    causes.then_some(thing)
}

/// The same, where it does so by a verb of its own: `each build writes 40 objects`, but not `each order produces two rows`.
pub(super) fn other_actor(tokens: &[Token], from: usize, to: usize) -> Option<String> {
    other(tokens, from, to).filter(|(_, verb)| !HAS.contains(&word(tokens, *verb))).map(|(thing, _)| thing)
}

/// `36,000 samples a day, each of which yields 22 results`: one of those counted before, and the token of its verb.
fn of_which(tokens: &[Token], from: usize, at: usize) -> Option<(String, usize)> {
    let before = (from.max(at.saturating_sub(8))..at).rev().map(|at| word(tokens, at));
    let one = before.into_iter().find(|word| noun::is_plural(word)).map(noun::singular)?;
    let verb = at + 3;
    let does = word(tokens, verb).ends_with('s') || HAS.contains(&word(tokens, verb));
    (members(&one).is_none() && does).then_some((one, verb))
}

/// `for each booking guests look at 120 offers`: the thing that a clause begins with, and the token behind it.
fn in_front(tokens: &[Token], at: usize, to: usize) -> Option<(String, usize)> {
    let single = |at: usize| {
        let word = word(tokens, at);
        tokens[at].is_word() && !noun::stops(word) && !noun::is_plural(word)
    };
    let nouns = (at..to.min(at + 2)).take_while(|at| single(*at)).count();
    let last = at + nouns.checked_sub(1)?;
    let one = word(tokens, last);
    (members(one).is_none() && last + 1 < to).then(|| (one.to_owned(), last + 1))
}

/// The last noun of a list of things of each of which something is said, and the token behind it.
fn one_of_a_list<'a>(
    tokens: &'a [Token],
    nouns: Vec<&'a str>,
    mut verb: usize,
    to: usize,
) -> (Vec<&'a str>, usize) {
    let mut last = nouns;
    while verb + 1 < to && !last.is_empty() && matches!(word(tokens, verb), "or" | "," | "and") {
        let next = verb + 1 + usize::from(word(tokens, verb + 1) == "or");
        let noun = tokens.get(next).filter(|token| token.is_word() && !noun::stops(&token.word));
        let Some(noun) = noun.filter(|noun| !noun::is_plural(&noun.word)) else { break };
        (last, verb) = (vec![noun.word.as_str()], next + 1);
    }
    (last, verb)
}

/// The thing of the last `each` or `a` that is none of a member, and the token of its verb.
fn other(tokens: &[Token], from: usize, to: usize) -> Option<(String, usize)> {
    for at in (from..to).rev() {
        // `a claim has one photo`
        let one = matches!(word(tokens, at), "a" | "an")
            && (at + 2..at + 4).any(|at| CAUSED.contains(&word(tokens, at)));
        let each = matches!(word(tokens, at), "each" | "every");
        if !each && !one || unit::period(word(tokens, at + 1)).is_some() {
            continue;
        }
        // `each sends 30 messages`, `every one making 15 requests`: the pronoun.
        let first = word(tokens, at + 1);
        if each && first == "one" {
            return None;
        }
        if each && first == "of" && matches!(word(tokens, at + 2), "which" | "them" | "these" | "those") {
            return of_which(tokens, from, at);
        }
        // `each of our writes makes one request there`
        let owned = each
            && first == "of"
            && matches!(word(tokens, at + 2), "our" | "the" | "its" | "their" | "these" | "those");
        let at = if owned { at + 2 } else { at };
        let fronted = each
            && !owned
            && at > from
            && matches!(word(tokens, at - 1), "for" | "with" | "during" | "on" | "after" | "in" | "per");
        let ended = || (at..to).any(|at| word(tokens, at) == ";");
        if fronted && !ended() {
            return in_front(tokens, at + 1, to);
        }
        let counts = tokens.get(at + 2).is_some_and(|token| token.is_number());
        // `doctors each write 18 reports`
        let plural = counts && class_of_verb(first).is_some();
        if each && (plural || first.ends_with('s') && (class_of_verb(first).is_some() || counts)) {
            return None;
        }
        let does = |place: usize| {
            let verb = word(tokens, place);
            HAS.contains(&verb)
                || CAUSED.contains(&verb)
                || place > at + 1 && verb.ends_with('s') && class_of_verb(verb).is_some()
        };
        let nouns: Vec<&str> = (at + 1..to.min(at + 4))
            .take_while(|place| !does(*place) && !noun::stops(word(tokens, *place)))
            .map(|place| word(tokens, place))
            .collect();
        let verb = at + 1 + nouns.len();
        // `every write of ours is one such request`
        let verb = verb + 2 * usize::from(word(tokens, verb) == "of" && word(tokens, verb + 1) == "ours");
        // `every booking, change or cancellation stores a record`
        let (nouns, verb) = one_of_a_list(tokens, nouns, verb, to);
        // `every ticket sold stands for 20 requests`
        let sold = |word: &&str| word.ends_with("ed") || matches!(*word, "sold" | "bought" | "made" | "paid");
        let Some(last) = nouns.iter().rev().find(|word| nouns.len() == 1 || !sold(word)) else { continue };
        // `a normal day has 3 million calls`
        if unit::period(last).is_some() {
            continue;
        }
        if nouns.iter().any(|word| members(&noun::singular(word)).is_some()) {
            // `every opening triggers 6 reads, and each user makes 2 payments`: the nearest counts.
            if each {
                return None;
            }
            continue;
        }
        if verb < to && does(verb) {
            return Some((noun::singular(last), verb));
        }
    }
    None
}
