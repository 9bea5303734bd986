//! Places the parser gives too wide, too late or not at all, put right.

use super::{Builder, offset};
use loadline_base::Span;

impl Builder<'_> {
    /// A block scalar from its `|` or `>` to its last word. The parser leaves the sign out and may run on into the
    /// indentation of the next line.
    pub(super) fn block_scalar(&self, content: Span) -> Span {
        let start = self.next_sign(self.done, &[':', '-', '?']).min(content.end);
        let words = self.text.get(start as usize..content.end as usize).unwrap_or("").trim_end();
        Span::new(self.file, start, start + offset(words.len()))
    }

    /// The first dash of a block list. The parser is one word late when the list is not indented below its key.
    pub(super) fn list_start(&self, first: Span) -> u32 {
        match self.open.last() {
            Some(parent) if parent.pending_key.is_some() => {
                self.next_sign(self.done, &[':']).min(first.start)
            }
            _ => first.start,
        }
    }

    /// The place of a value that is not written: right behind its colon or dash, or behind a key without a colon on its
    /// line. The parser may give the next line.
    pub(super) fn nothing_written(&self, somewhere: Span) -> Span {
        let Some(parent) = self.open.last() else { return somewhere };
        if parent.map && parent.pending_key.is_none() {
            return somewhere;
        }
        let rest = self.text.get(self.done as usize..).unwrap_or("");
        let rest = match parent.map {
            true => rest.trim_start_matches([' ', '\t']),
            false => self.text.get(self.next_sign(self.done, &[]) as usize..).unwrap_or(""),
        };
        let behind = rest.strip_prefix(if parent.map { ':' } else { '-' });
        let is_sign = |behind: &&str| {
            behind
                .chars()
                .next()
                .is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}'))
        };
        let at = behind.filter(is_sign).map_or(self.done, |behind| offset(self.text.len() - behind.len()));
        Span::new(self.file, at, at)
    }

    /// Where the next thing stands that is neither blank, nor a comment, nor one of `skipped`.
    fn next_sign(&self, from: u32, skipped: &[char]) -> u32 {
        let mut rest = self.text.get(from as usize..).unwrap_or("");
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || skipped.contains(&c));
            if !rest.starts_with('#') {
                return offset(self.text.len() - rest.len());
            }
            rest = rest.find(['\n', '\r']).map_or("", |end| &rest[end..]);
        }
    }
}
