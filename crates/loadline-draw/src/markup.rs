//! Text that is already HTML or SVG, and the only ways to make some.
//!
//! Any text that becomes [`Markup`] is escaped on the way: nothing that was written by others can bring an element of its
//! own. Names of elements and attributes are literals of the program.

/// HTML or SVG.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markup(String);

/// Elements that have no content.
const EMPTY: &[&str] =
    &["br", "circle", "col", "hr", "img", "line", "link", "meta", "path", "polygon", "rect", "wbr"];

impl Markup {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// A literal of the program (a style sheet, a doctype), taken as it is.
    pub fn literal(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    /// Adds to the end.
    pub fn push(&mut self, more: impl Into<Self>) {
        self.0.push_str(&more.into().0);
    }

    /// Adds to the end what there is, if anything.
    pub(crate) fn extend_with(&mut self, more: Option<Self>) {
        if let Some(more) = more {
            self.push(more);
        }
    }

    /// Adds all of these to the end.
    pub(crate) fn extend(&mut self, more: impl IntoIterator<Item = impl Into<Self>>) {
        more.into_iter().for_each(|one| self.push(one));
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Display for Markup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Markup {
    fn from(text: &str) -> Self {
        Self(escaped(text))
    }
}

impl From<String> for Markup {
    fn from(text: String) -> Self {
        Self(escaped(&text))
    }
}

impl From<&String> for Markup {
    fn from(text: &String) -> Self {
        Self(escaped(text))
    }
}

impl FromIterator<Self> for Markup {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }
}

impl FromIterator<Element> for Markup {
    fn from_iter<I: IntoIterator<Item = Element>>(parts: I) -> Self {
        parts.into_iter().map(Self::from).collect()
    }
}

/// An element that is being written.
#[derive(Debug, Clone)]
pub struct Element {
    name: &'static str,
    /// `<name a="b"`, not closed yet.
    start: String,
    content: Markup,
}

/// Begins an element.
pub fn element(name: &'static str) -> Element {
    Element { name, start: format!("<{name}"), content: Markup::new() }
}

impl Element {
    /// An attribute; its value is escaped.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: &str) -> Self {
        self.start.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        self
    }

    /// The attribute `class`.
    #[must_use]
    pub fn class(self, value: &str) -> Self {
        self.attribute("class", value)
    }

    /// An attribute that is a length in pixels, to a tenth. What is not a number is written as 0.
    #[must_use]
    pub(crate) fn pixels(mut self, name: &'static str, value: f64) -> Self {
        self.start.push_str(&format!(" {name}=\"{}\"", Pixels(value)));
        self
    }

    /// Content, after what is there already.
    #[must_use]
    pub fn with(mut self, content: impl Into<Markup>) -> Self {
        self.content.push(content);
        self
    }
}

impl From<Element> for Markup {
    fn from(element: Element) -> Self {
        let Element { name, start, content } = element;
        if content.is_empty() && EMPTY.contains(&name) {
            return Self(format!("{start}/>"));
        }
        Self(format!("{start}>{content}</{name}>"))
    }
}

/// A length in pixels, as short as a tenth can be written.
pub(crate) struct Pixels(pub(crate) f64);

impl std::fmt::Display for Pixels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = if self.0.is_finite() { (self.0.clamp(-1e7, 1e7) * 10.0).round() as i64 } else { 0 };
        let (sign, size) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs());
        match size % 10 {
            0 => write!(f, "{sign}{}", size / 10),
            rest => write!(f, "{sign}{}.{rest}", size / 10),
        }
    }
}

/// The text with everything replaced that is markup, or that XML 1.0 forbids.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(c),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markup: impl Into<Markup>, expected: &str) {
        assert_eq!(markup.into().as_str(), expected);
    }

    #[test]
    fn text_is_escaped_unless_it_is_markup() {
        check("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;");
        check(element("p").with("<b>").with(element("b").with("x")), "<p>&lt;b&gt;<b>x</b></p>");
        check(element("a").attribute("href", "\"><script>"), "<a href=\"&quot;&gt;&lt;script&gt;\"></a>");
        check(element("br"), "<br/>");
        check("\u{0}\u{1b}[1m\u{ffff}", "\u{fffd}\u{fffd}[1m\u{fffd}");
    }

    #[test]
    fn pixels_are_short_and_finite() {
        let shown = [0.0, -0.01, 12.34, -3.25, f64::NAN, f64::INFINITY].map(|px| Pixels(px).to_string());
        assert_eq!(shown, ["0", "0", "12.3", "-3.3", "0", "0"]);
    }
}
