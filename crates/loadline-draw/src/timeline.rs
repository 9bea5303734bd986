//! Lanes of spans and marks over time: what happened when, for terminals and as SVG.
//!
//! The timeline holds what there is to see; the folder holds how it looks. No colour is needed to see an alarm.

pub(crate) mod cells;
mod svg;
mod text;

use crate::axis::{Millis, TimeAxis};
use crate::tone::Tone;
pub use text::TextOptions;

/// Lanes over one axis.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// What the timeline shows, in one line.
    pub title: String,
    /// From when to when; what lies outside is not drawn.
    pub axis: TimeAxis,
    /// From top to bottom.
    pub lanes: Vec<Lane>,
    /// What each tone stands for here, in the words of the reader. Tones without words are not in the legend.
    pub legend: Vec<(Tone, String)>,
}

/// A line of things of one kind.
#[derive(Debug, Clone, Default)]
pub struct Lane {
    /// Written before the lane.
    pub name: String,
    /// Stretches of time. They may overlap: the loudest is on top.
    pub spans: Vec<Span>,
    /// Points in time.
    pub marks: Vec<Mark>,
}

/// A stretch of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// When it begins.
    pub from: Millis,
    /// When it ends; never drawn shorter than one column or pixel.
    pub to: Millis,
    /// How loud.
    pub tone: Tone,
    /// What it is; may be empty.
    pub label: String,
}

/// A point in time.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// When.
    pub at: Millis,
    /// How loud.
    pub tone: Tone,
    /// What it is; may be empty.
    pub label: String,
}

impl Timeline {
    /// A timeline without lanes.
    pub fn new(title: impl Into<String>, axis: TimeAxis) -> Self {
        Self { title: title.into(), axis, lanes: Vec::new(), legend: Vec::new() }
    }

    /// Adds a lane.
    pub fn lane(&mut self, lane: Lane) {
        self.lanes.push(lane);
    }

    /// Says what a tone stands for.
    pub fn legend(&mut self, tone: Tone, words: impl Into<String>) {
        self.legend.push((tone, words.into()));
    }

    /// The marks of the loudest tone on the axis with the names of their lanes, in order of time.
    pub(crate) fn alarms(&self) -> Vec<(&Lane, &Mark)> {
        let of = |lane: &'_ Lane| lane.marks.iter().filter(|mark| self.is_alarm(mark)).count();
        let mut alarms = Vec::with_capacity(self.lanes.iter().map(of).sum());
        for lane in &self.lanes {
            alarms.extend(lane.marks.iter().filter(|mark| self.is_alarm(mark)).map(|mark| (lane, mark)));
        }
        alarms.sort_by_key(|(_, mark)| mark.at);
        alarms
    }

    fn is_alarm(&self, mark: &Mark) -> bool {
        mark.tone == Tone::Alarm && self.axis.covers(mark.at)
    }
}

impl Lane {
    /// A lane on which nothing happens yet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), spans: Vec::new(), marks: Vec::new() }
    }

    /// Adds a stretch of time; ends may be given in either order.
    pub fn span(mut self, from: Millis, to: Millis, tone: Tone, label: impl Into<String>) -> Self {
        self.spans.push(Span { from: from.min(to), to: from.max(to), tone, label: label.into() });
        self
    }

    /// Adds a point in time.
    pub fn mark(mut self, at: Millis, tone: Tone, label: impl Into<String>) -> Self {
        self.marks.push(Mark { at, tone, label: label.into() });
        self
    }
}
