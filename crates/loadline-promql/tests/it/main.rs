//! Expressions from text to columns, seen from outside.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a helper that cannot do its work stops the test, and what is left out is told"
)]

mod corpus;
mod hostile;
mod naive;
mod oracle;
mod promtool;
mod rules;
mod steps;
mod support;
