//! Real files of public projects, when they are at hand: every component and edge that is known to be in them.

use crate::{check_model, edges, run, section};
use loadline_import::Import;
use std::path::PathBuf;

/// The corpus lies beside the workspace, or where `LOADLINE_CORPUS` says.
fn corpus() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("LOADLINE_CORPUS").map_or_else(beside, PathBuf::from).join("imports");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("the corpus of real files is not here, nothing to compare; set LOADLINE_CORPUS to its folder");
    None
}

fn real(format: &str, path: &str) -> Option<Import> {
    let text = std::fs::read_to_string(corpus()?.join(path)).expect("a file of the corpus");
    let import = run(format, &[(path, &text)]);
    assert!(import.diagnostics.is_empty(), "{:?}", import.diagnostics);
    check_model(&import);
    assert!(!import.model.contains("kind:"), "no strength is claimed");
    Some(import)
}

#[track_caller]
fn count(import: &Import, name: &str, expected: usize) {
    let found = section(&import.model, name);
    assert_eq!(found.len(), expected, "{name}: {found:?}");
}

/// `from -> to, to` for every caller, start order marked.
#[track_caller]
fn check_edges(import: &Import, expected: &[(&str, &str)], mark: &str) {
    let line = |(from, to): &(&str, &str)| {
        to.split_whitespace().map(|to| format!("{from} -> {to}{mark}")).collect::<Vec<_>>()
    };
    let mut expected: Vec<String> = expected.iter().flat_map(line).collect();
    expected.sort();
    assert_eq!(edges(&import.model), expected);
    assert_eq!(import.summary.edges, expected.len());
}

#[test]
fn online_boutique() {
    let Some(import) = real("kubernetes", "online-boutique-k8s/kubernetes-manifests.yaml") else { return };
    count(&import, "services", 11);
    count(&import, "stores", 1);
    let expected = [
        (
            "frontend",
            "productcatalogservice currencyservice cartservice recommendationservice shippingservice \
             checkoutservice adservice",
        ),
        (
            "checkoutservice",
            "productcatalogservice shippingservice paymentservice emailservice currencyservice cartservice",
        ),
        ("cartservice", "redis-cart"),
        ("recommendationservice", "productcatalogservice"),
        ("loadgenerator", "frontend"),
    ];
    check_edges(&import, &expected, "");
    assert_eq!(
        import.provenance.matches("evidence: default, value: \"1\"").count(),
        11,
        "replicas nobody declared"
    );
    assert_eq!(section(&import.model, "journeys"), ["via-frontend"]);
    assert!(import.model.contains("tech: redis"));
    assert!(import.provenance.contains("ServiceAccount/frontend"), "what is not read is listed");
}

#[test]
fn deathstar_hotel() {
    let Some(import) = real("compose", "deathstar-hotel-compose/docker-compose.yml") else { return };
    count(&import, "services", 12);
    count(&import, "stores", 8);
    count(&import, "caches", 4);
    let expected = [
        ("frontend", "consul"),
        ("search", "consul"),
        ("profile", "mongodb-profile memcached-profile consul"),
        ("geo", "mongodb-geo consul"),
        ("rate", "mongodb-rate memcached-rate consul"),
        ("review", "mongodb-review memcached-review consul"),
        ("attractions", "mongodb-attractions consul"),
        ("recommendation", "mongodb-recommendation consul"),
        ("user", "mongodb-user consul"),
        ("reservation", "mongodb-reservation memcached-reserve consul"),
    ];
    check_edges(&import, &expected, " (start)");
    assert_eq!(section(&import.model, "journeys"), ["via-frontend"]);
    assert!(import.provenance.contains("services.frontend.configs"));
}

#[test]
fn sock_shop() {
    let Some(import) = real("compose", "sock-shop-compose/docker-compose.yml") else { return };
    assert_eq!(section(&import.model, "stores"), ["catalogue-db", "carts-db", "orders-db", "user-db"]);
    assert_eq!(section(&import.model, "queues"), ["rabbitmq"]);
    count(&import, "services", 10);
    check_edges(&import, &[("user", "user-db")], "");
    let notes = import.summary.notes.join("\n");
    assert!(notes.contains("only 1 of 15 services has an edge: "), "{notes}");
    assert!(notes.contains("`user-sim` seems to make load"), "{notes}");
    assert!(import.model.contains("host-access: [/var/run/docker.sock]"));
}

#[test]
fn petclinic() {
    let Some(import) = real("compose", "petclinic-compose/docker-compose.yml") else { return };
    count(&import, "services", 11);
    count(&import, "stores", 0);
    let both = "config-server discovery-server";
    let expected = [
        ("discovery-server", "config-server"),
        ("customers-service", both),
        ("visits-service", both),
        ("vets-service", both),
        ("genai-service", both),
        ("api-gateway", both),
        ("admin-server", both),
    ];
    check_edges(&import, &expected, " (start)");
}

#[test]
fn robot_shop() {
    let Some(import) = real("compose", "robot-shop-compose/docker-compose.yaml") else { return };
    assert_eq!(section(&import.model, "stores"), ["mongodb", "redis", "mysql"]);
    assert_eq!(section(&import.model, "queues"), ["rabbitmq"]);
    count(&import, "services", 8);
    let expected = [
        ("catalogue", "mongodb"),
        ("user", "mongodb redis"),
        ("cart", "redis"),
        ("shipping", "mysql"),
        ("ratings", "mysql"),
        ("payment", "rabbitmq"),
        ("dispatch", "rabbitmq"),
        ("web", "catalogue user shipping payment"),
    ];
    check_edges(&import, &expected, " (start)");
}

#[test]
fn jaeger_dependencies() {
    let Some(import) = real("jaeger", "jaeger-dependencies/small.json") else { return };
    count(&import, "services", 8);
    let expected = [
        ("service1", "service2 service3 service5"),
        ("service8", "service6"),
        ("service6", "service1"),
        ("service2", "service4"),
        ("service3", "service7"),
    ];
    check_edges(&import, &expected, "");
    assert!(import.model.contains("title: Service1"));
}
