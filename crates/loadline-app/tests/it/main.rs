//! The use cases from the outside.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod gates;
mod load;
mod one_shot;
mod schema;
mod worker;
mod zones;
