//! Money that others pay for the service, and what is paid for the one that is there today: neither is a budget.

use super::amount::{Amount, Bound, Measure};
use super::cue::{self, Scene};
use super::noun;
use super::reading::Reading;
use super::vocabulary::{Members, is_programmer, members};
use std::ops::Range;

/// Whether money is what something else costs that is there already: `the tool in use today costs us 6,000 EUR a month`.
pub(super) fn of_the_present(scene: &Scene<'_>, amount: &Amount) -> bool {
    let start = amount.tokens.start;
    let ends = |at: &usize| matches!(scene.tokens[*at].word.as_str(), ";" | ":" | "." | "but");
    let from = (scene.sentence.start..start).rev().find(ends).map_or(scene.sentence.start, |at| at + 1);
    let to = (amount.tokens.end..scene.sentence.end).find(ends).unwrap_or(scene.sentence.end);
    let says = |words: &[&str]| cue::find(scene.tokens, from..to, words).is_some();
    let present = says(&[
        "today",
        "currently",
        "current",
        "old",
        "existing",
        "present",
        "legacy",
        "previous",
        "so far",
        "until now",
        "in use",
        "predecessor",
        "replaced",
        "at the moment",
        "now",
    ]);
    let costs = says(&[
        "cost", "costs", "costing", "pay", "pays", "paid", "paying", "spend", "spends", "spent", "charges",
    ]);
    let wanted = says(&[
        "budget*",
        "may",
        "must",
        "should",
        "shall",
        "at most",
        "no more than",
        "can",
        "afford",
        "stay",
        "available",
        "allowed",
        "want",
        "cap*",
        "limit*",
        "not exceed",
        "below",
        "under",
        "within",
    ]);
    present && costs && !wanted
}

/// Whether money is said to be lost, saved or spent by something that is not the service, as a fact: `cancelled bookings cost us 30,000
/// EUR a year`. What the service may cost is said with `may` or `at most`, or of the service, its hosting and the like.
pub(super) fn of_a_loss(scene: &Scene<'_>, amount: &Amount) -> bool {
    #[rustfmt::skip]
    const COST: &[&str] = &["cost", "costs", "come to", "comes to", "amount to", "amounts to", "run to", "runs to"];
    const LOSS: &[&str] = &["lose", "loses", "lost", "save", "saves", "saving", "wasted", "waste", "wastes"];
    #[rustfmt::skip]
    const WANTED: &[&str] = &[
        "may", "must", "should", "shall", "can", "could", "at most", "no more", "not more", "up to", "budget*", "ceiling", "limit*",
        "maximum", "max", "allowed", "want", "wants", "wanted", "exceed", "to spend", "to be spent", "available", "has to", "have to", "capped", "cap", "restricted", "fixed at",
    ];
    #[rustfmt::skip]
    const OURS: &[&str] = &[
        "it", "this", "hosting", "operation", "operations", "operating", "running", "server*", "cloud", "infrastructure", "system", "service",
        "app", "application", "site", "portal", "platform", "budget", "cost", "costs", "machines", "instances", "tool", "development",
        "everything", "instance", "node", "solution",
    ];
    // Said of the service only where they stand right before the verb: `the calls it replaces cost 1,500 EUR`.
    const PRONOUNS: &[&str] = &["it", "this", "that", "which", "all"];
    let word = |at: usize| scene.tokens[at].word.as_str();
    let start = amount.tokens.start;
    let ends = |at: &usize| matches!(word(*at), ";" | ":" | "." | "but" | ",");
    let from = (scene.sentence.start..start).rev().find(ends).map_or(scene.sentence.start, |at| at + 1);
    let says = |range: Range<usize>, words: &[&str]| cue::find(scene.tokens, range, words);
    let verb = says(from.max(start.saturating_sub(7))..start, COST);
    let of_another = verb.is_some_and(|verb| {
        verb.start > from
            && says(from..verb.start, OURS).is_none()
            && !PRONOUNS.contains(&word(verb.start - 1))
    });
    let lost = says(from..start, LOSS).is_some() && says(from..start, &["in order to"]).is_none();
    let wanted = amount.bound == Some(Bound::AtMost) || says(from..amount.tokens.end, WANTED).is_some();
    !wanted && (of_another || lost)
}

