//! The brute-force oracle: random models, read by the crate and by an interpreter of the guide, compared bit by bit.

mod breaks;
mod generate;
mod guide;
mod interpreter;
mod invariants;
mod numbers;
mod reading;
mod system;
mod table;
mod text;

use interpreter::{Answers, Interpreter};
use rayon::prelude::*;
use reading::Reading;
use std::collections::BTreeMap;

/// Models compared.
const MODELS: usize = 10_000;
/// Each construct must be met by at least so many of them.
const LEAST: usize = 100;

/// How many variables the model of a seed may have: most are small, some have as many as can be enumerated.
fn most_variables(seed: u64) -> usize {
    match seed {
        _ if seed.is_multiple_of(64) => 18,
        _ if seed.is_multiple_of(8) => 14,
        _ => 11,
    }
}

/// And how few: of the trivial ones only some are taken.
fn fewest_variables(seed: u64) -> usize {
    if seed.is_multiple_of(10) { 1 } else { 4 }
}

#[test]
fn ten_thousand_models_are_exact() {
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let mut sizes = [0usize; 19];
    let mut accepted = 0;
    for block in 0.. {
        let compared: Vec<Answers> = (block * 1_000..(block + 1) * 1_000)
            .into_par_iter()
            .filter_map(|seed| compare(seed, seed % 2 == 0))
            .collect();
        for of in compared {
            accepted += 1;
            sizes[of.variables.len()] += 1;
            for what in of.saw {
                *met.entry(what).or_default() += 1;
            }
        }
        if accepted >= MODELS {
            break;
        }
    }
    eprintln!("models: {accepted}, by variables: {sizes:?}\n{met:#?}");
    let rare: Vec<_> = met.iter().filter(|(_, count)| **count < LEAST).collect();
    assert!(rare.is_empty(), "met too rarely to say anything: {rare:?}");
}

/// Compares the two readings of one system; `None` when it has too many variables, or too few.
fn compare(seed: u64, unsaid_is_hard: bool) -> Option<Answers> {
    let system = generate::system(seed);
    let mut interpreter = Interpreter::new(&system, unsaid_is_hard);
    let sizes = fewest_variables(seed)..=most_variables(seed);
    if interpreter.is_too_large() || !sizes.contains(&interpreter.size()) {
        return None;
    }
    let text = system.text();
    let what = || format!("seed {seed}, unsaid is hard: {unsaid_is_hard}\n{text}");
    let model = crate::model(&text);
    let mut reading = Reading::of(&model, &system, unsaid_is_hard, &what);
    interpreter.look_closer(reading.ages());
    if !sizes.contains(&interpreter.size()) {
        return None;
    }
    let answers = interpreter.answers(None);
    reading.match_variables(&answers);
    reading.same_tops(&answers);
    reading.same_numbers(seed, &system, &answers, &mut interpreter);
    Some(answers)
}
