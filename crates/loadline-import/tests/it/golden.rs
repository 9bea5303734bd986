//! Every folder `tests/data/<format>/<case>` holds `in.*` files, the model they give (`out.yaml`, with the `imported`
//! section behind it) and what is lost (`lost.txt`). `LOADLINE_BLESS=1` writes what is given now.

use crate::{check_model, lost_text};
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
            check_model(&import);
            let section = import.provenance.strip_prefix("loadline: 1\n").expect("a fragment");
            let notes: String = import.summary.notes.iter().map(|note| format!("note: {note}\n")).collect();
            check(&case.join("out.yaml"), &format!("{}{section}", import.model));
            check(&case.join("lost.txt"), &format!("{}{notes}", lost_text(&import)));
        }
    }
}

/// Puts a key that nobody knows before every line of a block map, one at a time: it must be listed, become part of the
/// model (a service of that name, say), or stand inside something that is listed as a whole.
#[test]
fn no_unknown_key_goes_unnoticed() {
    for format in FORMATS {
        for case in data(format) {
            let files = inputs(&case);
            for (number, file) in files.iter().enumerate().filter(|(_, file)| file.name.ends_with("ml")) {
                let lines: Vec<&str> = file.text.lines().collect();
                for at in 0..lines.len() {
                    let Some(parents) = parents(&lines, at) else { continue };
                    let indent = lines[at].len() - lines[at].trim_start().len();
                    let unknown = format!("{}zz-unknown: {{a: 1}}", " ".repeat(indent));
                    let mut changed = lines.clone();
                    changed.insert(at, &unknown);
                    let mut files = files.clone();
                    files[number].text = changed.join("\n");
                    let import = import(format, "Shop", &files);
                    let lost = lost_text(&import);
                    let is_listed = |parent: &str| {
                        let whole = [
                            format!(" {parent}: "),
                            format!(".{parent}"),
                            format!(" {parent}/{}: ", name(&lines, at)),
                        ];
                        whole.iter().any(|whole| lost.contains(whole))
                    };
                    assert!(
                        import.model.contains("zz-unknown")
                            || lost.contains("zz-unknown")
                            || parents.iter().any(|parent| LABELS.contains(parent) || is_listed(parent)),
                        "{}:{}: unnoticed in {parents:?}",
                        case.display(),
                        at + 1
                    );
                }
            }
        }
    }
}

/// Maps whose keys are free and only compared with each other.
const LABELS: &[&str] = &["labels", "matchLabels", "selector"];

/// The kind of the object and the keys above the block map key on line `at`; `None` when the line is no such key.
fn parents<'a>(lines: &[&'a str], at: usize) -> Option<Vec<&'a str>> {
    let key = |line: &'a str| line.trim_start().split_once(':').map(|(key, _)| key.trim_matches(['"', ' ']));
    let indent = |line: &str| line.len() - line.trim_start().len();
    let line = lines[at];
    if line.trim_start().starts_with(['#', '-', '{', '[']) || key(line).is_none() {
        return None;
    }
    let mut parents = Vec::from_iter(object(lines, at).find_map(|line| line.strip_prefix("kind: ")));
    let mut depth = indent(line);
    for above in lines[..at].iter().rev().take_while(|above| **above != "---") {
        if !above.trim().is_empty() && indent(above) < depth {
            depth = indent(above);
            parents.push(key(above.trim_start_matches([' ', '-']))?);
        }
    }
    Some(parents)
}

/// The lines of the document that holds line `at`.
fn object<'a, 'l>(lines: &'l [&'a str], at: usize) -> impl Iterator<Item = &'a str> + use<'a, 'l> {
    let start = lines[..at].iter().rposition(|line| *line == "---").map_or(0, |i| i + 1);
    lines[start..].iter().copied().take_while(|line| *line != "---")
}

/// The name of the object that holds line `at`.
fn name<'a>(lines: &[&'a str], at: usize) -> &'a str {
    let metadata = object(lines, at).find_map(|line| line.strip_prefix("metadata: {name: "));
    metadata.and_then(|rest| rest.split([',', '}']).next()).unwrap_or_default()
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
