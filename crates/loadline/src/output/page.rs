//! An answer for people: sentences first, then lists and tables; for a terminal or as Markdown.
//!
//! Commands say what there is to read, this says how it looks. Words in backticks are taken for ids. Words from the model
//! are escaped in Markdown.

use crate::output::markdown::{escaped, folded};
use crate::output::table::{Align, table};
use crate::terminal::Terminal;

/// Items of an aside from which on Markdown folds it away.
const FOLDED: usize = 4;
/// Columns that the last column of a table keeps at least.
const LAST: usize = 18;

/// What a person reads, from top to bottom.
#[derive(Debug, Default)]
pub(crate) struct Page {
    blocks: Vec<Block>,
}

#[derive(Debug)]
enum Block {
    Head(String),
    Sentence(String),
    List(String, Vec<String>),
    Table(Table),
    Aside(String, Vec<String>),
}

/// Rows under a title.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// What the rows are.
    pub(crate) title: String,
    /// Heading and side of each column. A last column of words is wrapped.
    pub(crate) columns: Vec<(&'static str, Align)>,
    /// The cells.
    pub(crate) rows: Vec<Vec<String>>,
    /// Rows that are not shown.
    pub(crate) rest: usize,
}

impl Page {
    /// The sentence that matters; begins a new part.
    pub(crate) fn head(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Head(text.into()));
    }

    /// A further sentence.
    pub(crate) fn say(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Sentence(text.into()));
    }

    /// Lines under a title; nothing when there are none.
    pub(crate) fn list(&mut self, title: impl Into<String>, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(title.into(), items));
        }
    }

    /// A table; nothing when it has no rows.
    pub(crate) fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// What is good to know and not the point; nothing when there is nothing.
    pub(crate) fn aside(&mut self, title: impl Into<String>, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::Aside(title.into(), items));
        }
    }

    /// For a terminal.
    pub(crate) fn text(&self, terminal: &Terminal) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            if !text.is_empty() && !matches!(block, Block::Sentence(_)) {
                text.push('\n');
            }
            match block {
                Block::Head(head) => text.push_str(&terminal.bold(&terminal.fill(head, "", "  "))),
                Block::Sentence(sentence) => text.push_str(&terminal.fill(sentence, "  ", "  ")),
                Block::List(title, items) => {
                    let items = items.iter().map(|item| terminal.fill(item, "    ", "      "));
                    text.push_str(
                        &[terminal.fill(title, "  ", "  ")]
                            .into_iter()
                            .chain(items)
                            .collect::<Vec<_>>()
                            .join("\n"),
                    );
                }
                Block::Table(table) => text.push_str(&table.text(terminal)),
                Block::Aside(title, items) => {
                    text.push_str(&terminal.fill(&format!("{title}: {}", items.join("; ")), "  ", "    "));
                }
            }
            text.push('\n');
        }
        text
    }

    /// As Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut text = String::new();
        let mut in_sentences = false;
        for block in &self.blocks {
            let sentence = matches!(block, Block::Sentence(_));
            if !(text.is_empty() || sentence && in_sentences) {
                text.push('\n');
            }
            in_sentences = sentence;
            match block {
                Block::Head(head) => text.push_str(&format!("### {}\n", escaped(head))),
                Block::Sentence(sentence) => text.push_str(&format!("- {}\n", escaped(sentence))),
                Block::List(title, items) => {
                    text.push_str(&format!("**{}**\n\n{}", escaped(title), bullets(items)))
                }
                Block::Table(table) => text.push_str(&table.markdown()),
                Block::Aside(title, items) if items.len() < FOLDED => {
                    text.push_str(&format!("{}: {}\n", escaped(title), escaped(&items.join("; "))));
                }
                Block::Aside(title, items) => {
                    text.push_str(folded(&escaped(title), &bullets(items)).trim_start());
                }
            }
        }
        text
    }
}

fn bullets(items: &[String]) -> String {
    items.iter().map(|item| format!("- {}\n", escaped(item))).collect()
}

impl Table {
    fn text(&self, terminal: &Terminal) -> String {
        let mut rows = vec![self.columns.iter().map(|(head, _)| (*head).to_owned()).collect::<Vec<_>>()];
        rows.extend(self.rows.iter().map(|row| row.iter().map(|cell| cell.replace('`', "")).collect()));
        let align: Vec<Align> = self.columns.iter().map(|(_, align)| *align).collect();
        let wraps = align.len() > 1 && align.last() == Some(&Align::Left);
        let last: Vec<String> = if wraps {
            rows.iter_mut().map(|row| row.pop().unwrap_or_default()).collect()
        } else {
            Vec::new()
        };
        let fixed = align.len() - usize::from(wraps);
        let words = last.iter().flat_map(|cell| cell.split(' '));
        let longest =
            words.map(|word| word.chars().count()).max().unwrap_or(0).clamp(LAST, terminal.width / 2);
        let width = terminal.width.saturating_sub(if wraps { longest + 2 } else { 0 });
        let text = table(&rows, &align[..fixed], width, "    ");
        let lines: Vec<&str> = text.lines().collect();
        let indent = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0) + 2;
        let mut text = terminal.fill(&self.title, "  ", "  ") + "\n";
        for (index, line) in lines.into_iter().enumerate() {
            let full = match last.get(index) {
                Some(cell) if !cell.is_empty() => {
                    let first = format!("{line:indent$}");
                    terminal.fill(cell, &first, &" ".repeat(indent))
                }
                _ => line.to_owned(),
            };
            text.push_str(full.trim_end());
            text.push('\n');
        }
        match self.rest {
            0 => text.truncate(text.len() - 1),
            rest => text.push_str(&format!("    {rest} more")),
        }
        text
    }

    fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut text = format!("**{}**\n\n", escaped(&self.title));
        text.push_str(&line(self.columns.iter().map(|(head, _)| (*head).to_owned()).collect()));
        let rule = |align: &Align| if *align == Align::Right { "---:" } else { "---" };
        text.push_str(&line(self.columns.iter().map(|(_, align)| rule(align).to_owned()).collect()));
        for row in &self.rows {
            text.push_str(&line(row.iter().map(|cell| escaped(cell)).collect()));
        }
        if self.rest > 0 {
            text.push_str(&format!("\n{} more\n", self.rest));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        let mut page = Page::default();
        page.head("the loss of `db` fails 1 of 2 journeys");
        page.say("one");
        page.say("two");
        page.table(Table {
            title: "what is lost".to_owned(),
            columns: vec![("what", Align::Left), ("rps", Align::Right), ("why", Align::Left)],
            rows: vec![vec!["`buy`".to_owned(), "70".to_owned(), "a | b".to_owned()]],
            rest: 2,
        });
        page.list("nothing", Vec::new());
        page.aside("not here", vec!["x".to_owned(), "y".to_owned()]);
        page
    }

    #[test]
    fn a_page_for_a_terminal() {
        let terminal = Terminal { colour: false, width: 80 };
        let text = "the loss of `db` fails 1 of 2 journeys\n  one\n  two\n\n  what is lost\n    what  rps  why\n    buy    \
                    70  a | b\n    2 more\n\n  not here: x; y\n";
        assert_eq!(page().text(&terminal), text);
    }

    #[test]
    fn a_page_in_markdown() {
        let text = "### the loss of `db` fails 1 of 2 journeys\n\n- one\n- two\n\n**what is lost**\n\n| what | rps | why |\n\
                    | --- | ---: | --- |\n| `buy` | 70 | a &#124; b |\n\n2 more\n\nnot here: x; y\n";
        assert_eq!(page().markdown(), text);
    }
}
