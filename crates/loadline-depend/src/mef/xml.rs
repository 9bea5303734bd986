//! Text to elements in one list, which borrows the text: no element is allocated by itself, so that millions are read in
//! seconds. Nesting is capped, and there are no entities of one's own: nothing grows when it is read.

use super::MefError;
use quick_xml::XmlVersion;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use quick_xml::{Error, Reader};
use std::borrow::Cow;

/// Elements inside each other at most.
const MAX_DEPTH: usize = 200;

/// Every element of a text, each before what it holds.
#[derive(Debug, Default)]
pub(super) struct Document<'t> {
    nodes: Vec<Node<'t>>,
    attributes: Vec<(&'t str, Cow<'t, str>)>,
}

/// What is kept of an element. Text between elements means nothing in this format.
#[derive(Debug)]
struct Node<'t> {
    name: &'t str,
    /// The byte it begins at.
    at: u32,
    /// Its first attribute; the next element's first is behind its last.
    attributes: u32,
    /// The first element behind it that it does not hold.
    end: u32,
}

/// An element with what it holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'x> {
    document: &'x Document<'x>,
    index: u32,
}

impl<'x> Element<'x> {
    fn node(self) -> &'x Node<'x> {
        &self.document.nodes[self.index as usize]
    }

    pub(super) fn name(self) -> &'x str {
        self.node().name
    }

    /// The byte it begins at.
    pub(super) fn at(self) -> usize {
        self.node().at as usize
    }

    pub(super) fn attribute(self, name: &str) -> Option<&'x str> {
        let all = &self.document.attributes;
        let behind = self.document.nodes.get(self.index as usize + 1);
        let own = self.node().attributes as usize..behind.map_or(all.len(), |next| next.attributes as usize);
        all[own].iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
    }

    /// An attribute that must be there.
    pub(super) fn required(self, name: &str) -> Result<&'x str, MefError> {
        match self.attribute(name) {
            Some(value) if !value.is_empty() => Ok(value),
            _ => Err(self.error(
                format!("`<{}>` has no `{name}`", self.name()),
                format!("write `<{} {name}=\"…\">`", self.name()),
            )),
        }
    }

    /// A whole number that must be there.
    pub(super) fn number(self, name: &str) -> Result<u32, MefError> {
        let written = self.required(name)?;
        let wrong = || format!("`{name}=\"{written}\"` of `<{}>` is no whole number", self.name());
        written.parse().map_err(|_| self.error(wrong(), "write a number such as 2"))
    }

    /// The elements it holds, other than remarks, which change nothing.
    pub(super) fn parts(self) -> impl Iterator<Item = Self> {
        let mut next = self.index + 1;
        let parts = std::iter::from_fn(move || {
            let part = (next < self.node().end).then_some(Self { index: next, ..self })?;
            next = part.node().end;
            Some(part)
        });
        parts.filter(|part| !matches!(part.name(), "label" | "attributes"))
    }

    pub(super) fn error(self, message: impl Into<String>, hint: impl Into<String>) -> MefError {
        MefError::new(message, hint).at(self.at())
    }

    /// An element that does not belong where it stands.
    pub(super) fn refused(self, within: &str) -> MefError {
        self.error(
            format!("`<{}>` in `<{within}>` is not supported", self.name()),
            "fault trees of gates, basic events and house events are read; leave the rest out",
        )
    }
}

impl<'t> Document<'t> {
    /// Reads a text of less than 4 GiB.
    pub(super) fn read(text: &'t str) -> Result<Self, MefError> {
        // The reader skips this mark without counting it.
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let mut reader = Reader::from_str(&text[mark..]);
        let mut document = Self::default();
        let mut open: Vec<u32> = Vec::new();
        loop {
            let at = mark.saturating_add(usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX));
            match reader.read_event().map_err(|error| malformed(&error, mark, reader.error_position()))? {
                Event::Start(start) => {
                    if open.len() >= MAX_DEPTH {
                        let message = format!("elements are nested more than {MAX_DEPTH} deep");
                        let hint = "give inner formulas a gate of their own";
                        return Err(MefError::new(message, hint).at(at));
                    }
                    let name = start.name().as_ref().len();
                    open.push(document.begin(tag(text, at, start.len()), name, at, open.is_empty())?);
                }
                Event::Empty(start) => {
                    let name = start.name().as_ref().len();
                    document.begin(tag(text, at, start.len()), name, at, open.is_empty())?;
                }
                Event::End(_) => {
                    let end = length(&document.nodes);
                    if let Some(closed) = open.pop() {
                        document.nodes[closed as usize].end = end;
                    }
                }
                Event::DocType(_) => {
                    let hint = "leave the document type out; entities of one's own are not read";
                    return Err(MefError::new("document types are not supported", hint).at(at));
                }
                Event::GeneralRef(_) | Event::Text(_) | Event::CData(_) | Event::Comment(_) => {}
                Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        match open.last() {
            Some(left) => {
                let left = Element { document: &document, index: *left };
                Err(left.error(format!("`<{}>` is never closed", left.name()), "is the file cut off?"))
            }
            None => Ok(document),
        }
    }

    /// The element round everything.
    pub(super) fn root(&self) -> Result<Element<'_>, MefError> {
        if self.nodes.is_empty() {
            return Err(MefError::new("there is no element in the file", "is it an Open-PSA MEF file?"));
        }
        Ok(Element { document: self, index: 0 })
    }

    /// Adds the element of a tag, without its `<`; the first `name` bytes are its name.
    fn begin(&mut self, tag: &'t str, name: usize, at: usize, is_root: bool) -> Result<u32, MefError> {
        let index = length(&self.nodes);
        if is_root && index > 0 {
            let hint = "a file has one `<opsa-mef>` round everything";
            return Err(MefError::new("there is a second element at the top", hint).at(at));
        }
        let (name, first) = (tag.get(..name).unwrap_or_default(), name);
        let attributes = length(&self.attributes);
        let wrong = |why: &dyn std::fmt::Display| {
            MefError::new(format!("an attribute of `<{name}>` cannot be read: {why}"), "mend the XML").at(at)
        };
        for attribute in Attributes::new(tag, first) {
            let attribute = attribute.map_err(|error| wrong(&error))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| wrong(&error))?;
            self.attributes.push((attribute.key.into_inner(), value));
        }
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.nodes.push(Node { name, at, attributes, end: index + 1 });
        Ok(index)
    }
}

/// What stands behind the `<` at a byte: events hold the same, but not for as long as the text.
fn tag(text: &str, at: usize, length: usize) -> &str {
    text.get(at + 1..at + 1 + length).unwrap_or_default()
}

/// How many there are, as a position.
fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

fn malformed(error: &Error, mark: usize, position: u64) -> MefError {
    let at = mark.saturating_add(usize::try_from(position).unwrap_or(usize::MAX));
    MefError::new(format!("the XML is not well-formed: {error}"), "mend the XML").at(at)
}
