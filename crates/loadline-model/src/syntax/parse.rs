//! Text to tree, refusing every YAML form that the model language leaves out.

mod messages;
mod places;

pub(crate) use messages::duplicate_key;

use super::{Comment, Entry, Node, NodeId, NodeKind, Tree};
use crate::faults;
use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};
use loadline_base::{Diagnostic, FileId, Span};
use messages::{refused, syntax_error, too_deep, too_large};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Files larger than this are refused.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// Collections nested deeper than this are refused.
pub const MAX_DEPTH: usize = 64;

/// Reads one file into a tree.
///
/// The tree is `None` when the text is not YAML or uses a form the language leaves out; the diagnostics say where.
/// Duplicate keys are reported and the first one kept.
#[must_use]
pub fn parse(file: FileId, text: &str) -> (Option<Tree>, Vec<Diagnostic>) {
    if text.len() > MAX_BYTES {
        return (None, vec![too_large(file, text.len())]);
    }
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
        max_buffered_comment_events: usize::MAX,
    };
    let mut builder = Builder::new(file, text);
    for event in Parser::new_from_str_with_options(text, options) {
        let step = match event {
            Ok((event, span)) => builder.take(&event, span.byte_range()),
            Err(error) => Err(syntax_error(file, text, &error).into()),
        };
        if let Err(fatal) = step {
            builder.diagnostics.push(*fatal);
            return (None, builder.diagnostics);
        }
    }
    builder.finish()
}

/// A collection whose end has not come yet.
struct Open {
    node: NodeId,
    start: u32,
    flow: bool,
    map: bool,
    entries: Vec<Entry>,
    items: Vec<NodeId>,
    pending_key: Option<NodeId>,
}

