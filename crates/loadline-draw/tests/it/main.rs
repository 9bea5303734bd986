//! What drawings look like, and what must hold for any of them.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its own input has failed")]

mod any;
mod axis;
mod flowchart;
mod flowchart_stays;
mod flowchart_words;
mod line_chart;
mod page;
mod picture;
mod pictures;
mod timeline_text;
