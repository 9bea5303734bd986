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
            let options = Options {
                budget: Budget { nodes, ..Budget::default() },
                typical: Some(q.clone()),
                ..Options::default()
            };
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
                for set in cut_sets.most_probable(5, &q) {
                    let bits = set.events.iter().map(|event| 1 << event.index()).sum::<usize>();
                    assert!(minimal.contains(&bits), "seed {seed}, {nodes} nodes: {set:?}");
                }
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
    let options = Options {
        budget: Budget { nodes: 20_000, ..Budget::default() },
        typical: Some(q.clone()),
        ..Options::default()
    };
    let solution = solve(&tree, &[top], &options).unwrap();
    let found = solution.probability(0, &q);
    assert!(!solution.is_exact(0));
    assert!(found.lower() > 1e-4 && found.upper() < 1e-2, "{found:?}");
}

/// Too large on purpose: the cut sets that a search comes to are the ones the tree was made with.
#[test]
fn a_tree_too_large_still_has_its_most_probable_cut_sets() {
    let mut dice = Dice(11);
    let mut tree = FaultTree::default();
    let events: Vec<Term> = (0..300).map(|_| Term::Event(tree.event())).collect();
    let mut inputs: Vec<Term> = Vec::new();
    for _ in 0..2_000 {
        let triple = (0..3).map(|_| events[dice.below(events.len())]).collect();
        inputs.push(Term::Gate(tree.gate(GateKind::And, triple)));
    }
    let (rare, likely) = (tree.event(), [tree.event(), tree.event()]);
    inputs.push(Term::Event(rare));
    inputs.push(Term::Gate(tree.gate(GateKind::And, likely.map(Term::Event).to_vec())));
    let top = Term::Gate(tree.gate(GateKind::Or, inputs));
    let mut q = Probabilities::new(vec![1e-3; tree.event_count()]).unwrap();
    q.set(rare, 1e-3).unwrap();
    likely.iter().for_each(|event| q.set(*event, 0.1).unwrap());
    let options = Options {
        budget: Budget { nodes: 4_000, ..Budget::default() },
        typical: Some(q.clone()),
        ..Options::default()
    };
    let solution = solve(&tree, &[top], &options).unwrap();
    assert!(!solution.is_exact(0));
    let cut_sets = solution.cut_sets(0);
    assert!(cut_sets.are_a_selection());
    assert_eq!(cut_sets.count(), Count::AtLeast(1_000));
    let first = cut_sets.most_probable(2, &q);
    assert_eq!(first[0].events, likely);
    assert_eq!(first[1].events, [rare]);
    let found = solution.probability(0, &q);
    assert!(found.lower() >= 1e-2 && found.upper() <= 1.2e-2, "{found:?}");
}

/// Everybody waits for everybody, with fallbacks that seldom work: when nothing fails by itself nothing is down, so the
/// bound from above is that anything fails at all, and a few steps must be enough to say so.
#[test]
fn circles_too_large_are_bounded_by_what_can_begin_a_failure() {
    let mut tree = FaultTree::default();
    let gates: Vec<_> = (0..30).map(|_| tree.gate(GateKind::Or, Vec::new())).collect();
    let mut chances = Vec::new();
    for (place, gate) in gates.iter().enumerate() {
        let mut inputs = vec![Term::Event(tree.event())];
        chances.push(1e-4);
        for other in gates.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, gate)| *gate) {
            let fallback = Term::Event(tree.event());
            chances.push(0.1);
            inputs.push(Term::Gate(tree.gate(GateKind::And, vec![Term::Gate(other), fallback])));
        }
        tree.define(*gate, GateKind::Or, inputs);
    }
    let q = Probabilities::new(chances).unwrap();
    let budget = Budget { steps: 200_000, ..Budget::default() };
    let options = Options { budget, typical: Some(q.clone()), ..Options::default() };
    let solution = solve(&tree, &[Term::Gate(gates[0]), Term::Gate(gates[7])], &options).unwrap();
    for top in 0..2 {
        assert!(!solution.is_exact(top));
        let found = solution.probability(top, &q);
        assert!(found.lower() >= 1e-4 && found.upper() <= 30.0 * 1e-4, "{found:?}");
    }
}
