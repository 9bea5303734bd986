//! Public fault trees with known answers, read where they lie.

use loadline_depend::{Count, Options, read_mef, solve};
use serde_json::Value;

#[test]
fn public_trees_have_their_known_probabilities_and_cut_sets() {
    let Some(folder) = loadline_testkit::corpus("faulttree") else { return };
    let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    for (name, expected) in expected["trees"].as_object().unwrap() {
        let text = std::fs::read_to_string(folder.join(format!("{name}.xml"))).unwrap();
        check(name, &text, expected);
    }
}

#[track_caller]
fn check(name: &str, text: &str, expected: &Value) {
    let mef = read_mef(text, None).unwrap();
    let solution = solve(&mef.tree, &[mef.top], &Options::default()).unwrap();

    let found = solution.probability(0, &mef.probabilities).exact().unwrap();
    let known = expected["top_probability"].as_f64().unwrap();
    assert!((found / known - 1.0).abs() < 1e-9, "{name}: {found:e}, known as {known:e}");

    let cut_sets = solution.cut_sets(0);
    let number = u128::from(expected["minimal_cut_sets"].as_u64().unwrap());
    assert_eq!(cut_sets.count(), Count::Exactly(number), "{name}");
    for (order, found) in cut_sets.by_order().sets.iter().enumerate() {
        let known = expected["mcs_by_order"][order.to_string()].as_u64().unwrap_or(0);
        assert_eq!(*found, u128::from(known), "{name}, order {order}");
    }
    assert_eq!(
        mef.tree.events_below(mef.top).len() as u64,
        expected["basic_events_reached"].as_u64().unwrap(),
        "{name}"
    );
    let alone = solution.single_points(0).unwrap().len() as u64;
    assert_eq!(alone, expected["spof_events"].as_u64().unwrap(), "{name}");
}
