//! The good and bad models under `tests/data`. A bad one says at its top what is wrong with it and where:
//! `# fault: CODE LINE:COLUMN words` for faults, `# dangling: LINE:COLUMN path id -> suggestion` for lost references.
//!
//! The JSON Schema is tested against the same files; `# schema: blind` marks what a schema cannot see.

use super::{line, read_files};
use std::fs;
use std::path::PathBuf;

fn models(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// What is wrong with a model, in the form of the comments at its top.
fn told(text: &str) -> Vec<String> {
    let (sources, reading) = read_files(&[text]);
    let faults = reading.faults.iter().map(|fault| line(&sources, fault).replace(" a.yaml:", " "));
    let faults = faults.map(|line| format!("# fault: {line}"));
    let dangling = reading.model.dangling().iter().map(|lost| {
        let place = sources.place(lost.span).replace("a.yaml:", "");
        let close = lost.close.as_ref().map(|close| format!(" -> {close}")).unwrap_or_default();
        format!("# dangling: {place} {} {}{close}", lost.path, lost.id)
    });
    faults.chain(dangling).collect()
}

#[test]
fn good_models_have_no_fault() {
    for (path, text) in models("good") {
        assert_eq!(told(&text), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn bad_models_have_the_faults_they_name_and_no_other() {
    for (path, text) in models("bad") {
        let expected: Vec<_> = text.lines().take_while(|line| line.starts_with("# ")).collect();
        let told = told(&text);
        let told: Vec<_> = match expected.iter().any(|line| line.starts_with("# dangling")) {
            true => told,
            // What a fault leaves out may be missed elsewhere; such models are about the fault.
            false => told.into_iter().filter(|line| line.starts_with("# fault")).collect(),
        };
        let wanted: Vec<_> = expected.iter().filter(|line| !line.starts_with("# schema")).collect();
        assert_eq!(told.len(), wanted.len(), "{}: {told:#?}", path.display());
        for (wanted, told) in wanted.into_iter().zip(&told) {
            let (head, words) = split_place(wanted);
            let found = told.starts_with(head) && told.contains(words);
            assert!(found, "{}:\n wanted {wanted}\n   told {told}", path.display());
        }
    }
}

/// `# fault: LL002 3:5` and the words after it; a dangling line is compared as a whole.
fn split_place(line: &str) -> (&str, &str) {
    if line.starts_with("# dangling") {
        return (line, line);
    }
    let at = line.match_indices(' ').nth(3).map_or(line.len(), |(at, _)| at);
    (&line[..at], line[at..].trim_start())
}
