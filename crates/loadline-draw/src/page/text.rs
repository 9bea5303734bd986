//! A page for a terminal: filled to its width, words in backticks as they are.

use super::{Align, Block, Page, Prose, Table, lines};
use crate::columns::columns;
use crate::glyphs::Glyphs;
use crate::timeline::TextOptions;
use crate::tone::Tone;
use crate::wrap::fill;

/// Columns that the last column of a table keeps at least.
const LAST: usize = 18;

/// What a page is written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// Columns to fill at most.
    pub width: usize,
    /// Whether letters can be bold (by the sequences of ANSI terminals).
    pub bold: bool,
    /// The characters that pictures may use.
    pub glyphs: Glyphs,
}

impl Paper {
    /// Fills paragraphs to the width; `indent` goes before every line after the first.
    fn fill(&self, text: &str, first: &str, indent: &str) -> String {
        fill(text, self.width, first, indent)
    }

    fn bold(&self, text: &str) -> String {
        if self.bold { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

impl Page {
    /// For a terminal.
    pub fn text(&self, paper: impl Into<Paper>) -> String {
        let paper = paper.into();
        let mut text = String::new();
        for block in &self.blocks {
            if !text.is_empty() && !matches!(block, Block::Sentence(_)) {
                text.push('\n');
            }
            text.push_str(&one(block, &paper));
            text.push('\n');
        }
        text
    }
}

fn one(block: &Block, paper: &Paper) -> String {
    match block {
        Block::Part(title) => {
            let rule = paper.glyphs.pick('═', '=').to_string().repeat(columns(title).min(paper.width));
            format!("{}\n{rule}", paper.bold(&paper.fill(title, "", "")))
        }
        Block::Head(head) => paper.bold(&paper.fill(head, "", "  ")),
        Block::Sentence(sentence) => paper.fill(&sentence.text(), "  ", "  "),
        Block::List(title, items) => {
            let items = items.iter().map(|item| paper.fill(&item.text(), "    ", "      "));
            [paper.fill(title, "  ", "  ")].into_iter().chain(items).collect::<Vec<_>>().join("\n")
        }
        Block::Steps(title, items) => {
            let items = items.iter().zip(1..).map(|((depth, item), number)| {
                let indent = " ".repeat(4 + 2 * depth);
                paper.fill(&item.text(), &format!("{indent}{number}. "), &format!("{indent}    "))
            });
            [paper.fill(title, "  ", "  ")].into_iter().chain(items).collect::<Vec<_>>().join("\n")
        }
        Block::Table(table) | Block::Register(table) => rows(table, paper),
        Block::Aside(title, items) => paper.fill(&format!("{title}: {}", items.join("; ")), "  ", "    "),
        Block::Figure(picture) => {
            let options = TextOptions { width: paper.width, glyphs: paper.glyphs, told: 10 };
            picture.text(options).trim_end_matches('\n').to_owned()
        }
        Block::Note(tone, title, words) => {
            let sign = if *tone == Tone::Alarm { "!!" } else { "--" };
            paper.fill(&format!("{title} {words}"), &format!("  {sign} "), "     ")
        }
        Block::Code(_, code) => indented(code),
        Block::Folded(title, _, code) => format!("{}\n{}", paper.fill(title, "  ", "  "), indented(code)),
    }
}

fn indented(code: &str) -> String {
    code.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

fn rows(table: &Table<Prose>, paper: &Paper) -> String {
    let mut rows = vec![table.columns.iter().map(|(head, _)| (*head).to_owned()).collect::<Vec<_>>()];
    rows.extend(table.even_rows().map(|row| row.iter().map(|cell| cell.text().replace('`', "")).collect()));
    let align: Vec<Align> = table.columns.iter().map(|(_, align)| *align).collect();
    let wraps = align.len() > 1 && align.last() == Some(&Align::Left);
    let last: Vec<String> =
        if wraps { rows.iter_mut().map(|row| row.pop().unwrap_or_default()).collect() } else { Vec::new() };
    let fixed = align.len() - usize::from(wraps);
    let words = last.iter().flat_map(|cell| cell.split(' '));
    let longest = words.map(|word| word.chars().count()).max().unwrap_or(0);
    let widest = last.iter().map(|cell| cell.chars().count()).max().unwrap_or(0);
    // Where all of it is short the other columns have its room.
    let longest = longest.max(widest.min(LAST)).min((paper.width / 2).max(LAST));
    let width = paper.width.saturating_sub(if wraps { longest + 2 } else { 0 });
    let text = lines(&rows, &align[..fixed], width, "    ");
    let lines: Vec<&str> = text.lines().collect();
    let indent = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0) + 2;
    let mut text = paper.fill(&table.title, "  ", "  ") + "\n";
    for (index, line) in lines.into_iter().enumerate() {
        let full = match last.get(index) {
            Some(cell) if !cell.is_empty() => {
                let first = format!("{line:indent$}");
                paper.fill(cell, &first, &" ".repeat(indent))
            }
            _ => line.to_owned(),
        };
        text.push_str(full.trim_end());
        text.push('\n');
    }
    match table.rest {
        0 => text.truncate(text.len() - 1),
        rest => text.push_str(&format!("    {rest} more")),
    }
    text
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
        page.list("nothing", Vec::<String>::new());
        page.aside("not here", vec!["x".to_owned(), "y".to_owned()]);
        page
    }

    #[test]
    fn a_page_for_a_terminal() {
        let paper = Paper { width: 80, bold: false, glyphs: Glyphs::Unicode };
        let text = "the loss of `db` fails 1 of 2 journeys\n  one\n  two\n\n  what is lost\n    what  rps  why\n    buy    \
                    70  a | b\n    2 more\n\n  not here: x; y\n";
        assert_eq!(page().text(paper), text);
    }

    #[test]
    fn a_page_in_markdown() {
        let text = "### the loss of `db` fails 1 of 2 journeys\n\n- one\n- two\n\n**what is lost**\n\n| what | rps | why |\n\
                    | --- | ---: | --- |\n| `buy` | 70 | a &#124; b |\n\n2 more\n\nnot here: x; y\n";
        assert_eq!(page().markdown(), text);
    }
}
