//! OpenSLO: v1 with all its kinds, v1alpha, and v2alpha. All documents are gathered first, since they refer to each other by name,
//! whichever file they stand in.
//!
//! Where the specification and its official SDK differ, the stricter reading is told as a warning and the wider one is accepted.

mod alerts;
mod indicator;
mod metric;
mod objective;
mod slo;
mod times;
mod v1alpha;

use super::faults;
use super::fields::{At, Fields, Reader, short};
use crate::Slo;
use indexmap::IndexMap;
use loadline_base::foreign::{Entry, Node};
use loadline_base::{Span, did_you_mean};

pub(super) const VERSIONS: &[&str] =
    &["openslo/v1", "openslo.com/v1", "openslo/v1alpha", "openslo.com/v2alpha"];

const KINDS: [&str; 7] =
    ["DataSource", "SLO", "SLI", "AlertPolicy", "AlertCondition", "AlertNotificationTarget", "Service"];

/// Longest description that the specification allows, in characters.
const DESCRIPTION: usize = 1050;

/// Which language version a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    V1,
    V1Alpha,
    V2Alpha,
}

/// One object: its document and where its specification stands.
#[derive(Debug, Clone, Copy)]
struct Object<'a> {
    spec: Option<&'a Entry>,
}

/// All objects by kind and name.
#[derive(Default)]
struct Objects<'a>(IndexMap<&'a str, IndexMap<&'a str, Object<'a>>>);

impl<'a> Objects<'a> {
    /// The specification of the object that `name` refers to; an error with a guess when there is none.
    fn find(&self, kind: &'static str, name: At<&str>, reader: &mut Reader) -> Option<&'a Entry> {
        if let Some(object) = self.lookup(kind, name.value) {
            return object.spec;
        }
        let message = format!("there is no {kind} `{}` in the files that were read", short(name.value));
        reader.error(&faults::DANGLING, name.span, message, self.guess(kind, name.value));
        None
    }

    fn lookup(&self, kind: &str, name: &str) -> Option<&Object<'a>> {
        self.0.get(kind)?.get(name)
    }

    fn guess(&self, kind: &str, name: &str) -> String {
        let names = self.0.get(kind).into_iter().flat_map(|all| all.keys()).copied();
        match did_you_mean(name, names) {
            Some(close) => format!("did you mean `{close}`?"),
            None => "hand in its file too".to_owned(),
        }
    }

    fn has_kind(&self, kind: &str) -> bool {
        self.0.contains_key(kind)
    }
}

pub(super) fn read(documents: &[&Node], reader: &mut Reader) {
    let mut objects = Objects::default();
    for root in documents {
        let kind = root.get("kind").and_then(Node::text).unwrap_or_default();
        let name = root.get("metadata").and_then(|metadata| metadata.get("name")).and_then(Node::text);
        let spec = root.map().and_then(|map| map.get("spec"));
        if let Some(name) = name {
            objects.0.entry(kind).or_default().entry(name).or_insert(Object { spec });
        }
    }
    let mut seen: IndexMap<(&str, &str), Span> = IndexMap::new();
    for root in documents {
        let kind = root.get("kind").and_then(Node::text).unwrap_or_default();
        let name = root.get("metadata").and_then(|metadata| metadata.get("name"));
        let text = name.and_then(Node::text).unwrap_or_default();
        reader.document(root, kind, text, |reader| {
            if let Some(node) = name.filter(|_| !text.is_empty())
                && let Some(first) = seen.insert((kind, text), node.span)
            {
                let hint = "give it another name";
                reader.error(
                    &faults::TWICE,
                    node.span,
                    format!("the {kind} `{text}` is written twice"),
                    hint,
                );
                if let Some(last) = reader.diagnostics.last_mut() {
                    *last = last.clone().and(first, "here first");
                }
            }
            object(root, &objects, reader)
        });
    }
}

/// What an object says about itself before its specification.
struct Head<'a> {
    name: At<&'a str>,
    title: Option<String>,
    labels: Vec<(String, String)>,
}

