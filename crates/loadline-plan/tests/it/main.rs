//! Statements of need from several trades, read and drafted: the numbers worked out by hand, the flags they must raise
//! and the assumptions they must state; and texts that mean harm. Gates over models, with facts taken out.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails at once and says why"
)]

mod adr;
mod boundary;
mod bundle;
mod clauses;
mod decide;
mod deletion;
mod gates;
mod hostile;
mod interview;
mod keys;
mod kinds;
mod model;
mod needs;
mod not_misread;
mod once_each;
mod scene;
mod statements;
mod styles;
mod wordings;
