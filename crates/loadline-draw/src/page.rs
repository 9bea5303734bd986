//! An answer for people: sentences first, then lists, tables and pictures; for a terminal, as Markdown or as HTML.
//!
//! Who answers says what there is to read, this says how it looks. Words in backticks are taken for ids.

mod html;
mod lines;
mod markdown;
mod prose;
mod table;
mod text;

use crate::svg::Picture;
use crate::tone::Tone;
pub use lines::lines;
pub use prose::Prose;
pub use table::{Align, Table};
pub use text::Paper;

/// Items of an aside from which on it is folded away, where it can be.
const FOLDED: usize = 4;
/// Steps that lie deeper are indented no further.
const DEEPEST: usize = 12;

/// What a person reads, from top to bottom.
#[derive(Debug, Default)]
pub struct Page {
    blocks: Vec<Block>,
}

#[derive(Debug)]
enum Block {
    Part(String),
    Head(String),
    Sentence(Prose),
    List(String, Vec<Prose>),
    Steps(String, Vec<(usize, Prose)>),
    Table(Table<Prose>),
    Register(Table<Prose>),
    Aside(String, Vec<String>),
    Figure(Box<dyn Picture>),
    Note(Tone, String, String),
    Code(&'static str, String),
    Folded(String, &'static str, String),
}

impl Page {
    /// The title of a chapter.
    pub fn part(&mut self, title: impl Into<String>) {
        self.blocks.push(Block::Part(title.into()));
    }

    /// The sentence that matters; begins a new section.
    pub fn head(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Head(text.into()));
    }

    /// A further sentence.
    pub fn say(&mut self, text: impl Into<Prose>) {
        self.blocks.push(Block::Sentence(text.into()));
    }

    /// Lines under a title; nothing when there are none.
    pub fn list(&mut self, title: impl Into<String>, items: Vec<impl Into<Prose>>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(title.into(), items.into_iter().map(Into::into).collect()));
        }
    }

    /// Numbered lines under a title, each with how deep it lies below the first; nothing when there are none.
    pub fn steps(&mut self, title: impl Into<String>, items: Vec<(usize, Prose)>) {
        if !items.is_empty() {
            let items = items.into_iter().map(|(depth, item)| (depth.min(DEEPEST), item));
            self.blocks.push(Block::Steps(title.into(), items.collect()));
        }
    }

    /// A table; nothing when it has no rows.
    pub fn table(&mut self, table: Table<impl Into<Prose>>) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table.prose()));
        }
    }

    /// A long table to look things up in, that is not read from top to bottom; on paper it takes little room.
    pub fn register(&mut self, table: Table<impl Into<Prose>>) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Register(table.prose()));
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
        self.listing("text", text);
    }

    /// Lines as they are under a title, folded away where that can be: a file that stands in full for those who want it.
    pub fn folded(&mut self, title: impl Into<String>, language: &'static str, text: impl Into<String>) {
        self.blocks.push(Block::Folded(title.into(), language, text.into()));
    }

    /// Lines as they are, in a language that readers of Markdown may know: `yaml`, `mermaid`.
    pub fn listing(&mut self, language: &'static str, text: impl Into<String>) {
        self.blocks.push(Block::Code(language, text.into()));
    }
}
