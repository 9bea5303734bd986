//! Whose rate or promise it is: what an external takes or promises, what the workers process together, or what comes in.
//! The nearest noun before an amount that can carry or promise something is its actor.

mod got_through;
mod limits;
mod others;

use super::amount::{Bound, Measure};
use super::cue;
use super::each;
use super::noun;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stated::Outside;
use super::token::Token;
use super::unit::DAY;
use super::vocabulary::members;
use got_through::{carries_in_total, gets_done, is_processed_at, is_processed_in_all, is_worked_off};
use limits::{behind_promise, goes_on_from_promise, is_called};
use others::{FUNCTIONS, SERVICES, goes_to_others, is_external, is_of_others, named_before};

/// Who carries or promises something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Actor {
    /// A service of others.
    External,
    /// Our own workers, all together.
    Fleet,
}

/// Word stems of services of others, whatever stands before them.
#[rustfmt::skip]
const EXTERNAL: &[&str] = &[
    "provider", "external", "acquirer", "psp", "partner", "vendor", "supplier", "upstream", "bureau", "insurer", "authority",
    "ministry", "wholesaler", "licensor", "outsourc", "subcontract", "third-party",
];
/// Word stems of an external's limit.
#[rustfmt::skip]
const LIMITS: &[&str] = &[
    "allow", "accept", "admit", "take", "tolerat", "cap", "limit", "permit", "grant", "let", "throttl", "handl", "serv", "manag", "cop",
    "stand", "bear", "support", "can", "ceiling", "quota", "max", "process", "sustain", "reject", "answer", "offer", "good",
    "bound", "restrict", "cut", "conced", "carr", "absorb", "swallow", "digest", "relay", "forward",
];
/// Word stems of a promise.
#[rustfmt::skip]
const PROMISES: &[&str] = &[
    "promis", "guarant", "sla", "contract", "commit", "availab", "uptime", "up", "offer", "assur", "advertis", "pledg", "give",
    "reach", "reliab", "good", "deliver", "state", "vouch", "conced", "warrant", "answer",
];
/// Word stems of what others demand of us.
const DEMANDS: &[&str] = &["insist", "demand", "requir", "ask", "prescrib", "stipulat", "oblig", "expect"];
/// Word stems of our own workers.
#[rustfmt::skip]
const FLEET: &[&str] = &[
    "worker", "consumer", "pipeline", "backend", "cluster", "fleet", "processor", "processing", "job", "indexer", "ingest",
    "writers", "drain",
];
/// Word stems of what workers do with messages.
#[rustfmt::skip]
const WORK: &[&str] = &[
    "take", "manag", "handl", "process", "digest", "sustain", "work", "drain", "clear", "chew", "consum", "absorb", "cop", "eat",
    "do", "does", "push", "carr", "support", "can", "keep", "deal", "top", "tops", "capab", "reach", "swallow", "crunch",
];
/// Words of a total.
const TOGETHER: &[&str] =
    &["total", "together", "altogether", "overall", "combined", "whole", "collectively", "jointly"];
/// Words at which a clause about somebody else begins.
const TURNS: &[&str] = &["we", "must", "should", "shall", "want", "need", "needs", "aim", "target", "our"];

fn starts(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem))
}

fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.word.as_str())
}

