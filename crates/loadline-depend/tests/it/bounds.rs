//! Trees too large for their budget: bounds that hold, never a silent number.

use crate::random_tree::{Dice, random_tree};
use crate::truth_table::truth_tables;
use loadline_depend::fault_tree::{FaultTree, GateKind, Term};
use loadline_depend::{Budget, Count, Options, Probabilities, Probability, solve};

/// Random trees under budgets of a handful of nodes against their truth tables.
#[test]
fn bounds_hold_and_found_sets_are_minimal() {
    let mut bounded = 0;
    for seed in 0..600 {
        let random = random_tree(seed + 5_000_000, 9, seed % 2 == 0);
        let tables = truth_tables(&random);
        let q = Probabilities::new(random.chances.clone()).unwrap();
        for nodes in [3, 8, 14, 20] {
            let options =
                Options { budget: Budget { nodes }, typical: Some(q.clone()), ..Options::default() };
            let solution = solve(&random.tree, &random.tops, &options).unwrap();
            for (top, table) in tables.iter().enumerate() {
                let expected = table.probability(q.values());
                let found = solution.probability(top, &q);
                assert!(
                    found.lower() <= expected * (1.0 + 1e-9),
                    "seed {seed}, {nodes} nodes: {found:?} {expected}"
                );
                assert!(
                    found.upper() >= expected * (1.0 - 1e-9),
                    "seed {seed}, {nodes} nodes: {found:?} {expected}"
                );
                bounded += usize::from(matches!(found, Probability::Between { .. }));

                let minimal = table.minimal_sets();
                let cut_sets = solution.cut_sets(top);
                if let Some(largest) = cut_sets.largest_order() {
                    let within = minimal.iter().filter(|set| set.count_ones() <= largest).count() as u128;
                    assert!(cut_sets.count().number() <= minimal.len() as u128);
                    assert!(
                        largest == 0 || cut_sets.count() == Count::AtLeast(within),
                        "seed {seed}, order {largest}"
                    );
                } else {
                    assert_eq!(cut_sets.count(), Count::Exactly(minimal.len() as u128), "seed {seed}");
                }
            }
        }
    }
    assert!(bounded > 1000, "{bounded}");
}

/// No order is good for random pairs: what is left must still say that failures are rare.
#[test]
fn bounds_say_something_where_failures_are_rare() {
    let mut dice = Dice(7);
    let mut tree = FaultTree::default();
    let events: Vec<Term> = (0..120).map(|_| Term::Event(tree.event())).collect();
    let pairs = (0..400).map(|_| {
        let pair = vec![events[dice.below(events.len())], events[dice.below(events.len())]];
        Term::Gate(tree.gate(GateKind::And, pair))
    });
    let pairs: Vec<Term> = pairs.collect();
    let top = Term::Gate(tree.gate(GateKind::Or, pairs));
    let q = Probabilities::new(vec![1e-4; tree.event_count()]).unwrap();
    let options =
        Options { budget: Budget { nodes: 20_000 }, typical: Some(q.clone()), ..Options::default() };
    let solution = solve(&tree, &[top], &options).unwrap();
    let found = solution.probability(0, &q);
    assert!(!solution.is_exact(0));
    assert!(found.lower() > 1e-4 && found.upper() < 1e-2, "{found:?}");
}
