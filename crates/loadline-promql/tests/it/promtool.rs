//! The real Prometheus judges: `promtool test rules` is told what we say, at several minutes of a rich history, and must
//! find the same to the last bit.

use crate::support::{history, promtool, unit_test};
use loadline_promql::{Expression, Options, Range};
use std::fmt::Write;

const HISTORY: &str = r#"
c{job="a", code="200"} 0+60x30 1800+7x20 0+60x40
c{job="a", code="500"} 3+1x20 0x5 2+3x50 _x4 200+1x20
c{job="b", code="200"} 10+11x15 stale _x8 200+11x40
g{job="a"} 5 3 8 _ 2 2 -4 1e9 0.25 7 stale 3 1+2x20 9-1x30
g{job="b"} 1+0.1x60
g{job="c"} _x30 4x30
f{job="a"} 0.1+0.3x20 0.2+0.7x30
flag{job="a"} 1x20 0x5 1x30
flag{job="b", extra="x"} 0x10 1x50
h_bucket{job="a", le="0.1"} 0+3x60
h_bucket{job="a", le="0.5"} 0+5x60
h_bucket{job="a", le="1"} 0+9x60
h_bucket{job="a", le="+Inf"} 0+10x60
h_bucket{job="b", le="0.1"} 0+1x60
h_bucket{job="b", le="0.1000"} 0+1x60
h_bucket{job="b", le="2"} 0+1x60
h_bucket{job="b", le="+Inf"} 0+5x60
"#;

const MINUTES: &[i64] = &[0, 1, 3, 7, 16, 21, 24, 31, 40, 59, 66];