/// Gives rates and promises of externals and of our own workers their roles.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, outsides, roles, .. } = reading;
    behind_promise(tokens, amounts, roles);
    let mut promised = None;
    for (amount, role) in amounts.iter().zip(roles.iter_mut()) {
        let place = Place::of(tokens, ranges, amount);
        let range = place.range;
        // `the provider may be called 120 times a minute`
        let called = amount.measure == Measure::Times && is_called(tokens, range, amount);
        let rate = (amount.is_rate() || called)
            && amount.thing().is_none()
            && amount.period().is_some_and(|period| period <= DAY);
        // `every booking depends on one external provider`
        if amount.measure == Measure::Count
            && amount.per.is_empty()
            && amount.value <= 5.0
            && role.is_none()
            && is_others(amount.head())
        {
            *role = Some(Role::Externals);
        }
        let promise = amount.measure == Measure::Share && (0.9..1.0).contains(&amount.value);
        if !rate && !promise {
            continue;
        }
        if promise {
            promised = (*role == Some(Role::DependencySla)).then_some(amount.tokens.end);
        }
        let unclaimed = matches!(role, None | Some(Role::PeakRate | Role::Quota | Role::ProcessingRate));
        if rate
            && unclaimed
            && (is_worked_off(&place, amounts)
                || is_processed_at(&place)
                || is_processed_in_all(&place)
                || gets_done(&place))
        {
            *role = Some(Role::ProcessingRate);
            continue;
        }
        if rate
            && matches!(role, None | Some(Role::PeakRate | Role::Activity))
            && goes_to_others(&place, outsides)
        {
            *role = Some(Role::Quota);
            continue;
        }
        let promiser = || promised.filter(|at| rate && goes_on_from_promise(&place, *at));
        let found = actor(&place, outsides).or_else(|| promiser().map(|at| (Actor::External, at)));
        let Some((actor, at)) = found else {
            if rate && role.is_none() && carries_in_total(&place, amounts) {
                *role = Some(Role::ProcessingRate);
            }
            continue;
        };
        let between = at..amount.tokens.start;
        let says = |stems: &[&str]| tokens[between.clone()].iter().any(|token| starts(&token.word, stems));
        match actor {
            Actor::External if promise => {
                // `an external provider with 99.9 %, while booking has to be up 99.95 %`
                let turned = says(&["while", "whereas", "but"]);
                // `the 99.9 % a month which we ourselves have promised`
                let near = amount.tokens.end..range.end.min(amount.tokens.end + 7);
                let ends = |at: &usize| matches!(word(tokens, *at), ";" | "," | "and");
                let behind = amount.tokens.end..near.clone().find(ends).unwrap_or(near.end);
                let ours =
                    cue::find(tokens, behind, &["ourselves", "we have promised", "we promise"]).is_some();
                let open = matches!(role, None | Some(Role::Availability)) && !turned && !ours;
                // `has a 99.95 % SLA`, `the SLA of the provider, which every booking needs, is 99.5 %`
                let before = range.start.max(at.saturating_sub(4))..at;
                let sla = word(tokens, amount.tokens.end) == "sla"
                    || tokens[before].iter().any(|token| token.is("sla"));
                // `the ministry insists on 99.99 %`: of us.
                let asked = says(DEMANDS);
                if asked && *role == Some(Role::DependencySla) {
                    *role = Some(Role::Availability);
                } else if open && !asked && (sla || says(PROMISES) || between.len() <= 6) {
                    *role = Some(Role::DependencySla);
                }
                promised = (*role == Some(Role::DependencySla)).then_some(amount.tokens.end);
            }
            Actor::External => {
                // `trust service: external, 99.9 %, 10 signatures per second`
                let promised = amounts.iter().any(|other| {
                    other.measure == Measure::Share
                        && (0.9..1.0).contains(&other.value)
                        && other.tokens.start >= at
                        && other.tokens.end <= amount.tokens.start
                });
                // `after an outage at our provider analysis can process 24,000 readings a second altogether`
                let behind = amount.tokens.end..range.end.min(amount.tokens.end + 4);
                let total = behind.into_iter().any(|at| TOGETHER.contains(&word(tokens, at)));
                if total && says(WORK) && *role != Some(Role::ProcessingRate) {
                    *role = Some(Role::ProcessingRate);
                    continue;
                }
                let limited = called
                    // `they sell us 200 calls a minute`
                    || word(tokens, at + 1) == "us" && starts(word(tokens, at), &["sell"])
                    // `payment provider, 20 requests per second`
                    || between.len() == 2 && !tokens[at + 1].is_word() && is_external(tokens, range, at)
                    || says(LIMITS)
                    || promised && !says(TURNS)
                    || amount.bound == Some(Bound::AtMost)
                    || (amount.tokens.end..range.end.min(amount.tokens.end + 3))
                        .any(|at| starts(word(tokens, at), &["max", "most"]));
                if limited && !matches!(role, Some(Role::InstanceCapacity)) {
                    *role = Some(Role::Quota);
                }
            }
            Actor::Fleet => {
                let behind = amount.tokens.end..range.end.min(amount.tokens.end + 6);
                let together = |at: usize| TOGETHER.contains(&word(tokens, at));
                let total = between.clone().chain(behind).any(together);
                let open = matches!(role, None | Some(Role::PeakRate | Role::Quota));
                // `the ingest takes 3,000 events a second` says what comes in.
                let intake = between
                    .clone()
                    .any(|at| starts(word(tokens, at), &["take"]) && word(tokens, at + 1) == "in");
                let works =
                    says(WORK) && !intake && (!word(tokens, at).starts_with("ingest") || says(&["can"]));
                if open && (works || total) {
                    *role = Some(Role::ProcessingRate);
                }
            }
        }
    }
}

/// Whether a noun in the singular names services of others, which use nothing.
pub(super) fn is_others(noun: &str) -> bool {
    starts(noun, EXTERNAL) || matches!(noun, "carrier" | "bank" | "gateway" | "party")
}

