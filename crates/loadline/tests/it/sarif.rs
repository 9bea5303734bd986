//! SARIF held against the schema of the standard, and against what the schema cannot say.

use crate::scratch::{SHOP, Scratch};
use serde_json::{Value, json};
use std::sync::LazyLock;

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    // The standard's own pattern for languages has a bracket too many: no regular expression to strict readers.
    let text = include_str!("../data/sarif-schema-2.1.0.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
});

/// The log, once it holds to the schema and its references lead somewhere.
#[track_caller]
pub(crate) fn valid(text: &str) -> Value {
    let log: Value = serde_json::from_str(text).unwrap();
    let faults: Vec<String> =
        SCHEMA.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(!result["locations"].as_array().unwrap().is_empty(), "code scanning wants a place: {result}");
        let is_failure = result["kind"] == "fail";
        assert_eq!(result["level"] == "none", !is_failure, "level and kind contradict each other: {result}");
    }
    log
}

#[track_caller]
fn log(scratch: &Scratch, more: &[&str]) -> Value {
    valid(&scratch.check_as("sarif", more).stdout)
}

/// The results of a rule.
fn of<'l>(log: &'l Value, rule: &str) -> Vec<&'l Value> {
    let results = log["runs"][0]["results"].as_array().unwrap();
    results.iter().filter(|result| result["ruleId"] == rule).collect()
}

#[test]
fn the_schema_refuses_what_it_should() {
    let mut log = log(&Scratch::model(SHOP), &[]);
    assert!(SCHEMA.is_valid(&log));
    log["runs"][0]["results"][0]["level"] = json!("fatal");
    assert!(!SCHEMA.is_valid(&log), "a validator that accepts anything proves nothing");
    log["runs"][0]["results"][0]["level"] = json!("error");
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] =
        json!("a b%");
    assert!(!SCHEMA.is_valid(&log), "addresses are checked too");
}

#[test]
fn every_rule_is_described_whether_it_ran_or_not() {
    let scratch = Scratch::model(SHOP);
    let rules: Value = serde_json::from_str(&scratch.run(&["rules", "--format", "json"]).stdout).unwrap();
    let log = log(&scratch, &["--select", "LL201"]);
    let described = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: Vec<&Value> = described.iter().map(|rule| &rule["id"]).collect();
    let listed = rules["rules"].as_array().unwrap().iter().chain(rules["faults"].as_array().unwrap());
    // Files of objectives are read by `slo` alone; a check never finds their faults.
    let of_objectives = |code: &Value| code.as_str().is_some_and(|code| ("LL570".."LL600").contains(&code));
    let codes = listed.map(|rule| &rule["code"]).filter(|code| !of_objectives(code));
    assert_eq!(ids, codes.collect::<Vec<_>>());
    for rule in described {
        for field in ["shortDescription", "fullDescription", "help"] {
            assert!(
                rule[field]["text"].as_str().is_some_and(|text| !text.trim().is_empty()),
                "{field}: {rule}"
            );
        }
    }
    let timeout = described.iter().find(|rule| rule["id"] == "LL201").unwrap();
    assert_eq!(timeout["name"], "missing-timeout");
    assert_eq!(timeout["defaultConfiguration"]["level"], "error");
    assert!(timeout["help"]["markdown"].as_str().unwrap().contains("## Bad"));
    let tags = timeout["properties"]["tags"].as_array().unwrap();
    assert!(tags.contains(&json!("dependencies")) && tags.contains(&json!("D6")), "{tags:?}");
}

/// Columns count characters, from 1, and end one past the mark, whatever stands before it.
#[test]
fn regions_cut_out_the_marked_words() {
    let model = "loadline: 1\nservices:\n  a: {title: Größe 𝄞, needs: {b.api: {timeout: none}}}\n  b: {exposes: {api: {protocol: grpc}}}\n";
    let log = log(&Scratch::model(model), &["--select", "LL201"]);
    let region = &of(&log, "LL201")[0]["locations"][0]["physicalLocation"]["region"];
    let number = |name: &str| usize::try_from(region[name].as_u64().unwrap()).unwrap();
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    assert_eq!(number("startLine"), number("endLine"));
    let line: Vec<char> = model.lines().nth(number("startLine") - 1).unwrap().chars().collect();
    let marked: String = line[number("startColumn") - 1..number("endColumn") - 1].iter().collect();
    assert_eq!(marked, "none");
}

