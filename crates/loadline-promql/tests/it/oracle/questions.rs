//! What a real Prometheus was asked about the synthetic histories, and what we are asked too.

/// The four pairs of the SRE Workbook for 99.9 % in 30 days: how many times the budget, over the long and the short window.
pub(crate) const PAIRS: &[(&str, &str, &str)] =
    &[("14.4", "1h", "5m"), ("6", "6h", "30m"), ("3", "1d", "2h"), ("1", "3d", "6h")];

/// How far apart the times are at which values are compared, in minutes.
pub(crate) const EVERY: i64 = 491;

/// The condition of a pair.
pub(crate) fn pair(factor: &str, long: &str, short: &str) -> String {
    let ratio =
        |window: &str| format!("sum(rate(errors_total[{window}])) / sum(rate(requests_total[{window}]))");
    format!("{} > ({factor} * 0.001) and {} > ({factor} * 0.001)", ratio(long), ratio(short))
}

/// Expressions whose values are compared. All give one series at most.
pub(crate) const VALUES: &[&str] = &[
    "sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))",
    "sum(rate(errors_total[3d])) / sum(rate(requests_total[3d]))",
    "sum(increase(requests_total[30d]))",
    "sum(increase(errors_total[1d]))",
    "sum(irate(requests_total[5m]))",
    "sum(requests_total)",
    "sum(resets(requests_total[1d]))",
    "sum(changes(errors_total[6h]))",
    "sum(count_over_time(errors_total[2h]))",
    "max(max_over_time(errors_total[6h]))",
    "sum(avg_over_time(requests_total[30m]))",
    "sum(stddev_over_time(requests_total[1h]))",
    "sum(deriv(errors_total[1h]))",
    "sum(max_over_time(rate(errors_total[5m])[1h:1m]))",
    "absent(errors_total)",
    "1 - sum(rate(errors_total[1h] offset 1d)) / sum(rate(requests_total[1h] offset 1d))",
    "quantile_over_time(0.9, sum(rate(requests_total[5m]))[2h:7m])",
    "time() - max(timestamp(requests_total))",
];

/// An expression that looks at one history only.
pub(crate) fn about(expression: &str, history: &str) -> String {
    let mut about = expression.to_owned();
    for metric in ["errors_total", "requests_total"] {
        about = about.replace(metric, &format!("{metric}{{history=\"{history}\"}}"));
    }
    about
}
