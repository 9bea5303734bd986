//! A page as Markdown. All words are escaped.

use super::{Align, Block, FOLDED, Page, Prose, Table};
use crate::glyphs::Glyphs;
use crate::markdown::{escaped, fenced, fenced_in, folded};
use crate::timeline::TextOptions;

/// Columns of a picture in a block of code.
const WIDTH: usize = 100;

impl Page {
    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        let mut in_sentences = false;
        for block in &self.blocks {
            let sentence = matches!(block, Block::Sentence(_));
            if !(text.is_empty() || sentence && in_sentences) {
                text.push('\n');
            }
            in_sentences = sentence;
            match block {
                Block::Part(title) => text.push_str(&format!("## {}\n", escaped(title))),
                Block::Head(head) => text.push_str(&format!("### {}\n", escaped(head))),
                Block::Sentence(sentence) => text.push_str(&format!("- {}\n", sentence.markdown())),
                Block::List(title, items) => {
                    text.push_str(&format!("**{}**\n\n{}", escaped(title), bullets(items)))
                }
                Block::Steps(title, items) => {
                    text.push_str(&format!("**{}**\n\n{}", escaped(title), numbered(items)))
                }
                Block::Table(table) | Block::Register(table) => text.push_str(&markdown(table)),
                Block::Aside(title, items) if items.len() < FOLDED => {
                    text.push_str(&format!("{}: {}\n", escaped(title), escaped(&items.join("; "))));
                }
                Block::Aside(title, items) => {
                    let items: Vec<Prose> = items.iter().map(Prose::from).collect();
                    text.push_str(folded(&escaped(title), &bullets(&items)).trim_start());
                }
                Block::Figure(picture) => {
                    let options = TextOptions { width: WIDTH, glyphs: Glyphs::Unicode, told: 10 };
                    text.push_str(&fenced(picture.text(options).trim_end_matches('\n')));
                }
                Block::Note(_, title, words) => {
                    text.push_str(&format!("> **{}** {}\n", escaped(title), escaped(words)));
                }
                Block::Folded(title, language, code) => {
                    let code = fenced_in(language, code.trim_end_matches('\n'));
                    text.push_str(folded(&escaped(title), &code).trim_start());
                }
                Block::Code(language, code) => {
                    text.push_str(&fenced_in(language, code.trim_end_matches('\n')));
                }
            }
        }
        text
    }
}

fn bullets(items: &[Prose]) -> String {
    items.iter().map(|item| format!("- {}\n", item.markdown())).collect()
}

/// Lists in lists: a list below an item stands under its words.
fn numbered(items: &[(usize, Prose)]) -> String {
    let mut counts: Vec<usize> = Vec::new();
    let mut text = String::new();
    for (depth, item) in items {
        // A step lies at most one deeper than the one before it.
        let depth = (*depth).min(counts.len());
        counts.truncate(depth + 1);
        if counts.len() <= depth {
            counts.push(0);
        }
        counts[depth] += 1;
        text.push_str(&format!("{}{}. {}\n", "    ".repeat(depth), counts[depth], item.markdown()));
    }
    text
}

fn markdown(table: &Table<Prose>) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("**{}**\n\n", escaped(&table.title));
    text.push_str(&line(table.columns.iter().map(|(head, _)| (*head).to_owned()).collect()));
    let rule = |align: &Align| if *align == Align::Right { "---:" } else { "---" };
    text.push_str(&line(table.columns.iter().map(|(_, align)| rule(align).to_owned()).collect()));
    for row in table.even_rows() {
        text.push_str(&line(row.iter().map(Prose::markdown).collect()));
    }
    if table.rest > 0 {
        text.push_str(&format!("\n{} more\n", table.rest));
    }
    text
}
