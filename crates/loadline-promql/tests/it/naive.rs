//! Every step of a range evaluation equals an evaluation at that time alone, and windows equal what one gets by looking at
//! every sample of every window.

use loadline_promql::{Expression, History, Labels, Millis, Range, Series};
use proptest::prelude::*;

const EXPRESSIONS: &[&str] = &[
    "m",
    "m offset 3m",
    "m @ 600",
    "rate(m[5m])",
    "increase(m[7m])",
    "delta(m[10m])",
    "irate(m[5m])",
    "resets(m[20m])",
    "changes(m[20m])",
    "sum_over_time(m[12m])",
    "avg_over_time(m[12m])",
    "min_over_time(m[9m])",
    "max_over_time(m[9m])",
    "last_over_time(m[3m])",
    "stddev_over_time(m[9m])",
    "deriv(m[9m])",
    "predict_linear(m[9m], 60)",
    "quantile_over_time(0.9, m[9m])",
    "sum(m)",
    "avg by (a) (m)",
    "topk(1, m)",
    "m > 5 or m * 2 unless m == 3",
    "m / ignoring(a) group_left sum(m)",
    "max_over_time(rate(m[4m])[10m:2m])",
    "sum_over_time(m[10m:90s])",
    "absent(m{a=\"x\"})",
    "absent_over_time(m[2m])",
    "timestamp(m)",
    "scalar(m{a=\"x\"}) + time()",
];

/// Times that ascend by uneven steps, values that are small whole numbers, NaN, or the end of the series.
fn series(name: &'static str) -> impl Strategy<Value = Series> {
    let value = prop_oneof![
        20 => (0_u8..9).prop_map(f64::from),
        1 => Just(f64::NAN),
        2 => Just(f64::from_bits(Series::STALE)),
    ];
    proptest::collection::vec((1_i64..400, value), 0..60).prop_map(move |samples| {
        let mut series = Series::new(Labels::new([("__name__", "m"), ("a", name)]));
        let mut time = 0;
        for (seconds, value) in samples {
            time += seconds * 1000 / 3;
            series.push(time, value);
        }
        series
    })
}

fn history() -> impl Strategy<Value = History> {
    (series("x"), series("y")).prop_map(|(x, y)| {
        let mut history = History::default();
        history.insert(x);
        history.insert(y);
        history
    })
}

fn same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            (a.is_nan() && b.is_nan()) || a == b || (a - b).abs() <= 1e-12 * a.abs().max(1.0)
        }
        (a, b) => a.is_none() && b.is_none(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_range_is_its_instants(
        history in history(),
        at in 0..EXPRESSIONS.len(),
        start in -500_000_i64..1_000_000,
        step in 1_000_i64..200_000,
    ) {
        let expression = Expression::parse(EXPRESSIONS[at]).unwrap();
        let range = Range { start, end: start + 40 * step, step };
        let columns = expression.range(&history, range);
        for (step, time) in range.times().enumerate() {
            let instant = expression.instant(&history, time);
            let Ok(columns) = &columns else { continue };
            let instant = instant.unwrap();
            prop_assert!(instant.len() <= columns.len());
            for column in columns {
                let there = instant.iter().find(|other| other.labels == column.labels);
                let value = there.and_then(|other| other.get(0));
                prop_assert!(same(column.get(step), value), "{} at {time}: {:?} {value:?}", EXPRESSIONS[at], column.get(step));
            }
        }
    }

    #[test]
    fn increase_is_what_a_naive_reading_gives(history in history(), window in 1_i64..30, step in 1_i64..100) {
        let expression = Expression::parse(&format!("increase(m[{window}m])")).unwrap();
        let range = Range { start: 0, end: 4_000_000, step: step * 1000 };
        let columns = expression.range(&history, range).unwrap();
        for series in history.series() {
            let labels = series.labels.filtered(|name| name != "__name__");
            let column = columns.iter().find(|column| column.labels == labels);
            for (at, time) in range.times().enumerate() {
                let expected = increase(series, time - window * 60_000, time);
                let found = column.and_then(|column| column.get(at));
                prop_assert!(same(expected, found), "{time}: {expected:?} {found:?}");
            }
        }
    }
}

/// The increase of one window, from the definition: sample by sample, then extrapolated.
fn increase(series: &Series, from: Millis, to: Millis) -> Option<f64> {
    let inside: Vec<(Millis, f64)> = series
        .times()
        .iter()
        .zip(series.values())
        .filter(|(time, value)| (from..=to).contains(*time) && !Series::is_stale(**value))
        .map(|(time, value)| (*time, *value))
        .collect();
    if inside.len() < 2 {
        return None;
    }
    let (first, last) = (inside[0], inside[inside.len() - 1]);
    // Before each reset the counter had already reached what is seen there. A NaN is no reset.
    let before_resets: f64 =
        inside.windows(2).filter(|pair| pair[1].1 < pair[0].1).map(|pair| pair[0].1).sum();
    let gain = last.1 - first.1 + before_resets;
    let seconds = |millis: Millis| millis as f64 / 1000.0;
    let covered = seconds(last.0 - first.0);
    let spacing = covered / (inside.len() - 1) as f64;
    let edge = |gap: f64| if gap < spacing * 1.1 { gap } else { spacing / 2.0 };
    let mut before = seconds(first.0 - from);
    if gain > 0.0 && first.1 >= 0.0 {
        before = before.min(covered * (first.1 / gain));
    }
    Some(gain * (covered + edge(before) + edge(seconds(to - last.0))) / covered)
}
