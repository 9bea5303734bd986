//! Objectives in the formats of others: the table of small cases, files that lie beside the workspace, and hostile texts.

mod cases;
mod corpus;
mod hostile;

use loadline_base::{FileId, Sources};
use loadline_slo::formats::{Read, read};

/// Reads `files` by name together.
pub(super) fn read_files(files: &[(&str, &str)]) -> (Sources, Read) {
    let mut sources = Sources::default();
    let ids: Vec<FileId> = files.iter().map(|(name, text)| sources.add(*name, *text)).collect();
    let texts: Vec<(FileId, &str)> = ids.iter().copied().zip(files.iter().map(|(_, text)| *text)).collect();
    let found = read(&texts);
    (sources, found)
}

/// `error LL002 3:5 message (hint)` for every diagnostic, in order; a file's name goes first when it is not `case`.
fn told(sources: &Sources, found: &Read) -> Vec<String> {
    let line = |fault: &loadline_base::Diagnostic| {
        let label = fault.primary.as_ref().unwrap();
        let place = sources.place(label.span);
        let place = place.strip_prefix("case:").unwrap_or(&place);
        let hints = fault.hints.join("; ");
        format!("{} {} {place} {} ({hints})", fault.severity, fault.code, fault.message)
    };
    found.diagnostics.iter().map(line).collect()
}
