//! Our answers held to those of a real Prometheus over thirty days of made-up history: no minute of firing may differ, and
//! values are equal to a relative 1e-12. The answers were recorded by `cargo xtask oracle slo`.

mod questions;

use loadline_promql::{Expression, History, Labels, Millis, Range, Series};
use loadline_testkit::{MINUTES, START, SyntheticHistory, synthetic_histories};
use questions::{EVERY, PAIRS, VALUES, about, pair};

const FIRING: &str = include_str!("../data/oracle/firing.txt");
const VALUES_RECORDED: &str = include_str!("../data/oracle/values.txt");
const MINUTE: Millis = 60_000;

fn loaded(history: &SyntheticHistory) -> History {
    let mut loaded = History::default();
    for (number, instance) in history.instances.iter().enumerate() {
        for (metric, samples) in ["requests_total", "errors_total"].into_iter().zip(instance) {
            let number = number.to_string();
            let labels = [("__name__", metric), ("history", history.name), ("instance", number.as_str())];
            let mut series = Series::new(Labels::new(labels));
            for (time, value) in samples {
                assert!(series.push(*time, *value));
            }
            loaded.insert(series);
        }
    }
    loaded
}

fn recorded<'a>(text: &'a str, history: &str, question: &str) -> &'a str {
    let start = format!("{history}: {question}:");
    let found = text.lines().find_map(|line| line.strip_prefix(start.as_str()));
    found.unwrap_or_else(|| panic!("nothing is recorded for {start} run `cargo xtask oracle slo`")).trim()
}

/// Whether it fires, for every minute of the month.
fn minutes(runs: &str) -> Vec<bool> {
    let mut minutes = vec![false; MINUTES as usize];
    for run in runs.split_whitespace() {
        let (first, more) = run.split_once('+').expect("a run");
        let first: usize = first.parse().expect("a minute");
        let more: usize = more.parse().expect("a number");
        minutes[first..=first + more].fill(true);
    }
    minutes
}

#[test]
fn no_minute_of_firing_differs() {
    let range = Range { start: START, end: START + (MINUTES - 1) * MINUTE, step: MINUTE };
    let histories = synthetic_histories();
    assert!(histories.len() >= 12);
    let mut fired = 0;
    for history in &histories {
        let loaded = loaded(history);
        for (factor, long, short) in PAIRS {
            let expression =
                Expression::parse(&about(&pair(factor, long, short), history.name)).expect("read");
            let columns = expression.range(&loaded, range).expect("evaluated");
            let expected = minutes(recorded(FIRING, history.name, factor));
            let found: Vec<bool> =
                (0..range.len()).map(|at| columns.iter().any(|column| column.get(at).is_some())).collect();
            let differences = found.iter().zip(&expected).filter(|(a, b)| a != b).count();
            assert_eq!(differences, 0, "{}, {factor}", history.name);
            fired += expected.iter().filter(|fires| **fires).count();
        }
    }
    // Silence everywhere would be agreement too.
    assert!(fired > 50_000, "{fired} minutes");
}

#[test]
fn values_are_the_same() {
    let range = Range { start: START, end: START + (MINUTES - 1) * MINUTE, step: EVERY * MINUTE };
    let (mut compared, mut to_the_last_bit) = (0, 0);
    for history in &synthetic_histories() {
        let loaded = loaded(history);
        for text in VALUES {
            let expression = Expression::parse(&about(text, history.name)).expect("read");
            let columns = expression.range(&loaded, range).expect("evaluated");
            assert!(columns.len() <= 1);
            let expected: Vec<&str> = recorded(VALUES_RECORDED, history.name, text).split(' ').collect();
            assert_eq!(expected.len(), range.len());
            for (at, expected) in expected.into_iter().enumerate() {
                let found = columns.first().and_then(|column| column.get(at));
                let expected: Option<f64> = (expected != "_").then(|| expected.parse().expect("a number"));
                compared += usize::from(expected.is_some());
                match (found, expected) {
                    (None, None) => {}
                    (Some(found), Some(expected)) if found.is_nan() && expected.is_nan() => {}
                    (Some(found), Some(expected)) => {
                        let most = 1e-12 * expected.abs();
                        to_the_last_bit += usize::from(found.to_bits() == expected.to_bits());
                        let close = found == expected || (found - expected).abs() <= most;
                        assert!(close, "{}, {text}, step {at}: {found} is not {expected}", history.name);
                    }
                    _ => panic!("{}, {text}, step {at}: {found:?} is not {expected:?}", history.name),
                }
            }
        }
    }
    assert!(compared > 20_000, "{compared}");
    println!("{to_the_last_bit} of {compared} values are the same to the last bit");
}
