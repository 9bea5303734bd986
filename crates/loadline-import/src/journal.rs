//! What an import has to tell besides the model: refused files, lost keys and notes.

use loadline_base::{Diagnostic, FileId, Sources, Span};
use std::collections::HashSet;

/// Something a file says that has no place in the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// `file:line`.
    pub at: String,
    /// Path of keys in the foreign file, such as `services.frontend.logging`.
    pub key: String,
    /// Why it was not taken over.
    pub why: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct LostSpan {
    at: Span,
    key: String,
    why: String,
}

/// The running record of one import.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) notes: Vec<String>,
    /// The files that something was taken from.
    pub(crate) used: Vec<FileId>,
    lost: Vec<LostSpan>,
    spent: usize,
}

/// How many variables and commands are read in one import, long ones counting more often. Files that repeat settings for
/// every component could otherwise cost far more time than their size.
const MAX_READ: usize = 1_000_000;

/// The usual reason.
pub(crate) const NO_PLACE: &str = "not part of the model language";

impl Journal {
    /// Lists what stands at `at` as lost.
    pub(crate) fn lose(&mut self, at: Span, key: impl Into<String>, why: impl Into<String>) {
        self.lost.push(LostSpan { at, key: key.into(), why: why.into() });
    }

    /// Pays for reading a value of `length` bytes; `false` when nothing is left, which is then noted.
    pub(crate) fn spend(&mut self, length: usize) -> bool {
        let before = self.spent;
        self.spent = before.saturating_add(1 + length / 256);
        if before <= MAX_READ && self.spent > MAX_READ {
            self.note("the files repeat more settings than are read; edges may be missing");
        }
        self.spent <= MAX_READ
    }

    /// Whether nothing is left to pay with.
    pub(crate) fn is_spent(&self) -> bool {
        self.spent > MAX_READ
    }

    /// Adds a note for the reader.
    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// `file:line` of a place.
    pub(crate) fn place(&self, at: Span) -> String {
        let file = self.sources.file(at.file);
        format!("{}:{}", file.name(), file.line(at.start))
    }

    /// Brings what was lost into the order of the files, each place once.
    pub(crate) fn tidy(&mut self) {
        let mut seen = HashSet::new();
        self.lost.retain(|lost| seen.insert(lost.clone()));
        self.lost.sort_by_key(|lost| lost.at);
    }

    /// Everything lost, with readable places.
    pub(crate) fn lost_places(&self) -> Vec<Lost> {
        let readable =
            |lost: &LostSpan| Lost { at: self.place(lost.at), key: lost.key.clone(), why: lost.why.clone() };
        self.lost.iter().map(readable).collect()
    }
}
