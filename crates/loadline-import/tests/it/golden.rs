//! Every folder `tests/data/<format>/<case>` holds `in.*` files, the model they give (`out.yaml`, with the `imported`
//! section behind it) and what is lost (`lost.txt`). `LOADLINE_BLESS=1` writes what is given now.

use crate::lost_text;
use loadline_import::{FORMATS, Format, ImportFile, import};
use std::path::{Path, PathBuf};

fn folders(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    found.sort();
    found
}

fn data(format: &Format) -> Vec<PathBuf> {
    folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(format.name))
}

/// The input files of a case, in the order of their names: `in.1.yaml`, `in.2.yaml`, `in.env`.
fn inputs(case: &Path) -> Vec<ImportFile> {
    let name =
        |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let inputs = folders(case).into_iter().filter(|path| name(path).starts_with("in."));
    let read =
        |path: PathBuf| ImportFile { name: name(&path), text: std::fs::read_to_string(&path).expect("text") };
    inputs.map(read).collect()
}

#[track_caller]
fn check(path: &Path, now: &str) {
    if std::env::var_os("LOADLINE_BLESS").is_some() {
        std::fs::write(path, now).expect("a writable folder");
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        now,
        expected,
        "{} differs; run with LOADLINE_BLESS=1 and read the difference",
        path.display()
    );
}

#[test]
fn every_case_gives_its_model_and_its_losses() {
    for format in FORMATS {
        let cases = data(format);
        assert!(!cases.is_empty(), "no case for {}", format.name);
        for case in cases {
            let import = import(format, "Shop", &inputs(&case));
            assert!(import.diagnostics.is_empty(), "{}: {:?}", case.display(), import.diagnostics);
            let section = import.provenance.strip_prefix("loadline: 1\n").expect("a fragment");
            let notes: String = import.summary.notes.iter().map(|note| format!("note: {note}\n")).collect();
            check(&case.join("out.yaml"), &format!("{}{section}", import.model));
            check(&case.join("lost.txt"), &format!("{}{notes}", lost_text(&import)));
        }
    }
}

#[test]
fn the_first_lines_of_every_case_are_read_without_a_panic() {
    for format in FORMATS {
        for case in data(format) {
            for file in inputs(&case) {
                for end in file.text.match_indices('\n').map(|(i, _)| i) {
                    let part = ImportFile { name: file.name.clone(), text: file.text[..end].to_owned() };
                    let import = import(format, "Shop", &[part]);
                    assert!(import.model.starts_with("loadline: 1\n"));
                }
            }
        }
    }
}
