//! Real files: all are read, and what is odd about them is told on its line.

use super::{read_files, told};
use loadline_slo::{Indicator, Window};

/// How many objectives each file has, and what is told of them.
type Found = (Vec<(String, usize)>, Vec<String>);

/// Reads a folder, file by file.
fn folder(name: &str) -> Option<Found> {
    let folder = loadline_testkit::corpus("slo")?.join(name);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut counts, mut all) = (Vec::new(), Vec::new());
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (sources, found) = read_files(&[(&file, &text)]);
        assert_eq!(found.errors().count(), 0, "{:#?}", told(&sources, &found));
        assert!(found.documents.iter().all(|document| document.read));
        counts.push((file, found.slos.len()));
        all.extend(told(&sources, &found));
    }
    Some((counts, all))
}

#[track_caller]
fn check(name: &str, counts: &[(&str, usize)], expected: &[&str]) {
    let Some((found, told)) = folder(name) else { return };
    let found: Vec<_> = found.iter().map(|(file, count)| (file.as_str(), *count)).collect();
    assert_eq!(found, counts);
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{expected}\n{told}");
    }
}

#[test]
fn openslo_examples() {
    check(
        "openslo",
        &[
            ("budgeting-method__occurences-slo", 1),
            ("budgeting-method__ratio-timeslices", 1),
            ("budgeting-method__timeslices-slo", 2),
            ("treat-low-traffic-as-equally-important__timeslices-slo", 1),
        ],
        &[
            "warning LL573 budgeting-method__ratio-timeslices:32:11 `op` on a ratio",
            "warning LL574 budgeting-method__timeslices-slo:27:17 a window of `1m` is 1 min",
            "warning LL573 budgeting-method__timeslices-slo:35:11 `op` on a ratio",
            "warning LL573 treat-low-traffic-as-equally-important__timeslices-slo:33:11 `op` on a ratio",
        ],
    );
}

#[test]
fn sloth_examples() {
    check(
        "sloth",
        &[
            ("getting-started", 1),
            ("home-wifi", 2),
            ("multifile", 2),
            ("no-alerts", 1),
            ("openslo-getting-started", 1),
            ("raw-home-wifi", 1),
        ],
        &[],
    );
}

#[test]
fn pyrra_examples() {
    check(
        "pyrra",
        &[
            ("caddy-response-latency", 1),
            ("nginx", 2),
            ("prometheus-http", 1),
            ("prometheus-probe-success", 1),
        ],
        &["warning LL579 nginx:31:17 only failed requests are counted as fast ones"],
    );
}

#[test]
fn a_calendar_month_of_new_york_and_a_bucket_of_50_ms() {
    let Some(corpus) = loadline_testkit::corpus("slo") else { return };
    let text = |path: &str| std::fs::read_to_string(corpus.join(path)).unwrap();
    let (_, found) = read_files(&[("a", &text("openslo/budgeting-method__timeslices-slo.yaml"))]);
    let Window::Calendar(calendar) = &found.slos[0].windows[0] else { panic!("it follows the calendar") };
    assert_eq!(
        (calendar.zone.as_str(), calendar.start.as_deref()),
        ("America/New_York", Some("2022-01-01T12:00:00"))
    );
    let (_, found) = read_files(&[("a", &text("pyrra/caddy-response-latency.yaml"))]);
    let Indicator::Latency { under, .. } = &found.slos[0].indicator else { panic!("it is a latency") };
    assert_eq!(under.to_string(), "0.05");
}
