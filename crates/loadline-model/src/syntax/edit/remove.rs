//! Taking entries and items out of the text, with their lines, trailing comments and commas.

use super::{CannotEdit, Edits};
use crate::syntax::{NodeId, NodeKind, Tree};
use loadline_base::TextEdit;
use std::ops::Range;

impl Tree {
    /// Takes out the entry or item at `index` of a collection.
    pub(super) fn remove_child(&self, within: NodeId, index: usize, path: &[&str]) -> Edits {
        let unusual = || CannotEdit::UnusualForm(path.join("/"));
        let (flow, is_map) = match self.node(within).kind {
            NodeKind::Map { flow, .. } => (flow, true),
            NodeKind::List { flow, .. } => (flow, false),
            NodeKind::Scalar { .. } => return Err(unusual()),
        };
        if flow {
            let bracketed = self.opens_with(within, if is_map { '{' } else { '[' });
            return self.remove_in_brackets(within, index).filter(|_| bracketed).ok_or_else(unusual);
        }
        let children = self.children(within);
        let start = self.block_start(within, &children, index);
        if is_map && start != children[index].start {
            return Err(unusual());
        }
        if children.len() == 1 && self.root() != within {
            return self.empty_out(within, if is_map { "{}" } else { "[]" }, &path[..path.len() - 1]);
        }
        let end = children[index].end;
        if self.begins_line(start) {
            return Ok(vec![self.delete_lines(start, self.end_with_comments(end, self.column(start)))]);
        }
        // The first of several behind a dash: `- a: 1`.
        let Some(_) = children.get(index + 1) else { return Err(unusual()) };
        let next = self.block_start(within, &children, index + 1);
        let line_end = self.line_end(end);
        if self.has_comment(line_end..next) {
            return Ok(vec![delete(start..line_end)]);
        }
        Ok(vec![delete(start..next)])
    }

    /// Takes out the only child of a block collection and leaves `empty` in its place.
    fn empty_out(&self, within: NodeId, empty: &str, path: &[&str]) -> Edits {
        let span = self.span(within).range();
        let parent = self.follow(path).within.and_then(|(map, index)| self.entries(map).get(index).copied());
        let colon = parent.and_then(|entry| self.colon_after(entry.key));
        match colon {
            Some(colon) if self.begins_line(span.start) => Ok(vec![
                TextEdit { range: colon + 1..colon + 1, text: format!(" {empty}") },
                self.delete_lines(span.start, self.end_with_comments(span.end, self.column(span.start))),
            ]),
            _ => Ok(vec![TextEdit { range: span, text: empty.to_owned() }]),
        }
    }

    /// The end of a child's last line, and of the comment lines after it that are indented deeper than the child.
    fn end_with_comments(&self, end: usize, column: usize) -> usize {
        let mut done = self.line_end(end);
        let mut at = done;
        while self.next_line(at) < self.text.len() {
            let line = self.next_line(at);
            at = self.line_end(line);
            let text = self.text[line..at].trim_start();
            if text.starts_with('#') && at - line - text.len() > column {
                done = at;
            } else if !text.is_empty() {
                break;
            }
        }
        done
    }

    /// Deletes the lines from that of `start` to the one that ends at `end`.
    fn delete_lines(&self, start: usize, end: usize) -> TextEdit {
        let (start, next) = (self.line_start(start), self.next_line(end));
        let ends_without_break = next == end;
        // The line before then becomes the last one, without a break as the last one had none.
        let start = if ends_without_break { self.end_of_line_before(start) } else { start };
        delete(start..next)
    }

    fn end_of_line_before(&self, line_start: usize) -> usize {
        let before = &self.text[..line_start];
        let cut = before.strip_suffix("\r\n").or(before.strip_suffix(['\n', '\r']));
        cut.map_or(line_start, str::len)
    }

    fn remove_in_brackets(&self, within: NodeId, index: usize) -> Option<Vec<TextEdit>> {
        let children = self.children(within);
        let this = children.get(index)?.clone();
        let before = index.checked_sub(1).and_then(|before| children.get(before));
        if self.text[..this.start].trim_end().ends_with('?') {
            return None;
        }
        let comma = self.comma_after(this.end);
        let end = comma.map_or(this.end, |comma| comma + 1);
        let own_lines = self.begins_line(this.start)
            && self.ends_line(end)
            && self.line_end(this.end) == self.line_end(end);
        if own_lines {
            let lines = self.delete_lines(this.start, self.line_end(end));
            let comma_before =
                before.filter(|_| comma.is_none()).and_then(|before| self.comma_after(before.end));
            return Some(comma_before.map(|at| delete(at..at + 1)).into_iter().chain([lines]).collect());
        }
        if let (Some(next), Some(_)) = (children.get(index + 1), comma) {
            let gap = &self.text[end..next.start];
            let joins = gap.chars().all(|c| c == ' ');
            return Some(vec![delete(this.start..if joins { next.start } else { end })]);
        }
        let Some(before) = before else { return Some(vec![delete(this.start..end)]) };
        if !self.has_comment(before.end..this.start) {
            return Some(vec![delete(before.end..this.end)]);
        }
        let comma_before = self.comma_after(before.end).filter(|_| comma.is_none());
        Some(comma_before.map(|at| delete(at..at + 1)).into_iter().chain([delete(this.start..end)]).collect())
    }
}

fn delete(range: Range<usize>) -> TextEdit {
    TextEdit { range, text: String::new() }
}
