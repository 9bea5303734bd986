//! The few shapes that pictures are made of.

use crate::markup::{Element, Markup, Pixels, element};

/// Which point of a text is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text on one line; `y` is its base line.
pub(crate) fn text(x: f64, y: f64, anchor: Anchor, class: &str, words: &str) -> Element {
    let text = element("text").pixels("x", x).pixels("y", y);
    let text = match anchor {
        Anchor::Start => text,
        Anchor::Middle => text.attribute("text-anchor", "middle"),
        Anchor::End => text.attribute("text-anchor", "end"),
    };
    let text = if class.is_empty() { text } else { text.class(class) };
    text.with(words)
}

/// A straight line.
pub(crate) fn line(from: (f64, f64), to: (f64, f64), class: &str) -> Element {
    element("line")
        .pixels("x1", from.0)
        .pixels("y1", from.1)
        .pixels("x2", to.0)
        .pixels("y2", to.1)
        .class(class)
}

/// A rectangle; sizes below zero are taken as zero.
pub(crate) fn rect(x: f64, y: f64, width: f64, height: f64, class: &str) -> Element {
    element("rect")
        .pixels("x", x)
        .pixels("y", y)
        .pixels("width", width.max(0.0))
        .pixels("height", height.max(0.0))
        .class(class)
}

/// A path in the notation of SVG.
pub(crate) fn path(d: &str, class: &str) -> Element {
    element("path").attribute("d", d).class(class)
}

/// A triangle that points down at `(x, y)`.
pub(crate) fn pointer(x: f64, y: f64, class: &str) -> Element {
    let (left, right, top) = (Pixels(x - 5.0), Pixels(x + 5.0), Pixels(y - 8.0));
    path(&format!("M{left} {top}H{right}L{} {}Z", Pixels(x), Pixels(y)), class)
}

/// What is shown when the pointer rests on a shape.
pub(crate) fn told(shape: Element, words: &str) -> Markup {
    if words.is_empty() { shape.into() } else { shape.with(element("title").with(words)).into() }
}
