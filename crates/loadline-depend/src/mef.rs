//! Fault trees from Open-PSA Model Exchange Format files: gates, basic events and house events, with components and
//! their scopes. Whatever else a file holds is refused by name; nothing is skipped that could change a number.

mod definitions;
mod formula;
mod scope;
mod top;
mod value;
mod xml;

use crate::fault_tree::{FaultTree, Term};
use crate::probabilities::Probabilities;
use definitions::definitions;
use thiserror::Error;
use xml::Document;

/// Bytes of the largest file that is read.
pub const MAX_MEF_BYTES: usize = 256 * 1024 * 1024;

/// A fault tree of a file.
#[derive(Debug, Clone)]
pub struct MefTree {
    /// The tree. Gates of nested formulas have no name and follow the named ones.
    pub tree: FaultTree,
    /// The top gate.
    pub top: Term,
    /// Its name.
    pub top_name: String,
    /// The name of each basic event, by index.
    pub events: Vec<String>,
    /// The name of each gate the file defines, by index.
    pub gates: Vec<String>,
    /// The probability of each basic event.
    pub probabilities: Probabilities,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct MefError {
    /// What is wrong, a fragment.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// The byte it is at; `None` when it is about the file as a whole.
    pub at: Option<usize>,
}

impl MefError {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), at: None }
    }

    const fn at(mut self, offset: usize) -> Self {
        self.at = Some(offset);
        self
    }
}

/// Reads the fault tree under the gate named `gate`; under the only gate that no other uses when there is no name.
///
/// # Errors
/// When the text is not well-formed, holds what is not understood, or defines something twice or not at all.
pub fn read_mef(text: &str, gate: Option<&str>) -> Result<MefTree, MefError> {
    if text.len() > MAX_MEF_BYTES {
        let message = format!("the file has {} bytes, more than {MAX_MEF_BYTES}", text.len());
        return Err(MefError::new(message, "split it, or leave out the trees that are not asked about"));
    }
    let document = Document::read(text)?;
    let definitions = definitions(document.root()?)?;
    let (tree, events, probabilities) = formula::lower(&definitions)?;
    let top = top::top(&definitions, &tree, gate)?;
    Ok(MefTree {
        top: Term::Gate(top),
        top_name: definitions.name(definitions.gates[top.index()]).into_owned(),
        gates: definitions.owned_names(&definitions.gates),
        tree,
        events,
        probabilities,
    })
}
