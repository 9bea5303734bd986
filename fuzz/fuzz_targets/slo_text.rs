//! Any text is read as objectives of every format. Form feeds part several files. Every diagnostic has a place in the text, every
//! document is read or refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use loadline_base::{FileId, Sources};
use loadline_slo::formats::read;

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    let parts: Vec<&str> = text.split('\u{c}').take(4).collect();
    let files: Vec<(FileId, &str)> = parts
        .iter()
        .enumerate()
        .map(|(index, part)| (sources.add(format!("{index}.yaml"), *part), *part))
        .collect();
    let found = read(&files);
    for told in &found.diagnostics {
        let label = told.primary.as_ref().expect("every diagnostic has a place");
        assert!(sources.file(label.span.file).text().get(label.span.range()).is_some());
        let _ = sources.place(label.span);
    }
    for document in found.documents.iter().filter(|document| !document.read) {
        let told = |fault: &loadline_base::Diagnostic| {
            fault.primary.as_ref().is_some_and(|label| document.place.covers(label.span))
        };
        assert!(found.errors().any(told), "refused without a word: {document:?}");
    }
    for slo in &found.slos {
        assert!(!slo.windows.is_empty() && slo.place.is_some());
    }
});
