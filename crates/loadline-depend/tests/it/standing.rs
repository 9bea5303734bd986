//! What stands in a place, against a count by hand.

use crate::model;
use loadline_depend::standing_in;
use loadline_flow::Loads;

/// Component, copies in the place, copies that run, copies needed.
#[track_caller]
fn check(place: &str, expected: &[(&str, u64, u64, u64)]) {
    let model = model(
        "
domains: {r: {kind: region}, a: {in: r}, b: {in: r}, c: {in: r}, rack-1: {in: a}, rack-2: {in: a}, far: {kind: region}}
services:
  four: {replicas: {min: 4, spread: r}}
  lone: {replicas: {min: 2}, domain: b}
  away: {replicas: {min: 2}, domain: far}
  nowhere: {replicas: {min: 2}}
stores:
  quorum: {replicas: {min: 5, spread: r, mode: quorum}}
",
    );
    let standing = standing_in(&model, &Loads::default(), place);
    let found: Vec<(&str, u64, u64, u64)> = standing
        .iter()
        .map(|of| (model.component(of.component).name, of.here, of.running, of.needed))
        .collect();
    assert_eq!(found, expected, "in {place}");
}

#[test]
fn copies_are_counted_where_they_were_dealt_to() {
    check("a", &[("four", 2, 4, 1), ("quorum", 2, 5, 3)]);
    check("rack-1", &[("four", 1, 4, 1), ("quorum", 1, 5, 3)]);
    check("b", &[("four", 1, 4, 1), ("lone", 2, 2, 1), ("quorum", 2, 5, 3)]);
    check("r", &[("four", 4, 4, 1), ("lone", 2, 2, 1), ("quorum", 5, 5, 3)]);
    check("far", &[("away", 2, 2, 1)]);
    check("elsewhere", &[]);
}
