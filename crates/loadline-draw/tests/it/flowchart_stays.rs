//! A box more leaves the others where they stand: who knows the picture finds everything again.
//!
//! A layout from nothing cannot promise that for every chart, so it is held over many: what stood above or left of another box
//! still does.

use crate::flowchart::{arrow, node, seen};
use loadline_draw::{Flowchart, Picture};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;

/// A chart of components in groups that call later ones, and where in its list the newcomer stands, called by whom.
fn grown() -> impl Strategy<Value = (Flowchart, usize, usize)> {
    (8_usize..28, 0_usize..4).prop_flat_map(|(count, groups)| {
        let calls = proptest::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), count..count + count / 2);
        (calls, proptest::collection::vec(0..4_u8, count), 0..=count, 0..count).prop_map(
            move |(calls, alone, spot, caller)| {
                let group = |index: usize| (groups > 0 && alone[index] > 0).then(|| index * groups / count);
                let nodes = (0..count).map(|index| node(&format!("component-{index}"), group(index)));
                let arrows = calls.iter().enumerate().map(|(index, (from, to))| {
                    // The first calls lead to each box in turn, so that nothing stands alone.
                    let to =
                        if index + 1 < count { index + 1 } else { 1 + (to * (count - 1) as f64) as usize };
                    arrow((from * to as f64) as usize, to, "")
                });
                let names = (0..groups).map(|group| format!("zone {group}"));
                let chart = Flowchart {
                    groups: names.collect(),
                    nodes: nodes.collect(),
                    arrows: arrows.collect(),
                    ..Flowchart::default()
                };
                (chart, spot, caller)
            },
        )
    })
}

/// The chart with one box more at `spot` of its list, called by `caller`.
fn with_newcomer(chart: &Flowchart, spot: usize, caller: usize) -> Flowchart {
    let mut more = chart.clone();
    let moved = |index: usize| if index < spot { index } else { index + 1 };
    for one in &mut more.arrows {
        (one.from, one.to) = (moved(one.from), moved(one.to));
    }
    more.nodes.insert(spot, node("newcomer", chart.nodes[caller].group));
    more.arrows.push(arrow(moved(caller), spot, ""));
    more
}

/// The chart with words beside every arrow, which take room of their own.
fn with_words(mut chart: Flowchart) -> Flowchart {
    for (index, one) in chart.arrows.iter_mut().enumerate() {
        one.label = format!("data-{index}, order, payment");
    }
    chart
}

/// The left and upper side of each box by its name, without the newcomer.
fn places(chart: &Flowchart) -> BTreeMap<String, (f64, f64)> {
    let drawing = chart.draw(960.0);
    let file = drawing.file();
    let names = file.split("class=\"name\"").skip(1).map(|rest| {
        let (_, rest) = rest.split_once('>').unwrap();
        rest.split_once('<').unwrap().0.to_owned()
    });
    let boxes = seen(&drawing).boxes;
    let found: BTreeMap<_, _> = names.zip(boxes.iter().map(|one| (one[0], one[1]))).collect();
    assert_eq!(found.len(), chart.nodes.len());
    found.into_iter().filter(|(name, _)| name != "newcomer").collect()
}

#[test]
fn a_box_more_leaves_the_others_where_they_stand() {
    println!("{}", stays(|chart| chart));
}

#[test]
fn a_box_more_leaves_the_others_where_they_stand_beside_words() {
    println!("{}", stays(with_words));
}

/// Holds it over many charts; what was counted.
#[track_caller]
fn stays(dressed: fn(Flowchart) -> Flowchart) -> String {
    let mut runner = TestRunner::deterministic();
    let strategy = grown();
    let (mut beside, mut swapped, mut above, mut below) = (0, 0, 0, 0);
    for _ in 0..300 {
        let (chart, spot, caller) = strategy.new_tree(&mut runner).unwrap().current();
        let more = with_newcomer(&chart, spot, caller);
        let (old, new) = (places(&dressed(chart)), places(&dressed(more)));
        let both: Vec<_> = old.iter().map(|(name, place)| (*place, new[name])).collect();
        for (index, (old, new)) in both.iter().enumerate() {
            for (other_old, other_new) in &both[index + 1..] {
                if old.1 == other_old.1 {
                    beside += 1;
                    swapped +=
                        usize::from(new.1 == other_new.1 && (old.0 < other_old.0) != (new.0 < other_new.0));
                } else {
                    above += 1;
                    below += usize::from((old.1 < other_old.1) != (new.1 < other_new.1));
                }
            }
        }
    }
    assert!(beside > 2_000 && above > 20_000);
    assert!(
        swapped * 100 < beside * 3,
        "{swapped} of {beside} pairs that stood beside each other changed sides"
    );
    assert!(below * 100 < above, "{below} of {above} pairs in two layers are the other way round");
    format!("{swapped} of {beside} pairs in one layer, {below} of {above} in two")
}
