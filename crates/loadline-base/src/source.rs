//! The source files of one run: their names, their text, and where their lines begin.

use crate::{FileId, Span};

/// A line and column as people count them: both start at 1, columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineCol {
    /// Line number, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// One source file held in memory.
#[derive(Debug, Clone)]
pub struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<u32>,
}

impl SourceFile {
    fn new(name: String, text: String) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| to_u32(i + 1)));
        Self { name, text, line_starts }
    }

    /// The name shown to people, relative to where the command was run when that is possible.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line number (from 1) that byte `offset` is on.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        to_u32(self.line_starts.partition_point(|start| *start <= offset))
    }

    /// The line and column of byte `offset`; an offset past the end gives the end.
    #[must_use]
    pub fn line_col(&self, offset: u32) -> LineCol {
        let offset = (offset as usize).min(self.text.len());
        let line = self.line(to_u32(offset));
        let start = self.line_starts[line as usize - 1] as usize;
        let column = self.text.get(start..offset).map_or(1, |before| to_u32(before.chars().count()) + 1);
        LineCol { line, column }
    }

    /// The text of line `line` (from 1) without its line break; empty when there is no such line.
    #[must_use]
    pub fn line_text(&self, line: u32) -> &str {
        let Some(start) = line.checked_sub(1).and_then(|i| self.line_starts.get(i as usize)) else {
            return "";
        };
        let end = self.line_starts.get(line as usize).map_or(self.text.len(), |next| *next as usize);
        self.text[*start as usize..end].trim_end_matches(['\n', '\r'])
    }
}

/// All source files of one run. Files are only ever added, so a [`FileId`] stays good.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(to_u32(self.files.len()));
        self.files.push(SourceFile::new(name.into(), text.into()));
        id
    }

    /// The file with this id.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Every file with its id, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, file)| (FileId(to_u32(i)), file))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Where `span` begins.
    #[must_use]
    pub fn start(&self, span: Span) -> LineCol {
        self.file(span.file).line_col(span.start)
    }

    /// Where `span` ends (one past its last character).
    #[must_use]
    pub fn end(&self, span: Span) -> LineCol {
        self.file(span.file).line_col(span.end)
    }

    /// `name:line:column` of where `span` begins.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        let at = self.start(span);
        format!("{}:{}:{}", self.file(span.file).name(), at.line, at.column)
    }

    /// The text that `span` covers; empty when the span is out of bounds.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text().get(span.range()).unwrap_or("")
    }
}

/// Offsets are `u32`: a file is capped at 8 MiB long before this saturates.
fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let mut sources = Sources::default();
        let id = sources.add("a.yaml", "ab\né: x\n");
        let file = sources.file(id);
        assert_eq!(file.line_col(0), LineCol { line: 1, column: 1 });
        assert_eq!(file.line_col(3), LineCol { line: 2, column: 1 });
        assert_eq!(file.line_col(5), LineCol { line: 2, column: 2 }, "é is two bytes but one column");
        assert_eq!(file.line_text(2), "é: x");
        assert_eq!(file.line_text(9), "");
        assert_eq!(file.line_col(99), LineCol { line: 3, column: 1 });
    }
}
