//! An availability target above what the externals on its path promise.

use super::{Case, Found, Rule, Sort, minutes};
use crate::draft::provider::providers;
use crate::draft::term::show_share;
use crate::statement::{Fact, Mark, Role, Statement};
use loadline_base::Span;

pub(super) const RULE: Rule = Rule {
    code: "slo-above-dependency",
    sort: Sort::Contradiction,
    about: "the availability target is above what the externals that it cannot do without promise together",
    find,
};

/// Words of what is sent beside the path that users wait for.
const BESIDE: &[&str] = &[
    "remind",
    "notif",
    "newsletter",
    "e-mail",
    "email",
    "in the background",
    "asynchronous",
    "analytics",
    "report",
];

/// The sentence of a promise, and the next one where no other external is promised anything.
fn said_of_it(statement: &Statement, promise: Span) -> String {
    let own = statement.sentence(promise);
    let alone = statement.facts(Role::DependencySla).count() == 1;
    let next = statement.sentences.iter().find(|span| alone && span.start >= own.end);
    statement.quote(Span::new(own.file, own.start, next.map_or(own.end, |next| next.end))).to_lowercase()
}

/// `the hand-over may wait a day, so the tool runs on when the bureau is down`: whether it goes on without what was promised.
fn may_wait(sentence: &str) -> bool {
    const GOES_ON: &[&str] = &[
        "runs on when",
        "runs on without",
        "run on when",
        "run on without",
        "goes on when",
        "goes on without",
        "carries on when",
        "carries on without",
        "keeps running when",
        "keeps working when",
        "keeps running without",
        "keeps working without",
        "works without it",
        "does not depend on it",
        "doesn't depend on it",
        "do not depend on it",
        "don't depend on it",
        "stops nothing",
        "can do without it",
        "can do without them",
        "simply leaves it out",
        "is sent later when",
        "are sent later when",
    ];
    const WAIT: &[&str] = &["may wait ", "can wait ", "may be delayed ", "can be delayed "];
    const LONG: &[&str] =
        &["a day", "days", "hours", "an hour", "overnight", "until", "the night", "a while"];
    let waits = |phrase: &&str| -> Option<bool> {
        let (before, behind) = sentence.split_once(*phrase)?;
        let nobody = ["nobody ", "no one ", "none "].iter().any(|word| before.ends_with(word));
        let clause = behind.split([',', ';', '.']).next().unwrap_or(behind);
        Some(!nobody && LONG.iter().any(|long| clause.contains(long)))
    };
    goes_on_while_it_is_down(sentence)
        || GOES_ON.iter().any(|phrase| sentence.contains(phrase))
        || WAIT.iter().filter_map(waits).any(|waits| waits)
}

/// `when the provider is away, we confirm the order all the same and collect the money afterwards`
fn goes_on_while_it_is_down(said: &str) -> bool {
    const DOWN: &[&str] = &[
        "is down",
        "is away",
        "is out",
        "is unavailable",
        "is unreachable",
        "is not available",
        "is not reachable",
        "does not answer",
        "doesn't answer",
        "fails",
        "should it fail",
        "should they fail",
        "is off",
    ];
    const ON: &[&str] = &[
        "all the same",
        "anyway",
        "nevertheless",
        "still",
        "later",
        "afterwards",
        "without it",
        "without them",
        "without the",
    ];
    // `when it is down we cannot sell, and send the tickets later`
    const STOPS: &[&str] =
        &["cannot", "can't", "can not", "stop", "nothing", "nobody", "impossible", "no longer", "wait"];
    let clauses = said.split(['.', ';']);
    let says = |clause: &str, words: &[&str]| words.iter().any(|word| clause.contains(word));
    clauses.into_iter().any(|clause| says(clause, DOWN) && says(clause, ON) && !says(clause, STOPS))
}

/// `without the text no order goes through`: whether nothing goes without what was promised, whatever it is for.
fn is_needed(said: &str) -> bool {
    const WITHOUT: &[&str] = &["without it", "without the ", "without them", "without that", "without this"];
    const NOTHING: &[&str] = &[" no ", " nothing ", " nobody ", " cannot ", " can't ", " not "];
    let clauses = said.split(['.', ';']).map(|clause| format!("{clause} "));
    clauses.into_iter().any(|clause| {
        let without = WITHOUT.iter().find_map(|phrase| clause.split_once(phrase));
        without.is_some_and(|(before, behind)| {
            NOTHING
                .iter()
                .any(|word| format!("{before} ").contains(word) || format!(" {behind}").contains(word))
        })
    })
}

fn find(case: &Case<'_>) -> Option<Found> {
    let target = case.needs.availability.value;
    let providers = providers(case.statement);
    let waited_for = |fact: &&Fact| {
        let place = fact.amount.span;
        let own = providers.iter().find(|one| one.sla.is_some_and(|sla| sla.amount.span == place));
        let sentence = case.statement.said(case.statement.sentence(place));
        let named = own.is_some_and(|one| one.name.is_some());
        let said = said_of_it(case.statement, place);
        if may_wait(&said) {
            return false;
        }
        if is_needed(&said) {
            return true;
        }
        if named {
            own.is_some_and(|one| !one.beside)
        } else {
            !BESIDE.iter().any(|word| sentence.contains(word))
        }
    };
    let slas: Vec<_> = case.statement.facts(Role::DependencySla).filter(waited_for).collect();
    let promised: f64 = slas.iter().map(|fact| fact.amount.value).product();
    if slas.is_empty() || target <= promised {
        return None;
    }
    let shown: Vec<String> = slas.iter().map(|fact| show_share(fact.amount.value)).collect();
    let window = &case.needs.window;
    let mut text = format!(
        "availability {} is above the external provider's {} on a hard path: {} may fail {} min in {} and the target allows {} min; \
         impossible without a fallback (a second provider, or work deferred until it is back)",
        show_share(target),
        shown.join(" × "),
        if slas.len() == 1 { "it" } else { "they" },
        minutes(promised, window.value),
        window.shown,
        minutes(target, window.value),
    );
    if case.mark(Mark::Fallback).is_some() {
        text.push_str("; a fallback is spoken of: it must carry the load, and be exercised");
    }
    let mut evidence: Vec<Span> = case.needs.availability.spans.clone();
    evidence.extend(slas.iter().map(|fact| fact.amount.span));
    Some((text, evidence))
}
