//! How things look: lines of text for terminals, SVG for charts, HTML and Markdown for pages.
//!
//! Plain data in, text out. Nothing here knows what the numbers mean, and nothing reads a file, a clock or a font: the same
//! input gives the same bytes on every machine.

mod axis;
mod bar;
mod columns;
mod glyphs;
mod sparkline;
pub mod timeline;
mod tone;

pub use axis::{Millis, Tick, TimeAxis};
pub use bar::bar;
pub use columns::{columns, cut, padded};
pub use glyphs::Glyphs;
pub use sparkline::{sparkline, sparkline_between};
pub use timeline::Timeline;
pub use tone::Tone;
