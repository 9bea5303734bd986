//! Curves over time: what is to be seen. How it is drawn is in the folder.

mod curve;
mod draw;
mod text;
mod told;
pub(crate) mod vertical;

use crate::axis::{Millis, TimeAxis};
use crate::timeline::{Mark, Span};
use crate::tone::Tone;
use crate::unit::Unit;
pub use vertical::Vertical;

/// Curves over one axis of time, with limits, stretches and moments.
#[derive(Debug, Clone)]
pub struct LineChart {
    /// What the chart shows, in one line.
    pub title: String,
    /// From when to when; points beyond are not drawn.
    pub axis: TimeAxis,
    /// What the values are.
    pub unit: Unit,
    /// From which value to which.
    pub vertical: Vertical,
    /// The curves; a legend names them when there are several.
    pub series: Vec<Series>,
    /// Values worth a line of their own.
    pub limits: Vec<Limit>,
    /// Stretches of time behind the curves.
    pub bands: Vec<Span>,
    /// Moments across the curves.
    pub marks: Vec<Mark>,
    /// What the tones of bands and marks stand for, in the words of the reader.
    pub legend: Vec<(Tone, String)>,
}

/// One curve.
#[derive(Debug, Clone, Default)]
pub struct Series {
    /// What it is.
    pub name: String,
    /// Values by time, in any order. NaN is a value that is not known; infinite values are drawn at the edge.
    pub points: Vec<(Millis, f64)>,
    /// Whether what lies between the curve and zero is filled.
    pub area: bool,
    /// The curve is not drawn across a stretch longer than this without a value.
    pub gap: Option<Millis>,
}

/// A value worth a line of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Where.
    pub value: f64,
    /// How loud.
    pub tone: Tone,
    /// What it is.
    pub label: String,
}

impl LineChart {
    /// A chart without curves.
    pub fn new(title: impl Into<String>, axis: TimeAxis, unit: Unit) -> Self {
        Self {
            title: title.into(),
            axis,
            unit,
            vertical: Vertical::default(),
            series: Vec::new(),
            limits: Vec::new(),
            bands: Vec::new(),
            marks: Vec::new(),
            legend: Vec::new(),
        }
    }

    /// Adds a curve.
    pub fn series(&mut self, name: impl Into<String>, points: Vec<(Millis, f64)>) -> &mut Series {
        self.series.push(Series { name: name.into(), points, area: false, gap: None });
        let last = self.series.len() - 1;
        &mut self.series[last]
    }

    /// Adds a line at a value.
    pub fn limit(&mut self, value: f64, tone: Tone, label: impl Into<String>) {
        self.limits.push(Limit { value, tone, label: label.into() });
    }

    /// Adds a stretch of time behind the curves.
    pub fn band(&mut self, from: Millis, to: Millis, tone: Tone, label: impl Into<String>) {
        self.bands.push(Span { from: from.min(to), to: from.max(to), tone, label: label.into() });
    }

    /// Adds a moment across the curves.
    pub fn mark(&mut self, at: Millis, tone: Tone, label: impl Into<String>) {
        self.marks.push(Mark { at, tone, label: label.into() });
    }
}
