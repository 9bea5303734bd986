//! Objectives in the formats of other tools, read strictly: every document is read or refused with its place, every key is known or
//! an error, and what has no place in an [`Slo`] is listed as lost.
//!
//! Texts go in; files are opened elsewhere. Writing the same formats is `convert`.

pub mod faults;
mod fields;
mod openslo;
mod pyrra;
mod sloth;

use crate::Slo;
use fields::Reader;
use loadline_base::foreign::{self, Node};
use loadline_base::{Diagnostic, FileId, Severity, Span, did_you_mean};
use loadline_model::faults as model_faults;
use std::collections::HashMap;

/// A format that objectives are read from.
#[derive(Debug)]
pub struct Format {
    /// Its name: `openslo`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// The values of `apiVersion` or `version` that mark its documents.
    pub versions: &'static [&'static str],
    /// Reads all of its documents together, since they may refer to each other.
    read: fn(&[&Node], &mut Reader),
}

/// Every format, in the order of their names.
pub const FORMATS: &[Format] = &[
    Format {
        name: "openslo",
        about: "OpenSLO v1, v1alpha and v2alpha: all kinds, references across files",
        versions: openslo::VERSIONS,
        read: openslo::read,
    },
    Format {
        name: "pyrra",
        about: "pyrra's ServiceLevelObjective: ratio, latency, boolean gauge",
        versions: &[pyrra::VERSION],
        read: pyrra::read,
    },
    Format {
        name: "sloth",
        about: "sloth's specification and its PrometheusServiceLevel of Kubernetes",
        versions: &[sloth::PLAIN, sloth::KUBERNETES],
        read: sloth::read,
    },
];

/// What became of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Name of its format; empty when that is not known.
    pub format: &'static str,
    /// Its kind as written, such as `SLO` or `AlertPolicy`; empty when it has none.
    pub kind: String,
    /// Its name; empty when it has none.
    pub name: String,
    /// Where it stands.
    pub place: Span,
    /// Whether it was read; else some diagnostic inside `place` says why not.
    pub read: bool,
    /// How many objectives came of it.
    pub slos: usize,
}

/// Something a file says that has no place in an objective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Where it stands.
    pub place: Span,
    /// Its key.
    pub key: String,
    /// Why it was not taken over.
    pub why: String,
}

/// What files of objectives hold.
#[derive(Debug, Default)]
pub struct Read {
    /// The objectives, in the order of the files.
    pub slos: Vec<Slo>,
    /// Every document, in the order of the files.
    pub documents: Vec<Document>,
    /// What is wrong or odd. A document with an error gives no objective.
    pub diagnostics: Vec<Diagnostic>,
    /// What has no place in an objective.
    pub lost: Vec<Passed>,
}

/// Reads `files` together, whatever format each document has. Hostile text costs bounded time and memory: files are capped at 8 MiB,
/// 64 levels and 16 MiB of copies through aliases.
#[must_use]
pub fn read(files: &[(FileId, &str)]) -> Read {
    let mut reader = Reader::default();
    let mut roots = Vec::new();
    for (file, text) in files {
        match foreign::read(*file, text) {
            Ok(documents) => {
                for oddity in documents.oddities {
                    reader.before.push(oddity.span);
                    let message = format!("`{}`: {}", oddity.path, oddity.why);
                    reader.error(
                        &model_faults::DUPLICATE,
                        oddity.span,
                        message,
                        "write every key once, as plain text",
                    );
                }
                let several = documents.roots.into_iter().filter(|root| !root.is_null());
                // A document may be a list of objects (OpenSLO SDK).
                roots.extend(several.flat_map(|root| match root.value {
                    foreign::Value::List(items) => items,
                    _ => vec![root],
                }));
            }
            Err(refusal) => reader.diagnostics.push(*refusal),
        }
    }
    let mut by_format: Vec<Vec<&Node>> = FORMATS.iter().map(|_| Vec::new()).collect();
    for root in &roots {
        match recognised(root) {
            Some(index) => by_format[index].push(root),
            None => reader.unknown(root),
        }
    }
    for (format, documents) in FORMATS.iter().zip(by_format) {
        if !documents.is_empty() {
            reader.format = format.name;
            (format.read)(&documents, &mut reader);
        }
    }
    finish(reader)
}

