//! Specifications of components as prompts for whoever writes their code: Markdown, and JSON. Fields are only ever added.
//!
//! Every fact stands in a line of its own, with its path and value in code spans, so that `plan drift` can read it back.

use loadline_app::plan::export::{Fact, Pack, Shown, Spec};
use loadline_base::Sources;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// How a line starts that says which part of which model follows: path and fingerprint, then ` -->`.
pub(crate) const PART: &str = "<!-- loadline:part ";
/// How a pack starts.
pub(crate) const PACK: &str = "<!-- loadline:prompts ";

/// A line that says which part of a model a document was written from. Readers of Markdown and HTML do not show it.
pub(crate) fn part(path: &str, fingerprint: &str) -> String {
    format!("{PART}{path} {fingerprint} -->\n")
}

pub(crate) fn markdown(pack: &Pack, sources: &Sources) -> String {
    let standing = if pack.is_final { "final" } else { "draft: a gate of the design is not passed" };
    let mut text = format!(
        "{PACK}{} {} -->\n\n# Specifications to write code from: `{}`\n\nStanding: {standing}.\n",
        pack.implementation, pack.model, pack.implementation
    );
    for spec in &pack.specs {
        component(&mut text, spec, sources);
    }
    text
}

fn component(text: &mut String, spec: &Spec, sources: &Sources) {
    let _ = write!(text, "\n## {} `{}`\n\n{}\n", spec.kind, spec.name, part(&spec.path, &spec.fingerprint));
    for (number, instruction) in (1..).zip(&spec.instructions) {
        let _ = writeln!(text, "{number}. {instruction}");
    }
    if !spec.missing.is_empty() {
        text.push_str("\n### Missing\n\n");
        for (path, what) in &spec.missing {
            let _ = writeln!(text, "- `{path}`: {what}");
        }
    }
    for topic in &spec.topics {
        let _ = write!(text, "\n### {}\n\n", topic.title);
        for fact in &topic.facts {
            let _ = writeln!(text, "- `{}` = `{}` ({})", fact.path, fact.value, shown(fact, sources));
        }
    }
}

/// Where a fact comes from, in words.
fn shown(fact: &Fact, sources: &Sources) -> String {
    match &fact.shown {
        Shown::Computed { formula } if formula.is_empty() => "worked out".to_owned(),
        Shown::Computed { formula } => format!("worked out: {formula}"),
        Shown::Stated { span, assumption, profile, imported } => {
            let mut words = sources.place(*span);
            if let Some(profile) = profile {
                let _ = write!(words, ", profile `{profile}`");
            }
            if *imported {
                words.push_str(", imported");
            }
            if let Some(assumption) = assumption {
                let _ = write!(words, ", assumed: `{assumption}`");
            }
            words
        }
    }
}

/// The pack without its schema line.
pub(crate) fn as_json(pack: &Pack, sources: &Sources) -> Value {
    json!({
        "implementation": pack.implementation,
        "model": pack.model,
        "standing": if pack.is_final { "final" } else { "draft" },
        "specs": pack.specs.iter().map(|one| spec(one, sources)).collect::<Vec<_>>(),
    })
}

fn spec(spec: &Spec, sources: &Sources) -> Value {
    let missing = spec.missing.iter().map(|(path, text)| json!({"path": path, "text": text}));
    let topics = spec.topics.iter().map(|topic| {
        let facts = topic.facts.iter().map(|one| fact(one, sources));
        json!({"title": topic.title, "facts": facts.collect::<Vec<_>>()})
    });
    json!({
        "path": spec.path,
        "name": spec.name,
        "kind": spec.kind,
        "owner": spec.owner,
        "fingerprint": spec.fingerprint,
        "complete": spec.missing.is_empty(),
        "instructions": spec.instructions,
        "missing": missing.collect::<Vec<_>>(),
        "topics": topics.collect::<Vec<_>>(),
    })
}

fn fact(fact: &Fact, sources: &Sources) -> Value {
    let source = match &fact.shown {
        Shown::Computed { formula } => json!({
            "kind": "computed", "at": null, "profile": null, "imported": false, "assumption": null, "formula": formula,
        }),
        Shown::Stated { span, assumption, profile, imported } => json!({
            "kind": "stated", "at": sources.place(*span), "profile": profile, "imported": imported,
            "assumption": assumption, "formula": null,
        }),
    };
    json!({"path": fact.path, "value": fact.value, "source": source})
}
