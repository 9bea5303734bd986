//! What each of something is: `each exercise is one write of 200 bytes` does nothing more, but says that exercises write.

use super::amount::{Amount, Measure};
use super::noun;
use super::reading::Reading;
use super::role::Role;
use super::token::Token;
use super::vocabulary::{Class, class_of};

/// Gives what is done the class that it is said to be.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, roles, activities, .. } = reading;
    for (amount, role) in amounts.iter().zip(roles) {
        if amount.measure != Measure::Count
            || amount.value != 1.0
            || !matches!(role, None | Some(Role::Activity))
        {
            continue;
        }
        let class = class_of(amount.head())
            .filter(|_| matches!(amount.head(), "write" | "read" | "request" | "call"));
        let (Some(class), Some(name)) = (class, subject(tokens, amount)) else { continue };
        if let Some(activity) = activities.iter_mut().find(|activity| activity.what == name) {
            activity.class = if class == Class::Mixed { activity.class } else { class };
            *role = Some(Role::Activity);
        }
    }
}

/// The `exercise` of `each exercise is one write`.
fn subject(tokens: &[Token], amount: &Amount) -> Option<String> {
    let at = amount.tokens.start.checked_sub(3)?;
    let [each, noun, is] = tokens.get(at..at + 3)? else { return None };
    let each = matches!(each.word.as_str(), "each" | "every" | "a" | "an" | "one");
    (each && is.is("is")).then(|| noun::singular(&noun.word))
}

/// Whether an amount is one of those.
pub(super) fn is_one(tokens: &[Token], amount: &Amount) -> bool {
    amount.value == 1.0
        && matches!(amount.head(), "write" | "read" | "request" | "call")
        && subject(tokens, amount).is_some()
}
