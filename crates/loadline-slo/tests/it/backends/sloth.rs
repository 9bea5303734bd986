//! The rules that sloth wrote for its own examples: same groups, names and labels; the same expressions up to formatting and
//! brackets; numbers without the noise of binary fractions.

use super::objectives::time;
use super::{file, made, refused, requests, slo};
use loadline_slo::backends::{Options, Sloth, backend};
use loadline_slo::{
    AlertPolicy, Alerting, Budgeting, Class, Events, Extras, Indicator, Kind, Part, Slo, Target, Window,
};
use promql_parser::parser::{Expr, NumberLiteral};
use serde_json::Value;
use std::path::Path;

/// A specification of sloth, read just well enough for its examples.
fn read(spec: &Value) -> Vec<Slo> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    if spec["apiVersion"] == "openslo/v1alpha" {
        let objective = &spec["spec"]["objectives"][0];
        let query = |side: &str| query(&objective["ratioMetrics"][side]["query"]);
        let indicator = Indicator::Ratio {
            kind: Kind::Availability,
            part: Part::Good,
            events: query("good"),
            total: query("total"),
        };
        let service = text(&spec["spec"]["service"]).unwrap();
        // sloth numbers the objectives of one file.
        let id = format!("{service}-{}-0", text(&spec["metadata"]["name"]).unwrap());
        let target = Target::read_ratio(&objective["target"].to_string()).unwrap();
        return vec![Slo::new(&id, &service, indicator, target, Window::Rolling(time("30d")))];
    }
    let service = text(&spec["service"]).unwrap();
    let one = |slo: &Value| {
        let sli = &slo["sli"];
        let indicator = if sli["raw"].is_object() {
            Indicator::Raw { part: Part::Bad, ratio: query(&sli["raw"]["error_ratio_query"]) }
        } else {
            Indicator::Ratio {
                kind: Kind::Availability,
                part: Part::Bad,
                events: query(&sli["events"]["error_query"]),
                total: query(&sli["events"]["total_query"]),
            }
        };
        let alerting = &slo["alerting"];
        let mut policy = AlertPolicy::standard(time("30d"));
        policy.tiers.retain(|tier| {
            let class = if tier.class == Class::Page { "page_alert" } else { "ticket_alert" };
            alerting[class]["disable"] != true
        });
        let extras = |value: &Value| Extras {
            labels: pairs(&value["labels"]),
            annotations: pairs(&value["annotations"]),
        };
        let id = format!("{service}-{}", text(&slo["name"]).unwrap());
        let target = Target::read_percent(&slo["objective"].to_string()).unwrap();
        Slo {
            labels: pairs(&spec["labels"]),
            policy: Some(policy),
            alert_name: text(&alerting["name"]),
            alerting: Alerting {
                all: extras(alerting),
                page: extras(&alerting["page_alert"]),
                ticket: extras(&alerting["ticket_alert"]),
            },
            ..Slo::new(&id, &service, indicator, target, Window::Rolling(time("30d")))
        }
    };
    spec["slos"].as_array().unwrap().iter().map(one).collect()
}

fn query(value: &Value) -> Events {
    Events::Expression(value.as_str().unwrap().replace("{{.window}}", "$window"))
}

fn pairs(value: &Value) -> Vec<(String, String)> {
    let pairs = value.as_object().into_iter().flatten();
    pairs.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect()
}

/// The documents of a file; lines of dashes stand between them.
fn documents(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut documents = vec![String::new()];
    for line in text.lines() {
        if line.trim_end() == "---" {
            documents.push(String::new());
        } else {
            let document = documents.last_mut().unwrap();
            document.push_str(line);
            document.push('\n');
        }
    }
    let parsed = documents.iter().map(|text| serde_saphyr::from_str::<Value>(text).unwrap());
    parsed.filter(|document| !document.is_null()).collect()
}

/// The expression without brackets that change nothing, numbers rounded to 12 digits.
fn plain(text: &str) -> Expr {
    strip(promql_parser::parser::parse(text).unwrap())
}

