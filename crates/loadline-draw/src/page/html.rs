//! A page as HTML: the blocks of its body, and which headings they have.

use super::{Align, Block, FOLDED, Page, Prose, Table};
use crate::html::{Heading, Ids, inline};
use crate::markup::{Element, Markup, element};
use crate::svg::Picture;
use crate::tone::Tone;

/// Pixels of pictures, with edges of 8 on both sides, on a large screen and on a phone.
const WIDTHS: [(&str, f64); 2] = [("wide", 776.0), ("narrow", 376.0)];

impl Page {
    /// The body and its headings, from top to bottom.
    pub(crate) fn body(&self) -> (Markup, Vec<Heading>) {
        let mut body = Markup::new();
        let mut headings = Vec::new();
        let mut ids = Ids::default();
        let parts = self.blocks.iter().any(|block| matches!(block, Block::Part(_)));
        let mut heading = |level: u8, text: &str| {
            let id = ids.of(text);
            let name = if level == 2 { "h2" } else { "h3" };
            let markup = element(name).attribute("id", &id).with(inline(text));
            headings.push(Heading { level, id, text: text.to_owned() });
            markup
        };
        for block in &self.blocks {
            match block {
                Block::Part(title) => body.push(heading(2, title).class("part")),
                Block::Head(head) => body.push(heading(if parts { 3 } else { 2 }, head)),
                block => body.push(one(block)),
            }
            body.push(Markup::literal("\n"));
        }
        (body, headings)
    }
}

fn one(block: &Block) -> Markup {
    match block {
        Block::Part(_) | Block::Head(_) => Markup::new(),
        Block::Sentence(sentence) => element("p").with(sentence.markup()).into(),
        Block::List(title, items) => {
            element("section").with(paragraph(title).class("title")).with(bullets(items)).into()
        }
        Block::Steps(title, items) => {
            element("section").with(paragraph(title).class("title")).with(numbered(items)).into()
        }
        Block::Table(table) => rows(table, "scroll").into(),
        Block::Register(table) => rows(table, "scroll register").into(),
        Block::Aside(title, items) if items.len() < FOLDED => {
            paragraph(&format!("{title}: {}", items.join("; "))).class("aside").into()
        }
        Block::Aside(title, items) => element("details")
            .with(element("summary").with(inline(title)))
            .with(bullets(&plain(items)))
            .into(),
        Block::Figure(picture) => figure(picture.as_ref()).into(),
        Block::Note(tone, title, words) => note(*tone, title, words).into(),
        Block::Code(_, code) => listing(code).into(),
        Block::Folded(title, _, code) => {
            element("details").with(element("summary").with(inline(title))).with(listing(code)).into()
        }
    }
}

fn listing(code: &str) -> Element {
    element("pre").with(element("code").with(code))
}

fn paragraph(text: &str) -> Element {
    element("p").with(inline(text))
}

fn plain(items: &[String]) -> Vec<Prose> {
    items.iter().map(Prose::from).collect()
}

fn bullets(items: &[Prose]) -> Element {
    element("ul").with(items.iter().map(|item| element("li").with(item.markup())).collect::<Markup>())
}

/// Lists in lists. What lies below an item comes right behind it.
fn numbered(items: &[(usize, Prose)]) -> Element {
    let mut list = element("ol");
    let mut rest = items;
    while let [(depth, item), after @ ..] = rest {
        let below = after.iter().take_while(|(deeper, _)| deeper > depth).count();
        let (below, after) = after.split_at(below);
        let mut entry = element("li").with(item.markup());
        if !below.is_empty() {
            entry = entry.with(numbered(below));
        }
        list = list.with(entry);
        rest = after;
    }
    list
}

/// The picture twice, for large screens and for small ones: shrunk, its letters could not be read.
fn figure(picture: &dyn Picture) -> Element {
    let drawn = |(class, width)| element("div").class(class).with(picture.draw(width).markup());
    element("figure").with(WIDTHS.into_iter().map(drawn).collect::<Markup>())
}

fn note(tone: Tone, title: &str, words: &str) -> Element {
    let title = element("strong").with(inline(title));
    element("div")
        .class(&format!("note {}", tone.word()))
        .attribute("role", "note")
        .with(element("p").with(title).with(" ").with(inline(words)))
}

/// A table that scrolls by itself when it is wider than the page, also by keyboard. Where a page is narrow its rows are cards,
/// and each cell says by itself of what column it is.
fn rows(table: &Table<Prose>, class: &str) -> Element {
    let cell = |name: &'static str, align: Align, content: Markup| {
        let cell = element(name).with(content);
        if align == Align::Right { cell.class("number") } else { cell }
    };
    let head = table
        .columns
        .iter()
        .map(|(head, align)| cell("th", *align, inline(head)).attribute("scope", "col"))
        .collect::<Markup>();
    let row = |row: Vec<Prose>| {
        let cells = table.columns.iter().zip(row).map(|((head, align), text)| {
            let cell = cell("td", *align, text.cell());
            if head.is_empty() { cell } else { cell.attribute("data-head", head) }
        });
        element("tr").with(cells.collect::<Markup>())
    };
    let mut markup = element("table")
        .with(element("caption").with(inline(&table.title)))
        .with(element("thead").with(element("tr").with(head)))
        .with(element("tbody").with(table.even_rows().map(row).collect::<Markup>()));
    if table.rest > 0 {
        let span = table.columns.len().max(1).to_string();
        let more = element("td").attribute("colspan", &span).with(format!("{} more", table.rest));
        markup = markup.with(element("tfoot").with(element("tr").with(more)));
    }
    element("div")
        .class(class)
        .attribute("tabindex", "0")
        .attribute("role", "region")
        .attribute("aria-label", &table.title)
        .with(markup)
}