struct Builder<'t> {
    file: FileId,
    text: &'t str,
    nodes: Vec<Node>,
    comments: Vec<Comment>,
    open: Vec<Open>,
    root: Option<NodeId>,
    /// Where the last thing ended that is no comment.
    done: u32,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Builder<'t> {
    fn new(file: FileId, text: &'t str) -> Self {
        Self {
            file,
            text,
            nodes: Vec::new(),
            comments: Vec::new(),
            open: Vec::new(),
            root: None,
            done: 0,
            diagnostics: Vec::new(),
        }
    }

    fn take(
        &mut self,
        event: &Event<'_>,
        range: Option<std::ops::Range<usize>>,
    ) -> Result<(), Box<Diagnostic>> {
        let range = range.unwrap_or(0..0);
        let span = Span::new(self.file, offset(range.start), offset(range.end));
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.refuse_decoration(*anchor, tag.is_some(), span)?;
                let id = self.scalar(value, *style, span);
                self.done = self.nodes[id.0 as usize].span.end;
                self.place(id);
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_decoration(*anchor, tag.is_some(), span)?;
                self.begin(true, *style, span)?;
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.refuse_decoration(*anchor, tag.is_some(), span)?;
                self.begin(false, *style, span)?;
            }
            Event::MappingEnd | Event::SequenceEnd => self.end(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(refused(span, "an alias", "aliases (`*name`)").into());
            }
            Event::Comment(..) => self.comments.push(Comment { span }),
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err(refused(span, "a second document", "several documents in one file").into());
            }
            Event::DocumentStart(..) => self.done = span.end,
            _ => {}
        }
        Ok(())
    }

    fn refuse_decoration(&self, anchor: usize, tagged: bool, span: Span) -> Result<(), Box<Diagnostic>> {
        if anchor != 0 {
            return Err(refused(span, "an anchor", "anchors (`&name`)").into());
        }
        if tagged {
            return Err(refused(span, "a tag", "tags (`!name`)").into());
        }
        Ok(())
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, span: Span) -> NodeId {
        let plain = style == ScalarStyle::Plain;
        let empty = plain && span.start == span.end;
        let span = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => self.block_scalar(span),
            _ if empty => self.nothing_written(span),
            _ => span,
        };
        // Where nothing is written the parser says `~`.
        let same = empty || self.text.get(span.range()) == Some(value);
        let kind = NodeKind::Scalar { plain, unescaped: (!same).then(|| Box::from(value)) };
        self.push(Node { span, kind })
    }

    fn push(&mut self, node: Node) -> NodeId {
        let id = NodeId(offset(self.nodes.len()));
        self.nodes.push(node);
        id
    }

    fn begin(&mut self, map: bool, style: StructureStyle, span: Span) -> Result<(), Box<Diagnostic>> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(span).into());
        }
        let flow = style == StructureStyle::Flow;
        let start = if map || flow { span.start } else { self.list_start(span) };
        self.done = start;
        let kind = NodeKind::List { items: Vec::new(), flow: false };
        let node = self.push(Node { span, kind });
        self.open.push(Open {
            node,
            start,
            flow,
            map,
            entries: Vec::new(),
            items: Vec::new(),
            pending_key: None,
        });
        Ok(())
    }

    fn end(&mut self, close: Span) {
        let Some(open) = self.open.pop() else { return };
        if open.flow {
            self.done = close.end;
        }
        if open.map {
            self.report_duplicates(&open.entries);
        }
        let last = open.entries.last().map(|entry| entry.value).or(open.items.last().copied());
        let start = match open.entries.first().map(|entry| entry.key) {
            Some(first) if !open.flow => self.nodes[first.0 as usize].span.start.min(open.start),
            _ => open.start,
        };
        let end = if open.flow {
            close.end
        } else {
            last.map_or(open.start, |id| self.nodes[id.0 as usize].span.end)
        };
        let flow = open.flow;
        let node = &mut self.nodes[open.node.0 as usize];
        node.span = Span::new(self.file, start, end.max(start));
        node.kind = if open.map {
            NodeKind::Map { entries: open.entries, flow }
        } else {
            NodeKind::List { items: open.items, flow }
        };
        self.place(open.node);
    }

    fn place(&mut self, id: NodeId) {
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(id);
            return;
        };
        if !parent.map {
            parent.items.push(id);
            return;
        }
        match parent.pending_key.take() {
            Some(key) => parent.entries.push(Entry { key, value: id }),
            None => {
                let node = &self.nodes[id.0 as usize];
                let written = self.text.get(node.span.range());
                let fault = match node.kind {
                    NodeKind::Scalar { plain: true, .. } if written == Some("<<") => {
                        Some(refused(node.span, "a merge key", "merge keys (`<<`)"))
                    }
                    NodeKind::Scalar { .. } if written != Some("") => None,
                    NodeKind::Scalar { .. } => {
                        Some(refused(node.span, "a value without a key", "keys that are not plain words"))
                    }
                    _ => Some(refused(node.span, "a map or list as a key", "keys that are not plain words")),
                };
                self.diagnostics.extend(fault);
                parent.pending_key = Some(id);
            }
        }
    }

    fn report_duplicates(&mut self, entries: &[Entry]) {
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        let mut found = Vec::new();
        for entry in entries {
            let node = &self.nodes[entry.key.0 as usize];
            let key = match &node.kind {
                NodeKind::Scalar { unescaped: Some(text), .. } => &**text,
                NodeKind::Scalar { .. } => self.text.get(node.span.range()).unwrap_or(""),
                _ => continue,
            };
            if let Some(first) = seen.get(key) {
                found.push(duplicate_key(key, *first, node.span));
            } else {
                seen.insert(key, node.span);
            }
        }
        self.diagnostics.append(&mut found);
    }

    fn finish(mut self) -> (Option<Tree>, Vec<Diagnostic>) {
        let root = match self.root {
            Some(root) => root,
            None => {
                let span = Span::new(self.file, 0, 0);
                let kind = NodeKind::Scalar { plain: true, unescaped: None };
                self.push(Node { span, kind })
            }
        };
        let unusable_key = self.diagnostics.iter().any(|d| d.code == faults::REFUSED_YAML.code);
        let tree = Tree {
            file: self.file,
            text: Arc::from(self.text),
            nodes: self.nodes,
            comments: self.comments,
            root,
        };
        ((!unusable_key).then_some(tree), self.diagnostics)
    }
}

/// Offsets fit `u32` because files are capped at 8 MiB.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