fn strip(expr: Expr) -> Expr {
    let boxed = |expr: Box<Expr>| Box::new(strip(*expr));
    match expr {
        Expr::Paren(inner) => strip(*inner.expr),
        Expr::NumberLiteral(number) => {
            Expr::NumberLiteral(NumberLiteral { val: format!("{:.11e}", number.val).parse().unwrap() })
        }
        Expr::Aggregate(mut aggregate) => {
            aggregate.expr = boxed(aggregate.expr);
            Expr::Aggregate(aggregate)
        }
        Expr::Unary(mut unary) => {
            unary.expr = boxed(unary.expr);
            Expr::Unary(unary)
        }
        Expr::Binary(mut binary) => {
            (binary.lhs, binary.rhs) = (boxed(binary.lhs), boxed(binary.rhs));
            Expr::Binary(binary)
        }
        Expr::Subquery(mut subquery) => {
            subquery.expr = boxed(subquery.expr);
            Expr::Subquery(subquery)
        }
        Expr::Call(mut call) => {
            call.args.args = call.args.args.into_iter().map(boxed).collect();
            Expr::Call(call)
        }
        other => other,
    }
}

#[test]
fn the_examples_of_sloth_come_out_as_sloth_wrote_them() {
    let Some(corpus) = loadline_testkit::corpus("slo") else { return };
    let mut compared = 0;
    for name in
        ["getting-started", "home-wifi", "multifile", "no-alerts", "openslo-getting-started", "raw-home-wifi"]
    {
        let specs = documents(&corpus.join(format!("sloth/{name}.yml")));
        let slos: Vec<Slo> = specs.iter().flat_map(read).collect();
        let (mode, spec) = match name.starts_with("openslo") {
            true => ("cli-gen-openslo", "openslo/v1alpha"),
            false => ("cli-gen-prom", "prometheus/v1"),
        };
        let sloth = Sloth {
            version: "dev".to_owned(),
            mode: mode.to_owned(),
            spec: spec.to_owned(),
            extra_labels: vec![("cmd".to_owned(), "examplesgen.sh".to_owned())],
        };
        let options = Options { sloth, ..Options::default() };
        let generated = (backend("sloth").unwrap().generate)(&slos, &options);
        assert_eq!(refused(&generated), [""; 0]);
        let groups = |trees: Vec<Value>| -> Vec<Value> {
            trees.iter().flat_map(|tree| tree["groups"].as_array().unwrap().clone()).collect()
        };
        let wanted = groups(documents(&corpus.join(format!("sloth-expected/{name}.yml"))));
        let ours = groups(
            generated.outputs.iter().map(|output| serde_saphyr::from_str(&output.text).unwrap()).collect(),
        );
        let names = |groups: &[Value]| -> Vec<String> {
            groups.iter().map(|group| group["name"].to_string()).collect()
        };
        assert_eq!(names(&ours), names(&wanted), "{name}");
        for (ours, wanted) in ours.iter().zip(&wanted) {
            let (ours, wanted) = (ours["rules"].as_array().unwrap(), wanted["rules"].as_array().unwrap());
            assert_eq!(ours.len(), wanted.len(), "{name}");
            for (ours, wanted) in ours.iter().zip(wanted) {
                for key in ["record", "alert", "for", "labels", "annotations"] {
                    assert_eq!(sorted(&ours[key]), sorted(&wanted[key]), "{name}: {key} of {wanted}");
                }
                let (ours, wanted) = (ours["expr"].as_str().unwrap(), wanted["expr"].as_str().unwrap());
                assert_eq!(plain(ours), plain(wanted), "{name}: {ours}\n{wanted}");
                assert!(!ours.contains("99999999") && !ours.contains("00000000"), "{ours}");
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 8 * 17 - 2 * 2);
}

/// Pairs in the order of their names.
fn sorted(value: &Value) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), value.to_string()))
        .collect();
    pairs.sort();
    if pairs.is_empty() { vec![(String::new(), value.to_string())] } else { pairs }
}

#[test]
fn what_sloth_cannot_say_is_named() {
    let grouped = Slo { grouping: vec!["region".to_owned()], ..slo("a", requests()) };
    assert_eq!(
        refused(&made("sloth", &[grouped])),
        ["a: sloth knows one window, and no labels that keep groups apart"]
    );
    let slices = Slo { budgeting: Budgeting::RatioTimeslices { slice: time("5m") }, ..slo("a", requests()) };
    assert_eq!(refused(&made("sloth", &[slices])), ["a: sloth knows no slices"]);
    let mut held = slo("a", requests());
    held.policy.iter_mut().flat_map(|policy| &mut policy.tiers).for_each(|tier| tier.hold = time("5m"));
    let generated = made("sloth", &[held]);
    assert_eq!(
        refused(&generated),
        ["a: its alerts fire at once and on any number of events: sloth has no `for` per tier and no guard"]
    );
    assert!(file(&generated, "shop.yml").contains("sloth-slo-alerts-shop-a"));
}
