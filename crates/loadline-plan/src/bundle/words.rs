//! A sentence that names its evidence: text, and behind each fact the number of the exhibit that shows it.
//!
//! Knows nothing of how it looks.

use std::fmt::Write as _;

/// A sentence, or the content of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    runs: Vec<Run>,
}

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Text; ids stand in backticks.
    Text(String),
    /// The fact before it is shown by the exhibit with this index.
    Exhibit(usize),
}

impl Words {
    /// Its parts, in order.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The text alone.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        for run in &self.runs {
            if let Run::Text(text) = run {
                plain.push_str(text);
            }
        }
        plain
    }

    /// Indexes of the exhibits, in order, each once.
    #[must_use]
    pub fn exhibits(&self) -> Vec<usize> {
        let mut found = Vec::new();
        for run in &self.runs {
            if let Run::Exhibit(index) = run
                && !found.contains(index)
            {
                found.push(*index);
            }
        }
        found
    }

    /// Gives exhibits their new indexes.
    pub(crate) fn renumber(&mut self, mut new: impl FnMut(usize) -> usize) {
        for run in &mut self.runs {
            if let Run::Exhibit(index) = run {
                *index = new(*index);
            }
        }
    }

    /// The same with more behind it.
    #[must_use]
    pub(crate) fn and(mut self, more: impl Into<Self>) -> Self {
        self.runs.extend(more.into().runs);
        self
    }

    /// The same with a reference behind it.
    #[must_use]
    pub(crate) fn shown_by(mut self, index: usize) -> Self {
        self.runs.push(Run::Exhibit(index));
        self
    }

    /// One after the other with something between them.
    pub(crate) fn joined(items: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut words = Self::default();
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                words = words.and(between);
            }
            words = words.and(item);
        }
        words
    }

    /// The same with a full stop behind it, where what somebody wrote does not end with one.
    #[must_use]
    pub(crate) fn stop(self) -> Self {
        if self.plain().trim_end().ends_with(['.', '!', '?', '…']) { self } else { self.and(".") }
    }

    /// Ids in backticks, one after the other.
    pub(crate) fn ids<'i>(ids: impl IntoIterator<Item = &'i str>) -> Self {
        let mut text = String::new();
        for id in ids {
            let comma = if text.is_empty() { "" } else { ", " };
            // Writing to a string cannot fail.
            let _ = write!(text, "{comma}`{id}`");
        }
        text.into()
    }

    /// An id in backticks.
    pub(crate) fn id(id: &str) -> Self {
        format!("`{id}`").into()
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::default() } else { Self { runs: vec![Run::Text(text)] } }
    }
}
