//! Other people's rule files: what `promtool check rules` takes, we take, and evaluate.

use loadline_promql::rules::{Setup, read, replay};
use loadline_promql::{History, Range};
use std::process::Command;

#[test]
fn rules_that_promtool_takes_are_taken() {
    let Some(folder) = loadline_testkit::corpus("slo/sloth-expected") else { return };
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("files").filter_map(Result::ok).collect();
    files.sort_by_key(std::fs::DirEntry::path);
    let mut rules = 0;
    for file in files {
        let text = std::fs::read_to_string(file.path()).expect("text");
        let read = read(&text);
        if let Ok(output) = Command::new("promtool").args(["check", "rules"]).arg(file.path()).output() {
            let told = String::from_utf8_lossy(&output.stderr);
            // promtool leaves out all documents but the first without a word, and so would a server.
            let left_out = read.as_ref().is_err_and(|error| error.reason.contains("only the first"));
            assert_eq!(
                read.is_ok() || left_out,
                output.status.success(),
                "{:?}: {read:?}\n{told}",
                file.path()
            );
        }
        let Ok(groups) = read else { continue };
        rules += groups.iter().map(|group| group.rules.len()).sum::<usize>();
        let range = Range { start: 0, end: 3_600_000, step: 60_000 };
        let mut history = History::default();
        let timeline = replay(&groups, &mut history, range, &Setup::default()).expect("replayed");
        // Only what needs no series is written: objectives, periods, names.
        assert_eq!((timeline.problems.len(), timeline.runs.len()), (0, 0), "{:?}", file.path());
        assert!(!history.series().is_empty());
    }
    assert!(rules > 50, "{rules}");
}
