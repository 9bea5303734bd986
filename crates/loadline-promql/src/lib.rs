//! The part of PromQL that SLO rules need, evaluated over series in memory exactly as Prometheus would.
//!
//! Pure: samples and times go in, series come out. Nothing here fetches, sleeps or knows what an SLO is.

mod column;
mod error;
mod eval;
mod expression;
mod history;
mod labels;
pub mod notation;
mod number;
mod options;
mod range;
pub mod rules;
mod series;
mod syntax;
pub mod unit_tests;

pub use column::Column;
pub use error::{EvalError, ParseError};
pub use expression::{Expression, Selection};
pub use history::History;
pub use labels::{Labels, METRIC_NAME};
pub use options::{Dialect, Options};
pub use range::Range;
pub use series::{Millis, Series};
