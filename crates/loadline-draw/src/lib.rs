//! How things look: lines of text for terminals, SVG for charts, HTML and Markdown for pages.
//!
//! Plain data in, text out. Nothing here knows what the numbers mean, and nothing reads a file, a clock or a font: the same
//! input gives the same bytes on every machine.

mod axis;
mod bar;
pub mod chart;
mod columns;
mod glyphs;
pub mod markup;
mod sparkline;
pub mod svg;
pub mod timeline;
mod tone;
mod unit;

pub use axis::{Millis, Tick, TimeAxis};
pub use bar::bar;
pub use chart::LineChart;
pub use columns::{columns, cut, padded};
pub use glyphs::Glyphs;
pub use markup::{Markup, element};
pub use sparkline::{sparkline, sparkline_between};
pub use svg::{Drawing, Picture};
pub use timeline::Timeline;
pub use tone::Tone;
pub use unit::Unit;