/// Prometheus adds series up in an order that changes from run to run, so sums of fractions are rounded.
#[rustfmt::skip]
const EXPRESSIONS: &[&str] = &[
    "c",
    "g",
    "g offset 2m",
    "g offset -3m",
    "g @ 300",
    "g @ end()",
    "g{job!=\"a\"}",
    "g{job=~\"a|c\"}",
    "{__name__=~\"g|f\"}",
    "rate(c[2m])",
    "rate(c[5m])",
    "rate(c[12m])",
    "rate(c[30m])",
    "rate(c[5m] offset 3m)",
    "rate(c[90s])",
    "increase(c[7m])",
    "increase(c[1h])",
    "irate(c[5m])",
    "idelta(g[5m])",
    "delta(g[10m])",
    "delta(g[10m] @ 1200)",
    "rate(f[9m])",
    "increase(f[33m])",
    "resets(c[30m])",
    "changes(g[30m])",
    "resets(g[12m])",
    "sum_over_time(g[8m])",
    "sum_over_time(f[20m])",
    "avg_over_time(g[8m])",
    "avg_over_time(f[20m])",
    "count_over_time(g[8m])",
    "min_over_time(g[8m])",
    "max_over_time(g[8m])",
    "last_over_time(g[8m])",
    "present_over_time(g[8m])",
    "stddev_over_time(g[8m])",
    "stdvar_over_time(f[20m])",
    "quantile_over_time(0.3, g[20m])",
    "quantile_over_time(-1, g[20m])",
    "quantile_over_time(2, g[20m])",
    "deriv(f[10m])",
    "predict_linear(f[10m], 3600)",
    "predict_linear(g[20m] offset 5m, 60)",
    "absent(nope)",
    "absent(nope{a=\"1\", b=\"2\", a=\"3\"})",
    "absent(nope{a=~\"1\", b=\"2\"})",
    "absent((nope{a=\"1\"}))",
    "absent(sum(nope{a=\"1\"}))",
    "absent(g{job=\"c\"})",
    "absent(nope{a=\"1\"} @ 5)",
    "absent_over_time(g{job=\"c\"}[5m])",
    "absent_over_time(nope{a=\"1\"}[5m])",
    "absent_over_time(nope{a=\"1\"}[5m:1m])",
    "sum(c)",
    "sum by (job) (c)",
    "sum without (code) (c)",
    "sum by () (c)",
    "sum by (nope) (c)",
    "sum by (__name__) (c)",
    "round(avg(g), 1e-3)",
    "round(avg by (job) (c), 1e-6)",
    "min(g)",
    "max(g)",
    "count(g)",
    "group(g)",
    "count by (job) (c)",
    "round(stddev(g), 1e-3)",
    "round(stdvar(c), 1e-3)",
    "topk(2, g)",
    "bottomk(1, g)",
    "topk(1, c) by (job)",
    "topk(0, g)",
    "topk(5, flag)",
    "topk(1, flag == 0)",
    "bottomk(2, c)",
    "quantile(0.5, g)",
    "quantile by (job) (0.9, c)",
    "count_values(\"v\", flag)",
    "count_values by (job) (\"v\", g)",
    "sum(sum by (job) (c))",
    "c + 1",
    "1 + c",
    "2 ^ flag",
    "c % 7",
    "-c % 7",
    "7 % g",
    "c / 3",
    "c > 100",
    "100 < c",
    "c > bool 100",
    "100 <= bool c",
    "c == c",
    "g != 4",
    "g >= 2 <= 8",
    "c + c",
    "c - on(job, code) c",
    "c / ignoring(code) group_left g",
    "g * ignoring(code) group_right c",
    "c * on(job) group_left(extra) flag",
    "flag * on(job) group_right(extra) c",
    "g + on(job) flag",
    "g - ignoring(extra) flag",
    "g > flag",
    "g > ignoring(extra) flag",
    "g > bool ignoring(extra) flag",
    "g >= on(job) flag",
    "g > on() group_left sum(flag)",
    "round(sum by (job) (rate(c{code=\"500\"}[5m])) / sum by (job) (rate(c[5m])), 1e-9)",
    "round(sum(rate(c{code=\"500\"}[30m])) / sum(rate(c[30m])), 1e-9) > 0.01 and sum(rate(c{code=\"500\"}[5m])) / sum(rate(c[5m])) > 0.01",
    "g and flag",
    "g and on(job) flag",
    "g or flag",
    "g or on(job) c",
    "g unless on(job) flag{extra=\"x\"}",
    "g unless flag",
    "c and on() (flag == 1)",
    "c and on() vector(1)",
    "nope or vector(0)",
    "g or vector(7)",
    "g{job=\"a\"} or g",
    "(g > 3) or (g < 2)",
    "vector(1)",
    "vector(time())",
    "scalar(g{job=\"a\"}) + 1",
    "scalar(g{job=\"b\"}) * g",
    "time()",
    "time() - timestamp(g)",
    "timestamp(g offset 1m)",
    "timestamp(g @ 120)",
    "timestamp(g + 0)",
    "timestamp((g))",
    "abs(g)",
    "ceil(f)",
    "floor(f)",
    "round(f)",
    "round(f, 0.25)",
    "round(g, 5)",
    "sgn(g)",
    "sqrt(c)",
    "clamp(g, 1, 3)",
    "clamp(g, 3, 1)",
    "clamp_min(g, 2)",
    "clamp_max(g, 2)",
    "round(exp(flag), 1e-9)",
    "round(ln(c + 1), 1e-9)",
    "round(log2(c + 1), 1e-9)",
    "round(log10(c + 1), 1e-9)",
    "round(sin(f), 1e-9)",
    "round(deg(f), 1e-9)",
    "pi()",
    "round(atan(f), 1e-9)",
    "round(f atan2 2, 1e-9)",
    "day_of_week()",
    "hour()",
    "minute()",
    "month()",
    "year()",
    "day_of_month()",
    "day_of_year()",
    "days_in_month()",
    "hour(g * 3600)",
    "day_of_week(c * 86400)",
    "days_in_month(c * 2592000)",
    "year(-c * 86400 * 365)",
    "month(vector(1709164800))",
    "day_of_month(vector(1709164800))",
    "label_replace(g, \"to\", \"$1-x\", \"job\", \"(.*)\")",
    "label_replace(g, \"to\", \"x\", \"job\", \"b\")",
    "label_replace(g, \"job\", \"\", \"job\", \"a\")",
    "label_replace(g, \"to\", \"${1}y$$\", \"job\", \"(a|b)\")",
    "label_replace(g, \"to\", \"$1y\", \"job\", \"(a|b)\")",
    "label_replace(c, \"__name__\", \"d\", \"job\", \".+\")",
    "label_join(c, \"to\", \"-\", \"job\", \"code\")",
    "label_join(c, \"to\", \"-\", \"job\", \"nope\")",
    "label_join(c, \"to\", \"-\")",
    "histogram_quantile(0.5, h_bucket)",
    "histogram_quantile(0.9, rate(h_bucket[5m]))",
    "histogram_quantile(0.05, h_bucket)",
    "histogram_quantile(1, h_bucket)",
    "histogram_quantile(-1, h_bucket)",
    "histogram_quantile(2, h_bucket)",
    "histogram_quantile(0.7, sum by (le) (h_bucket))",
    "max_over_time(rate(c[5m])[20m:5m])",
    "sum_over_time(g[10m:1m])",
    "sum_over_time(g[10m:])",
    "avg_over_time(g[10m:90s])",
    "rate(c[10m:2m])",
    "increase(c[10m:1m] offset 5m)",
    "max_over_time(g[10m:3m] offset -2m)",
    "count_over_time(g[10m:7m])",
    "max_over_time(sum_over_time(g[3m:1m])[12m:4m])",
    "sum_over_time((g > 3)[10m:1m])",
    "sum_over_time(g[5m:1m] @ 1200)",
    "max_over_time((g @ end())[5m:1m])",
    "quantile_over_time(0.5, (g + 1)[6m:2m])",
    "last_over_time(c[10m:3m])",
    "max_over_time(vector(time())[6m:4m])",
    "sort(g)",
    "sort_desc(g)",
    "-g",
    "--g",
    "-(g + 1)",
    "+g",
    "1 + 2 * 3 ^ 2",
    "-1 ^ 2",
    "5 > bool 3",
    "1e3",
    "0x1f",
    "-Inf < bool Inf",
    "c{code=\"500\"} / ignoring(code) c{code=\"200\"} * 100",
    "1 - avg_over_time(flag[13m])",
    "1 - (sum(flag) / count(flag))",
];

