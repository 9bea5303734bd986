//! Money that others pay for the service, which is no budget.

use super::cue::{self, Scene};
use super::noun;
use super::vocabulary::{Members, members};

/// Whether a sentence speaks of what people pay for the service, which is income and no budget: `Premium costs users 5 EUR`.
pub(super) fn paid_by_others(scene: &Scene<'_>) -> bool {
    let says = |words: &[&str]| cue::find(scene.tokens, scene.sentence.clone(), words).is_some();
    let paid = says(&[
        "pay",
        "pays",
        "paid",
        "paying",
        "cost",
        "costs",
        "charge*",
        "priced",
        "price*",
        "subscri*",
        "premium",
        "spend",
        "spends",
        "plan",
        "fee",
        "fees",
        "tier",
        "membership*",
    ]);
    let payer = scene.tokens[scene.sentence.clone()]
        .iter()
        .any(|token| members(&noun::singular(&token.word)) == Some(Members::People) || token.is("premium"));
    let own = says(&[
        "budget*",
        "hosting",
        "infrastructure",
        "afford*",
        "opex",
        "cloud",
        "bill",
        "operat*",
        "run",
        "running",
        "our own",
        "own cost*",
        "not exceed",
        "we may",
        "may cost",
        "must not cost",
        "must cost",
        "may spend",
        "can spend",
        "servers",
        "it may",
        "whole",
    ]);
    paid && payer && !own
}