/// The actor of an amount, and the token that names it: the nearest one before it in its clause.
fn actor(place: &Place<'_>, outsides: &[Outside]) -> Option<(Actor, usize)> {
    let Place { tokens, range, amount } = *place;
    // `login via the university's SSO (99.0 % SLA)`
    let near = range.start.max(amount.tokens.start.saturating_sub(8))..amount.tokens.start;
    let through = |at: usize| {
        // `it has to be through within 1.2 s`
        let done =
            matches!(word(tokens, at + 1), "within" | "in" | "by" | "at" | "after" | "under" | "before");
        matches!(word(tokens, at), "via" | "through") && !done
    };
    let via = near
        .rev()
        .take_while(|at| !matches!(word(tokens, *at), ";" | "." | "we" | "our" | "must"))
        .find(|at| amount.measure == Measure::Share && through(*at));
    if let Some(at) = via {
        return Some((Actor::External, at));
    }
    for at in (range.start..amount.tokens.start).rev() {
        let token = &tokens[at];
        // `one provider is used; it takes 250 requests a second`
        let goes_on = token.is(";") && matches!(word(tokens, at + 1), "it" | "they" | "this");
        if matches!(token.word.as_str(), ";" | ".") && !goes_on || at > range.start && token.breaks {
            return None;
        }
        if outsides.iter().flat_map(|outside| &outside.places).any(|place| place.contains(&at)) {
            return Some((Actor::External, at));
        }
        if !token.is_word() {
            continue;
        }
        // `according to the old provider there were never more than 5 requests a second`: what came.
        if token.is("there")
            && matches!(word(tokens, at + 1), "were" | "are" | "was" | "is" | "have" | "had" | "will")
        {
            return None;
        }
        // `the console maker's store lets us make 400 calls a second`
        let lets = [
            "lets", "let", "allow", "grant", "permit", "gives", "cap", "limit", "throttl", "restrict", "cut",
            "sell",
        ];
        if token.is("us") && at > range.start && starts(word(tokens, at - 1), &lets) {
            return Some((Actor::External, at - 1));
        }
        // `its operator concedes 5,000 calls per minute`
        if token.is("operator")
            && at > range.start
            && matches!(word(tokens, at - 1), "its" | "their" | "whose")
        {
            return Some((Actor::External, at));
        }
        if is_external(tokens, range, at) || amount.measure == Measure::Share && is_of_others(tokens, at) {
            return Some((Actor::External, at));
        }
        let turns = TURNS.contains(&token.word.as_str()) && !is_beside(tokens, at);
        if turns && !fleet_behind(tokens, at, amount.tokens.start) {
            return None;
        }
        // `one worker`, `each consumer` and `every job` speak of a single one.
        if starts(&token.word, FLEET) && !is_other_job(tokens, at) {
            return (!is_single(place, at)).then_some((Actor::Fleet, at));
        }
        let one = noun::singular(&token.word);
        if members(&one).is_some() && !SERVICES.contains(&one.as_str()) {
            return None;
        }
    }
    named_before(place, outsides)
}

/// Whether a word of `FLEET` means something else: the jobs people do, a card processor.
fn is_other_job(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| word(tokens, at));
    let own = word(tokens, at);
    own.starts_with("job")
        && !matches!(before, "stream" | "batch" | "background" | "import" | "flink" | "spark" | "worker")
        || own.starts_with("processor") && FUNCTIONS.contains(&before)
}

/// Whether a need is said beside: `the provider, which every booking needs, promises 99.5 %`.
fn is_beside(tokens: &[Token], at: usize) -> bool {
    // `the one payment company we have commits to 99.9 %`
    let before = at.checked_sub(1).map_or("", |at| word(tokens, at));
    // `through one operator, whom we cannot do without: he promises`
    let whom = matches!(before, "whom" | "which" | "that")
        && (at + 1..at + 7).any(|at| matches!(word(tokens, at), ":" | "," | ";"));
    let ours = word(tokens, at) == "we"
        && matches!(word(tokens, at + 1), "have" | "use" | "chose" | "depend" | "rely")
        && (SERVICES.contains(&before) || starts(before, EXTERNAL));
    ours || whom
        || matches!(word(tokens, at), "need" | "needs")
            && (at.saturating_sub(4)..at).any(|at| matches!(word(tokens, at), "which" | "that"))
}

/// Whether `our` leads to our own workers: `our backend sustains`.
fn fleet_behind(tokens: &[Token], at: usize, end: usize) -> bool {
    word(tokens, at) == "our" && (at + 1..end.min(at + 4)).any(|at| starts(word(tokens, at), FLEET))
}

/// Whether one of several is spoken of, and not all of them.
fn is_single(place: &Place<'_>, at: usize) -> bool {
    let Place { tokens, range, amount } = *place;
    let led = (range.start.max(at.saturating_sub(3))..at)
        .any(|at| matches!(word(tokens, at), "one" | "a" | "an" | "each" | "every" | "per" | "single"));
    let plural = noun::is_plural(word(tokens, at));
    led && !plural
        || (amount.tokens.end..range.end.min(amount.tokens.end + 2))
            .any(|at| matches!(word(tokens, at), "each" | "apiece"))
        || each::said_before(tokens, range.start, amount.tokens.start)
        // `a consumer node`
        || ["node", "instance", "server", "pod", "box", "host", "task", "thread"].contains(&word(tokens, at + 1))
}
