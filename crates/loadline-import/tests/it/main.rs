//! What importing does, tried on files of our own, on real ones and on hostile ones.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says what is missing, or fails at once"
)]

mod corpus;
mod golden;
mod hostile;
mod refused;

use loadline_base::{Diagnostic, Sources};
use loadline_import::{Import, ImportFile, format, import};

/// Imports texts under the given names.
#[track_caller]
fn run(format_name: &str, files: &[(&str, &str)]) -> Import {
    let files: Vec<ImportFile> =
        files.iter().map(|(name, text)| ImportFile { name: (*name).into(), text: (*text).into() }).collect();
    import(format(format_name).expect("a known format"), "shop", &files)
}

/// Every import must be a model that Loadline itself reads without a fault, and the one it counted.
#[track_caller]
fn check_model(import: &Import) {
    let mut sources = Sources::default();
    sources.add("loadline.yaml", &import.model);
    sources.add("imported.yaml", &import.provenance);
    let reading = loadline_model::read(&sources);
    let place = |fault: &Diagnostic| fault.primary.as_ref().map(|label| sources.place(label.span));
    let faults: Vec<_> = reading.faults.iter().map(|fault| (place(fault), &fault.message)).collect();
    assert!(faults.is_empty(), "{faults:#?}\n{}", import.model);
    assert_eq!(
        reading.model.component_count(),
        import.summary.components.iter().map(|(_, n)| n).sum::<usize>()
    );
    assert_eq!(reading.model.edge_count(), import.summary.edges);
}

/// Everything an import lost, one line each.
fn lost_text(import: &Import) -> String {
    let line = |lost: &loadline_import::Lost| format!("{} {}: {}\n", lost.at, lost.key, lost.why);
    import.summary.lost.iter().map(line).collect()
}

/// The components of a section of the model, by reading the text we wrote.
fn section(model: &str, name: &str) -> Vec<String> {
    let from = model.lines().skip_while(|line| *line != format!("{name}:")).skip(1);
    from.take_while(|line| line.starts_with(' '))
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| Some(line.trim().split_once(':')?.0.to_owned()))
        .collect()
}

/// Every edge as `from -> to`, start order marked with `(start)`, sorted.
fn edges(model: &str) -> Vec<String> {
    let (mut component, mut inside, mut edges) = (String::new(), false, Vec::new());
    for line in model.lines() {
        let depth = line.len() - line.trim_start().len();
        let (key, rest) = line.trim().split_once(':').unwrap_or((line.trim(), ""));
        match depth {
            2 => component = key.to_owned(),
            4 => inside = key == "needs",
            6 if inside => {
                let phase = if rest.contains("phase: start") { " (start)" } else { "" };
                edges.push(format!("{component} -> {key}{phase}"));
            }
            _ => {}
        }
    }
    edges.sort();
    edges
}
