//! `architecture.decision`: a decision record, told by its parts.

use super::{Event, Kind, source};
use crate::adr::{Record, Section, Status};
use crate::handover::Node;
use loadline_base::Fingerprint;

/// The heading below which a record of MADR 4 says what follows, one level under its outcome.
const CONSEQUENCES: &str = "### Consequences";

/// What a record says, whose whole text is at hand. Sections that it does not have are nothing; no word is made up or cut.
#[must_use]
pub fn decision(record: &Record, text: &str, system: Option<&str>) -> Event {
    let subject = record.number.map_or_else(|| record.name.clone(), |number| format!("ADR-{number:04}"));
    let outcome = record.section("Decision Outcome");
    let (decided, follows) = outcome.map_or((None, None), split);
    let status = record.status.as_ref();
    let word = status.map(|(text, _)| match Status::read(text) {
        Some(status) => status.word(),
        None => text.as_str(),
    });
    let data = Node::Record(vec![
        ("adr", record.number.map_or(Node::Nothing, |number| Node::Number(f64::from(number)))),
        ("title", record.title.as_ref().map(|(title, _)| title.as_str()).into()),
        ("status", word.into()),
        ("date", record.day().map(|day| day.to_string()).into()),
        ("context", record.section("Context and Problem Statement").and_then(said).into()),
        ("decision", decided.into()),
        ("consequences", follows.or_else(|| record.section("Consequences").and_then(said)).into()),
    ]);
    let state = Fingerprint::of(&[text]).to_string();
    Event { kind: Kind::ArchitectureDecision, source: source(system), subject, state, data }
}

fn said(section: &Section) -> Option<String> {
    let text = section.text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An outcome parted into what was decided and what follows, up to the next heading of that level.
fn split(outcome: &Section) -> (Option<String>, Option<String>) {
    let (mut decided, mut follows, mut into_follows, mut elsewhere) =
        (String::new(), String::new(), false, false);
    for line in outcome.text.lines() {
        if line.starts_with("### ") {
            into_follows = line.trim_end().eq_ignore_ascii_case(CONSEQUENCES);
            elsewhere = !into_follows;
            continue;
        }
        if !elsewhere {
            let to = if into_follows { &mut follows } else { &mut decided };
            to.push_str(line);
            to.push('\n');
        }
    }
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    (some(&decided), some(&follows))
}
