//! Reading histories: text with samples in, series for replay out, with the line of whatever cannot be read.
//!
//! Each reader is fed pieces of any size, so that the caller may draw a bar of the bytes it has handed over; nothing here opens a
//! file. Samples that came out of order are put in order and counted, never dropped in silence.

mod csv;
mod gather;
mod lines;
mod number;
mod openmetrics;
mod prometheus;

pub use csv::{Csv, Table};
pub(crate) use csv::{read_time, split_cells, unquoted_cell};
pub use gather::Limits;
pub use openmetrics::OpenMetrics;
pub use prometheus::read_prometheus;

use loadline_promql::{History, Millis};

/// Series that were read, and what was strange about them.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The series, samples ascending in time.
    pub history: History,
    /// What was met on the way.
    pub notes: Notes,
}

/// What was met while reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// Samples kept.
    pub samples: u64,
    /// Series kept.
    pub series: usize,
    /// Samples that came after a later one of their series; they were put in order.
    pub late: u64,
    /// Samples left out because their series had one of the same time already; the first one stays.
    pub duplicates: u64,
    /// Values that are no number: ordinary NaN, without Prometheus' marks of an end.
    pub not_a_number: u64,
    /// First and last time of any sample.
    pub span: Option<(Millis, Millis)>,
    /// What a server said beside its answer.
    pub warnings: Vec<String>,
}

/// Why a history cannot be read. Printed as `line 7: a sample without a time (hint: …)`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}{}", at(*.line), advice(.hint))]
pub struct Unreadable {
    /// The line, from 1; 0 when it is about the whole.
    pub line: u64,
    /// What is wrong.
    pub what: String,
    /// What to do about it; may be empty.
    pub hint: &'static str,
}

impl Unreadable {
    pub(crate) fn new(line: u64, what: impl Into<String>) -> Self {
        Self { line, what: what.into(), hint: "" }
    }

    pub(crate) fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }
}

fn at(line: u64) -> String {
    if line == 0 { String::new() } else { format!("line {line}: ") }
}

fn advice(hint: &str) -> String {
    if hint.is_empty() { String::new() } else { format!("\nhint: {hint}") }
}

/// The start of foreign text for a message: never long, never control characters.
fn excerpt(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text.get(..120).unwrap_or(text));
    let mut short: String = text.chars().take(40).flat_map(char::escape_debug).collect();
    if text.chars().count() > 40 {
        short.push('…');
    }
    short
}
