//! Any text is read as an expression, as a template and as a rule file, and what is read is evaluated on a small history:
//! refused or answered, never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use loadline_promql::rules::{Setup, Template, read, replay};
use loadline_promql::unit_tests::UnitTests;
use loadline_promql::{Expression, History, Range, notation};

const SERIES: &[(&str, &str)] = &[
    ("a{x=\"1\"}", "0+1x20 _x3 4 stale 0+7x9"),
    ("a{x=\"2\"}", "5-1x9 NaN Inf -Inf 1e308 1e308 0x9"),
    ("b", "1x40"),
    ("h_bucket{le=\"1\"}", "0+1x40"),
    ("h_bucket{le=\"+Inf\"}", "0+2x40"),
];

fuzz_target!(|text: &str| {
    let mut history = History::default();
    for (labels, values) in SERIES {
        history.insert(notation::series(labels, values, 60_000).expect("the notation is right"));
    }
    let range = Range { start: -300_000, end: 3_000_000, step: 77_000 };
    match Expression::parse(text) {
        Err(error) => {
            assert!(!error.reason.is_empty() && error.at.is_none_or(|at| at <= text.len()), "{error:?}")
        }
        Ok(expression) => {
            for column in expression.range(&history, range).unwrap_or_default() {
                assert_eq!(column.values.len(), range.len());
                assert!(column.present().next().is_some(), "an empty column: {}", column.labels);
            }
            let _ = (expression.selections(), expression.reads("a"));
        }
    }
    let _ = (notation::labels(text), notation::series("a", text, 60_000), Template::parse(text));
    if let Ok(groups) = read(text) {
        let _ = replay(&groups, &mut history, Range { step: 300_000, ..range }, &Setup::default());
    }
    if let Ok(tests) = UnitTests::read(text) {
        let _ = tests.run(&[]);
    }
});
