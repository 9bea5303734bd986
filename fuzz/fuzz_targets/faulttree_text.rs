//! Any text is read as an Open-PSA fault tree and solved under a small budget; what comes out must fit together.

#![no_main]

use libfuzzer_sys::fuzz_target;
use loadline_depend::{Budget, Options, read_mef, solve};

fuzz_target!(|text: &str| {
    let mef = match read_mef(text, None) {
        Ok(mef) => mef,
        Err(error) => {
            assert!(!error.message.is_empty() && !error.hint.is_empty());
            assert!(error.at.is_none_or(|at| at <= text.len()), "{error:?}");
            return;
        }
    };
    let options = Options { budget: Budget { nodes: 5_000, steps: 2_000_000 }, ..Options::default() };
    let Ok(solution) = solve(&mef.tree, &[mef.top], &options) else { return };
    let found = solution.probability(0, &mef.probabilities);
    assert!(
        found.lower() >= 0.0 && found.upper() <= 1.0 + 1e-9 && found.lower() <= found.upper() + 1e-9,
        "{found:?}"
    );
    let cut_sets = solution.cut_sets(0);
    let by_order: u128 = cut_sets.by_order().sets.into_iter().fold(0, u128::saturating_add);
    assert_eq!(by_order, cut_sets.count().number());
    assert!(cut_sets.most_probable(5, &mef.probabilities).len() as u128 <= by_order);
    let _ = solution.importance(0, &mef.probabilities);
});
