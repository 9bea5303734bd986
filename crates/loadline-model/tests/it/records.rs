//! What the records say: profiles, origins, decisions, edges and places.

use super::read_files;
use loadline_model::{Decided, Evidence, Model, Origin};

#[track_caller]
fn model(text: &str) -> Model {
    let text = format!("loadline: 1\n{text}");
    let (_, reading) = read_files(&[&text]);
    assert_eq!(reading.faults, []);
    reading.model
}

#[test]
fn explicit_fields_win_over_profiles_and_maps_merge_deeply() {
    let model = model(
        "profiles:\n  web: {tech: go, replicas: {min: 3, failover: {time: 30s}}}\n\
         services:\n  orders: {use: web, replicas: {min: 5, failover: {per-year: 6}}}\n",
    );
    let orders = model.find("orders").unwrap().common();
    let tech = orders.tech.as_ref().unwrap();
    assert_eq!((tech.value.as_str(), tech.origin), ("go", Origin::Profile));
    let replicas = orders.replicas.as_ref().unwrap();
    assert_eq!(replicas.min.as_ref().map(|min| (min.value.get(), min.origin)), Some((5, Origin::Explicit)));
    let failover = replicas.failover.as_ref().unwrap();
    assert_eq!(failover.time.as_ref().map(|time| time.origin), Some(Origin::Profile));
    assert_eq!(failover.per_year.as_ref().map(|often| often.origin), Some(Origin::Explicit));
}

#[test]
fn the_last_named_profile_wins() {
    let model = model(
        "profiles: {one: {tech: go, image: a}, other: {tech: rust}}\n\
         services: {orders: {use: [one, other]}, search: {use: [other, one]}}\n",
    );
    let tech = |name| model.find(name).unwrap().common().tech.as_ref().unwrap().value.clone();
    assert_eq!([tech("orders"), tech("search")], ["rust", "go"]);
    assert!(model.find("orders").unwrap().common().image.is_some());
}

#[test]
fn none_wins_over_a_map_and_a_map_over_none() {
    let model = model(
        "profiles: {call: {retries: {max: 1}, fallback: none}}\nservices:\n  orders: {}\n  \
         gateway: {needs: {orders: {use: call, retries: none, fallback: {stale: 10m}}}}\n",
    );
    let edge = model.edges().next().unwrap();
    assert!(matches!(edge.need.retries.as_deref(), Some(Decided::None)));
    let Some(Decided::Some(fallback)) = edge.need.fallback.as_deref() else { panic!("a map was written") };
    assert!(fallback.stale.is_some());
}

#[test]
fn a_profile_reaches_the_edges_below_it() {
    let model = model(
        "profiles: {web: {needs: {orders: {kind: hard}}}}\n\
         services: {orders: {}, gateway: {use: web, needs: {orders: {timeout: 1s}}}}\n",
    );
    let edge = model.edges().next().unwrap();
    assert!(edge.is_hard() && edge.need.timeout.is_some());
    assert_eq!((model.edge_count(), edge.path().as_str()), (1, "services/gateway/needs/orders"));
}

#[test]
fn an_imported_value_keeps_its_evidence_until_a_hand_changes_it() {
    let model = model(
        "stores:\n  db: {tech: postgres, image: \"postgres:17\", port: 5432, title: Orders}\n\
         imported:\n  values:\n    \
         stores/db/tech: {at: \"compose.yaml:3\", evidence: inferred, value: postgres}\n    \
         stores/db/image: {at: \"compose.yaml:4\", evidence: declared, value: \"postgres:16\"}\n    \
         stores/db/port: {at: \"compose.yaml:5\", evidence: default, value: 5432}\n",
    );
    let db = model.find("db").unwrap().common();
    assert_eq!(db.tech.as_ref().unwrap().origin, Origin::Imported(Evidence::Inferred));
    assert_eq!(db.image.as_ref().unwrap().origin, Origin::Explicit, "somebody wrote another version");
    assert_eq!(db.title.as_ref().unwrap().origin, Origin::Explicit);
    let port = db.port.as_ref().unwrap();
    assert_eq!(port.origin, Origin::Imported(Evidence::Default));
    assert!(!port.is_decided(), "a tool's default satisfies no rule");
    assert!(model.is_imported("stores/db/tech") && !model.is_imported("stores/db/title"));
}

#[test]
fn the_shop_is_one_graph() {
    let (sources, reading) = read_files(&[include_str!("../data/good/shop.yaml")]);
    let model = reading.model;
    assert_eq!((model.component_count(), model.edge_count()), (25, 22));
    let psp = model.find("psp").unwrap();
    let callers: Vec<_> = model.callers(psp.id).map(|edge| edge.path()).collect();
    assert_eq!(callers, ["services/payments/needs/psp"]);
    let place = |path| model.locate(path).map(|span| sources.slice(span));
    assert_eq!(place("services/checkout/needs/orders.api"), Some("orders.api"));
    assert_eq!(place("accept/0/rule"), Some("rule"));
    assert_eq!(place("accept/1"), None);
}
