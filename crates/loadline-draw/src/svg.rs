//! Pictures as SVG: to stand alone in a file, or to stand in a page that has the same style sheet.
//!
//! Colours are CSS variables for light, dark and print. Nothing refers to an id, so that a page may hold any number of
//! pictures, and nothing is loaded from anywhere.

pub(crate) mod frame;
pub(crate) mod hatch;
pub(crate) mod legend;
pub(crate) mod metrics;
pub(crate) mod place;
pub(crate) mod shape;

use crate::markup::{Element, Markup, element};
use crate::timeline::TextOptions;

/// What pictures look like: colours, lines, letters. A page that shows a [`Drawing`] has this in its style sheet.
pub const STYLE: &str = include_str!("svg/style.css");

/// Something that can be drawn as wide as is asked.
pub trait Picture: std::fmt::Debug {
    /// The drawing, `width` pixels wide (at least 240). A screen of its readers is about 720 wide, a phone about 360.
    fn draw(&self, width: f64) -> Drawing;

    /// The same for a terminal: lines, each ended, none wider than `options.width` (at least 40).
    fn text(&self, options: TextOptions) -> String;
}

/// The least width at which anything can be read.
pub(crate) const NARROWEST: f64 = 240.0;

/// A finished picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// In pixels.
    pub width: f64,
    /// In pixels.
    pub height: f64,
    /// What it shows, in one line.
    pub title: String,
    /// What it shows, for those who cannot see it.
    pub description: String,
    pub(crate) content: Markup,
}

impl Drawing {
    /// For a page whose style sheet has [`STYLE`].
    pub fn markup(&self) -> Markup {
        self.element(element("svg"), Markup::new())
    }

    /// As a file of its own.
    pub fn file(&self) -> String {
        // A page says by itself what `svg` is.
        let svg = element("svg").attribute("xmlns", "http://www.w3.org/2000/svg");
        format!("{}\n", self.element(svg, element("style").with(Markup::literal(STYLE)).into()))
    }

    fn element(&self, svg: Element, style: Markup) -> Markup {
        let mut svg = svg
            .class("drawing")
            .attribute("role", "img")
            .attribute("viewBox", &format!("0 0 {} {}", self.width.round(), self.height.round()))
            .pixels("width", self.width.round())
            .pixels("height", self.height.round());
        if !self.title.is_empty() {
            svg = svg.attribute("aria-label", &self.title).with(element("title").with(&self.title));
        }
        if !self.description.is_empty() {
            svg = svg.with(element("desc").with(&self.description));
        }
        svg.with(style).with(self.content.clone()).into()
    }
}