/// Whether money has no word of a cost of ours in its clause while other money is called the budget: `the insurer pays 4 million euros
/// a year; our budget is 3,000 EUR a month`.
pub(super) fn of_something_else(reading: &Reading<'_>, amount: &Amount) -> bool {
    const COST: &[&str] = &[
        "budget*",
        "spend*",
        "afford*",
        "cost*",
        "fund*",
        "infrastructure",
        "hosting",
        "bill",
        "opex",
        "run*",
        "operat*",
        "money",
    ];
    let clause = |amount: &Amount| {
        let range = &reading.ranges[amount.sentence];
        let ends = |at: &usize| matches!(reading.tokens[*at].word.as_str(), ";" | ":" | "." | "but");
        let start = amount.tokens.start;
        let from = (range.start..start).rev().find(ends).map_or(range.start, |at| at + 1);
        from..(amount.tokens.end..range.end).find(ends).unwrap_or(range.end)
    };
    let called = |other: &Amount| {
        matches!(other.measure, Measure::Money(_))
            && other.span != amount.span
            && cue::find(reading.tokens, clause(other), &["budget*"]).is_some()
    };
    cue::find(reading.tokens, clause(amount), COST).is_none() && reading.amounts.iter().any(called)
}

/// Whether money is what one of many instances costs: `one instance takes 80 requests a second and costs us $140 a month`.
pub(super) fn of_one_instance(scene: &Scene<'_>, amount: &Amount) -> bool {
    const ONE: &[&str] = &["one", "a", "an", "each", "every", "another", "single"];
    let range = &scene.sentence;
    let word = |at: usize| scene.tokens[at].word.as_str();
    let ends = |at: &usize| matches!(word(*at), ";" | "." | ",");
    let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
    let costs = cue::find(scene.tokens, from..amount.tokens.start, &["cost", "costs", "costing", "rent*"]);
    let named = (from..amount.tokens.start).any(|at| {
        matches!(word(at), "instance" | "server" | "node" | "machine" | "vm" | "pod" | "container")
            && (from.max(at.saturating_sub(2))..at).any(|before| ONE.contains(&word(before)))
    });
    // `an instance costs $140 a month and the budget is $2,500`
    let budget = |costs: Range<usize>| {
        cue::find(scene.tokens, costs.end..amount.tokens.start, &["budget*", "spend*", "available"]).is_some()
    };
    named && costs.is_some_and(|costs| !budget(costs))
}

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
        "premium plan",
        "paid plan",
        "basic plan",
        "a plan",
        "each plan",
        "fee",
        "fees",
        "tier",
        "membership*",
    ]);
    // `one developer will build it, and it must cost less than 300 EUR`: who builds it does not pay.
    let builds =
        |one: &str| is_programmer(one) || matches!(one, "tester" | "designer" | "administrator" | "pilot");
    let payer = scene.tokens[scene.sentence.clone()].iter().any(|token| {
        let one = noun::singular(&token.word);
        members(&one) == Some(Members::People) && !builds(&one)
            || matches!(one.as_str(), "premium" | "subscription" | "membership")
    });
    // `each hotel pays 100 EUR a month`
    let each = scene.sentence.clone().skip(1).any(|at| {
        matches!(scene.tokens[at - 1].word.as_str(), "each" | "every")
            && members(&noun::singular(&scene.tokens[at].word)) == Some(Members::Places)
    });
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
        "cost no more",
        "we would",
        "we will",
        "we can",
        "we cannot",
        "we pay",
        "we are willing",
        "cost at most",
        "should not cost",
        "shall not cost",
        "not cost more",
        "must cost",
        "may spend",
        "can spend",
        "to spend",
        "servers",
        "it may",
        "whole",
    ]);
    paid && (payer || each) && !own
}
