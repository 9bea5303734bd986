//! Whether all that is asked of us goes on to an external, and not only what is written: `every request is passed on to an external engine`.

use super::super::needs::Needs;
use super::super::plural::plural;
use crate::statement::{Fact, Statement};
use loadline_base::Span;

/// What it does that goes on to somebody.
#[rustfmt::skip]
const GOES: &[&str] = &[
    "passed", "forwarded", "sent", "routed", "handed", "goes", "go ", "passes", "pass ", "answered by", "looked up", "needs", "need ", "calls", "asks",
    "causes", "leads", "triggers", "checked", "served by", "runs", "relayed", "translated", "depends",
];
/// Words of somebody else.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "external", "provider", "supplier", "partner", "third part", "vendor", "gateway", "outside", "other company", "contractor", "bought",
];
/// Sentences before the limit in which that may stand.
const BEFORE: usize = 2;

/// Whether the sentence of a limit, or one right before that names the external, says so.
pub(super) fn all_goes_there(fact: &Fact, statement: &Statement, needs: &Needs) -> bool {
    let own = statement.sentence(fact.amount.span);
    let Some(at) = statement.sentences.iter().position(|span| *span == own) else { return false };
    let named: Vec<&str> = needs
        .traffic
        .streams
        .iter()
        .filter(|stream| stream.main)
        .map(|stream| stream.what.as_str())
        .chain(["request", "call"])
        .collect();
    statement.sentences[at.saturating_sub(BEFORE)..=at].iter().any(|span| {
        let text = statement.quote(*span).to_lowercase();
        let others = *span == own
            || names_an_external(statement, *span)
            || OTHERS.iter().any(|word| text.contains(word));
        others && named.iter().any(|what| says_all(&text, what))
    })
}

fn names_an_external(statement: &Statement, sentence: Span) -> bool {
    statement.outsides.iter().flat_map(|outside| &outside.spans).any(|span| sentence.covers(*span))
}

/// `every request is passed on`, `all of our calls go through`, but not `every request that books a room`.
fn says_all(text: &str, what: &str) -> bool {
    let many = plural(what);
    let each = ["every", "each", "each single", "every single"].map(|word| format!("{word} {what}"));
    let all = ["all", "all the", "all our", "all of our", "all of the", "all these"]
        .map(|word| format!("{word} {many}"));
    each.iter().chain(&all).any(|phrase| {
        let Some(at) = text.find(phrase.as_str()) else { return false };
        let behind = text[at + phrase.len()..].split([';', '.', ':']).next().unwrap_or_default();
        let first = behind.split_whitespace().next().unwrap_or_default();
        let narrows =
            matches!(first, "that" | "which" | "whose" | "for" | "to" | "with") || first.ends_with("ing");
        !narrows && behind.starts_with(' ') && GOES.iter().any(|word| behind.contains(word))
    })
}
