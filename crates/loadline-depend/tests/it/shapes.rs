//! Large trees of extreme shape: deep, wide, circular.

use loadline_depend::fault_tree::{FaultTree, GateId, GateKind, Term};
use loadline_depend::{Count, Options, Probabilities, Solution, solve};

#[track_caller]
fn solved(tree: &FaultTree, top: GateId) -> Solution {
    let solution = solve(tree, &[Term::Gate(top)], &Options::default()).unwrap();
    assert!(solution.is_exact(0));
    solution
}

fn all(tree: &FaultTree, q: f64) -> Probabilities {
    Probabilities::new(vec![q; tree.event_count()]).unwrap()
}

#[test]
fn a_chain_of_a_hundred_thousand_gates() {
    for kinds in [[GateKind::Or, GateKind::Or], [GateKind::Or, GateKind::And]] {
        let mut tree = FaultTree::default();
        let mut below = Term::Event(tree.event());
        for level in 0..100_000 {
            let event = Term::Event(tree.event());
            below = Term::Gate(tree.gate(kinds[level % 2], vec![event, below]));
        }
        let Term::Gate(top) = below else { panic!("no gate") };
        let solution = solved(&tree, top);
        let q = solution.probability(0, &all(&tree, 0.5)).exact().unwrap();
        assert!((q - if kinds[1] == GateKind::Or { 1.0 } else { 1.0 / 3.0 }).abs() < 1e-9);
        assert_eq!(solution.cut_sets(0).most_probable(3, &all(&tree, 0.5)).len(), 3);
    }
}

/// Every second event is used in two places, so nothing is a module and the diagram itself is deep.
#[test]
fn a_deep_diagram_without_modules() {
    let mut tree = FaultTree::default();
    let events: Vec<Term> = (0..30_000).map(|_| Term::Event(tree.event())).collect();
    let pairs: Vec<Term> =
        events.windows(2).map(|pair| Term::Gate(tree.gate(GateKind::And, pair.to_vec()))).collect();
    let top = tree.gate(GateKind::Or, pairs);
    let solution = solved(&tree, top);
    assert_eq!(solution.cut_sets(0).count(), Count::Exactly(29_999));
    let q = solution.probability(0, &all(&tree, 1e-6)).exact().unwrap();
    assert!((q / 2.9999e-8 - 1.0).abs() < 1e-4, "{q}");
}

/// 30 of 60 alike are 1.2e17 cut sets as likely as each other, of which thirty are wanted.
#[test]
fn the_likeliest_of_very_many_that_are_alike() {
    let mut tree = FaultTree::default();
    let events = (0..60).map(|_| Term::Event(tree.event())).collect();
    let top = tree.gate(GateKind::AtLeast(30), events);
    let solution = solved(&tree, top);
    let found = solution.cut_sets(0).most_probable(30, &all(&tree, 0.5));
    let different: std::collections::BTreeSet<_> = found.iter().map(|set| set.events.clone()).collect();
    assert_eq!((found.len(), different.len()), (30, 30));
    assert!(
        found.iter().all(|set| set.events.len() == 30 && set.probability == 0.5f64.powi(30)),
        "{found:?}"
    );
    // Each a little less likely than the one before: the likeliest are the first thirty, then all but the last of them and the next.
    let falling: Vec<f64> = (0..60).map(|event| 0.5 * 0.999f64.powi(event)).collect();
    let found = solution.cut_sets(0).most_probable(3, &Probabilities::new(falling).unwrap());
    let numbers =
        |set: &loadline_depend::CutSet| set.events.iter().map(|event| event.index()).collect::<Vec<_>>();
    let (first, second): (Vec<usize>, Vec<usize>) = ((0..30).collect(), (0..29).chain([30]).collect());
    assert_eq!([numbers(&found[0]), numbers(&found[1])], [first, second]);
}

