//! What the model language promises, from the outside: text in, faults, records and trees out.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;
mod edit;
mod edits;
mod language;
mod random;
mod records;
mod tree;

use loadline_base::{Diagnostic, Sources};
use loadline_model::{Reading, read};

/// Reads files named `a.yaml`, `b.yaml`, … as one model.
fn read_files(texts: &[&str]) -> (Sources, Reading) {
    let mut sources = Sources::default();
    for (name, text) in ('a'..='z').zip(texts) {
        sources.add(format!("{name}.yaml"), *text);
    }
    let reading = read(&sources);
    (sources, reading)
}

/// `LL002 a.yaml:3:5 message (hint)`, with the other places in between.
fn line(sources: &Sources, fault: &Diagnostic) -> String {
    let label = fault.primary.as_ref().expect("every fault has a place");
    let mut line = format!("{} {}", fault.code, sources.place(label.span));
    for other in &fault.secondary {
        line.push_str(&format!(" and {}", sources.place(other.span)));
    }
    format!("{line} {} ({})", fault.message, fault.hints.join("; "))
}
