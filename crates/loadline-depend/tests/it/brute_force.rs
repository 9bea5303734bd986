//! Thousands of random trees against their truth tables.

use crate::random_tree::{RandomTree, random_tree};
use crate::truth_table::{TruthTable, truth_tables};
use loadline_depend::fault_tree::EventId;
use loadline_depend::{Count, Options, Probabilities, Solution, solve};

/// Trees of each sort.
const TREES: u64 = 1500;

#[test]
fn coherent_trees_agree_with_their_truth_tables() {
    (0..TREES).for_each(|seed| check(seed, &random_tree(seed, 8, true)));
    (0..TREES / 50).for_each(|seed| check(seed, &random_tree(seed + 1_000_000, 13, true)));
}

#[test]
fn trees_with_negations_agree_with_their_truth_tables() {
    (0..TREES).for_each(|seed| check(seed, &random_tree(seed + 2_000_000, 8, false)));
    (0..TREES / 50).for_each(|seed| check(seed, &random_tree(seed + 3_000_000, 13, false)));
}

#[track_caller]
fn check(seed: u64, random: &RandomTree) {
    let tables = truth_tables(random);
    let first: Vec<EventId> = random.events.iter().copied().filter(|event| event.index() % 5 == 4).collect();
    let q = Probabilities::new(random.chances.clone()).unwrap();
    let options = Options { first, ..Options::default() };
    let solution = solve(&random.tree, &random.tops, &options).unwrap();
    let together = solution.probabilities(&q);
    for (top, table) in tables.iter().enumerate() {
        let place = format!("seed {seed}, top {top} of {:?}", random.tree);
        probability(&solution, top, table, &q, &place);
        assert_eq!(together[top], solution.probability(top, &q), "{place}");
        importance(&solution, top, table, &q, &place);
        cut_sets(&solution, top, table, &q, &place);
        settled(&solution, top, table, &q, &place);
        let cases = solution.split(&[top], &q).unwrap();
        let sum: f64 = cases.iter().map(|case| case.weight * case.probabilities[0]).sum();
        close(sum, table.probability(q.values()), &place);
    }
}

#[track_caller]
fn close(found: f64, expected: f64, place: &str) {
    let same = found == expected || (found - expected).abs() <= 1e-9 * expected.abs().max(1e-300);
    assert!(same, "found {found:e}, expected {expected:e}: {place}");
}

#[track_caller]
fn probability(solution: &Solution, top: usize, table: &TruthTable, q: &Probabilities, place: &str) {
    close(solution.probability(top, q).exact().unwrap(), table.probability(q.values()), place);
}

#[track_caller]
fn importance(solution: &Solution, top: usize, table: &TruthTable, q: &Probabilities, place: &str) {
    let total = table.probability(q.values());
    let sets = table.minimal_sets();
    let weigh = |set: &usize| -> f64 {
        let events = q.values().iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1);
        events.map(|(_, q)| q).product()
    };
    let all: f64 = sets.iter().map(weigh).sum();
    let slopes = solution.birnbaum(top, q).unwrap();
    let measures = solution.importance(top, q).unwrap();
    for (event, slope) in slopes.iter().enumerate() {
        let with = table.given(event, true).probability(q.values());
        let without = table.given(event, false).probability(q.values());
        // Two sums nearly equal leave few digits of their difference.
        assert!((slope - (with - without)).abs() <= 1e-12 * with.max(without), "{place}");
        let Some(found) = measures.iter().find(|found| found.event.index() == event) else {
            close(with, without, place);
            continue;
        };
        if total == 0.0 {
            continue;
        }
        let own = q.values()[event];
        let digits = 1e-12 * (1.0 + own * with.max(without) / total);
        assert!((found.criticality - own * (with - without) / total).abs() <= digits, "{place}");
        close(found.raw, with / total, place);
        close(found.diagnosis, own * with / total, place);
        close(found.rrw, total / without, place);
        if all > 0.0 {
            let with_event: f64 = sets.iter().filter(|set| **set >> event & 1 == 1).map(weigh).sum();
            let expected = with_event / all;
            assert!((found.fussell_vesely.unwrap() - expected).abs() <= 1e-9, "{place}");
        }
    }
}

#[track_caller]
fn cut_sets(solution: &Solution, top: usize, table: &TruthTable, q: &Probabilities, place: &str) {
    let expected = table.minimal_sets();
    let found = solution.cut_sets(top);
    assert_eq!(found.largest_order(), None);
    assert_eq!(found.count(), Count::Exactly(expected.len() as u128), "{place}");
    let orders = found.by_order().sets;
    for (order, number) in orders.iter().enumerate() {
        let same = expected.iter().filter(|set| set.count_ones() as usize == order).count();
        assert_eq!(*number, same as u128, "{place}");
    }
    assert_eq!(orders.iter().sum::<u128>(), expected.len() as u128, "{place}");

    let ranked = found.most_probable(expected.len() + 1, q);
    assert!(ranked.is_sorted_by(|a, b| a.probability >= b.probability * (1.0 - 1e-12)), "{place}");
    let mut sets: Vec<usize> = ranked.iter().map(|set| bits(&set.events)).collect();
    sets.sort_unstable();
    assert_eq!(sets, expected, "{place}");

    let alone: Vec<usize> = expected.iter().copied().filter(|set| set.count_ones() == 1).collect();
    match solution.single_points(top) {
        None => assert!(table.values[0], "{place}"),
        Some(points) => {
            let found: Vec<usize> = points.iter().map(|event| bits(&[*event])).collect();
            assert_eq!(found, alone, "{place}");
        }
    }
}

fn bits(events: &[EventId]) -> usize {
    events.iter().map(|event| 1 << event.index()).sum()
}

/// Settling an event of the solved tree is the same as settling it in its table.
#[track_caller]
fn settled(solution: &Solution, top: usize, table: &TruthTable, q: &Probabilities, place: &str) {
    for event in solution.events_of(top) {
        for happens in [true, false] {
            let given = solution.given(&[(event, happens)]);
            let expected = table.given(event.index(), happens);
            probability(&given, top, &expected, q, place);
            let minimal = expected.minimal_sets();
            assert_eq!(given.cut_sets(top).count(), Count::Exactly(minimal.len() as u128), "{place}");
            let after = if happens { vec![event] } else { vec![] };
            if happens {
                let found = solution.single_points_after(top, &after);
                assert_eq!(found, given.single_points(top), "{event:?} {place}");
            }
        }
    }
}
