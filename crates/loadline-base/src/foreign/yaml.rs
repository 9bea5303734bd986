//! Foreign YAML (and so JSON) read into trees.
//!
//! Hostile text costs bounded memory and time: size, depth and copying through aliases are capped, and nothing panics.

use super::{Entry, Node, Value, join};
use crate::{Diagnostic, FileId, Span};
use granit_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};
use indexmap::IndexMap;
use std::collections::HashMap;

/// The largest text that is read, in bytes.
const MAX_SIZE: usize = 8 << 20;
/// The deepest nesting of lists and maps, aliases included.
const MAX_DEPTH: usize = 64;
/// How much anchors and aliases may copy in one file, in bytes as [`Node::weight`] counts them.
const MAX_COPIED: usize = 16 << 20;

/// What a file holds.
#[derive(Debug, Default)]
pub struct Documents {
    /// Its documents, in order.
    pub roots: Vec<Node>,
    /// What was passed over.
    pub oddities: Vec<Oddity>,
}

/// Something in a file that is legal to write and was passed over: a key that stands twice, a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// Where it stands.
    pub span: Span,
    /// Path of keys to it.
    pub path: String,
    /// What became of it.
    pub why: String,
}

/// Reads `text`, the whole of `file`.
///
/// # Errors
/// When the text is not YAML, too large, too deep or blown up by aliases: the diagnostic says so with its place.
pub fn read(file: FileId, text: &str) -> Result<Documents, Box<Diagnostic>> {
    let mut oddities = Vec::new();
    let roots = documents(file, text, &mut oddities)?;
    Ok(Documents { roots, oddities })
}

type Refusal = Box<Diagnostic>;

fn documents(file: FileId, text: &str, lost: &mut Vec<Oddity>) -> Result<Vec<Node>, Refusal> {
    if text.len() > MAX_SIZE {
        let message = format!("the file is larger than {} MiB", MAX_SIZE >> 20);
        return Err(Box::new(
            Diagnostic::error("LL006", message)
                .at(Span::new(file, 0, 0), "")
                .hint("import its parts one by one"),
        ));
    }
    let options = granit_parser::options! { emit_comments: false };
    let parser = Parser::new_from_str_with_options(text, options);
    Builder { file, text, parser, anchors: HashMap::new(), copied: 0, path: Vec::new(), lost }.documents()
}

struct Builder<'a> {
    file: FileId,
    text: &'a str,
    parser: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, Node>,
    copied: usize,
    path: Vec<String>,
    lost: &'a mut Vec<Oddity>,
}

impl<'a> Builder<'a> {
    fn documents(mut self) -> Result<Vec<Node>, Refusal> {
        let mut documents = Vec::new();
        while let Some((event, span)) = self.next()? {
            match event {
                Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(..) => self.anchors.clear(),
                Event::StreamEnd => break,
                event => documents.push(self.node(event, span, 0)?),
            }
        }
        Ok(documents)
    }

    fn next(&mut self) -> Result<Option<(Event<'a>, Span)>, Refusal> {
        match self.parser.next_event() {
            None => Ok(None),
            Some(Ok((event, span))) => Ok(Some((event, self.span(&span)))),
            Some(Err(error)) => Err(self.syntax(&error)),
        }
    }

