//! Alertmanager's configuration and Grafana's dashboards.

use super::*;
use loadline_promql::Labels;
use loadline_slo::alertmanager::{Integration, Post, read, simulate};
use loadline_slo::backtest::{Candidate, standard_alertmanager};
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
fn what_is_generated_is_what_alerts_are_replayed_through() {
    let mut slos = every_kind();
    slos.push(Slo { page: Some("ops \"night\"".to_owned()), ticket: None, ..slo("other", requests()) });
    let generated = made("alertmanager", &slos);
    let text = file(&generated, ".yaml");
    let (config, faults) = read(loadline_base::Sources::default().add("a.yaml", text), text);
    assert!(faults.is_empty(), "{faults:?}");
    let mut config = config.unwrap();
    for receiver in &mut config.receivers {
        receiver.integrations.push(Integration { kind: "webhook".to_owned(), send_resolved: true });
    }
    let written =
        |slo: &Slo| generated.refusals.iter().all(|it| it.slo != slo.id || !it.what.starts_with("nothing"));
    slos.retain(written);
    let standard = standard_alertmanager(&slos, &[Candidate::Own]);
    // Patterns have no equality of their own; how they are shown has.
    assert_eq!(format!("{config:#?}"), format!("{standard:#?}"));
    assert!(format!("{standard:?}").contains("night"));
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
fn a_page_keeps_quiet_what_is_slower_of_its_own_objective_and_nothing_else() {
    let generated = made("alertmanager", &every_kind());
    let text = file(&generated, ".yaml");
    let mut sources = loadline_base::Sources::default();
    let (config, faults) = read(sources.add("a.yaml", text), text);
    assert!(faults.is_empty(), "{faults:?}");
    let mut config = config.unwrap();
    for receiver in &mut config.receivers {
        receiver.integrations.push(Integration { kind: "webhook".to_owned(), send_resolved: true });
    }
    let alerts = [
        "slo=plain,region=,tier=page-1,team=payments",
        "slo=plain,region=,tier=page-2,team=payments",
        "slo=plain,region=,tier=ticket-1,team=payments",
        "slo=plain,region=,tier=absent,team=payments",
        "slo=latency,region=,tier=ticket-1,team=payments",
        // Kept apart by region: only the same one is quiet.
        "slo=by-region,region=eu,tier=page-1,team=payments",
        "slo=by-region,region=eu,tier=ticket-2,team=payments",
        "slo=by-region,region=us,tier=ticket-2,team=payments",
        // Alerts of others, which have no `slo`.
        "tier=ticket-1,team=payments",
        "tier=page-1,team=payments",
    ];
    let alerts = alerts.map(|text| Labels::new(text.split(',').filter_map(|pair| pair.split_once('='))));
    let posts: Vec<Post> =
        (0..alerts.len()).map(|alert| Post { at: 1000, alert, starts: 0, ends: Some(i64::MAX) }).collect();
    let mut told: Vec<usize> =
        simulate(&config, &alerts, &posts, 0, 3_000_000).into_iter().flat_map(|sent| sent.firing).collect();
    told.sort_unstable();
    told.dedup();
    assert_eq!(told, [0, 3, 4, 5, 7, 8, 9]);
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
