//! Boxes, groups of them, and labelled arrows between them: layers from top to bottom, groups as bands, arrows at right
//! angles that pass no box.
//!
//! Our own layout rather than a library's, since pages ask for what none of them gives at once: groups, arrows that keep
//! clear of boxes, labels with room of their own, and a width that is given.

mod layers;
mod names;
mod order;
mod parts;
mod place;
mod route;
mod seats;
mod sketch;
mod steps;
mod told;
mod words;

use crate::svg::{Drawing, Picture};
use crate::timeline::TextOptions;

/// Boxes beyond which [`Flowchart::parts`] draws more than one picture.
pub const MOST_BOXES: usize = 32;
/// What one picture can hold at all; beyond it says how much there is.
const HELD_BOXES: usize = 150;
const HELD_ARROWS: usize = 600;

/// Boxes and arrows under a title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flowchart {
    /// What it shows.
    pub title: String,
    /// Names of the groups.
    pub groups: Vec<String>,
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The arrows; those that lead from or to no box, or back to their own, are left out.
    pub arrows: Vec<Arrow>,
    /// What line styles mean, below all else: a dashed line or not, and the words.
    pub legend: Vec<(bool, String)>,
}

/// What a box looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Something that works.
    #[default]
    Plain,
    /// Somebody.
    Round,
    /// Something that keeps.
    Keeps,
    /// Something that hands on.
    Hands,
    /// Something of others.
    Foreign,
    /// Something that stands elsewhere.
    Elsewhere,
}

/// A box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// What is written in it.
    pub label: String,
    /// What is written below that, smaller; may be empty.
    pub note: String,
    /// What it looks like.
    pub shape: Shape,
    /// The group it stands in, by its index.
    pub group: Option<usize>,
}

/// An arrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrow {
    /// The box it leaves, by its index.
    pub from: usize,
    /// The box it leads to, by its index.
    pub to: usize,
    /// What is written beside it; may be empty.
    pub label: String,
    /// What is written below that, in muted letters; may be empty.
    pub note: String,
    /// Whether its line is broken.
    pub dashed: bool,
}

impl Flowchart {
    /// The arrows that lead from a box to another one.
    fn between(&self) -> impl Iterator<Item = &Arrow> {
        let count = self.nodes.len();
        self.arrows.iter().filter(move |one| one.from < count && one.to < count && one.from != one.to)
    }

    /// The group of a box, if there is such a group.
    fn group(&self, node: usize) -> Option<usize> {
        self.nodes[node].group.filter(|group| *group < self.groups.len())
    }

    /// Whether one picture can hold it.
    fn is_held(&self) -> bool {
        self.nodes.len() <= HELD_BOXES && self.between().count() <= HELD_ARROWS
    }
}

impl Picture for Flowchart {
    fn draw(&self, width: f64) -> Drawing {
        sketch::draw(self, width)
    }

    fn text(&self, options: TextOptions) -> String {
        told::text(self, options)
    }
}
