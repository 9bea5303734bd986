//! `plan export`: documents keep to their schemas whatever the model says, and their phases to its dependencies.

use crate::scratch::{SHOP, Scratch};
use serde_json::{Value, json};

const DOCUMENTS: [&str; 3] = ["assessment", "implementation", "contracts"];

#[track_caller]
fn export(scratch: &Scratch, document: &str, model: &str) -> Value {
    let output = scratch.run(&["plan", "export", document, "-m", model, "--today", "2026-11-20"]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    serde_json::from_str(&output.stdout).unwrap()
}

fn schema(document: &str) -> Value {
    serde_json::from_str(&Scratch::new().run(&["plan", "export", document, "--schema"]).stdout).unwrap()
}

fn example(name: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    folder.to_str().unwrap().to_owned()
}

/// Models that say much, little and nothing.
fn models() -> Vec<(Scratch, String)> {
    let here = |text: &str| (Scratch::model(text), ".".to_owned());
    let drafted = Scratch::new();
    let need = "Two million users make 20 requests a day; 5 % of the requests are writes of 1 kB.";
    assert_eq!(drafted.run(&["plan", "design", "--one-shot", need, "-o", "out"]).code, 0);
    let mut all = vec![here(SHOP), here("loadline: 1\n"), (drafted, "out".to_owned())];
    all.extend(["webshop", "payments-clean", "online-boutique"].map(|name| (Scratch::new(), example(name))));
    all
}

#[test]
fn every_document_keeps_to_its_schema_and_gives_the_same_bytes_twice() {
    for document in DOCUMENTS {
        let schema = schema(document);
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        for (scratch, model) in models() {
            let one = export(&scratch, document, &model);
            let faults: Vec<String> = validator
                .iter_errors(&one)
                .map(|fault| format!("{} {fault}", fault.instance_path()))
                .collect();
            assert!(faults.is_empty(), "{document} of {model}: {faults:#?}");
            assert_eq!(one, export(&scratch, document, &model));
        }
    }
}

/// A schema that takes anything would pass above: take out any field, or add one, and it must not.
#[test]
fn schemas_refuse_what_lacks_a_field_or_has_one_too_many() {
    for document in DOCUMENTS {
        let schema = schema(document);
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let good = export(&Scratch::new(), document, &example("payments-clean"));
        for part in ["", "/content"] {
            let names: Vec<String> =
                good.pointer(part).unwrap().as_object().unwrap().keys().cloned().collect();
            for name in names {
                let mut bad = good.clone();
                bad.pointer_mut(part).unwrap().as_object_mut().unwrap().remove(&name);
                assert!(!validator.is_valid(&bad), "{document} without {part}/{name}");
            }
            let mut bad = good.clone();
            bad.pointer_mut(part).unwrap().as_object_mut().unwrap().insert("more".to_owned(), json!(1));
            assert!(!validator.is_valid(&bad), "{document} with more in {part}");
        }
    }
}

#[test]
fn a_complete_model_is_handed_over_as_final_and_an_incomplete_one_names_what_is_missing() {
    for document in DOCUMENTS {
        let done = export(&Scratch::new(), document, &example("payments-clean"));
        assert_eq!(done["standing"], "final");
        let empty =
            export(&Scratch::model("loadline: 1\nservices: {web: {exposes: {http: {}}}}\n"), document, ".");
        assert_eq!(empty["standing"], "draft");
        if document != "contracts" {
            assert!(!empty["open"].as_array().unwrap().is_empty(), "{document}");
        }
    }
}

#[test]
fn the_id_stays_while_the_model_changes_and_the_fingerprint_does_not() {
    let scratch = Scratch::model("loadline: 1\nsystem: {id: shop, purpose: sells}\n");
    let before = export(&scratch, "assessment", ".");
    assert!(before["implementation"].as_str().unwrap().starts_with("shop-"));
    scratch.write("loadline.yaml", "loadline: 1\nsystem: {id: shop, purpose: sells much}\n");
    let after = export(&scratch, "implementation", ".");
    assert_eq!(before["implementation"], after["implementation"]);
    assert_ne!(before["model"], after["model"]);
    scratch.write("loadline.yaml", "loadline: 1\nsystem: {id: mail, purpose: sells much}\n");
    assert_ne!(export(&scratch, "assessment", ".")["implementation"], after["implementation"]);
}

/// Everything is built after what it needs, and what needs each other in a circle at once.
#[test]
fn phases_follow_dependencies() {
    let model = "loadline: 1\nservices:\n  a: {needs: {b.x: {}}}\n  b: {exposes: {x: {}}, needs: {c.x: {}, db: {}}}\n  \
                 c: {exposes: {x: {}}, needs: {b.x: {}, psp: {}}}\n  d: {needs: {a: {}}}\nstores: {db: {}}\nexternals: {psp: {}}\n";
    let plan = export(&Scratch::model(model), "implementation", ".");
    let phase = |path: &str| {
        let phases = plan["content"]["phases"].as_array().unwrap();
        let holds = |phase: &Value| {
            phase["deliverables"].as_array().unwrap().iter().any(|one| one["path"].as_str() == Some(path))
        };
        let found: Vec<i64> = phases
            .iter()
            .filter(|phase| holds(phase))
            .map(|phase| phase["number"].as_i64().unwrap())
            .collect();
        assert_eq!(found.len(), 1, "{path} in {phases:#?}");
        found[0]
    };
    assert!(phase("externals/psp") < phase("stores/db"));
    assert!(phase("stores/db") < phase("services/b"));
    assert_eq!(phase("services/b"), phase("services/c"));
    assert!(phase("services/b") < phase("services/a"));
    assert!(phase("services/a") < phase("services/d"));
    for (number, phase) in (1..).zip(plan["content"]["phases"].as_array().unwrap()) {
        assert_eq!(phase["number"], json!(number));
        assert!(phase["hours"].is_null(), "hours are never made up");
        let before = phase["depends_on"].as_array().unwrap();
        assert!(before.iter().all(|one| one.as_i64().unwrap() < number));
    }
}
