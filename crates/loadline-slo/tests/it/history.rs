//! Histories in every format: what is read, what is refused and on which line, cut into pieces anywhere.

use loadline_promql::Labels;
use loadline_slo::history::{Csv, Limits, Loaded, OpenMetrics, Unreadable, read_prometheus};
use proptest::prelude::*;

/// Every sample as `labels time value`, one a line.
fn told(loaded: &Loaded) -> String {
    let mut text = String::new();
    for series in loaded.history.series() {
        for (time, value) in series.times().iter().zip(series.values()) {
            text.push_str(&format!("{} {time} {value}\n", series.labels));
        }
    }
    text
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let loaded = OpenMetrics::read(text.as_bytes(), Limits::default());
    let told = loaded.map_or_else(|error| error.to_string(), |loaded| told(&loaded));
    assert_eq!(told.trim_end(), expected);
    // However it is cut, it is the same.
    for piece in [1, 2, 3, 7] {
        assert_eq!(in_pieces(text.as_bytes(), piece).trim_end(), expected);
    }
}

fn in_pieces(text: &[u8], piece: usize) -> String {
    let read = || -> Result<Loaded, Unreadable> {
        let mut reader = OpenMetrics::new(Limits::default());
        text.chunks(piece).try_for_each(|piece| reader.feed(piece))?;
        reader.finish()
    };
    read().map_or_else(|error| error.to_string(), |loaded| told(&loaded))
}

#[test]
fn openmetrics_text() {
    check(
        "# HELP hits Hits.\n# TYPE hits counter\nhits_total{code=\"200\",path=\"/a\\\"}{b\\n\"} 3 1690000000.5 # {trace=\"x\"} 1 1690000000\n\
         hits_total{code=\"200\",path=\"/a\\\"}{b\\n\"} 4 1690000015.5\nup 1.0 1690000000\r\n# EOF\n",
        "hits_total{code=\"200\", path=\"/a\\\"}{b\\n\"} 1690000000500 3\n\
         hits_total{code=\"200\", path=\"/a\\\"}{b\\n\"} 1690000015500 4\nup 1690000000000 1",
    );
    check("up 1 1\nup{} NaN 2\n{\"up\"} +Inf 3\n# EOF", "up 1000 1\nup 2000 NaN\nup 3000 inf");
    check("# EOF", "");
}

#[test]
fn the_older_text_format_has_milliseconds() {
    check(
        "up{a=\"b\",} 1 1690000000000\nup {a=\"b\"} 2 1690000015000",
        "up{a=\"b\"} 1690000000000 1\nup{a=\"b\"} 1690000015000 2",
    );
}

#[test]
fn what_is_no_sample_is_refused_with_its_line() {
    check(
        "up 1 1\nup 1\n# EOF",
        "line 2: a sample without a time\nhint: a history needs the time of every sample",
    );
    check(
        "up 1 1",
        "the text ends without `# EOF`\nhint: the file was cut short, or it is no OpenMetrics text: add `# EOF` as its last line if it is whole",
    );
    check("up x 1", "line 1: `x` is no value of a sample");
    check("\n\nup{a=\"b} 1 1", "line 3: `up{a=\\\"b} 1 1` is no sample");
    check("up{a=b} 1 1", "line 1: label `a` has no quoted value");
    check("up{a=\"b\" c=\"d\"} 1 1", "line 1: `c=\\\"d\\\"` where a comma should be");
    check("up{a=\"b\",a=\"c\"} 1 1", "line 1: label `a` comes twice");
    check("2up 1 1", "line 1: `2up` is no name of a metric");
    check("{a=\"b\"} 1 1", "line 1: a sample without a name");
    check("up 1 1 junk", "line 1: `junk` after a sample");
    check(
        "# EOF\nup 1 1",
        "line 2: text after `# EOF`\nhint: put several files together without the `# EOF` of all but the last",
    );
    check(
        "up 1 1690000000000\nup 1 1690000000.5",
        "line 2: `1690000000.5` is no time in milliseconds since 1970\nhint: the first sample decides for the whole text between \
         seconds and milliseconds",
    );
}

