//! What a plan announces to others (E12): how far the work is, and what was decided. Envelope and transport are not here.

mod decision;
mod update;

pub use decision::decision;
pub use update::update;

use crate::handover::Node;
use loadline_base::Fingerprint;

/// Something that happened to a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What happened.
    pub kind: Kind,
    /// Where it happened, as a reference: `/systems/webshop`.
    pub source: String,
    /// What it happened to, within the source: `design`, `ADR-0007`.
    pub subject: String,
    /// The state it was read from, as a fingerprint of the text: a state that comes back by another way is told anew.
    pub state: String,
    /// What is told about it.
    pub data: Node,
}

/// Kinds of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// How far the work is.
    EngineeringUpdate,
    /// What was decided.
    ArchitectureDecision,
}

impl Kind {
    /// The name it is published by.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::EngineeringUpdate => "engineering.update",
            Self::ArchitectureDecision => "architecture.decision",
        }
    }
}

impl Event {
    /// What tells this event from every other one of its source. It hangs on what is told and on the text it was read from:
    /// telling the same again gives the same id, so that receivers drop what they have (CloudEvents 1.0, "id").
    #[must_use]
    pub fn id(&self) -> String {
        let mut parts =
            vec![self.kind.word().to_owned(), self.source.clone(), self.subject.clone(), self.state.clone()];
        spell(&self.data, &mut parts);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        Fingerprint::of(&parts).to_string()
    }
}

/// A tree as parts whose order and kinds tell it from every other tree.
fn spell(node: &Node, parts: &mut Vec<String>) {
    match node {
        Node::Nothing => parts.push("nothing".to_owned()),
        Node::Flag(flag) => parts.push(format!("flag {flag}")),
        Node::Number(number) => parts.push(format!("number {number}")),
        Node::Text(text) => parts.push(format!("text {text}")),
        Node::List(items) => {
            parts.push(format!("list {}", items.len()));
            items.iter().for_each(|item| spell(item, parts));
        }
        Node::Record(fields) => {
            parts.push(format!("record {}", fields.len()));
            for (name, value) in fields {
                parts.push((*name).to_owned());
                spell(value, parts);
            }
        }
    }
}

/// The reference to a system by its id.
fn source(id: Option<&str>) -> String {
    format!("/systems/{}", id.unwrap_or("system"))
}
