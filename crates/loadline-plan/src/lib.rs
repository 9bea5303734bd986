//! From a half-known system to a plan that is safe to ship: gates over evidence, and a first draft from a plain
//! statement of need.
//!
//! Knows no terminal, no file, no clock (today is handed in) and no JSON shape.

pub mod draft;
pub mod statement;
