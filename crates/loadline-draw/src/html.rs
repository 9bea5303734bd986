//! A page of HTML that needs nothing else: style inside, no script, no request; for light, dark and print, wide and narrow.

use crate::markup::{Markup, element};
use crate::page::Page;
use crate::svg;
use std::collections::BTreeSet;

const STYLE: &str = include_str!("html/style.css");
/// Characters of code from which on it may break in a table.
const LONG: usize = 24;
/// Headings from which on there is a table of contents.
const CONTENTS: usize = 3;

/// What stands around a [`Page`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shell {
    /// The title of the page and of its window.
    pub title: String,
    /// What the page is about, in a sentence below the title; may be empty.
    pub lead: String,
    /// Who made the page of what and when, below all else; may be empty.
    pub footer: String,
}

/// A heading that the contents lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) id: String,
    pub(crate) text: String,
}

impl Shell {
    /// The whole page.
    pub fn html(&self, page: &Page) -> String {
        let (body, headings) = page.body();
        let meta =
            |name: &str, content: &str| element("meta").attribute("name", name).attribute("content", content);
        let head = element("head")
            .with(element("meta").attribute("charset", "utf-8"))
            .with(meta("viewport", "width=device-width, initial-scale=1"))
            .with(meta("color-scheme", "light dark"))
            .with(element("title").with(&self.title))
            .with(element("style").with(Markup::literal(svg::STYLE)).with(Markup::literal(STYLE)));
        let mut header = element("header").with(element("h1").with(inline(&self.title)));
        if !self.lead.is_empty() {
            header = header.with(element("p").class("lead").with(inline(&self.lead)));
        }
        let mut main = element("main").with(header).with(Markup::literal("\n"));
        if headings.len() >= CONTENTS {
            main = main.with(contents(&headings)).with(Markup::literal("\n"));
        }
        main = main.with(body);
        if !self.footer.is_empty() {
            main = main.with(element("footer").with(element("p").with(inline(&self.footer))));
        }
        let html = element("html").attribute("lang", "en").with(head).with(Markup::literal("\n"));
        format!("<!DOCTYPE html>\n{}\n", Markup::from(html.with(element("body").with(main))))
    }
}

/// The table of contents; headings below a chapter are indented.
fn contents(headings: &[Heading]) -> Markup {
    let item = |heading: &Heading| {
        let link = element("a").attribute("href", &format!("#{}", heading.id)).with(inline(&heading.text));
        let item = element("li").with(link);
        if heading.level > 2 { item.class("below") } else { item }
    };
    element("nav")
        .attribute("aria-label", "contents")
        .with(element("ul").with(headings.iter().map(item).collect::<Markup>()))
        .into()
}

/// Text with its words in backticks as code.
pub(crate) fn inline(text: &str) -> Markup {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return text.into();
    }
    let part = |(index, part): (usize, &&str)| match index.is_multiple_of(2) {
        true => Markup::from(*part),
        // Ids stay whole in tables; paths and what is longer than any id may break.
        false if part.contains('/') || part.chars().count() > LONG => {
            element("code").class("long").with(*part).into()
        }
        false => element("code").with(*part).into(),
    };
    parts.iter().enumerate().map(part).collect()
}

/// Names for headings that no other heading has.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    taken: BTreeSet<String>,
}

impl Ids {
    /// `what-is-lost` for "What is lost", `what-is-lost-2` for the second one.
    pub(crate) fn of(&mut self, text: &str) -> String {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .take(12)
            .collect();
        let name = if words.is_empty() { "part".to_owned() } else { words.join("-") };
        let others = (2_usize..).map(|number| format!("{name}-{number}"));
        let id =
            std::iter::once(name.clone()).chain(others).find(|id| !self.taken.contains(id)).unwrap_or(name);
        self.taken.insert(id.clone());
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_names_of_their_own() {
        let mut ids = Ids::default();
        let names = ["What is lost?", "what is lost", "???", "Überblick"].map(|text| ids.of(text));
        assert_eq!(names, ["what-is-lost", "what-is-lost-2", "part", "überblick"]);
    }

    #[test]
    fn words_in_backticks_are_code_and_nothing_is_markup() {
        let text = inline("the loss of `db<1>` & more");
        assert_eq!(text.as_str(), "the loss of <code>db&lt;1&gt;</code> &amp; more");
        assert_eq!(inline("an odd ` one").as_str(), "an odd ` one");
        let path = "services/gateway/exposes/http/auth";
        assert_eq!(inline(&format!("`{path}`")).as_str(), format!("<code class=\"long\">{path}</code>"));
    }
}