#[test]
fn ten_thousand_inputs() {
    for kind in [GateKind::Or, GateKind::And, GateKind::AtLeast(2), GateKind::Xor] {
        let mut tree = FaultTree::default();
        let events = (0..10_000).map(|_| Term::Event(tree.event())).collect();
        let top = tree.gate(kind, events);
        let solution = solved(&tree, top);
        let q = solution.probability(0, &all(&tree, 1e-9)).exact().unwrap();
        let expected = match kind {
            GateKind::And => 0.0,
            GateKind::AtLeast(_) => 4.9995e-11,
            _ => 1e-5,
        };
        assert!((q - expected).abs() <= 1e-4 * expected, "{kind:?} {q:e}");
    }
}

#[test]
fn half_of_four_hundred() {
    let mut tree = FaultTree::default();
    let events = (0..400).map(|_| Term::Event(tree.event())).collect();
    let top = tree.gate(GateKind::AtLeast(200), events);
    let solution = solved(&tree, top);
    assert_eq!(solution.nodes(0), 2 + 200 * 201);
    assert_eq!(solution.cut_sets(0).count(), Count::AtLeast(u128::MAX));
}

/// Three hundred services, each down with its own failure or any of its neighbours'.
#[test]
fn a_hard_circle_of_three_hundred() {
    let mut tree = FaultTree::default();
    let gates: Vec<GateId> = (0..300).map(|_| tree.gate(GateKind::Or, Vec::new())).collect();
    for (index, gate) in gates.iter().enumerate() {
        let own = Term::Event(tree.event());
        let near = [1, 7, 41].map(|step| Term::Gate(gates[(index + step) % gates.len()]));
        tree.define(*gate, GateKind::Or, [&[own], &near[..]].concat());
    }
    let tops: Vec<Term> = gates.iter().map(|gate| Term::Gate(*gate)).collect();
    let solution = solve(&tree, &tops, &Options::default()).unwrap();
    for top in 0..tops.len() {
        assert_eq!(solution.single_points(top).unwrap().len(), 300);
    }
}

/// As before, but some services need two of their neighbours down.
#[test]
fn a_mixed_circle() {
    let mut tree = FaultTree::default();
    let gates: Vec<GateId> = (0..300).map(|_| tree.gate(GateKind::Or, Vec::new())).collect();
    for (index, gate) in gates.iter().enumerate() {
        let own = Term::Event(tree.event());
        let near = [1, 7, 41].map(|step| Term::Gate(gates[(index + step) % gates.len()]));
        let pair = Term::Gate(tree.gate(GateKind::And, near[1..].to_vec()));
        let inputs = if index % 3 == 0 { vec![own, pair] } else { [&[own], &near[..]].concat() };
        tree.define(*gate, GateKind::Or, inputs);
    }
    let solution = solved(&tree, gates[0]);
    let q = solution.probability(0, &all(&tree, 1e-4)).exact().unwrap();
    assert!((1e-4..3e-2).contains(&q), "{q}");
}

#[test]
fn a_circle_without_a_reason_is_never_true() {
    let mut tree = FaultTree::default();
    let one = tree.gate(GateKind::Or, Vec::new());
    let other = tree.gate(GateKind::And, vec![Term::Gate(one)]);
    tree.define(one, GateKind::Or, vec![Term::Gate(other)]);
    assert_eq!(solved(&tree, one).probability(0, &all(&tree, 0.5)).exact(), Some(0.0));
}

#[test]
fn a_circle_through_a_negation_is_refused() {
    let mut tree = FaultTree::default();
    let one = tree.gate(GateKind::Not, Vec::new());
    let other = tree.gate(GateKind::Or, vec![Term::Gate(one)]);
    tree.define(one, GateKind::Not, vec![Term::Gate(other)]);
    let refused = solve(&tree, &[Term::Gate(one)], &Options::default()).unwrap_err();
    assert_eq!(refused.gates, vec![one, other]);
}

#[test]
fn what_is_no_probability_is_refused() {
    for wrong in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        let refused = Probabilities::new(vec![0.5, wrong]).unwrap_err();
        assert_eq!(refused.event.index(), 1);
        assert!(refused.to_string().contains("which is not in [0, 1]"));
    }
}
