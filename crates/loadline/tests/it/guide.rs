//! The guide names every field and every format there is.

use crate::scratch::{SHOP, Scratch};
use serde_json::Value;
use std::collections::BTreeSet;

fn guide(page: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide").join(page);
    std::fs::read_to_string(path).unwrap()
}

fn fields(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                found.insert(name.clone());
                fields(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| fields(value, found)),
        _ => {}
    }
}

/// Both ways: no field without a word on it, no word on a field that is gone.
#[track_caller]
pub(crate) fn check(heading: &str, outputs: &[String]) {
    let mut found = BTreeSet::new();
    outputs.iter().for_each(|output| fields(&serde_json::from_str(output).unwrap(), &mut found));
    let page = guide("json.md");
    let section = page.split("\n## ").find(|section| section.starts_with(heading)).expect("a section");
    let documented: BTreeSet<String> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(path, _)| path.rsplit('.').next().unwrap_or(path).trim_end_matches("[]").to_owned())
        .collect();
    assert_eq!(documented, found);
}

#[test]
fn every_field_of_a_check_is_documented() {
    let clean = Scratch::model(SHOP).check_as("json", &[]).stdout;
    let faulty = Scratch::model("loadline: 1\nx: 1\n").check_as("json", &[]).stdout;
    check("`loadline/check/v1`", &[clean, faulty]);
}

#[test]
fn every_field_of_gates_is_documented() {
    let status = |name: &str, more: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
        let scratch = Scratch::model(format!("loadline: 1\n{more}"));
        let model = if name.is_empty() { "." } else { folder.to_str().unwrap() };
        scratch.run(&["plan", "status", "-m", model, "--format", "json", "--today", "2026-11-20"]).stdout
    };
    let assumed = "assumptions: {a: {owner: t, expires: 2027-01-01, about: system}}\nteams: {t: {}}\n";
    check(
        "`loadline/plan-status/v1`",
        &[status("webshop", ""), status("payments-clean", ""), status("", assumed)],
    );
}

#[test]
fn every_field_of_decisions_is_documented() {
    let decide = |model: &str| {
        let words = ["plan", "decide", "-m", model, "--format", "json", "--today", "2026-11-20"];
        Scratch::new().run(&words).stdout
    };
    check("`loadline/plan-decide/v1`", &[decide(WEBSHOP)]);
}

#[test]
fn every_field_of_scores_is_documented() {
    let scratch = Scratch::model(SHOP);
    for words in [&["init", "-q"][..], &["add", "."], &["commit", "-q", "-m", "first"]] {
        crate::score::git(scratch.path(), words);
    }
    let words = ["score", "--format", "json", "--today", "2026-11-20", "--history", "3"];
    let shop = scratch.run(&words).stdout;
    let score = |model: &str| {
        Scratch::new().run(&["score", "-m", model, "--format", "json", "--today", "2026-11-20"]).stdout
    };
    let unknown = Scratch::model(
        "loadline: 1\nservices: {web: {exposes: {http: {}}}}\njourneys: {j: {entry: web.http, load: {peak: 1rps}}}\n",
    );
    let unknown = unknown.run(&["score", "--format", "json"]).stdout;
    check("`loadline/score/v1`", &[shop, score(WEBSHOP), unknown]);
}

#[test]
fn every_field_of_records_is_documented() {
    let scratch = Scratch::model(SHOP);
    scratch.run(&["adr", "new", "One region"]);
    check("`loadline/adr-lint/v1`", &[scratch.run(&["adr", "lint", "--format", "json"]).stdout]);
}

#[test]
fn every_field_of_a_bundle_is_documented() {
    let bundle = |name: &str, workflow: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
        let model = folder.to_str().unwrap();
        let words =
            ["plan", "bundle", workflow, "-m", model, "--draft", "--format", "json", "--today", "2026-11-20"];
        Scratch::new().run(&words).stdout
    };
    let need = ["plan", "design", "--one-shot", "10,000 users make 20 calls a day.", "--format", "json"];
    let draft: Value = serde_json::from_str(&Scratch::new().run(&need).stdout).unwrap();
    check(
        "`loadline/plan-bundle/v1`",
        &[
            bundle("webshop", "design"),
            bundle("payments-clean", "design"),
            bundle("webshop", "operations"),
            draft["bundle"].to_string(),
        ],
    );
}

#[test]
fn every_field_of_questions_is_documented() {
    let questions = |workflow: &str| {
        let words = ["plan", workflow, "--questions", "--format", "json", "--today", "2026-11-20"];
        Scratch::model(SHOP).run(&words).stdout
    };
    check("`loadline/plan-questions/v1`", &[questions("design"), questions("operations")]);
}

