//! Alertmanager's configuration and Grafana's dashboards.

use super::*;
use serde_json::Value;

#[test]
fn amtool_takes_the_configuration_and_routes_as_meant() {
    let mut slos = every_kind();
    slos.push(Slo { page: Some("ops \"night\"".to_owned()), ticket: None, ..slo("other", requests()) });
    let generated = made("alertmanager", &slos);
    assert!(
        refused(&generated)
            .contains(&"other: its tickets go to `slo-nobody`: it says no team for them".to_owned())
    );
    let folder = tools::write(&generated.outputs);
    let name = ["alertmanager.yaml".to_owned()];
    let Some((good, said)) = tools::run(folder.path(), "amtool", &["check-config"], &name) else { return };
    assert!(good, "{said}");
    let test = ["config", "routes", "test", "--config.file=alertmanager.yaml"];
    for (labels, receiver) in [
        (vec!["slo=plain", "team=payments", "tier=page-1"], "payments-page"),
        (vec!["slo=plain", "team=payments", "tier=ticket-2"], "payments-ticket"),
        (vec!["slo=plain", "team=payments", "tier=absent"], "payments-ticket"),
        (vec!["slo=other", "team=\"ops \\\"night\\\"\"", "tier=page-2"], "ops \"night\"-page"),
        (vec!["slo=other", "tier=ticket-1"], "slo-nobody"),
        (vec!["team=payments", "tier=page-1"], "slo-nobody"),
    ] {
        let labels: Vec<String> = labels.into_iter().map(str::to_owned).collect();
        let (_, said) = tools::run(folder.path(), "amtool", &test, &labels).unwrap();
        assert_eq!(said.lines().next(), Some(receiver), "{labels:?}");
    }
}

#[test]
fn inhibition_stays_within_one_objective() {
    let generated = made("alertmanager", &every_kind());
    let config: Value = serde_saphyr::from_str(file(&generated, ".yaml")).unwrap();
    let rules = config["inhibit_rules"].as_array().unwrap();
    assert_eq!(rules.len(), 3);
    for rule in rules {
        assert_eq!(rule["source_matchers"][0], "slo=~\".+\"");
        assert_eq!(rule["target_matchers"][0], "slo=~\".+\"");
        assert_eq!(rule["equal"], serde_json::json!(["slo", "region"]));
    }
    assert_eq!(rules.first().unwrap()["source_matchers"][1], "tier=\"page-1\"");
    assert_eq!(rules.first().unwrap()["target_matchers"][1], "tier=~\"page-2|ticket-1|ticket-2\"");
}

#[test]
fn dashboards_have_stable_uids_and_queries_that_parse() {
    let generated = made("grafana", &every_kind());
    let mut uids = Vec::new();
    for output in &generated.outputs {
        let dashboard: Value = serde_json::from_str(&output.text).unwrap();
        let uid = dashboard["uid"].as_str().unwrap().to_owned();
        assert!(uid.len() <= 40 && !uids.contains(&uid), "{uid}");
        uids.push(uid);
        assert_eq!(dashboard["schemaVersion"], 39);
        let mut ids = Vec::new();
        for panel in dashboard["panels"].as_array().unwrap() {
            ids.push(panel["id"].as_u64().unwrap());
            let place = &panel["gridPos"];
            assert!(place["x"].as_u64().unwrap() + place["w"].as_u64().unwrap() <= 24);
            for target in panel["targets"].as_array().into_iter().flatten() {
                let expr = target["expr"].as_str().unwrap();
                promql_parser::parser::parse(expr).unwrap_or_else(|error| panic!("{error}: {expr}"));
            }
        }
        ids.dedup();
        assert_eq!(ids.len(), dashboard["panels"].as_array().unwrap().len());
        let annotation = dashboard["annotations"]["list"][0]["expr"].as_str().unwrap();
        promql_parser::parser::parse(annotation).unwrap_or_else(|error| panic!("{error}: {annotation}"));
    }
    assert_eq!(uids.len(), 3);
}
