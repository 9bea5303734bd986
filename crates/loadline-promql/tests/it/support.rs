//! Histories in short notation, and results as text.

use loadline_promql::{Column, Expression, History, Millis, Range, notation};
use std::fmt::Write;
use std::process::Command;

/// A history of lines like `up{job="a"} 0+1x10`, a sample a minute.
pub(crate) fn history(lines: &str) -> History {
    let mut history = History::default();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let metric_ends = line.find("} ").map(|at| at + 1).or_else(|| line.find(' ')).unwrap_or(line.len());
        let (metric, values) = line.split_at(metric_ends);
        match notation::series(metric, values, 60_000) {
            Ok(series) => history.insert(series),
            Err(error) => panic!("{line}: {error}"),
        };
    }
    history
}

/// The result at every minute from 0 to `minutes`, a line per series, `_` where there is no value.
pub(crate) fn told(lines: &str, expression: &str, minutes: Millis) -> String {
    let history = history(lines);
    let range = Range { start: 0, end: minutes * 60_000, step: 60_000 };
    match Expression::parse(expression) {
        Err(error) => format!("refused: {error}"),
        Ok(expression) => match expression.range(&history, range) {
            Err(error) => format!("error: {error}"),
            Ok(columns) => written(&columns),
        },
    }
}

pub(crate) fn written(columns: &[Column]) -> String {
    let mut lines: Vec<String> = columns
        .iter()
        .map(|column| {
            let values: Vec<String> = (0..column.values.len())
                .map(|at| column.get(at).map_or_else(|| "_".to_owned(), |value| value.to_string()))
                .collect();
            format!("{} {}", column.labels, values.join(" "))
        })
        .collect();
    lines.sort();
    lines.join("\n")
}

/// The head of promtool's unit test with the series of these lines, a sample a minute.
pub(crate) fn unit_test(lines: &str) -> String {
    let mut test = String::from("tests:\n- interval: 1m\n  external_labels: {region: eu}\n  input_series:\n");
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let (series, values) = line.split_at(line.find("} ").expect("labels") + 1);
        writeln!(test, "  - {{series: '{series}', values: '{}'}}", values.trim()).expect("written");
    }
    test
}

/// What `promtool test rules` says of a test with these rule files beside it: `Ok` where it passes. `None`, with a line on
/// why, where there is no promtool.
pub(crate) fn promtool(files: &[(&str, &str)], test: &str) -> Option<Result<(), String>> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files.iter().chain([&("test.yml", test)]) {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let asked = Command::new("promtool").args(["test", "rules", "test.yml"]).current_dir(&folder).output();
    let Ok(output) = asked else {
        println!("left out: no `promtool` on this machine (Debian's package `prometheus`)");
        return None;
    };
    let told =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Some(if output.status.success() { Ok(()) } else { Err(told) })
}
