//! A sentence with references in it: words, places that others refer to, and marks that lead to such places.

use crate::html::inline;
use crate::markdown::escaped;
use crate::markup::{Markup, element};

/// Characters of the longest words that are taken for a figure.
const FIGURE: usize = 14;

/// A sentence or a cell. Plain text becomes one by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    Reference { words: String, to: String },
    Anchor(String),
}

impl Prose {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with words behind it; those in backticks are ids.
    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> Self {
        self.parts.push(Part::Words(words.into()));
        self
    }

    /// The same with a reference behind it: a small mark that leads to an anchor of the same page. An anchor is named by
    /// letters, digits and hyphens.
    #[must_use]
    pub fn reference(mut self, words: impl Into<String>, to: impl Into<String>) -> Self {
        self.parts.push(Part::Reference { words: words.into(), to: name(&to.into()) });
        self
    }

    /// The same with an anchor behind it, that references lead to.
    #[must_use]
    pub fn anchor(mut self, id: impl Into<String>) -> Self {
        self.parts.push(Part::Anchor(name(&id.into())));
        self
    }

    /// For a terminal: references are words in brackets.
    pub(crate) fn text(&self) -> String {
        let part = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::Reference { words, .. } => format!(" [{words}]"),
            Part::Anchor(_) => String::new(),
        };
        self.parts.iter().map(part).collect()
    }

    pub(crate) fn markdown(&self) -> String {
        let part = |part: &Part| match part {
            Part::Words(words) => escaped(words),
            Part::Reference { words, to } => format!("<sup>[\\[{}\\]](#{to})</sup>", escaped(words)),
            Part::Anchor(id) => format!("<a id=\"{id}\"></a>"),
        };
        self.parts.iter().map(part).collect()
    }

    pub(crate) fn markup(&self) -> Markup {
        self.with(inline)
    }

    /// The same for a cell of a table, where columns are narrow: a figure stays in one line with its unit, and so does a day.
    pub(crate) fn cell(&self) -> Markup {
        let whole = |words: &str| element("span").class("whole").with(words).into();
        self.with(|words| if is_figure(words) { whole(words) } else { inline(words) })
    }

    fn with(&self, told: impl Fn(&str) -> Markup) -> Markup {
        let part = |part: &Part| -> Markup {
            match part {
                Part::Words(words) => told(words),
                Part::Reference { words, to } => {
                    element("a").class("ref").attribute("href", &format!("#{to}")).with(words).into()
                }
                Part::Anchor(id) => element("span").attribute("id", id).into(),
            }
        };
        self.parts.iter().map(part).collect()
    }
}

/// Whether words are a figure that could break: `20 rps`, `2 min 9.2 s`, `2029-12-18`.
fn is_figure(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_digit())
        && words.chars().count() <= FIGURE
        && words.contains([' ', '-'])
        && !words.contains('`')
}

/// A name that means the same in every format.
fn name(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

impl From<&str> for Prose {
    fn from(words: &str) -> Self {
        Self::new().words(words)
    }
}

impl From<String> for Prose {
    fn from(words: String) -> Self {
        Self::new().words(words)
    }
}

impl From<&String> for Prose {
    fn from(words: &String) -> Self {
        Self::new().words(words)
    }
}

impl From<std::borrow::Cow<'_, str>> for Prose {
    fn from(words: std::borrow::Cow<'_, str>) -> Self {
        Self::new().words(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_stays_with_its_unit_in_a_cell() {
        let whole = |words: &str| Prose::from(words).cell().as_str().contains("whole");
        assert!(whole("20 rps") && whole("2 min 58.7 s") && whole("2029-12-18"));
        assert!(!whole("36.5%") && !whole("2 of 3 zones of `eu`") && !whole("as it is"));
    }

    #[test]
    fn references_lead_to_anchors_in_every_format() {
        let prose = Prose::new().words("`pay` at 90 rps").reference("3", "e3").anchor("x\"y");
        assert_eq!(prose.text(), "`pay` at 90 rps [3]");
        assert_eq!(prose.markdown(), "`pay` at 90 rps<sup>[\\[3\\]](#e3)</sup><a id=\"x-y\"></a>");
        assert_eq!(
            prose.markup().as_str(),
            "<code>pay</code> at 90 rps<a class=\"ref\" href=\"#e3\">3</a><span id=\"x-y\"></span>"
        );
    }
}
