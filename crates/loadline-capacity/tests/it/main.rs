//! The closed forms against an independent oracle, against each other, and against bad input; what is worked out of
//! models by hand, by properties that hold for any load, and on models that mean harm.

#![expect(clippy::unwrap_used, reason = "a test fails at once")]

mod by_hand;
mod hostile;
mod laws;
mod models;
mod oracle;
mod properties;
mod refusals;
