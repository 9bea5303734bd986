//! Text to a tree of elements. Nesting is capped, and there are no entities of one's own: nothing grows when it is read.

use super::MefError;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};

/// Elements inside each other at most.
const MAX_DEPTH: usize = 200;

/// An element with what it holds. Text between elements means nothing in this format.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Element>,
    /// The byte it begins at.
    pub(super) at: usize,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// An attribute that must be there.
    pub(super) fn required(&self, name: &str) -> Result<&str, MefError> {
        match self.attribute(name) {
            Some(value) if !value.is_empty() => Ok(value),
            _ => Err(self.error(
                format!("`<{}>` has no `{name}`", self.name),
                format!("write `<{} {name}=\"…\">`", self.name),
            )),
        }
    }

    /// A whole number that must be there.
    pub(super) fn number(&self, name: &str) -> Result<u32, MefError> {
        let written = self.required(name)?;
        let wrong = || format!("`{name}=\"{written}\"` of `<{}>` is no whole number", self.name);
        written.parse().map_err(|_| self.error(wrong(), "write a number such as 2"))
    }

    /// Children other than remarks, which change nothing.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter(|child| !matches!(child.name.as_str(), "label" | "attributes"))
    }

    pub(super) fn error(&self, message: impl Into<String>, hint: impl Into<String>) -> MefError {
        MefError::new(message, hint).at(self.at)
    }

    /// An element that does not belong where it stands.
    pub(super) fn refused(&self, within: &str) -> MefError {
        self.error(
            format!("`<{}>` in `<{within}>` is not supported", self.name),
            "fault trees of gates, basic events and house events are read; leave the rest out",
        )
    }
}

/// The root element.
pub(super) fn parse(text: &str) -> Result<Element, MefError> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| malformed(&reader, &error))?;
        let closed = match event {
            Event::Start(start) => {
                if open.len() >= MAX_DEPTH {
                    let message = format!("elements are nested more than {MAX_DEPTH} deep");
                    let hint = "give inner formulas a gate of their own";
                    return Err(MefError::new(message, hint).at(at));
                }
                open.push(element(&start, at)?);
                None
            }
            Event::Empty(start) => Some(element(&start, at)?),
            Event::End(_) => open.pop(),
            Event::DocType(_) => {
                let hint = "leave the document type out; entities of one's own are not read";
                return Err(MefError::new("document types are not supported", hint).at(at));
            }
            Event::GeneralRef(_) | Event::Text(_) | Event::CData(_) | Event::Comment(_) => None,
            Event::Decl(_) | Event::PI(_) => None,
            Event::Eof => break,
        };
        let Some(closed) = closed else { continue };
        match open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None if root.is_some() => {
                let hint = "a file has one `<opsa-mef>` round everything";
                return Err(MefError::new("there is a second element at the top", hint).at(closed.at));
            }
            None => root = Some(closed),
        }
    }
    match (open.last(), root) {
        (Some(left), _) => {
            Err(left.error(format!("`<{}>` is never closed", left.name), "is the file cut off?"))
        }
        (None, None) => Err(MefError::new("there is no element in the file", "is it an Open-PSA MEF file?")),
        (None, Some(root)) => Ok(root),
    }
}

fn element(start: &BytesStart<'_>, at: usize) -> Result<Element, MefError> {
    let name = start.name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| wrong_attribute(&name, &error.to_string(), at))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|error| wrong_attribute(&name, &error.to_string(), at))?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(Element { name, attributes, children: Vec::new(), at })
}

fn wrong_attribute(element: &str, why: &str, at: usize) -> MefError {
    MefError::new(format!("an attribute of `<{element}>` cannot be read: {why}"), "mend the XML").at(at)
}

fn malformed(reader: &Reader<&[u8]>, error: &Error) -> MefError {
    let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
    MefError::new(format!("the XML is not well-formed: {error}"), "mend the XML").at(at)
}
