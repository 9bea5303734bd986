//! Closed forms against 50-digit arithmetic by other methods, written by `tests/oracle/closed_forms.py`.

use loadline_capacity::formula::{Arguments, FORMULAS, Refusal, Value, find};
use serde_json::Value as Json;
use std::collections::BTreeSet;

const CASES: &str = include_str!("../data/closed_forms.json");

/// What every value must keep; the worst one seen is about a hundred times better.
const TOLERANCE: f64 = 1e-10;

#[track_caller]
fn evaluate(name: &str, words: &[String]) -> Result<Vec<(&'static str, Value)>, Refusal> {
    let formula = find(name).unwrap();
    let arguments = Arguments::read(formula, words.iter().map(String::as_str)).unwrap();
    let figures = formula.evaluate(&arguments)?;
    Ok(figures.into_iter().map(|(measure, value)| (measure.name, value)).collect())
}

fn expected(json: &Json) -> Vec<f64> {
    match json {
        Json::Array(list) => list.iter().flat_map(expected).collect(),
        Json::String(text) if text == "infinite" => vec![f64::INFINITY],
        text => vec![text.as_str().unwrap().parse().unwrap()],
    }
}

fn error(found: f64, wanted: f64) -> f64 {
    // Below 1e-300 doubles lose their digits; such a value may as well be 0.
    if found == wanted || (found.abs() < 1e-280 && wanted.abs() < 1e-280) {
        return 0.0;
    }
    ((found - wanted) / wanted).abs()
}

#[test]
fn every_quantity_agrees_with_the_oracle() {
    let cases: Vec<Json> = serde_json::from_str(CASES).unwrap();
    assert!(cases.len() >= 150, "{} cases", cases.len());
    let mut checked = BTreeSet::new();
    let mut worst: Vec<(f64, String)> = Vec::new();
    for case in &cases {
        let name = case["formula"].as_str().unwrap();
        let arguments = case["arguments"].as_object().unwrap();
        let words: Vec<String> =
            arguments.iter().map(|(name, value)| format!("{name}={}", value.as_str().unwrap())).collect();
        let figures = evaluate(name, &words).unwrap_or_else(|refusal| panic!("{name} {words:?}: {refusal}"));
        for (quantity, wanted) in case["expected"].as_object().unwrap() {
            let (_, value) = figures
                .iter()
                .find(|(name, _)| name == quantity)
                .unwrap_or_else(|| panic!("{name} {quantity}"));
            let wanted = expected(wanted);
            assert_eq!(value.numbers().len(), wanted.len(), "{name} {quantity}");
            for (found, wanted) in value.numbers().iter().zip(wanted) {
                let here = error(*found, wanted);
                worst.push((here, format!("{name} {} {quantity}: {found}, not {wanted}", words.join(" "))));
            }
            checked.insert((name.to_owned(), quantity.clone()));
        }
    }
    worst.sort_by(|one, other| other.0.total_cmp(&one.0));
    let values = worst.len();
    for (error, what) in worst.iter().take(5) {
        println!("{error:.1e} {what}");
    }
    println!("{} cases, {values} values", cases.len());
    let wrong: Vec<String> = worst
        .iter()
        .filter(|(error, _)| error.is_nan() || *error > TOLERANCE)
        .map(|(error, what)| format!("{error:.1e} {what}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let known = FORMULAS.iter().flat_map(|formula| {
        formula.quantities.iter().map(move |measure| (formula.name.to_owned(), measure.name.to_owned()))
    });
    let missed: Vec<_> = known.filter(|quantity| !checked.contains(quantity)).collect();
    assert!(missed.is_empty(), "without a case: {missed:?}");
}