#[test]
fn late_samples_are_put_in_order_and_counted() {
    let text = b"up 1 10\nup 3 30\nup 2 20\nup 9 20\nup NaN 40\n# EOF";
    let loaded = OpenMetrics::read(text, Limits::default()).unwrap();
    assert_eq!(told(&loaded), "up 10000 1\nup 20000 2\nup 30000 3\nup 40000 NaN\n");
    let notes = loaded.notes;
    assert_eq!((notes.late, notes.duplicates, notes.not_a_number, notes.samples), (1, 1, 1, 4));
    assert_eq!(notes.span, Some((10_000, 40_000)));
}

#[test]
fn limits_are_named() {
    let read = |text: &str, limits| OpenMetrics::read(text.as_bytes(), limits).unwrap_err().to_string();
    let limits = Limits { series: 1, labels: 1, samples: 2 };
    assert!(read("a 1 1\nb 1 1\n", limits).starts_with("line 2: more than 1 series (limit `series`)"));
    assert!(
        read("a 1 1\na 1 2\na 1 3\n", limits).starts_with("line 3: more than 2 samples (limit `samples`)")
    );
    assert!(read("a{b=\"1\",c=\"2\"} 1 1\n", limits).contains("(limit `labels`)"));
    let long = format!("a{{b=\"{}", "x".repeat(2 << 20));
    assert!(read(&long, limits).starts_with("line 1: a line of more than"));
}

#[track_caller]
fn check_csv(text: &str, expected: &str) {
    let table = Csv::read(text.as_bytes(), Limits::default());
    let told = table.map_or_else(|error| error.to_string(), |table| told(&table.loaded));
    assert_eq!(told.trim_end(), expected);
}

#[test]
fn tables_of_intervals_become_counters() {
    check_csv(
        "time,bad,total\n1970-01-01T00:02:00Z,1,10\n180,2,10\n",
        "loadline_bad_events_total 60000 0\nloadline_bad_events_total 120000 1\nloadline_bad_events_total 180000 3\n\
         loadline_events_total 60000 0\nloadline_events_total 120000 10\nloadline_events_total 180000 20",
    );
}

#[test]
fn tables_of_counters_stay_what_they_are() {
    check_csv(
        "\u{feff}slo;time;good_total;bad_total\n\"a;b\";60;5;1\n\"a;b\";120;;\n\"a;b\";180;9;1\n",
        "loadline_events_total{outcome=\"good\", slo=\"a;b\"} 60000 5\n\
         loadline_events_total{outcome=\"good\", slo=\"a;b\"} 180000 9\n\
         loadline_bad_events_total{slo=\"a;b\"} 60000 1\nloadline_bad_events_total{slo=\"a;b\"} 180000 1\n\
         loadline_events_total{outcome=\"bad\", slo=\"a;b\"} 60000 1\nloadline_events_total{outcome=\"bad\", slo=\"a;b\"} 180000 1",
    );
}

#[test]
fn tables_that_cannot_be_read_say_where() {
    for (text, said) in [
        ("", "a table without a header"),
        ("time,bad\n", "line 1: 1 columns of counts"),
        ("time,bad,good_total\n", "line 1: one column holds counters, the other counts of intervals"),
        ("when,bad,total\n", "line 1: unknown column `when`"),
        ("time,bad,bad\n", "line 1: column `bad` comes twice"),
        ("time,bad,total\n1,2\n", "line 2: 2 cells where the header has 3"),
        ("time,bad,total\nnoon,2,3\n", "line 2: `noon` is no time"),
        ("time,bad,total\n1,-2,3\n", "line 2: `-2` is no count of events"),
        ("time,bad,total,slo\n1,2,3,\n", "line 2: an empty `slo`"),
    ] {
        let error = Csv::read(text.as_bytes(), Limits::default()).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error} does not start with {said}");
    }
}

