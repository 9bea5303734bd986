//! That evaluating a range takes time in proportion to samples and steps, whatever the windows.

use loadline_promql::{Expression, History, Labels, Range};
use std::time::Instant;

#[test]
fn long_windows_cost_about_as_much_as_short_ones() {
    let mut history = History::default();
    let labels = Labels::new([("__name__", "x")]);
    for minute in 0..43_200_i64 {
        history.push(&labels, minute * 60_000, (minute % 977) as f64);
    }
    let range = Range { start: 0, end: 43_199 * 60_000, step: 60_000 };
    let time = |text: &str| {
        let expression = Expression::parse(text).unwrap();
        let fastest = (0..5).map(|_| {
            let started = Instant::now();
            assert_eq!(expression.range(&history, range).unwrap().len(), 1);
            started.elapsed()
        });
        fastest.min().unwrap()
    };
    for function in ["rate", "sum_over_time", "avg_over_time", "max_over_time", "changes"] {
        let short = time(&format!("{function}(x[500m])"));
        let long = time(&format!("{function}(x[30d])"));
        // Looking at every sample of every window would take some 80 times as long.
        assert!(long < short * 10, "{function}: {short:?} for 500 minutes, {long:?} for 30 days");
    }
}
