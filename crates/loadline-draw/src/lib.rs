//! How things look: lines of text for terminals, SVG for charts, HTML and Markdown for pages.
//!
//! Plain data in, text out. Nothing here knows what the numbers mean, and nothing reads a file, a clock or a font: the same
//! input gives the same bytes on every machine.

mod axis;
mod bar;
pub mod bars;
pub mod chart;
mod columns;
pub mod curves;
pub mod flowchart;
mod glyphs;
pub mod heat;
mod html;
pub mod markdown;
pub mod markup;
pub mod page;
mod sparkline;
pub mod svg;
pub mod timeline;
mod tone;
mod unit;
mod wrap;

pub use axis::{Millis, Tick, TimeAxis};
pub use bar::bar;
pub use bars::BarChart;
pub use chart::LineChart;
pub use columns::{columns, cut, padded};
pub use curves::CurveChart;
pub use flowchart::Flowchart;
pub use glyphs::Glyphs;
pub use heat::{HeatMap, HeatRow};
pub use html::Shell;
pub use markup::{Markup, element};
pub use page::{Page, Paper, Prose, Table};
pub use sparkline::{sparkline, sparkline_between};
pub use svg::{Drawing, Picture};
pub use timeline::{TextOptions, Timeline};
pub use tone::Tone;
pub use unit::Unit;
pub use wrap::fill;
