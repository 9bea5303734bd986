//! Foreign YAML and JSON as a tree with places, and reading it so that nothing goes unnoticed.

mod fields;

use crate::journal::Journal;
use loadline_base::FileId;

pub(crate) use fields::{Field, Fields, list_items};
pub(crate) use loadline_base::foreign::{Entry, Node, join};

/// The documents of a file; empty when it was refused, which the journal then says.
pub(crate) fn read(file: FileId, journal: &mut Journal) -> Vec<Node> {
    match loadline_base::foreign::read(file, journal.sources.file(file).text()) {
        Ok(documents) => {
            for oddity in documents.oddities {
                journal.lose(oddity.span, oddity.path, oddity.why);
            }
            documents.roots
        }
        Err(refusal) => {
            journal.diagnostics.push(*refusal);
            Vec::new()
        }
    }
}
