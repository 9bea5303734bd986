//! Each statement of `tests/data/statements` against the numbers, flags and assumptions beside it.

use loadline_plan::draft::{Draft, draft};
use loadline_plan::statement::read;
use serde_json::Value;
use std::path::PathBuf;

/// Statements whose expected flags and assumptions stand in words beside them; their codes here.
const IN_WORDS: &[(&str, &[&str], &[&str])] = &[
    (
        "ticketing",
        &["slo-above-dependency", "quota-below-headroom", "retention-against-deletion", "strong-consistency"],
        &["regions", "burst-shape", "cache-freshness"],
    ),
    (
        "telemetry",
        &["freshness-impossible-during-drain", "reconnect-storm", "ack-after-replicated-log"],
        &["peak-multiplier", "identity", "regions"],
    ),
    (
        "internal-tool",
        &["mostly-unknown", "stay-small"],
        &["actions-per-user", "peak-multiplier", "availability", "retention", "identity", "recovery"],
    ),
];

/// A size or rate in base units, so that a value in MB may be compared with one in GB.
fn base(value: f64, unit: &str) -> f64 {
    let scale = match unit.split(['B', 'b']).next() {
        Some("k") => 1e3,
        Some("M") => 1e6,
        Some("G") => 1e9,
        Some("T") => 1e12,
        Some("P") => 1e15,
        _ => 1.0,
    };
    if unit.contains('B') || unit.contains("bit") { value * scale } else { value }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/statements")
}

/// A statement's draft and what is expected of it.
fn case(name: &str) -> (Draft, Value) {
    let text = std::fs::read_to_string(folder().join(format!("{name}.md"))).expect("a statement");
    let expected =
        std::fs::read_to_string(folder().join(format!("{name}.expected.json"))).expect("its numbers");
    (draft(&read(&text)), serde_json::from_str(&expected).expect("it is JSON"))
}

#[track_caller]
fn check(name: &str) {
    let (draft, expected) = case(name);
    let mut wrong = Vec::new();
    for number in expected["numbers"].as_array().expect("a list") {
        let key = number["key"].as_str().expect("a key");
        let (value, unit) =
            (number["value"].as_f64().expect("a value"), number["unit"].as_str().expect("a unit"));
        let tolerance = number["rel_tol"].as_f64().expect("a tolerance");
        match draft.number(key) {
            Some(found) => {
                let (found_base, wanted) = (base(found.value, &found.unit), base(value, unit));
                if (found_base - wanted).abs() > tolerance.max(1e-11) * wanted.abs() {
                    wrong.push(format!(
                        "{key}: {} {} instead of {value} {unit}; {}",
                        found.value, found.unit, found.formula
                    ));
                }
            }
            None => wrong.push(format!("{key} is missing")),
        }
    }
    let listed = |key: &str| -> Option<Vec<String>> {
        let list = expected[key].as_array()?;
        Some(list.iter().map(|code| code.as_str().expect("a code").to_owned()).collect())
    };
    let words = IN_WORDS.iter().find(|(known, ..)| *known == name);
    let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    let flags = listed("flags").or_else(|| words.map(|(_, flags, _)| owned(flags))).expect("flags");
    let assumptions =
        listed("assumptions").or_else(|| words.map(|(.., ids)| owned(ids))).expect("assumptions");
    let raised: Vec<&str> = draft.flags.iter().map(|flag| flag.code).collect();
    let stated: Vec<&str> = draft.assumptions.iter().map(|assumption| assumption.id).collect();
    wrong.extend(
        flags
            .iter()
            .filter(|code| !raised.contains(&code.as_str()))
            .map(|code| format!("flag {code} is missing")),
    );
    wrong.extend(
        assumptions
            .iter()
            .filter(|id| !stated.contains(&id.as_str()))
            .map(|id| format!("assumption {id} is missing")),
    );
    if words.is_none() {
        wrong.extend(
            raised
                .iter()
                .filter(|code| !flags.iter().any(|known| known == *code))
                .map(|code| format!("flag {code} is raised")),
        );
        wrong.extend(
            stated
                .iter()
                .filter(|id| !assumptions.iter().any(|known| known == *id))
                .map(|id| format!("assumption {id} is stated")),
        );
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
}

#[test]
fn ticketing() {
    check("ticketing");
}

#[test]
fn telemetry() {
    check("telemetry");
}

#[test]
fn internal_tool() {
    check("internal-tool");
}

#[test]
fn statements_of_other_trades() {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .expect("the folder")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".md").map(str::to_owned))
        .filter(|name| IN_WORDS.iter().all(|(known, ..)| known != name))
        .collect();
    names.sort();
    assert!(names.len() >= 8, "{names:?}");
    names.iter().for_each(|name| check(name));
}

/// Every number says where it comes from, and every assumption it rests on is stated.
#[test]
fn nothing_is_hidden() {
    for name in ["ticketing", "telemetry", "internal-tool", "payment-api", "food-delivery", "town-library"] {
        let (draft, _) = case(name);
        for number in &draft.numbers {
            assert!(!number.formula.is_empty() && !number.unit.is_empty(), "{name}: {}", number.key);
            assert!(
                !number.spans.is_empty() || !number.rests_on.is_empty(),
                "{name}: {} comes from nowhere",
                number.key
            );
            for id in &number.rests_on {
                assert!(
                    draft.assumptions.iter().any(|assumption| assumption.id == *id),
                    "{name}: {id} is not stated"
                );
            }
        }
        for flag in &draft.flags {
            assert!(!flag.evidence.is_empty(), "{name}: {} has no evidence", flag.code);
        }
    }
}
