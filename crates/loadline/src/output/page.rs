//! An answer for people: sentences first, then lists and tables; for a terminal, as Markdown or as HTML.
//!
//! Commands say what there is to read, `loadline-draw` says how it looks.

use crate::terminal::Terminal;
use loadline_draw::{Glyphs, Paper};

pub(crate) use loadline_draw::{Page, Table};

impl From<&Terminal> for Paper {
    fn from(terminal: &Terminal) -> Self {
        Self { width: terminal.width, bold: terminal.colour, glyphs: Glyphs::Unicode }
    }
}
