//! `plan export prompts` and `plan drift`: a pack names what is missing, and drifts with the facts in it and with nothing else.

use crate::scratch::{SHOP, Scratch, TODAY};
use serde_json::{Value, json};

/// A component of which much is said; what its specification wants stands behind each line that says it.
const SPEC: &str = include_str!("../data/spec.yaml");

fn prompts(scratch: &Scratch, more: &[&str]) -> String {
    let mut words = vec!["plan", "export", "prompts", TODAY];
    words.extend(more);
    let output = scratch.run(&words);
    assert_eq!(output.code, 0, "{}", output.stderr);
    output.stdout
}

fn pack(scratch: &Scratch, more: &[&str]) -> Value {
    serde_json::from_str(&prompts(scratch, &[&["--format", "json"], more].concat())).unwrap()
}

fn example(name: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    folder.to_str().unwrap().to_owned()
}

fn missing(spec: &Value) -> Vec<&str> {
    spec["missing"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect()
}

/// What `plan drift` says of a file, with its exit code.
fn drift(scratch: &Scratch, file: &str) -> (i32, Value) {
    let output = scratch.run(&["plan", "drift", file, TODAY, "--format", "json"]);
    let value: Value = serde_json::from_str(&output.stdout).expect(&output.stderr);
    (output.code, value["documents"][0].clone())
}

#[test]
fn packs_keep_to_their_schema_and_a_schema_refuses_what_lacks_a_field() {
    let schema: Value =
        serde_json::from_str(&Scratch::new().run(&["plan", "export", "prompts", "--schema"]).stdout).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for text in [SPEC, SHOP, "loadline: 1\n"] {
        let one = pack(&Scratch::model(text), &[]);
        assert!(validator.is_valid(&one), "{one:#}");
    }
    for name in ["webshop", "payments-clean", "online-boutique"] {
        let one = pack(&Scratch::new(), &["-m", &example(name)]);
        assert!(validator.is_valid(&one), "{name}");
        assert_eq!(one, pack(&Scratch::new(), &["-m", &example(name)]));
    }
    let good = pack(&Scratch::model(SPEC), &[]);
    for part in
        ["", "/specs/0", "/specs/0/topics/0", "/specs/0/topics/0/facts/0", "/specs/0/topics/0/facts/0/source"]
    {
        let names: Vec<String> = good.pointer(part).unwrap().as_object().unwrap().keys().cloned().collect();
        for name in names {
            let mut bad = good.clone();
            bad.pointer_mut(part).unwrap().as_object_mut().unwrap().remove(&name);
            assert!(!validator.is_valid(&bad), "without {part}/{name}");
        }
        let mut bad = good.clone();
        bad.pointer_mut(part).unwrap().as_object_mut().unwrap().insert("more".to_owned(), json!(1));
        assert!(!validator.is_valid(&bad), "with more in {part}");
    }
}

#[test]
fn taking_out_a_fact_makes_the_specification_name_it_and_say_stop() {
    let whole = pack(&Scratch::model(SPEC), &["web"]);
    let known = missing(&whole["specs"][0]);
    let mut tried = 0;
    for (number, line) in SPEC.lines().enumerate() {
        let Some((_, wanted)) = line.split_once("# wanted ") else { continue };
        assert!(!known.contains(&wanted), "{wanted} is missing before it is taken out");
        let rest: Vec<&str> =
            SPEC.lines().enumerate().filter(|(at, _)| *at != number).map(|(_, line)| line).collect();
        // A section with nothing in it goes with its last entry.
        let text =
            rest.join("\n").replace("slos:\nfailure", "failure").replace("failure-modes:\ntests", "tests");
        let one = pack(&Scratch::model(text.trim_end().trim_end_matches("tests:")), &["services/web"]);
        let spec = &one["specs"][0];
        assert!(missing(spec).contains(&wanted), "{wanted} is not among {:?}", missing(spec));
        assert_eq!(spec["complete"], json!(false));
        assert!(spec["instructions"][0].as_str().unwrap().starts_with("Stop: "));
        tried += 1;
    }
    assert!(tried >= 15, "{tried} facts were taken out");
}

#[test]
fn a_complete_specification_tells_nobody_to_stop() {
    let one = pack(&Scratch::new(), &["api", "-m", &example("payments-clean")]);
    let spec = &one["specs"][0];
    assert_eq!(missing(spec), Vec::<&str>::new());
    assert_eq!(spec["complete"], json!(true));
    assert!(spec["instructions"][0].as_str().unwrap().starts_with("Write the code of `api`"));
}

/// An edit of [`SPEC`], and which facts of `web` it changes: path, old and new.
#[track_caller]
fn check(from: &str, to: &str, expected: &[(&str, Option<&str>, Option<&str>)]) {
    assert!(SPEC.contains(from), "{from}");
    for (file, format) in [("pack.md", "markdown"), ("pack.json", "json")] {
        let scratch = Scratch::model(SPEC);
        scratch.write(file, prompts(&scratch, &["web", "--format", format]));
        assert_eq!(drift(&scratch, file).0, 0);
        scratch.write("loadline.yaml", SPEC.replace(from, to));
        let (code, document) = drift(&scratch, file);
        let changes: Vec<(&str, Option<&str>, Option<&str>)> = document["parts"][0]["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["path"].as_str().unwrap(), one["old"].as_str(), one["new"].as_str()))
            .collect();
        assert_eq!(changes, expected, "{file}");
        assert_eq!(code, i32::from(!expected.is_empty()), "{file}");
        assert_eq!(document["standing"], if expected.is_empty() { "current" } else { "drifted" });
        assert_eq!(document["parts"][0]["edited"], json!(false));
    }
}

#[test]
fn facts_that_change_go_or_come_are_drift() {
    check(
        "timeout: 300ms",
        "timeout: 500ms",
        &[("services/web/needs/books/timeout", Some("300ms"), Some("500ms"))],
    );
    check(
        "    purpose: sells books ",
        "    x-old: sells books ",
        &[
            ("services/web/purpose", Some("sells books"), None),
            ("services/web/x-old", None, Some("sells books")),
        ],
    );
    check("target: 99.9%", "target: 99.99%", &[("slos/buying/target", Some("99.9%"), Some("99.99%"))]);
    // What an engine works out of it moves too.
    check(
        "peak: 300rps",
        "peak: 400rps",
        &[
            ("journeys/buy/load/peak", Some("300rps"), Some("400rps")),
            ("services/web#peak-load", Some("300 rps"), Some("400 rps")),
        ],
    );
}

#[test]
fn comments_order_layout_quotes_and_changes_elsewhere_are_no_drift() {
    check("services:\n", "\n# our own code\nservices:\n", &[]);
    check(
        "    purpose: sells books # wanted services/web/purpose\n    owner: shop",
        "    owner: shop\n    purpose: 'sells books'",
        &[],
    );
    check("payload: {in: 2kB, out: 5kB}", "payload:\n          out: 5kB\n          in: 2kB\n       ", &[]);
    check("  unrelated:\n    owner: shop", "  unrelated:\n    owner: shop\n    purpose: something else", &[]);
    check("capacity: {rps: 2000}", "capacity: {rps: 3000}", &[]);
}

/// Values may move into a profile and back.
#[test]
fn profiles_count_as_what_they_say() {
    check(
        "    owner: shop # wanted services/web/owner",
        "    owner: shop\n    use: careful",
        &[("services/web/scales-by", None, Some("more replicas"))],
    );
}

#[test]
fn a_document_changed_by_hand_and_a_component_that_is_gone_are_drift() {
    let scratch = Scratch::model(SPEC);
    let text = prompts(&scratch, &["web"]);
    scratch.write("pack.md", text.replace("`300ms`", "`900ms`"));
    let (code, document) = drift(&scratch, "pack.md");
    assert_eq!((code, &document["parts"][0]["edited"]), (1, &json!(true)));
    let change = json!([{"path": "services/web/needs/books/timeout", "old": "900ms", "new": "300ms"}]);
    assert_eq!(document["parts"][0]["changes"], change);
    scratch.write("pack.md", prompts(&scratch, &["unrelated"]));
    scratch.write("loadline.yaml", SPEC.replace("  unrelated:\n    owner: shop\n", ""));
    assert_eq!(drift(&scratch, "pack.md").1["parts"][0]["standing"], "gone");
}

/// The parts of a document that are not current after an edit.
#[track_caller]
fn moved(words: &[&str], from: &str, to: &str) -> Vec<(String, String)> {
    let scratch = Scratch::model(SPEC);
    let output = scratch.run(&[words, &[TODAY]].concat());
    assert!(!output.stdout.is_empty(), "{}", output.stderr);
    scratch.write("document", output.stdout);
    let (code, document) = drift(&scratch, "document");
    assert_eq!((code, &document["standing"]), (0, &json!("current")), "{words:?}");
    scratch.write("loadline.yaml", SPEC.replace(from, to));
    let text = |part: &Value, name: &str| part[name].as_str().unwrap().to_owned();
    let parts = drift(&scratch, "document").1["parts"].as_array().unwrap().clone();
    let moved = parts.iter().map(|part| (text(part, "path"), text(part, "standing")));
    moved.filter(|(_, standing)| standing != "current").collect()
}

#[test]
fn documents_and_bundles_of_every_format_drift_part_by_part() {
    let mut all: Vec<Vec<&str>> =
        ["assessment", "implementation", "contracts"].map(|one| vec!["plan", "export", one]).into();
    for workflow in ["design", "operations"] {
        for format in ["markdown", "html", "json"] {
            all.push(vec!["plan", "bundle", workflow, "--draft", "--format", format]);
        }
    }
    let part = |path: &str, standing: &str| (path.to_owned(), standing.to_owned());
    for words in all {
        assert_eq!(moved(&words, "  unrelated:\n", "  # a comment\n  unrelated:\n"), []);
        assert_eq!(
            moved(&words, "id: shop\n  headroom: 2x", "id: shop\n  headroom: 3x"),
            [part("system", "drifted")]
        );
        let edited = moved(&words, "  unrelated:\n    owner: shop", "  unrelated:\n    purpose: none yet");
        assert_eq!(edited, [part("services/unrelated", "drifted")]);
        assert_eq!(
            moved(&words, "  unrelated:", "  other:"),
            [part("services/unrelated", "gone"), part("services/other", "new")]
        );
    }
}

#[test]
fn what_is_not_ours_is_said_to_be_and_what_cannot_be_read_is_an_error() {
    let scratch = Scratch::model(SPEC);
    for text in [
        "",
        "# Readme\n",
        "{",
        "{\"schema\": \"other/v1\"}",
        "{\"schema\": \"loadline/check/v1\"}",
        "{\"schema\": \"loadline/prompts/v1\", \"specs\": [{\"path\": 3}]}",
        "<!-- loadline:part  -->",
    ] {
        scratch.write("other", text);
        let (code, document) = drift(&scratch, "other");
        assert_eq!((code, &document["standing"]), (0, &json!("not-ours")), "{text}");
        assert!(document["reason"].is_string());
    }
    scratch.write("bytes", [0xff, 0x00, 0xfe]);
    assert_eq!(drift(&scratch, "bytes").1["standing"], "not-ours");
    let deep = format!("{{\"schema\": {}", "[".repeat(100_000));
    scratch.write("deep", deep);
    assert_eq!(drift(&scratch, "deep").1["standing"], "not-ours");
    for (words, wanted) in [
        (&["plan", "drift", "nowhere.md"][..], "cannot read `nowhere.md`"),
        (&["plan", "drift", "."], "cannot read `.`"),
        (&["plan", "export", "prompts", "wed"], "there is no component `wed`"),
        (&["plan", "export", "contracts", "web"], "`contracts` takes no component"),
    ] {
        let output = scratch.run(words);
        assert_eq!(output.code, 2, "{words:?}");
        assert!(output.stderr.contains(wanted), "{}", output.stderr);
    }
}

#[test]
fn every_field_of_drift_is_documented() {
    let scratch = Scratch::model(SPEC);
    scratch.write("pack.md", prompts(&scratch, &[]).replace("`300ms`", "`900ms`"));
    let output = scratch.run(&["plan", "drift", "pack.md", TODAY, "--format", "json"]);
    crate::guide::check("`loadline/plan-drift/v1`", &[output.stdout]);
}
