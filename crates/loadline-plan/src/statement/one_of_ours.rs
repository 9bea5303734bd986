//! What a single one of something of ours carries, whatever it is called: `one gateway takes 200 messages a second`, `a single
//! edge box is good for 900 requests per second`.

use super::noun;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stated::Population;
use super::unit::HOUR;
use super::vocabulary::{Members, members};

/// Word stems of what a machine does with requests that come to it.
const CARRIES: &[&str] = &[
    "handl", "take", "carr", "accept", "manag", "cop", "sustain", "process", "serv", "support", "absorb",
    "digest", "do", "does", "can", "good", "ingest", "tak", "achiev", "deliver", "through", "tops",
];

/// Gives rates that one of something carries their role.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, populations, roles, .. } = reading;
    if roles.contains(&Some(Role::InstanceCapacity)) {
        return;
    }
    for (amount, role) in amounts.iter().zip(roles) {
        let brisk = amount.is_rate() && amount.period().is_some_and(|period| period <= HOUR);
        let free = matches!(role, None | Some(Role::PeakRate));
        if brisk && free && is_carried(&Place::of(tokens, ranges, amount), populations) {
            *role = Some(Role::InstanceCapacity);
            return;
        }
    }
}

/// Whether the clause before a rate says that one thing carries it.
fn is_carried(place: &Place<'_>, populations: &[Population]) -> bool {
    let Place { tokens, range, amount } = *place;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let start = amount.tokens.start;
    let clause = (range.start..start)
        .rev()
        .find(|at| matches!(word(*at), ";" | "." | "," | ":"))
        .map_or(range.start, |at| at + 1);
    // `a gateway gets through 700 requests per second` says nothing of what comes in.
    let copes = (clause..start).any(|at| {
        matches!(word(at), "through" | "tops" | "copes")
            || matches!((word(at), word(at + 1)), ("good", "for") | ("keeps", "up"))
    });
    // `a gateway delivers 20,000 updates per second`, where it begins the clause
    let article =
        (matches!(word(clause), "a" | "an") && (copes || !populations.is_empty())).then_some(clause);
    let one = (clause..start).find(|at| matches!(word(*at), "one" | "single" | "each" | "every"));
    let Some(one) = one.or(article) else {
        return false;
    };
    let nouns: Vec<&str> = (one + 1..start)
        .map(word)
        .take_while(|word| {
            let verb = CARRIES.iter().any(|stem| word.starts_with(stem)) || matches!(*word, "gets" | "get");
            !noun::stops(word) && !verb
        })
        .collect();
    let behind = one + 1 + nouns.len();
    let verb =
        (behind..start.min(behind + 3)).any(|at| CARRIES.iter().any(|stem| word(at).starts_with(stem)));
    let Some(last) = nouns.last() else { return false };
    let somebody = nouns.iter().any(|noun| {
        populations.iter().any(|population| population.is_called(noun))
            || members(noun) == Some(Members::People)
    });
    verb && nouns.len() <= 3 && !noun::is_plural(last) && !somebody
}
