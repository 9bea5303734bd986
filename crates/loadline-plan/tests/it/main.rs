//! Statements of need from several trades, read and drafted: the numbers worked out by hand, the flags they must raise
//! and the assumptions they must state; and texts that mean harm.

#![expect(clippy::expect_used, reason = "a test fails at once and says why")]

mod hostile;
mod keys;
mod model;
mod statements;
