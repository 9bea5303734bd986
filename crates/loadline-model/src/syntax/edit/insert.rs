//! Putting values, entries and items into the text, in the style of what stands beside them.

use super::quote::{Value, quote};
use super::{CannotEdit, Edits, Found};
use crate::syntax::{NodeId, NodeKind, Tree};
use loadline_base::TextEdit;
use std::fmt::Write;

impl Tree {
    /// Puts `value` where a single value, or none, is written.
    pub(super) fn replace_scalar(&self, found: &Found, path: &[&str], value: &Value<'_>) -> Edits {
        let range = self.span(found.node).range();
        let mut text = value.written(found.flow).into_owned();
        if range.is_empty() {
            text = self.fill(found, path, &text)?;
        }
        // Only the first line of a block text can hold a comment.
        let comments = self.comments().iter().filter(|comment| self.span(found.node).covers(comment.span));
        for comment in comments {
            let _ = write!(text, "  {}", self.slice(comment.span));
        }
        Ok(vec![TextEdit { range, text }])
    }

    /// `value` for a place where nothing is written, with what must stand before it.
    fn fill(&self, found: &Found, path: &[&str], value: &str) -> Result<String, CannotEdit> {
        let unusual = || CannotEdit::UnusualForm(path.join("/"));
        let Some((within, index)) = found.within else {
            return Err(unusual());
        };
        let at = self.span(found.node).range().start;
        let has_sign = match self.entries(within).get(index) {
            Some(entry) => self.colon_after(entry.key).is_some(),
            None => self.text[..at].ends_with('-'),
        };
        match self.node(within).kind {
            _ if has_sign => Ok(format!(" {value}")),
            // In braces a key may stand alone.
            NodeKind::Map { flow: true, .. } if self.opens_with(within, '{') => Ok(format!(": {value}")),
            _ => Err(unusual()),
        }
    }

    /// Adds what is missing of `path` below the last node that is there.
    pub(super) fn add_below(&self, found: &Found, path: &[&str], value: &Value<'_>) -> Edits {
        let (there, missing) = path.split_at(found.steps);
        match &self.node(found.node).kind {
            NodeKind::Map { flow: true, .. } => {
                self.add_in_brackets(found.node, in_braces(missing, value).into(), there)
            }
            NodeKind::Map { .. } => {
                // Behind `? key` the sign of its value may stand on a line of its own, outside of every node.
                let children = self.children(found.node);
                let last = children.len().saturating_sub(1);
                if children
                    .get(last)
                    .is_some_and(|child| self.block_start(found.node, &children, last) != child.start)
                {
                    return Err(CannotEdit::UnusualForm(there.join("/")));
                }
                let column = self.column(self.span(found.node).range().start);
                let lines = self.block_lines(missing, value, column);
                Ok(vec![self.add_line_after_last(found.node, &lines)])
            }
            NodeKind::Scalar { .. } if self.is_empty_value(found.node) => {
                self.add_to_nothing(found, there, missing, value)
            }
            _ => Err(CannotEdit::NotAMap(there.join("/"))),
        }
    }

    /// Adds entries where a map is expected and nothing is written.
    fn add_to_nothing(&self, found: &Found, there: &[&str], missing: &[&str], value: &Value<'_>) -> Edits {
        let span = self.span(found.node).range();
        let Some((within, index)) = found.within else { return self.add_to_empty_file(missing, value) };
        let key = self.entries(within).get(index).filter(|_| !found.flow && span.is_empty());
        let Some(key) = key.filter(|entry| self.colon_after(entry.key).is_some()) else {
            let map = Value::Yaml(format!("{{{}}}", in_braces(missing, value)));
            return self.replace_scalar(found, there, &map);
        };
        let column = self.column(self.span(within).range().start) + self.indent_step();
        let lines = self.block_lines(missing, value, column);
        let at = self.line_end(self.span(key.value).range().end);
        let text = format!("{}{}{lines}", self.line_break(), " ".repeat(column));
        Ok(vec![TextEdit { range: at..at, text }])
    }

