//! The part of PromQL that SLO rules need, evaluated over series in memory exactly as Prometheus would.
//!
//! Pure: samples and times go in, series come out. Nothing here fetches, sleeps or knows what an SLO is.

mod history;
mod labels;
mod series;

pub use history::History;
pub use labels::{Labels, METRIC_NAME};
pub use series::{Millis, Series};
