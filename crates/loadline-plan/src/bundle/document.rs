//! What a bundle is made of: sections of sentences, tables and steps, what is open in each, and the evidence of all.
//!
//! Plain data: how it looks is decided where it is printed.

use super::words::Words;
use crate::evidence::Evidence;
use crate::verdict::Verdict;
use loadline_base::Date;

/// A bundle: everything one has to read before signing.
#[derive(Debug)]
pub struct Bundle {
    /// What the system is called.
    pub system: String,
    /// What it is for, when the model says so.
    pub purpose: Option<String>,
    /// The day it was judged on.
    pub today: Date,
    /// A fingerprint for each component's part of the model it was written from, by id path, and one for all that belongs to none.
    pub parts: Vec<(String, String)>,
    /// The gates it stands behind. While one of them is not passed it is a draft.
    pub verdict: Verdict,
    /// What has to be known before the first section is read; empty where nothing has.
    pub foreword: Vec<Block>,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// What shows its facts; sentences name them by their index.
    pub exhibits: Vec<Evidence>,
}

/// A section of a bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The name in kebab case, for machines and anchors.
    pub id: &'static str,
    /// The title.
    pub title: &'static str,
    /// Ids of the gates whose reasons stand here as open.
    pub gates: &'static [&'static str],
    /// What it says, from top to bottom.
    pub blocks: Vec<Block>,
    /// What the model does not say yet, by the path to fill.
    pub open: Vec<Open>,
}

/// Something that the model does not say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Open {
    /// Id path to write at.
    pub path: String,
    /// What is not known, or why what is written is not enough.
    pub text: String,
    /// What would close it.
    pub close: String,
    /// Code of the requirement that holds a gate for it; none for what would only tell more.
    pub requirement: Option<&'static str>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading inside of the section.
    Head(String),
    /// A sentence.
    Say(Words),
    /// Lines under a title.
    List(String, Vec<Words>),
    /// Lines under a title whose order matters; the number is how deep each lies below the first.
    Steps(String, Vec<(usize, Words)>),
    /// Rows under a title.
    Table(Grid),
    /// Boxes and arrows.
    Diagram(Diagram),
    /// A file or a template: its name, the language it is written in, and its text.
    Text(String, &'static str, String),
}

/// Rows under a title.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// What the rows are.
    pub title: String,
    /// Heading of each column.
    pub columns: &'static [&'static str],
    /// The cells.
    pub rows: Vec<Vec<Words>>,
}

/// Boxes, groups of them, and arrows between them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diagram {
    /// What it shows.
    pub title: String,
    /// Groups that boxes stand in, in order.
    pub groups: Vec<String>,
    /// The boxes.
    pub boxes: Vec<DiagramBox>,
    /// The arrows.
    pub arrows: Vec<Arrow>,
}

/// A box of a diagram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagramBox {
    /// Its id in the model; what is written in it.
    pub id: String,
    /// What it is, in a word: `service`, `store`, `actor`.
    pub kind: &'static str,
    /// The group it stands in, by its index.
    pub group: Option<usize>,
}

/// An arrow of a diagram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    /// The box it leaves, by its index.
    pub from: usize,
    /// The box it leads to, by its index.
    pub to: usize,
    /// What flows: what is written beside it.
    pub label: String,
    /// How it is done and how much hangs on it, as far as the model says: `grpc, hard`.
    pub via: String,
    /// Whether nobody waits at its end.
    pub dashed: bool,
}

impl Block {
    /// Every sentence and cell in it.
    pub fn words(&self) -> Vec<&Words> {
        match self {
            Self::Say(words) => vec![words],
            Self::List(_, items) => items.iter().collect(),
            Self::Steps(_, items) => items.iter().map(|(_, words)| words).collect(),
            Self::Table(grid) => grid.rows.iter().flatten().collect(),
            Self::Head(_) | Self::Diagram(_) | Self::Text(..) => Vec::new(),
        }
    }

    /// Every sentence and cell in it, to be changed.
    pub(super) fn words_mut(&mut self) -> Vec<&mut Words> {
        match self {
            Self::Say(words) => vec![words],
            Self::List(_, items) => items.iter_mut().collect(),
            Self::Steps(_, items) => items.iter_mut().map(|(_, words)| words).collect(),
            Self::Table(grid) => grid.rows.iter_mut().flatten().collect(),
            Self::Head(_) | Self::Diagram(_) | Self::Text(..) => Vec::new(),
        }
    }
}
