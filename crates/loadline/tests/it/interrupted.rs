//! Ctrl-C while the model is simulated: what is known so far is printed, and said to be only a part. Reads `/proc` to know when
//! the program listens.

use crate::scratch::Scratch;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const MODEL: &str = "loadline: 1
services: {web: {capacity: {workers: 1, queue: {limit: 20}}, service-time: {mean: 10ms}}}
journeys: {go: {entry: web, load: {peak: 60rps}}}
scenarios: {long: {lasts: 10m, runs: 10000, claims: [p99 of go <= 1ms]}}
";
const LIMIT: Duration = Duration::from_secs(60);

/// Runs a command, and presses Ctrl-C when it listens for that and has worked for so many hundredths of a second.
#[track_caller]
pub(crate) fn interrupted(scratch: &Scratch, arguments: &[&str], hundredths: u64) -> Output {
    let mut command = scratch.command(arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while !(listens(&child) && worked(&child) >= hundredths) {
        assert!(start.elapsed() < LIMIT && child.try_wait().unwrap().is_none(), "{command:?}");
        std::thread::yield_now();
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    child.wait_with_output().unwrap()
}

fn proc(child: &Child, file: &str) -> String {
    std::fs::read_to_string(format!("/proc/{}/{file}", child.id())).unwrap_or_default()
}

/// Whether SIGINT (2) is caught.
fn listens(child: &Child) -> bool {
    let status = proc(child, "status");
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap_or("0");
    u64::from_str_radix(caught.trim(), 16).unwrap() & 0b10 != 0
}

/// Processor time in user mode: the 14th field, after a name that may hold spaces.
fn worked(child: &Child) -> u64 {
    let stat = proc(child, "stat");
    let fields = stat.rsplit(')').next().unwrap_or("");
    fields.split_whitespace().nth(11).and_then(|ticks| ticks.parse().ok()).unwrap_or_default()
}

#[test]
fn ctrl_c_prints_what_is_known() {
    let scratch = Scratch::model(MODEL);
    let words = ["sim", "run", "long", "--format", "json"];
    let output = interrupted(&scratch, &words, 200);
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let done = report["interrupted"]["done"].as_u64().unwrap();
    assert!((2..10_000).contains(&done), "{done}");
    assert_eq!((&report["interrupted"]["of"], &report["runs"]), (&10_000.into(), &done.into()));
    assert_eq!(report["claims"][0]["verdict"], "fail");
    assert_eq!(report["claims"][0]["found"]["observations"], done);
    // The first runs are the same as those of a shorter list of runs.
    let few = scratch.run(&["sim", "run", "long", "--format", "json", "--runs", "2"]).stdout;
    let few: serde_json::Value = serde_json::from_str(&few).unwrap();
    assert_eq!(few["interrupted"], serde_json::Value::Null);
    assert_eq!(few["claims"][0]["verdict"], "fail");
}

#[test]
fn ctrl_c_before_anything_is_known_says_so() {
    let scratch = Scratch::model(MODEL.replace("lasts: 10m", "lasts: 20d"));
    for (words, said) in [
        (&["sim", "run", "long"][..], "interrupted before any of 10000 runs was done\n"),
        (&["sim", "knee", "--runs", "1000"], "interrupted"),
        (&["sim", "resilience", "--runs", "1000"], "interrupted"),
        (&["sim", "metastable", "--runs", "1000"], "interrupted"),
    ] {
        let output = interrupted(&scratch, words, 0);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.starts_with(said), "{words:?}: {text}");
        assert_eq!(output.status.code(), Some(130), "{words:?}");
    }
}
