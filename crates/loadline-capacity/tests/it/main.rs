//! The closed forms against an independent oracle, against each other, and against bad input.

#![expect(clippy::unwrap_used, reason = "a test fails at once")]

mod laws;
mod oracle;
mod refusals;
