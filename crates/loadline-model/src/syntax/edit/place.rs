//! Where things stand in the text: lines, columns, commas and dashes.

use crate::syntax::{NodeId, NodeKind, Tree};
use std::ops::Range;

impl Tree {
    /// The line break this file uses.
    pub(super) fn line_break(&self) -> &'static str {
        match self.text.find(['\n', '\r']) {
            Some(at) if self.text[at..].starts_with("\r\n") => "\r\n",
            Some(at) if self.text[at..].starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    /// Where the line of `at` begins; a byte order mark is not part of it.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let start = self.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        if start == 0 && self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8().min(at) } else { start }
    }

    /// Where the line of `at` ends, before its break.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |end| at + end)
    }

    /// Where the line after that of `at` begins, or the end of the text.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let end = self.line_end(at);
        let rest = &self.text[end..];
        let length = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
        end + length
    }

    /// The column of `at`, in characters from 0.
    pub(super) fn column(&self, at: usize) -> usize {
        self.text[self.line_start(at)..at].chars().count()
    }

    /// Whether nothing but blanks stands before `at` on its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.text[self.line_start(at)..at].trim().is_empty()
    }

    /// Whether nothing but blanks and a comment stands from `at` to the end of its line.
    pub(super) fn ends_line(&self, at: usize) -> bool {
        let rest = self.text[at..self.line_end(at)].trim_start();
        rest.is_empty() || rest.starts_with('#')
    }

    /// The first place from `at` on that is neither blank nor in a comment.
    pub(super) fn skip_blank(&self, at: usize) -> usize {
        let mut at = at;
        loop {
            let rest = &self.text[at..];
            at += rest.len() - rest.trim_start().len();
            if !self.text[at..].starts_with('#') {
                return at;
            }
            at = self.line_end(at);
        }
    }

    /// The comma that follows `at`, with only blanks and comments in between.
    pub(super) fn comma_after(&self, at: usize) -> Option<usize> {
        let at = self.skip_blank(at);
        self.text[at..].starts_with(',').then_some(at)
    }

    /// Whether a comment lies in `range`.
    pub(super) fn has_comment(&self, range: Range<usize>) -> bool {
        let first = self.comments.partition_point(|comment| (comment.span.start as usize) < range.start);
        self.comments.get(first).is_some_and(|comment| (comment.span.start as usize) < range.end)
    }

    /// The colon behind a key, when it stands on the same line.
    pub(super) fn colon_after(&self, key: NodeId) -> Option<usize> {
        let end = self.span(key).range().end;
        let rest = &self.text[end..];
        let at = end + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        self.text[at..].starts_with(':').then_some(at)
    }

    /// The bytes of each entry (key to value) of a map, or of each item of a list (the dash left out).
    pub(super) fn children(&self, id: NodeId) -> Vec<Range<usize>> {
        match &self.node(id).kind {
            NodeKind::Map { entries, .. } => entries
                .iter()
                .map(|entry| {
                    let key = self.span(entry.key).range();
                    key.start..self.span(entry.value).range().end.max(key.end)
                })
                .collect(),
            NodeKind::List { items, .. } => items.iter().map(|item| self.span(*item).range()).collect(),
            NodeKind::Scalar { .. } => Vec::new(),
        }
    }

    /// Where the child of a block collection begins: at its dash, its `?`, or its key.
    pub(super) fn block_start(&self, within: NodeId, children: &[Range<usize>], index: usize) -> usize {
        match index.checked_sub(1).and_then(|before| children.get(before)) {
            Some(before) => self.skip_blank(before.end),
            None => self.span(within).range().start,
        }
    }

    /// How much deeper each block map of this file stands than the one around it; 2 when there is none to tell.
    pub(super) fn indent_step(&self) -> usize {
        self.nodes
            .iter()
            .find_map(|node| {
                let NodeKind::Map { entries, flow: false } = &node.kind else { return None };
                let outer = self.column(node.span.range().start);
                entries.iter().find_map(|entry| {
                    let NodeKind::Map { flow: false, .. } = self.node(entry.value).kind else { return None };
                    self.column(self.span(entry.value).range().start)
                        .checked_sub(outer)
                        .filter(|step| *step > 0)
                })
            })
            .unwrap_or(2)
    }
}
