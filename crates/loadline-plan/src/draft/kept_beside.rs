//! Parts that are kept for times of their own beside what is stored otherwise: the model keeps a class of data for each.

use super::needs::Needs;
use super::term::{self, Term, fact_term};
use crate::statement::{Fact, Role, Statement};
use loadline_base::Span;

/// A part of the data with a time of its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KeptBeside {
    /// What it is: `position`.
    pub(super) name: String,
    /// How long it is kept.
    pub(super) time: Term,
    /// Bytes of one.
    pub(super) size: Option<Term>,
}

/// Every part whose time is not the one that stands for the rest, in the order of the text.
pub(super) fn kept_beside(statement: &Statement, needs: &Needs) -> Vec<KeptBeside> {
    let mut parts: Vec<KeptBeside> = Vec::new();
    let mut add = |name: &str, time: Term, size: Option<Term>| {
        let known = parts.iter().any(|part| part.name == name);
        if !known && !name.is_empty() && name != "record" {
            parts.push(KeptBeside { name: name.to_owned(), time, size });
        }
    };
    for (index, time) in needs.kept.iter().filter(|(_, time)| time.spans != needs.retention.spans) {
        add(&needs.traffic.streams[*index].what, time.clone(), needs.sizes.record[*index].clone());
    }
    let used: Vec<Span> = needs
        .kept
        .iter()
        .map(|(_, time)| time)
        .chain([&needs.retention])
        .flat_map(|time| time.spans.clone())
        .collect();
    for fact in statement.facts(Role::Retention).filter(|fact| !used.contains(&fact.amount.span)) {
        if let Some(name) = named(fact) {
            add(&name, fact_term(fact, term::show_duration), None);
        }
    }
    parts.sort_by_key(|part| part.time.spans.first().map(|span| span.start));
    parts
}

/// The noun that a time is said of: the first one beside it that is no word of keeping.
fn named(fact: &Fact) -> Option<String> {
    #[rustfmt::skip]
    const OTHERS: &[&str] = &[
        "kept", "keep", "stored", "store", "retained", "retain", "held", "year", "month", "day", "week", "hour", "copy", "replica",
        "deleted", "raw", "byte", "three", "two", "four", "five", "one", "ten", "six", "seven", "eight", "nine", "long", "archived",
    ];
    let plain = |word: &&String| {
        word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase()) && !OTHERS.contains(&word.as_str())
    };
    fact.context.iter().find(plain).cloned()
}
