//! Those who are there at the same time, and are counted nowhere else.

use super::{Basis, Population};
use crate::statement::amount::{Amount, Measure};
use crate::statement::noun;
use crate::statement::vocabulary::{Members, class_of};

/// Those who are there at once, whatever they are called: `9,000 film buffs are in the shop at the same time`.
pub(super) fn those_there(amount: &Amount) -> Option<Population> {
    const LINKS: &[&str] =
        &["connection", "session", "websocket", "socket", "stream", "call", "request", "user"];
    let noun = amount.noun.as_ref()?;
    let plural = noun.words.split(' ').next_back().is_some_and(noun::is_plural);
    let people = plural && class_of(&noun.head).is_none() && !LINKS.contains(&noun.head.as_str());
    let counted = amount.measure == Measure::Count && amount.per.is_empty() && amount.value >= 20.0;
    (people && counted).then(|| Population {
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
