//! Whatever is connected at the same time, where no word tells that it is somebody.

use crate::statement::amount::{Amount, Measure};
use crate::statement::noun;
use crate::statement::stated::{Basis, Population};
use crate::statement::vocabulary::{Members, class_of, is_display};

/// `8,000 screens are connected at the same time`: what is connected, whoever sits before it.
pub(super) fn connected(amount: &Amount) -> Option<Population> {
    let noun = amount.noun.as_ref()?;
    let head = noun.head.as_str();
    let ends = matches!(head, "connection" | "websocket" | "socket" | "session") || is_display(head);
    // What runs at the same time is nobody.
    let runs = matches!(
        head,
        "job" | "task" | "process" | "thread" | "match" | "game" | "room" | "lesson" | "meeting" | "batch"
    );
    let plural = noun.words.split(' ').next_back().is_some_and(noun::is_plural);
    let there = ends || plural && !runs && class_of(head).is_none();
    let counted = amount.measure == Measure::Count && amount.per.is_empty() && amount.value > 1.0;
    (counted && there).then(|| Population {
        noun: noun.head.clone(),
        also: Vec::new(),
        words: noun.words.clone(),
        value: amount.value,
        each: None,
        members: Members::People,
        basis: Basis::AtOnce,
        within: None,
        located: false,
        span: amount.span,
        sentence: amount.sentence,
        tokens: amount.tokens.clone(),
    })
}