#[test]
fn every_field_of_a_simulation_is_documented() {
    let scenario = |lines: &str| {
        let text = format!(
            "loadline: 1\nservices: {{web: {{capacity: {{workers: 1, queue: {{limit: 20}}}}, service-time: {{mean: 10ms}}, \
             needs: {{pay: {{kind: hard, pool: 5, via: kept}}, kept: {{kind: soft, reads: 1}}}}}}}}\n\
             externals: {{pay: {{service-time: {{mean: 10ms}}}}}}\ncaches: {{kept: {{ttl: 1s, keys: 100}}}}\n\
             journeys: {{go: {{entry: web, load: {{peak: 60rps}}}}}}\n\
             scenarios: {{s: {{lasts: 40s, runs: 2, {lines}}}}}\n"
        );
        Scratch::model(text).run(&["sim", "run", "s", "--precision", "90%", "--format", "json"]).stdout
    };
    let quiet = scenario("claims: p50 of go <= 1s");
    let faulty = scenario("faults: [{kind: down, component: web, at: 10s, lasts: 10s}]");
    // Two million requests without an end: a run is given up.
    let cut = "faults: [{kind: cut, component: web}], journey: go, load: 60000rps";
    check("`loadline/sim-run/v1`", &[quiet, faulty, scenario(cut), stopped("run", &[])]);
}

