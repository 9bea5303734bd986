//! Expressions from text to columns, seen from outside.
#![expect(clippy::panic, reason = "a helper that cannot read its own input stops the test")]

mod hostile;
mod naive;
mod speed;
mod steps;
mod support;
