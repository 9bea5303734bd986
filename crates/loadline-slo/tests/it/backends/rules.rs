//! The rules themselves.

use super::*;
use loadline_base::units::Duration;
use loadline_slo::backends::Options;
use loadline_slo::{AlertPolicy, Events, Indicator, Part, Target};
use serde_json::Value;

/// All rules of the generated files.
fn rules(generated: &Generated) -> Vec<Value> {
    let mut rules = Vec::new();
    for output in generated
        .outputs
        .iter()
        .filter(|output| output.name.ends_with(".rules.yaml") || output.name.ends_with(".yml"))
    {
        let tree: Value = serde_saphyr::from_str(&output.text).unwrap();
        for group in tree["groups"].as_array().unwrap() {
            rules.extend(group["rules"].as_array().unwrap().iter().cloned());
        }
    }
    rules
}

/// The expression of the rule that makes `name` for `slo`, with `key` being one of its labels.
#[track_caller]
fn expr(generated: &Generated, slo: &str, name: &str, label: Option<(&str, &str)>) -> String {
    let found: Vec<String> = rules(generated)
        .iter()
        .filter(|rule| rule["labels"]["slo"] == slo && (rule["record"] == name || rule["alert"] == name))
        .filter(|rule| label.is_none_or(|(label, value)| rule["labels"][label] == value))
        .map(|rule| rule["expr"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(found.len(), 1, "{name} of {slo}");
    found.concat()
}

#[test]
fn promtool_and_the_parser_accept_all_rules_of_every_kind() {
    let raw = Options { raw_up_to: Duration::MAX, ..Options::default() };
    for options in [Options::default(), raw] {
        let generated = (backend("prometheus").unwrap().generate)(&every_kind(), &options);
        let expected = "odd \"id\" \\ {x}: `slo:info` does not get its label";
        assert!(
            refused(&generated).iter().all(|line| line.starts_with(expected)),
            "{:?}",
            generated.refusals
        );
        for rule in rules(&generated) {
            let expr = rule["expr"].as_str().unwrap();
            promql_parser::parser::parse(expr).unwrap_or_else(|error| panic!("{error}: {expr}"));
        }
        let folder = tools::write(&generated.outputs);
        let files = tools::names(&generated.outputs, ".rules.yaml");
        if let Some((good, said)) = tools::run(folder.path(), "promtool", &["check", "rules"], &files) {
            assert!(good, "{said}");
        }
    }
}

#[test]
fn recorded_ratios_carry_no_label_of_people() {
    let generated = made("prometheus", &every_kind());
    for rule in rules(&generated) {
        let Some(name) = rule["record"].as_str().filter(|name| *name != "slo:info") else { continue };
        let labels: Vec<&String> = rule["labels"].as_object().unwrap().keys().collect();
        let ours: &[&str] = if name.ends_with("_part") { &["slo", "part"] } else { &["slo"] };
        assert_eq!(labels, ours, "{name}");
    }
}

#[test]
fn thresholds_are_exact_and_both_windows_count() {
    let generated = made("prometheus", &[slo("plain", requests())]);
    let alert = |tier| expr(&generated, "plain", "PlainBudgetBurn", Some(("tier", tier)));
    assert_eq!(
        alert("page-1"),
        "slo:bad:increase1h{slo=\"plain\"} / (slo:total:increase1h{slo=\"plain\"} > 0) > 0.0144\nand\nslo:bad:increase5m{slo=\"plain\"} / (slo:total:increase5m{slo=\"plain\"} > 0) > 0.0144"
    );
    assert!(alert("ticket-2").contains("increase3d{slo=\"plain\"} > 0) > 0.001\nand\nslo:bad:increase6h"));
    assert_eq!(expr(&generated, "plain", "slo:objective:ratio", None), "vector(0.999)");
    assert_eq!(expr(&generated, "plain", "slo:error_budget:ratio", None), "vector(0.001)");
    assert_eq!(
        expr(&generated, "plain", "slo:total:increase3d", None),
        "sum_over_time(slo:total:increase5m{slo=\"plain\"}[3d]) * 60 / 300"
    );
    assert_eq!(
        expr(&generated, "plain", "slo:bad:increase6h", None),
        "(sum(increase(http_requests_total{job=\"shop\",code=~\"5..\"}[6h]))) or on() 0 * slo:total:increase6h{slo=\"plain\"}"
    );
}

#[test]
fn guards_holds_and_hundred_percent() {
    let excused = Slo { without_data: loadline_slo::WithoutData::Good, ..slo("excused", requests()) };
    assert_eq!(
        refused(&made("prometheus", &[excused])),
        ["excused: rules leave out its corrections, and take missing data for unknown"]
    );
    let mut policy = AlertPolicy::standard(time("30d"));
    policy.least_events = "250".parse().unwrap();
    policy.absent_after = None;
    let strict = Slo {
        target: Target::read_percent("100").unwrap(),
        policy: Some(policy),
        ..slo("strict", requests())
    };
    let generated = made("prometheus", &[strict]);
    assert_eq!(
        refused(&generated),
        ["strict: nothing tells what is left of its budget: a target of 100% leaves none"]
    );
    assert!(expr(&generated, "strict", "StrictBudgetBurn", Some(("tier", "page-1"))).starts_with(
        "slo:bad:increase1h{slo=\"strict\"} / (slo:total:increase1h{slo=\"strict\"} >= 250) > 0\n"
    ));
    assert!(rules(&generated).iter().all(|rule| rule["labels"]["tier"] != "absent"));
    let held = made("prometheus", &every_kind());
    let rule = rules(&held).into_iter().find(|rule| rule["alert"] == "WeekBudgetBurn").unwrap();
    assert_eq!((&rule["for"], &rule["keep_firing_for"]), (&"2m".into(), &"10m".into()));
}

#[test]
fn refusals_say_why() {
    for (indicator, why) in [
        (foreign(), "x: its query is for `datadog` and no PromQL: `avg:x{*}`"),
        (
            Indicator::Raw { part: Part::Bad, ratio: Events::Expression("x[$window]".to_owned()) },
            "x: `x[$window]` gives no numbers to compare",
        ),
        (Indicator::Gauge { metric: "up{".to_owned() }, "x: `sum(sum_over_time(up{[3607s]))` is no PromQL: "),
        (composite(&[]), "x: it has no members"),
    ] {
        let generated = made("prometheus", &[slo("x", indicator)]);
        assert!(generated.outputs.is_empty());
        let said = refused(&generated);
        assert!(said.len() == 1 && said.concat().starts_with(why), "{said:?}");
    }
    let zone = loadline_slo::Calendar {
        count: 1,
        unit: loadline_slo::Unit::Month,
        zone: "Europe/Berlin".to_owned(),
        start: None,
    };
    let local = Slo { windows: vec![loadline_slo::Window::Calendar(zone)], ..slo("local", requests()) };
    let generated = made("prometheus", &[local]);
    let said =
        "no rule tells what is left of its budget over 1 month (Europe/Berlin): PromQL knows no time zones";
    assert_eq!(refused(&generated), [format!("local: {said}")]);
    assert!(
        file(&generated, "local.rules.yaml")
            .contains(&format!("# {said}; hint: `loadline slo status` tells it\n"))
    );
}

#[test]
fn the_operators_objects_hold_the_same_groups() {
    let slos = every_kind();
    let (plain, object) = (made("prometheus", &slos), made("operator", &slos));
    let object = file(&object, "shop.prometheusrule.yaml");
    assert!(object.starts_with(
        "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: slo-shop\n"
    ));
    let object: Value = serde_saphyr::from_str(object).unwrap();
    let mut groups = Vec::new();
    for slo in slos.iter().filter(|slo| slo.service == "shop") {
        let plain: Value = serde_saphyr::from_str(file(&plain, &format!("{}.rules.yaml", slo.id))).unwrap();
        groups.extend(plain["groups"].as_array().unwrap().clone());
    }
    assert_eq!(object["spec"]["groups"], Value::Array(groups));
}
