//! An answer for people: sentences first, then lists, tables and pictures; for a terminal, as Markdown or as HTML.
//!
//! Who answers says what there is to read, this says how it looks. Words in backticks are taken for ids.

mod html;
mod lines;
mod markdown;
mod table;
mod text;

use crate::svg::Picture;
use crate::tone::Tone;
pub use lines::lines;
pub use table::{Align, Table};
pub use text::Paper;

/// Items of an aside from which on it is folded away, where it can be.
const FOLDED: usize = 4;

/// What a person reads, from top to bottom.
#[derive(Debug, Default)]
pub struct Page {
    blocks: Vec<Block>,
}

#[derive(Debug)]
enum Block {
    Part(String),
    Head(String),
    Sentence(String),
    List(String, Vec<String>),
    Table(Table),
    Aside(String, Vec<String>),
    Figure(Box<dyn Picture>),
    Note(Tone, String, String),
    Code(String),
}

impl Page {
    /// The title of a chapter; on paper it begins a new sheet.
    pub fn part(&mut self, title: impl Into<String>) {
        self.blocks.push(Block::Part(title.into()));
    }

    /// The sentence that matters; begins a new section.
    pub fn head(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Head(text.into()));
    }

    /// A further sentence.
    pub fn say(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Sentence(text.into()));
    }

    /// Lines under a title; nothing when there are none.
    pub fn list(&mut self, title: impl Into<String>, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(title.into(), items));
        }
    }

    /// A table; nothing when it has no rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// What is good to know and not the point; nothing when there is nothing.
    pub fn aside(&mut self, title: impl Into<String>, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::Aside(title.into(), items));
        }
    }

    /// A picture.
    pub fn figure(&mut self, picture: impl Picture + 'static) {
        self.blocks.push(Block::Figure(Box::new(picture)));
    }

    /// A few words set apart; the title says why, the tone how loudly.
    pub fn note(&mut self, tone: Tone, title: impl Into<String>, text: impl Into<String>) {
        self.blocks.push(Block::Note(tone, title.into(), text.into()));
    }

    /// Lines as they are: a query, a command, a file.
    pub fn code(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Code(text.into()));
    }
}