    fn inside(&mut self) -> Result<(Event<'a>, Span), Refusal> {
        let end = self.place(self.text.len(), self.text.len());
        let unfinished = || Box::new(Diagnostic::error("LL001", "the text ends too early").at(end, ""));
        self.next()?.ok_or_else(unfinished)
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, Refusal> {
        if depth > MAX_DEPTH {
            return Err(too_deep(span));
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.tag(span, tag.as_deref().map(granit_parser::Tag::original));
                let plain = style == ScalarStyle::Plain;
                (Node { span, value: Value::Text { text: text.into_owned(), plain } }, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.tag(span, tag.as_deref().map(granit_parser::Tag::original));
                (self.list(span, depth)?, anchor)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.tag(span, tag.as_deref().map(granit_parser::Tag::original));
                (self.map(span, depth)?, anchor)
            }
            Event::Alias(id) => return self.alias(id, span, depth),
            _ => return Err(Box::new(Diagnostic::error("LL001", "a value is expected here").at(span, ""))),
        };
        if anchor > 0 {
            self.pay(&node, span)?;
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn alias(&mut self, id: usize, span: Span, depth: usize) -> Result<Node, Refusal> {
        let Some(node) = self.anchors.get(&id).cloned() else {
            return Err(Box::new(
                Diagnostic::error("LL005", "an alias inside the value it stands for")
                    .at(span, "")
                    .hint("write the value out"),
            ));
        };
        if depth + node.height() > MAX_DEPTH {
            return Err(too_deep(span));
        }
        self.pay(&node, span)?;
        Ok(node)
    }

    /// Counts what copying `node` costs.
    fn pay(&mut self, node: &Node, span: Span) -> Result<(), Refusal> {
        self.copied = self.copied.saturating_add(node.weight());
        if self.copied <= MAX_COPIED {
            return Ok(());
        }
        let message = format!("anchors and aliases blow the file up to more than {} MiB", MAX_COPIED >> 20);
        Err(Box::new(
            Diagnostic::error("LL005", message)
                .at(span, "the limit is passed here")
                .hint("write the values out, or import a file without nested aliases"),
        ))
    }

    fn list(&mut self, start: Span, depth: usize) -> Result<Node, Refusal> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.inside()?;
            if event == Event::SequenceEnd {
                let span = Span { end: span.end.max(start.end), ..start };
                return Ok(Node { span, value: Value::List(items) });
            }
            self.path.push(format!("[{}]", items.len()));
            items.push(self.node(event, span, depth + 1)?);
            self.path.pop();
        }
    }

    fn map(&mut self, start: Span, depth: usize) -> Result<Node, Refusal> {
        let mut map: IndexMap<String, Entry> = IndexMap::new();
        let mut merged = Vec::new();
        loop {
            let (event, span) = self.inside()?;
            if event == Event::MappingEnd {
                self.merge(&mut map, merged);
                let span = Span { end: span.end.max(start.end), ..start };
                return Ok(Node { span, value: Value::Map(map) });
            }
            let (key, key_span) = self.key(event, span, depth)?;
            self.path.push(key.clone());
            let (event, span) = self.inside()?;
            let node = self.node(event, span, depth + 1)?;
            if key == "<<" {
                merged.push((key_span, node));
            } else if map.contains_key(&key) {
                self.lose(key_span, "the same key stands here twice; the first one counts");
            } else {
                map.insert(key, Entry { key: key_span, node });
            }
            self.path.pop();
        }
    }

    fn key(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<(String, Span), Refusal> {
        let node = self.node(event, span, depth + 1)?;
        if let Value::Text { text, .. } = node.value {
            return Ok((text, node.span));
        }
        let written: String = self.text.get(node.span.range()).unwrap_or("?").chars().take(60).collect();
        self.path.push(written.clone());
        self.lose(node.span, "a key that is not text; is this a template that was not rendered?");
        self.path.pop();
        Ok((written, node.span))
    }

    /// Fills in what merge keys (`<<`) bring; keys of the map itself win, then the earlier merge.
    fn merge(&mut self, map: &mut IndexMap<String, Entry>, merged: Vec<(Span, Node)>) {
        for (at, node) in merged {
            let parts = match node.value {
                Value::List(items) => items,
                _ => vec![node],
            };
            for part in parts {
                let Value::Map(entries) = part.value else {
                    self.path.push("<<".into());
                    self.lose(at, "a merge key takes a map");
                    self.path.pop();
                    continue;
                };
                for (key, entry) in entries {
                    map.entry(key).or_insert(entry);
                }
            }
        }
    }

    fn tag(&mut self, span: Span, tag: Option<String>) {
        if let Some(tag) = tag.filter(|tag| !tag.starts_with("!!")) {
            self.lose(span, &format!("the tag `{tag}` is ignored"));
        }
    }

    fn lose(&mut self, span: Span, why: &str) {
        let path = self.path.iter().fold(String::new(), |path, key| join(&path, key));
        self.lost.push(Oddity { span, path, why: why.to_owned() });
    }

    fn syntax(&self, error: &ScanError) -> Refusal {
        let at = error.marker().byte_offset().unwrap_or(self.text.len());
        let refusal = Diagnostic::error("LL001", error.info()).at(self.place(at, at), "");
        Box::new(if self.text.contains("{{") {
            refusal.hint("this looks like a template; render it first, for example with `helm template`")
        } else {
            refusal.hint("check the file with the tool it is made for")
        })
    }

    fn span(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(self.text.len()..self.text.len());
        self.place(range.start, range.end)
    }

    /// A span whose offsets are sure to lie in the text.
    fn place(&self, start: usize, end: usize) -> Span {
        let offset = |at: usize| u32::try_from(at.min(self.text.len())).unwrap_or(u32::MAX);
        Span::new(self.file, offset(start), offset(end.max(start)))
    }
}

fn too_deep(span: Span) -> Refusal {
    let message = format!("lists and maps are nested more than {MAX_DEPTH} deep");
    Box::new(Diagnostic::error("LL006", message).at(span, "").hint("no system needs this; check the file"))
}