    /// Adds entries to a file that holds nothing but comments.
    fn add_to_empty_file(&self, missing: &[&str], value: &Value<'_>) -> Edits {
        let end = self.text.len();
        if !self.span(self.root()).range().is_empty() || self.skip_blank(self.line_start(0)) < end {
            return Err(CannotEdit::UnusualForm(String::new()));
        }
        let new_line = if self.line_start(end) < end { self.line_break() } else { "" };
        let text = format!("{new_line}{}{}", self.block_lines(missing, value, 0), self.line_break());
        Ok(vec![TextEdit { range: end..end, text }])
    }

    /// `key:` lines down to the value, the first one without its indentation.
    fn block_lines(&self, keys: &[&str], value: &Value<'_>, column: usize) -> String {
        let (step, line_break) = (self.indent_step(), self.line_break());
        let mut lines = String::new();
        for (depth, key) in keys.iter().enumerate() {
            if depth > 0 {
                lines.push_str(line_break);
                lines.push_str(&" ".repeat(column + depth * step));
            }
            lines.push_str(&quote(key));
            lines.push(':');
        }
        lines + " " + &value.written(false)
    }

    /// A new line behind the last entry or item of a block collection, at the column of the first.
    pub(super) fn add_line_after_last(&self, within: NodeId, line: &str) -> TextEdit {
        let span = self.span(within).range();
        let mut at = self.line_end(span.end);
        if self.keeps_blank_lines(within) {
            while self.next_line(at) < self.text.len()
                && self.text[self.next_line(at)..self.line_end(self.next_line(at))].trim().is_empty()
            {
                at = self.line_end(self.next_line(at));
            }
        }
        let indent = " ".repeat(self.column(span.start));
        TextEdit { range: at..at, text: format!("{}{indent}{line}", self.line_break()) }
    }

    /// Whether the last leaf is a block text to which the blank lines behind it belong (`|+`).
    fn keeps_blank_lines(&self, id: NodeId) -> bool {
        match &self.node(id).kind {
            NodeKind::Scalar { plain, .. } => {
                let text = self.slice(self.span(id));
                let head = text.lines().next().unwrap_or("").split('#').next().unwrap_or("");
                !plain && text.starts_with(['|', '>']) && head.contains('+')
            }
            NodeKind::Map { entries, .. } => {
                entries.last().is_some_and(|entry| self.keeps_blank_lines(entry.value))
            }
            NodeKind::List { items, .. } => items.last().is_some_and(|item| self.keeps_blank_lines(*item)),
        }
    }

    /// Adds an entry or item before the closing brace or bracket, on a line of its own when the others stand so.
    pub(super) fn add_in_brackets(
        &self,
        within: NodeId,
        text: std::borrow::Cow<'_, str>,
        path: &[&str],
    ) -> Edits {
        if !self.opens_with(within, '{') && !self.opens_with(within, '[') {
            return Err(CannotEdit::UnusualForm(path.join("/")));
        }
        let insert = |at: usize, text: String| TextEdit { range: at..at, text };
        let children = self.children(within);
        let span = self.span(within).range();
        let (Some(first), Some(last)) = (children.first(), children.last()) else {
            return Ok(vec![insert(span.start + 1, text.into_owned())]);
        };
        if !self.begins_line(first.start) || !self.begins_line(last.start) {
            return Ok(vec![insert(last.end, format!(", {text}"))]);
        }
        let new_line = format!("{}{}", self.line_break(), " ".repeat(self.column(last.start)));
        let comma = self.comma_after(last.end);
        let line_end = self.line_end(comma.unwrap_or(last.end));
        if span.end - 1 < line_end {
            return Ok(vec![insert(last.end, format!(",{new_line}{text}"))]);
        }
        Ok(match comma {
            Some(_) => vec![insert(line_end, format!("{new_line}{text},"))],
            None => vec![insert(last.end, ",".into()), insert(line_end, format!("{new_line}{text}"))],
        })
    }

    /// Whether a collection begins with this sign; a pair in brackets (`[a: 1]`) is a map without braces.
    pub(super) fn opens_with(&self, id: NodeId, sign: char) -> bool {
        self.slice(self.span(id)).starts_with(sign)
    }
}

/// `key: {key: value}`, to stand in braces.
fn in_braces(keys: &[&str], value: &Value<'_>) -> String {
    let Some((first, rest)) = keys.split_first() else { return value.written(true).into_owned() };
    match rest {
        [] => format!("{}: {}", quote(first), value.written(true)),
        _ => format!("{}: {{{}}}", quote(first), in_braces(rest, value)),
    }
}
