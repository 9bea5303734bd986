//! Times ranges of thirty days, minute by minute, with windows of 500 minutes and of 30 days; `cargo xtask bench promql` reads what
//! it prints.
#![expect(clippy::print_stderr, clippy::unwrap_used, reason = "a tool for benchmarks")]

use loadline_promql::{Expression, History, Labels, Range};
use std::time::Instant;

fn main() {
    let mut history = History::default();
    let labels = Labels::new([("__name__", "x")]);
    for minute in 0..43_200_i64 {
        history.push(&labels, minute * 60_000, (minute % 977) as f64);
    }
    let range = Range { start: 0, end: 43_199 * 60_000, step: 60_000 };
    for function in ["rate", "sum_over_time", "avg_over_time", "max_over_time", "changes"] {
        for (name, window) in [("short", "500m"), ("long", "30d")] {
            let expression = Expression::parse(&format!("{function}(x[{window}])")).unwrap();
            let started = Instant::now();
            assert_eq!(expression.range(&history, range).unwrap().len(), 1);
            eprintln!("{function}-{name} {:.3} ms", started.elapsed().as_secs_f64() * 1e3);
        }
    }
}
