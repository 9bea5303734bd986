//! Events that are gathered rather than answered: where `90 million clicks a day` are counted and `a click takes 400 bytes, kept
//! 13 months`, a click is written, whatever it is elsewhere.

use super::amount::{Amount, Measure};
use super::noun;
use super::reading::Reading;
use super::role::Role;
use super::stated::Activity;
use super::token::Token;
use super::vocabulary::Class;

/// Makes what is counted in total, and has a size in a sentence that says how long it is kept, something that is written.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, roles, activities, .. } = reading;
    let read = |activity: &&mut Activity| activity.class == Class::Read && activity.by.is_none();
    for activity in activities.iter_mut().filter(read) {
        let stored = amounts.iter().zip(roles.iter()).any(|(size, role)| {
            let sized = size.measure == Measure::Size
                && size.period().is_none()
                && matches!(role, None | Some(Role::RecordSize | Role::ResponseSize));
            let of = size.thing().map(str::to_owned).or_else(|| size_of(tokens, size));
            sized && of.as_deref() == Some(activity.what.as_str()) && is_kept(amounts, roles, size)
        });
        if stored {
            activity.class = Class::Write;
        }
    }
}

/// The noun right before a size: `a click 400 bytes`, `a click takes 400 bytes`.
pub(super) fn size_of(tokens: &[Token], size: &Amount) -> Option<String> {
    const LINKS: &[&str] = &[
        "is",
        "are",
        "has",
        "have",
        "takes",
        "take",
        "needs",
        "about",
        "roughly",
        "some",
        "around",
        "of",
        ":",
        "=",
        "(",
        "with",
        "averages",
        "average",
        "weighs",
        "writes",
        "stores",
        "leaves",
        "uses",
        "occupies",
        "produces",
        "makes",
        "costs",
        "adds",
        "returns",
        "delivers",
        "transfers",
        "fetches",
        "loads",
        "pulls",
        "brings",
        "being",
    ];
    let mut at = size.tokens.start.checked_sub(1)?;
    while LINKS.contains(&tokens[at].word.as_str()) {
        at = at.checked_sub(1)?;
    }
    tokens.get(at).filter(|token| token.is_word()).map(|token| noun::singular(&token.word))
}

/// Whether the sentence of a size says how long something is kept.
fn is_kept(amounts: &[Amount], roles: &[Option<Role>], size: &Amount) -> bool {
    amounts
        .iter()
        .zip(roles)
        .any(|(time, role)| *role == Some(Role::Retention) && time.sentence == size.sentence)
}