#[track_caller]
fn check_json(body: &str, expected: &str) {
    let loaded = read_prometheus([body.as_bytes()], Limits::default());
    let told = loaded.map_or_else(|error| error.to_string(), |loaded| told(&loaded));
    assert_eq!(told.trim_end(), expected);
}

#[test]
fn answers_of_a_server() {
    check_json(
        r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","a":"\u00e4"},
           "values":[[1690000000.123,"1"],[1690000001,"NaN"]]}]},"warnings":["slow"]}"#,
        "up{a=\"ä\"} 1690000000123 1\nup{a=\"ä\"} 1690000001000 NaN",
    );
    let hint = "\nhint: an answer of `query_range`, or of a query such as `metric[30d]`, is wanted";
    check_json(
        "[]",
        &format!("line 1: column 1: invalid type: sequence, expected an answer of a Prometheus server{hint}"),
    );
    check_json(r#"{"status":"error","error":"no\n"}"#, "the server answered `error`: no\\n");
    check_json(
        r#"{"status":"success","data":{"resultType":"vector","result":[]}}"#,
        &format!("line 1: column 49: a `vector`, no matrix{hint}"),
    );
    check_json(
        r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"x"]]}]}}"#,
        &format!("line 1: column 90: `x` is no value{hint}"),
    );
}

proptest! {
    #[test]
    fn whatever_comes_is_read_or_refused(text in proptest::collection::vec(any::<u8>(), 0..200), piece in 1usize..50) {
        let whole = OpenMetrics::read(&text, Limits::default()).map_or_else(|error| error.to_string(), |loaded| told(&loaded));
        prop_assert_eq!(whole, in_pieces(&text, piece));
        let _ = Csv::read(&text, Limits::default());
        let _ = read_prometheus([text.as_slice()], Limits::default());
    }

    #[test]
    fn lines_like_samples_are_read_or_refused(text in "([a-z_{}=\",\\\\# 0-9.\n]|NaN|EOF){0,80}", piece in 1usize..50) {
        let whole = OpenMetrics::read(text.as_bytes(), Limits::default());
        let whole = whole.map_or_else(|error| error.to_string(), |loaded| told(&loaded));
        prop_assert_eq!(whole, in_pieces(text.as_bytes(), piece));
    }

    #[test]
    fn what_is_written_is_read(
        samples in proptest::collection::vec((0usize..3, 0i64..2_000_000_000_000, any::<f64>()), 0..50),
        value in "\\PC{0,12}",
    ) {
        let labels: Vec<Labels> = (0..3)
            .map(|number: i32| Labels::new([("__name__", "m".to_owned()), ("n", number.to_string()), ("v", value.clone())]))
            .collect();
        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let mut text = String::new();
        for (series, time, value) in &samples {
            text.push_str(&format!("m{{v=\"{escaped}\",n=\"{series}\"}} {value:?} {}.{:03}\n", time / 1000, time % 1000));
        }
        text.push_str("# EOF\n");
        let loaded = OpenMetrics::read(text.as_bytes(), Limits::default()).unwrap();
        for (number, labels) in labels.iter().enumerate() {
            let mut wanted: Vec<(i64, u64)> = samples
                .iter()
                .filter(|(series, ..)| *series == number)
                .map(|(_, time, value)| (*time, value.to_bits()))
                .collect();
            wanted.sort_by_key(|(time, _)| *time);
            wanted.dedup_by_key(|(time, _)| *time);
            let found = loaded.history.series().iter().find(|series| series.labels == *labels);
            let found: Vec<(i64, u64)> = found.map_or_else(Vec::new, |series| {
                series.times().iter().copied().zip(series.values().iter().map(|value| value.to_bits())).collect()
            });
            // Which NaN it was, text cannot tell.
            let nan = |bits: u64| if f64::from_bits(bits).is_nan() { 0 } else { bits };
            let plain = |list: Vec<(i64, u64)>| -> Vec<(i64, u64)> { list.into_iter().map(|(t, v)| (t, nan(v))).collect() };
            prop_assert_eq!(plain(found), plain(wanted));
        }
    }
}
