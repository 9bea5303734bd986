//! How documents stand to the model they were written from: for people, and as `loadline/plan-drift/v1`.

use crate::output::headline::count;
use loadline_app::plan::drift::{Change, Part, Standing};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A document, and what came of holding it against the model; of one that is not ours, why.
pub(crate) struct Held {
    pub(crate) file: String,
    pub(crate) outcome: Result<Vec<Part>, &'static str>,
}

impl Held {
    pub(crate) fn has_drifted(&self) -> bool {
        self.outcome.as_ref().is_ok_and(|parts| parts.iter().any(|part| part.standing != Standing::Current))
    }

    const fn word(&self, drifted: bool) -> &'static str {
        match (&self.outcome, drifted) {
            (Err(_), _) => "not ours",
            (Ok(_), true) => "drifted",
            (Ok(_), false) => "current",
        }
    }
}

pub(crate) fn text(all: &[Held]) -> String {
    let mut text = String::new();
    for held in all {
        let word = held.word(held.has_drifted());
        match &held.outcome {
            Err(why) => _ = writeln!(text, "{}: {word}, {why}", held.file),
            Ok(parts) => {
                let moved: Vec<&Part> =
                    parts.iter().filter(|part| part.standing != Standing::Current).collect();
                let all = count(parts.len(), "part");
                let _ = match moved.len() {
                    0 => writeln!(text, "{}: {word}, {all}", held.file),
                    some => writeln!(text, "{}: {word}, {some} of {all}", held.file),
                };
                moved.into_iter().for_each(|one| part(&mut text, one));
            }
        }
    }
    text
}

fn part(text: &mut String, part: &Part) {
    let words = match part.standing {
        Standing::Gone => "is gone from the model",
        Standing::New => "is new in the model",
        Standing::Current | Standing::Drifted if part.edited => {
            "has drifted, and the document was changed by hand"
        }
        Standing::Current | Standing::Drifted if part.changes.is_none() => {
            "has drifted; the document holds no values to compare"
        }
        Standing::Current | Standing::Drifted => "has drifted",
    };
    let _ = writeln!(text, "  `{}` {words}", part.path);
    for change in part.changes.iter().flatten() {
        let _ = match (&change.old, &change.new) {
            (Some(old), Some(new)) => writeln!(text, "    `{}`: {old} → {new}", change.path),
            (Some(old), None) => writeln!(text, "    `{}`: {old} → not said any more", change.path),
            (None, new) => {
                writeln!(text, "    `{}`: not said → {}", change.path, new.as_deref().unwrap_or(""))
            }
        };
    }
}

/// Without its schema line.
pub(crate) fn as_json(all: &[Held]) -> Value {
    let documents = all.iter().map(|held| {
        let parts = held.outcome.iter().flatten().map(|part| {
            json!({
                "path": part.path,
                "standing": part.standing.word(),
                "edited": part.edited,
                "changes": part.changes.as_ref().map(|all| all.iter().map(change).collect::<Vec<_>>()),
            })
        });
        json!({
            "file": held.file,
            "standing": held.word(held.has_drifted()).replace(' ', "-"),
            "reason": held.outcome.as_ref().err(),
            "parts": parts.collect::<Vec<_>>(),
        })
    });
    json!({"documents": documents.collect::<Vec<_>>()})
}

fn change(change: &Change) -> Value {
    json!({"path": change.path, "old": change.old, "new": change.new})
}
