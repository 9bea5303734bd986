//! Any text is imported, and the draft that comes of it is read as a model. A first byte below the number of formats
//! picks one; otherwise the text is tried in every format. Form feeds part several files.

#![no_main]

use libfuzzer_sys::fuzz_target;
use loadline_base::Sources;
use loadline_import::{FORMATS, Format, ImportFile, import};
use loadline_model::read;

fuzz_target!(|text: &str| {
    let picked = text.bytes().next().and_then(|first| FORMATS.get(usize::from(first)));
    match picked {
        Some(format) => try_import(format, &text[1..]),
        None => FORMATS.iter().for_each(|format| try_import(format, text)),
    }
});

fn try_import(format: &Format, text: &str) {
    let parts = text.split('\u{c}').take(4).enumerate();
    let files: Vec<ImportFile> = parts
        .map(|(index, part)| ImportFile { name: format!("{index}.yaml"), text: part.to_owned() })
        .collect();
    let found = import(format, "fuzzed", &files);
    for told in &found.diagnostics {
        if let Some(label) = &told.primary {
            let _ = found.sources.place(label.span);
        }
    }
    let mut sources = Sources::default();
    sources.add("loadline.yaml", &found.model);
    sources.add("imported.yaml", &found.provenance);
    let reading = read(&sources);
    assert!(reading.faults.is_empty(), "the draft is no model: {:?}\n{}", reading.faults, found.model);
    assert!(
        reading.model.dangling().is_empty(),
        "the draft refers to nothing: {:?}",
        reading.model.dangling()
    );
}