#[test]
fn every_field_of_alerts_on_trial_is_documented() {
    let scratch = Scratch::model(
        "loadline: 1\nservices: {web: {capacity: {workers: 4}, service-time: {mean: 10ms}}}\n\
         journeys: {go: {entry: web, load: {peak: 60rps}}}\nteams: {t: {}}\n\
         slos:\n  works: {of: go, target: 99.9%, window: 30d, sli: {availability: {bad: b, total: a}}, \
         alert: {policy: standard, page: t}}\n  fresh: {of: go, target: 99%, window: 30d, sli: {freshness: {metric: m, within: 5m}}}\n\
         scenarios: {s: {lasts: 6m, runs: 2, faults: [{kind: down, component: web, at: 1m, lasts: 3m}]}}\n",
    );
    let output = scratch.run(&["slo", "backtest", "--from", "sim", "s", "--format", "json"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    check("`loadline/slo-backtest-sim/v1`", &[output.stdout]);
}

#[test]
fn every_field_of_studies_is_documented() {
    // Retries and a long queue: overload stays.
    let scratch = Scratch::model(
        "loadline: 1\nservices:\n  web: {service-time: {mean: 1ms}, needs: {\n    \
         work: {kind: hard, timeout: 200ms, retries: {max: 3}}}}\n  \
         work: {capacity: {workers: 1, queue: {limit: 100}}, service-time: {mean: 10ms, distribution: deterministic}}\n\
         journeys: {go: {entry: web, load: {peak: 70rps}, latency: {p99: 1s}}}\n",
    );
    let study = |name: &str| scratch.run(&["sim", name, "--runs", "2", "--format", "json"]).stdout;
    let long = ["sim", "steady", "--precision", "0.01%", "--format", "json"];
    let stopped_steady =
        String::from_utf8(crate::interrupted::interrupted(&scratch, &long, 0).stdout).unwrap();
    let steady = scratch.run(&["sim", "steady", "--format", "json"]).stdout;
    check("`loadline/sim-steady/v1`", &[steady, stopped_steady]);
    check("`loadline/sim-knee/v1`", &[study("knee"), stopped("knee", &[])]);
    // Twice as much as the worker can do: there is nothing to compare faults with.
    let overloaded = Scratch::model(
        "loadline: 1\nservices: {web: {capacity: {workers: 1}, service-time: {mean: 10ms}}}\n\
         journeys: {go: {entry: web, load: {peak: 200rps}}}\n",
    );
    let unsteady = |name: &str| overloaded.run(&["sim", name, "--runs", "2", "--format", "json"]).stdout;
    check(
        "`loadline/sim-resilience/v1`",
        &[study("resilience"), stopped("resilience", &[]), unsteady("resilience")],
    );
    check(
        "`loadline/sim-metastable/v1`",
        &[study("metastable"), stopped("metastable", &[]), unsteady("metastable")],
    );
}

#[test]
fn every_field_of_other_values_is_documented() {
    let scratch = Scratch::model(
        "loadline: 1\nservices: {web: {capacity: {workers: 1}, service-time: {mean: 10ms}}, unsized: {service-time: {mean: 1ms}}}\n\
         journeys: {go: {entry: web, load: {peak: 60rps}}, more: {entry: unsized, load: {peak: 1rps}}}\n\
         scenarios: {s: {lasts: 40s, runs: 2, claims: [p50 of go <= 1ms, p99 of more <= 1s]}}\n",
    );
    let other = ["--format", "json", "--with", "services/web/capacity/workers=2"];
    let compared = scratch.run(&[&["sim", "compare", "s"][..], &other].concat()).stdout;
    check(
        "`loadline/sim-compare/v1`",
        &[compared, stopped("compare", &["--with", "services/web/capacity/workers=9"])],
    );
    let swept = ["sim", "sweep", "s", "--param", "services/web/capacity/workers=1,2", "--format", "json"];
    let swept = scratch.run(&swept).stdout;
    check(
        "`loadline/sim-sweep/v1`",
        &[swept, stopped("sweep", &["--param", "services/web/capacity/workers=9"])],
    );
}

/// A question that would take days, ended by Ctrl-C.
fn stopped(name: &str, more: &[&str]) -> String {
    let scratch = Scratch::model(
        "loadline: 1\nservices: {web: {capacity: {workers: 100}, service-time: {mean: 10ms}}}\n\
         journeys: {go: {entry: web, load: {peak: 5000rps}}}\n",
    );
    let words = [&["sim", name, "--runs", "1000", "--format", "json"], more].concat();
    String::from_utf8(crate::interrupted::interrupted(&scratch, &words, 0).stdout).unwrap()
}

#[test]
fn every_field_of_the_rules_is_documented() {
    check("`loadline/rules/v1`", &[Scratch::new().run(&["rules", "--format", "json"]).stdout]);
}

#[test]
fn every_field_of_a_drafted_design_is_documented() {
    let need =
        "10,000 users make 20 calls a day, 7 of which nobody knows. An external provider has a 99.5 % SLA.";
    let arguments = ["plan", "design", "--one-shot", need, "--format", "json"];
    let mut draft: serde_json::Value = serde_json::from_str(&Scratch::new().run(&arguments).stdout).unwrap();
    // What is in the bundle stands in the table of bundles.
    draft["bundle"] = serde_json::json!({});
    check("`loadline/design-draft/v1`", &[draft.to_string()]);
}

#[test]
fn every_format_is_in_the_guide() {
    let page = guide("ci.md");
    for format in ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"] {
        assert!(page.contains(&format!("`{format}`")), "{format}");
    }
}

/// The example shop has everything a flow and a graph can show.
const WEBSHOP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/webshop");

#[test]
fn every_field_of_a_flow_is_documented() {
    check(
        "`loadline/flow/v1`",
        &[Scratch::new().run(&["flow", "--model", WEBSHOP, "--format", "json"]).stdout],
    );
}

#[test]
fn every_field_of_a_graph_is_documented() {
    check(
        "`loadline/graph/v1`",
        &[Scratch::new().run(&["graph", "--model", WEBSHOP, "--format", "json"]).stdout],
    );
}

/// Maps by name, whose keys are no fields.
fn unnamed(output: &str) -> String {
    let mut value: Value = serde_json::from_str(output).unwrap();
    for map in ["parameters", "quantities"] {
        let named = value[map].as_object().unwrap();
        value[map] = named.values().cloned().collect();
    }
    value.to_string()
}

#[test]
fn every_field_of_a_formula_is_documented() {
    let words = ["formula", "mmc", "arrival_rate=80", "service_rate=12", "servers=8", "--format", "json"];
    check("`loadline/formula/v1`", &[unnamed(&Scratch::new().run(&words).stdout)]);
}

#[test]
fn every_field_of_the_formulas_is_documented() {
    check("`loadline/formulas/v1`", &[Scratch::new().run(&["formula", "--format", "json"]).stdout]);
}

#[test]
fn every_field_of_a_fault_tree_is_documented() {
    let scratch = Scratch::new();
    let data = |name: &str| {
        format!("<define-basic-event name=\"{name}\"><float value=\"0.1\"/></define-basic-event>")
    };
    let tree = format!(
        "<opsa-mef><define-fault-tree name=\"t\"><define-gate name=\"top\"><atleast min=\"2\">{}</atleast></define-gate>\
         {}</define-fault-tree></opsa-mef>",
        ["a", "b", "c"].map(|name| format!("<basic-event name=\"{name}\"/>")).concat(),
        ["a", "b", "c"].map(data).concat(),
    );
    scratch.write("tree.xml", &tree);
    let printed = scratch.run(&["faulttree", "tree.xml", "--format", "json"]).stdout;
    // The orders are keys of their own.
    check("`loadline/faulttree/v1`", &[printed.replace("\"2\": ", "\"order\": ")]);
}

/// The page of the command shows every figure there is, and what is unknown.
#[test]
fn every_field_of_a_capacity_is_documented() {
    let run = |words: &[&str]| {
        let words: Vec<&str> =
            ["capacity", "--model", WEBSHOP, "--format", "json"].iter().chain(words).copied().collect();
        Scratch::new().run(&words).stdout
    };
    let unsaid = Scratch::model("loadline: 1\nservices: {a: {}}\njourneys: {go: {entry: a}}\n");
    let unsaid = unsaid.run(&["capacity", "--format", "json"]).stdout;
    let priced = Scratch::model(
        "loadline: 1\nstores: {d: {cost: 5 EUR/month, size: 1GB, capacity: {storage: 2GB}}}\nservices: {a: {needs: {d: {}}}}\n\
         journeys: {go: {entry: a, load: {average: 5rps}}}\n",
    );
    let priced = priced.run(&["capacity", "--format", "json"]).stdout;
    check("`loadline/capacity/v1`", &[run(&[]), run(&["place-order"]), unsaid, priced]);
}

/// A journey that misses, one whose tail cannot be promised, an edge that does not say its kind, a path with a fallback.
const ANSWERS: &str = "loadline: 1
journeys:
  pay: {entry: shop.http, completes: {within: 1m, at: later}, load: {average: 50rps, peak: 80rps}}
  browse: {entry: shop.http}
slos:
  pay-works: {of: pay, target: 99.99%, sli: {availability: {good: good, total: total}}}
services:
  shop:
    exposes: {http: {}}
    needs:
      psp: {kind: hard, fallback: {to: psp-2}}
      db: {}
      prices: {kind: hard}
      events: {access: publish, via: outbox}
  later: {capacity: {rps: 10}, replicas: {min: 1}, needs: {events: {access: consume}}}
  prices: {}
cells: {shards: {count: 4, members: [prices]}}
queues: {events: {}}
stores: {db: {}}
externals: {psp: {}, psp-2: {}}
";

#[track_caller]
fn check_answers(schema: &str, runs: &[&[&str]]) {
    let scratch = Scratch::new();
    let before = "loadline: 1\njourneys: {gone: {entry: a.http}}\nservices: {a: {exposes: {http: {}}}}\n";
    let changed = ANSWERS
        .replace("fallback: {to: psp-2}", "fallback: {stale: 1h}")
        .replace("99.99%", "1%")
        .replace("      db: {}", "      db: {kind: hard, fallback: {stale: 2h}}");
    for (folder, text) in
        [("now", ANSWERS), ("before", before), ("changed", &changed.replace("80rps", "90rps"))]
    {
        scratch.write(&format!("{folder}/loadline.yaml"), text);
    }
    let outputs: Vec<String> = runs
        .iter()
        .map(|run| scratch.run(&[*run, &["--format", "json"]].concat()))
        .map(|output| if output.code == 2 { panic!("{}", output.stderr) } else { output.stdout })
        .collect();
    check(schema, &outputs);
}

#[test]
fn every_field_of_an_availability_is_documented() {
    check_answers(
        "`loadline/availability/v1`",
        &[&["availability", "-m", "now"], &["availability", "-m", WEBSHOP]],
    );
}

#[test]
fn every_field_of_a_blast_radius_is_documented() {
    check_answers("`loadline/blast/v1`", &[&["blast", "psp", "-m", "now"], &["blast", "psp-2", "-m", "now"]]);
    check_answers("`loadline/blast-overview/v1`", &[&["blast", "-m", "now"]]);
}

#[test]
fn every_field_of_single_points_is_documented() {
    check_answers("`loadline/spof/v1`", &[&["spof", "-m", "now"]]);
}

#[test]
fn every_field_of_dependencies_is_documented() {
    check_answers("`loadline/depends/v1`", &[&["depends", "-m", "now"]]);
}

#[test]
fn every_field_of_a_comparison_is_documented() {
    check_answers(
        "`loadline/compare/v1`",
        &[
            &["compare", "before", "-m", "now"],
            &["compare", "changed", "-m", "now"],
            &["compare", "changed", "-m", "before"],
        ],
    );
}