fn object(root: &Node, objects: &Objects<'_>, reader: &mut Reader) -> Option<Vec<Slo>> {
    let mut fields = Fields::of(root, super::first_place(root), "an OpenSLO object", reader)?;
    let version = version(&mut fields, reader)?;
    let kind = fields.needed("kind", reader);
    let head = fields.needed_map("metadata", "metadata", reader).and_then(|metadata| head(metadata, reader));
    let kind = kind?;
    let known: &[&str] = if version == Version::V1Alpha { &["SLO", "Service"] } else { &KINDS };
    if !known.contains(&kind.value) {
        let hint = match did_you_mean(kind.value, known.iter().copied()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("known are `{}`", known.join("`, `")),
        };
        reader.wrong(kind.span, format!("`{}` is not a kind of OpenSLO", short(kind.value)), hint);
        return None;
    }
    let spec = fields.needed_map("spec", specification(kind.value), reader);
    fields.done(reader);
    let (head, mut spec) = (head?, spec?);
    match kind.value {
        "SLO" if version == Version::V1Alpha => return v1alpha::read(spec, &head, objects, reader),
        "SLO" => return slo::read(spec, &head, version, objects, reader),
        "SLI" => {
            indicator::read(spec, version, objects, reader);
        }
        "AlertPolicy" => {
            alerts::policy(spec, objects, reader);
        }
        "AlertCondition" => {
            alerts::condition(spec, reader);
        }
        "DataSource" => {
            description(&mut spec, reader);
            spec.needed("type", reader);
            spec.pass(&["connectionDetails"], "how a server is reached is said on the command line", reader);
            spec.done(reader);
        }
        "AlertNotificationTarget" => {
            description(&mut spec, reader);
            spec.needed("target", reader);
            spec.done(reader);
        }
        _ => {
            description(&mut spec, reader);
            spec.done(reader);
        }
    }
    Some(Vec::new())
}

fn specification(kind: &str) -> &'static str {
    match kind {
        "SLO" => "the spec of an SLO",
        "SLI" => "the spec of an SLI",
        "AlertPolicy" => "the spec of an AlertPolicy",
        "AlertCondition" => "the spec of an AlertCondition",
        "DataSource" => "the spec of a DataSource",
        "AlertNotificationTarget" => "the spec of an AlertNotificationTarget",
        _ => "the spec of a Service",
    }
}

fn version(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Version> {
    let text = fields.needed("apiVersion", reader)?;
    Some(match text.value {
        "openslo/v1alpha" => Version::V1Alpha,
        "openslo.com/v2alpha" => Version::V2Alpha,
        "openslo.com/v1" => {
            let message = "`openslo.com/v1` is read as `openslo/v1`";
            reader.warn(&faults::DIALECT, text.span, message, "write `apiVersion: openslo/v1`");
            Version::V1
        }
        _ => Version::V1,
    })
}

/// `metadata` of an object or of an indicator written in place.
fn head<'a>(mut fields: Fields<'a>, reader: &mut Reader) -> Option<Head<'a>> {
    let name = fields.needed("name", reader);
    if let Some(name) = name {
        check_name(name, reader);
    }
    let title = fields.text("displayName", reader).map(|text| text.value.to_owned());
    let labels = fields.pairs("labels", reader);
    fields.pass(&["annotations"], "an objective has labels only", reader);
    fields.done(reader);
    Some(Head { name: name?, title, labels })
}

/// RFC 1123: lower-case letters, digits and `-`, at most 63. The texts of the specification use upper case themselves.
fn check_name(name: At<&str>, reader: &mut Reader) {
    let fits = |text: &str| {
        let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        text.len() <= 63 && !text.starts_with('-') && !text.ends_with('-') && text.chars().all(inner)
    };
    if fits(name.value) {
        return;
    }
    let lower = name.value.to_ascii_lowercase();
    let message = format!("`{}` is not a name by RFC 1123", short(name.value));
    if fits(&lower) {
        let hint = format!("names are in lower case: `{lower}`; put the human name into `displayName`");
        reader.warn(&faults::DIALECT, name.span, message, hint);
    } else {
        reader.wrong(name.span, message, "lower-case letters, digits and `-`, at most 63 characters");
    }
}

fn description(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<String> {
    let text = fields.text("description", reader)?;
    let length = text.value.chars().count();
    if length > DESCRIPTION {
        let message =
            format!("the description has {length} characters; the specification allows {DESCRIPTION}");
        reader.warn(&faults::DIALECT, text.span, message, "shorten it");
    }
    Some(text.value.to_owned())
}