#[test]
fn a_second_place_is_a_related_location() {
    let log = log(&Scratch::model(SHOP), &[]);
    let found = of(&log, "LL202")[0];
    let related = &found["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["artifactLocation"]["uri"], "loadline.yaml");
    assert!(!related["message"]["text"].as_str().unwrap().is_empty());
    assert_ne!(related["physicalLocation"]["region"], found["locations"][0]["physicalLocation"]["region"]);
    assert_eq!(
        found["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
        "services/gateway/needs/orders.api"
    );
}

/// The whole way from `accept:` and from a comment in the model to `suppressions`.
#[test]
fn accepted_findings_are_suppressed_results() {
    let log = log(&Scratch::model(SHOP), &[]);
    let suppressed = |path: &str| {
        let at =
            |result: &&&Value| result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == path;
        let found = of(&log, "LL201");
        found.iter().find(at).unwrap()["suppressions"].clone()
    };
    let entry = suppressed("services/gateway/needs/stock.api");
    assert_eq!(entry[0]["kind"], "external");
    assert_eq!(entry[0]["status"], "accepted");
    assert_eq!(
        entry[0]["justification"],
        "the mesh ends the call after 1 s; accepted by shop; until 2027-01-01"
    );
    let comment = suppressed("services/gateway/needs/billing.api");
    assert_eq!(comment[0]["kind"], "inSource");
    assert_eq!(
        comment[0]["justification"],
        "because 100% of it is bounded, see [mesh](limits); until 2027-03-01".trim_start_matches("because ")
    );
    let line = &comment[0]["location"]["physicalLocation"]["region"]["startLine"];
    let expected = SHOP.lines().position(|line| line.contains("# loadline: allow")).unwrap() + 1;
    assert_eq!(line, &json!(expected));
    assert_eq!(suppressed("services/stock/needs/mail.api"), Value::Null, "nobody accepted this one");
}

#[test]
fn an_acceptance_past_its_day_suppresses_nothing() {
    let scratch = Scratch::model(SHOP);
    let output = scratch.run(&["check", "--select=LL201", "--today=2027-06-01", "--format=sarif"]);
    let log = valid(&output.stdout);
    assert_eq!(of(&log, "LL201").len(), 3);
    assert!(of(&log, "LL201").iter().all(|result| result["suppressions"].is_null()));
}

#[test]
fn faults_are_results_and_notifications() {
    let scratch = Scratch::model("loadline: 1\nservices:\n  a: {need: {}}\n");
    let output = scratch.check_as("sarif", &[]);
    assert_eq!(output.code, 2);
    let log = valid(&output.stdout);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"][0]["associatedRule"]["id"], "LL002");
    assert_eq!(of(&log, "LL002")[0]["level"], "error");
}

#[test]
fn a_clean_run_says_that_it_ran() {
    let log = log(&Scratch::model("loadline: 1\n"), &[]);
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], true);
    assert_eq!(log["runs"][0]["results"], json!([]));
}

#[test]
fn questions_are_open_results_of_strict_runs() {
    let scratch = Scratch::model(SHOP);
    let open = |log: &Value| {
        let results = log["runs"][0]["results"].as_array().unwrap();
        results.iter().filter(|result| result["kind"] == "open").count()
    };
    assert_eq!(open(&log(&scratch, &[])), 0);
    assert_eq!(open(&log(&scratch, &["--strict"])), 1);
}

/// Services match addresses against the paths of the repository, wherever the command was run.
#[test]
fn addresses_are_relative_to_the_repository() {
    #[track_caller]
    fn check(run_in: &str, path: &str, expected: &str) {
        let scratch = Scratch::new();
        scratch.write("plain/loadline.yaml", SHOP);
        scratch.write("50% größe/a:b/loadline.yaml", SHOP);
        std::fs::create_dir_all(scratch.path().join("50% größe/a:b/deep")).unwrap();
        let whole = scratch.path().join("plain");
        let path = if path == "ABSOLUTE" { whole.to_str().unwrap() } else { path };
        let arguments = ["check", "--select=LL202", "--format=sarif", path];
        let mut command = scratch.command(&arguments);
        command.current_dir(scratch.path().join(run_in));
        let log = valid(&crate::scratch::finish(command).stdout);
        let uri = &of(&log, "LL202")[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri, expected, "run in `{run_in}` with `{path}`");
    }
    check(".", "plain", "plain/loadline.yaml");
    check("plain", ".", "plain/loadline.yaml");
    check("50% größe", "../plain", "plain/loadline.yaml");
    check("50% größe", "../plain/loadline.yaml", "plain/loadline.yaml");
    check(".", "ABSOLUTE", "plain/loadline.yaml");
    check(".", "50% größe/a:b", "50%25%20gr%C3%B6%C3%9Fe/a%3Ab/loadline.yaml");
    check("50% größe/a:b/deep", ".", "50%25%20gr%C3%B6%C3%9Fe/a%3Ab/loadline.yaml");
}

#[test]
fn two_runs_are_the_same_bytes() {
    let scratch = Scratch::model(SHOP);
    for format in ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"] {
        let first = scratch.check_as(format, &["--strict", "--all"]);
        assert_eq!(first, scratch.check_as(format, &["--strict", "--all"]), "{format}");
    }
}
