//! Objectives from outside: texts and series in, verdicts and reports out.

#![expect(clippy::unwrap_used, reason = "a test fails at once")]
#![expect(clippy::print_stdout, reason = "a test says what it leaves out")]

mod alertmanager;
mod anomaly;
mod backends;
mod backtest;
mod calendar;
mod convert;
mod formats;
mod history;
mod lint;
mod model;
mod tune;
