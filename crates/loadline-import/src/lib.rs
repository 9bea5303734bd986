//! Foreign descriptions of a system, such as compose files and Kubernetes manifests, turned into a Loadline model.
//!
//! Pure: file names and texts go in, YAML text comes out. An importer writes only what a file says and where it says it;
//! whatever it does not understand is listed, and nothing is executed, fetched or read from disk.

mod amounts;
mod draft;
mod foreign;
mod formats;
mod hosts;
mod ids;
mod journal;
mod judge;
mod kind;
mod protocol;
mod recognise;
mod references;
mod secrets;
mod write;

pub use formats::{FORMATS, Format, format};
pub use journal::Lost;
pub use kind::Kind;

use draft::Draft;
use journal::Journal;
use loadline_base::{Diagnostic, Sources};

/// One foreign file: its name as people know it, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFile {
    /// The name shown in messages and in provenance, relative to where the command was run.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// What became of the files.
#[derive(Debug, Clone)]
pub struct Import {
    /// The model as YAML, without the `imported` section.
    pub model: String,
    /// The `imported` section as a fragment of its own: where every value came from, and what was lost.
    pub provenance: String,
    /// What was found, in numbers, with everything that was not understood.
    pub summary: Summary,
    /// Why files were refused. An error means that nothing was taken from that file.
    pub diagnostics: Vec<Diagnostic>,
    /// The files, for showing the diagnostics.
    pub sources: Sources,
}

/// What was found, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// How many components of each kind, in the order of the model; kinds without any are left out.
    pub components: Vec<(Kind, usize)>,
    /// How many edges from a component to what it needs.
    pub edges: usize,
    /// Everything in the files that has no place in the model, in the order of the files.
    pub lost: Vec<Lost>,
    /// What the reader should know before trusting the draft.
    pub notes: Vec<String>,
}

/// Turns `files`, written in `format`, into a draft of the system `system_id`.
///
/// Never fails as a whole: a file that cannot be read gets an error in [`Import::diagnostics`], the others are imported.
/// Foreign names that are no Loadline ids are rewritten and kept as titles, `system_id` too.
#[must_use]
pub fn import(format: &Format, system_id: &str, files: &[ImportFile]) -> Import {
    let mut journal = Journal::default();
    let mut draft = Draft::new(system_id);
    let ids: Vec<_> = files.iter().map(|file| journal.sources.add(&file.name, &file.text)).collect();
    (format.read)(&ids, &mut draft, &mut journal);
    judge::settle(&mut draft, &mut journal);
    journal.tidy();

    let written = write::write(&draft, &journal, format.name);
    Import {
        model: written.model,
        provenance: written.provenance,
        summary: Summary {
            components: draft.count_by_kind(),
            edges: draft.edge_count(),
            lost: journal.lost_places(),
            notes: journal.notes,
        },
        diagnostics: journal.diagnostics,
        sources: journal.sources,
    }
}