#[test]
fn promtool_finds_what_we_find() {
    let history = history(HISTORY);
    let mut test = unit_test(HISTORY) + "  promql_expr_test:\n";
    let mut asked = 0;
    for text in EXPRESSIONS {
        let expression = Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        for minute in MINUTES {
            let at = Range::instant(minute * 60_000);
            let columns = expression.range_with(&history, at, Options::default());
            let columns = columns.unwrap_or_else(|error| panic!("{text}: {error}"));
            // promtool holds no NaN for equal to another.
            if columns.iter().any(|column| column.get(0).is_some_and(f64::is_nan)) {
                continue;
            }
            asked += 1;
            writeln!(test, "  - expr: |-\n      {text}\n    eval_time: {minute}m\n    exp_samples:")
                .expect("written");
            for column in &columns {
                let labels = column.labels.to_string().replace('\'', "''");
                let value = column.get(0).expect("a value");
                let value = if value.is_infinite() {
                    if value > 0.0 { ".inf".to_owned() } else { "-.inf".to_owned() }
                } else {
                    format!("{value:e}")
                };
                writeln!(test, "    - {{labels: '{labels}', value: {value}}}").expect("written");
            }
        }
    }
    assert!(asked > 1000);
    if let Some(Err(told)) = promtool(&[], &test) {
        panic!("{told}");
    }
}

/// Expressions that have no answer on [`HISTORY`] at minute 40.
const ERRORS: &[&str] = &[
    "c + on() c",
    "c + on(job) g",
    "g + on(job) group_left c",
    "g * on() group_right(x) c",
    "abs({__name__=~\"g|f\"})",
    "-{__name__=~\"g|f\"}",
    "rate({__name__=~\"g|f\"}[20m])",
    "label_replace(g, \"job\", \"x\", \"\", \"\")",
    "label_join(g, \"job\", \"-\")",
    "topk(NaN, g)",
    "topk(1e30, g)",
    "c * on(job) group_left(code) flag",
];

/// Expressions that look as if they had none, but have one, if only the empty one.
const NO_ERRORS: &[&str] = &[
    "nope + on() g",
    "nope + on() group_left g",
    "(g > 1e30) + on(job) c",
    "g + on(job) group_left nope",
    "c > on(job) (g > 1e30)",
    "c == on(job) g{job=\"c\"}",
    "c > on(job) group_left g",
    "(c > 1e9) * on(job) group_left(code) flag",
    "last_over_time({__name__=~\"g|f\"}[20m])",
    "sum by (job) ({__name__=~\"g|f\"})",
];

#[test]
fn promtool_fails_where_we_fail() {
    let history = history(HISTORY);
    let at = Range::instant(40 * 60_000);
    let mut test = unit_test(HISTORY) + "  promql_expr_test:\n";
    for text in ERRORS.iter().chain(NO_ERRORS) {
        let expression = Expression::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let answer = expression.range_with(&history, at, Options::default());
        assert_eq!(answer.is_err(), ERRORS.contains(text), "{text}: {answer:?}");
        writeln!(test, "  - expr: |-\n      {text}\n    eval_time: 40m").expect("written");
    }
    let Some(verdict) = promtool(&[], &test) else { return };
    let told = verdict.expect_err("some have no answer");
    for text in ERRORS.iter().chain(NO_ERRORS) {
        let fails = told.contains(&format!("expr: {text:?}, time: 40m, err: "));
        assert_eq!(fails, ERRORS.contains(text), "{text}\n{told}");
    }
}