/// The text that says which format a document has.
fn version(root: &Node) -> Option<&Node> {
    root.get("apiVersion").or_else(|| root.get("version"))
}

fn recognised(root: &Node) -> Option<usize> {
    let version = version(root)?.text()?;
    FORMATS.iter().position(|format| format.versions.contains(&version))
}

impl Reader {
    fn unknown(&mut self, root: &Node) {
        let versions: Vec<&str> = FORMATS.iter().flat_map(|format| format.versions).copied().collect();
        let found = version(root);
        let (place, message, hint) = match found.and_then(|node| Some((node, node.text()?))) {
            Some((node, text)) => {
                let hint = match did_you_mean(text, versions.iter().copied()) {
                    Some(close) => format!("did you mean `{close}`?"),
                    None => format!("known are `{}`", versions.join("`, `")),
                };
                let short: String = text.chars().take(60).collect();
                (node.span, format!("`{short}` is not a format of objectives known here"), hint)
            }
            None if root.get("loadline").is_some() => {
                let message = "this is a file of a model, not of objectives in another tool's format";
                let hint =
                    "a model's own objectives are read without naming files: `--model PATH` says where it is";
                (first_place(root), message.to_owned(), hint.to_owned())
            }
            None => {
                let hint = format!(
                    "the first keys are `apiVersion` and `kind`, or `version`; known are `{}`",
                    versions.join("`, `")
                );
                (first_place(root), "this document does not say which format it has".to_owned(), hint)
            }
        };
        self.error(&faults::UNKNOWN_FORMAT, place, message, hint);
        self.documents.push(Document {
            format: "",
            kind: root.get("kind").and_then(Node::text).unwrap_or_default().to_owned(),
            name: root
                .get("metadata")
                .and_then(|m| m.get("name"))
                .and_then(Node::text)
                .unwrap_or_default()
                .to_owned(),
            place: root.span,
            read: false,
            slos: 0,
        });
    }
}

/// Where a document starts: its first key, since a place of many lines helps nobody.
fn first_place(root: &Node) -> Span {
    root.map().and_then(|map| map.values().next()).map_or(root.span, |entry| entry.key)
}

/// Takes out objectives whose name is taken, and puts everything into the order of the files.
fn finish(reader: Reader) -> Read {
    let Reader { mut diagnostics, mut documents, slos, lost, .. } = reader;
    let mut first: HashMap<String, Option<Span>> = HashMap::new();
    let mut kept = Vec::new();
    for slo in slos {
        if let Some(before) = first.get(&slo.id) {
            let message = format!("the objective `{}` is written twice", slo.id);
            let mut fault = Diagnostic::error(faults::TWICE.code, message)
                .hint("give it another name; the first one counts");
            if let Some(place) = slo.place {
                fault = fault.at(place, "here again");
                if let Some(document) = documents.iter_mut().find(|document| document.place.covers(place)) {
                    document.slos = document.slos.saturating_sub(1);
                    document.read = false;
                }
            }
            diagnostics.push(match before {
                Some(before) => fault.and(*before, "here first"),
                None => fault,
            });
            continue;
        }
        first.insert(slo.id.clone(), slo.place);
        kept.push(slo);
    }
    kept.sort_by_key(|slo| slo.place);
    documents.sort_by_key(|document| document.place);
    diagnostics.sort_by_key(|fault| fault.primary.as_ref().map(|label| label.span));
    Read { slos: kept, documents, diagnostics, lost }
}

impl Read {
    /// The errors among the diagnostics.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|fault| fault.severity == Severity::Error)
    }
}
