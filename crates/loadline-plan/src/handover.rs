//! What a plan hands to others who work from it by machine: an assessment of what is asked (E1), a plan of how it is built
//! (E3), and contracts for those who build the screens, watch the system and test it (E8).
//!
//! Documents are trees of named values; what the model does not say is null in them and listed. No JSON here.

mod assessment;
mod contracts;
mod implementation;
mod node;
mod sheet;

pub use node::Node;

use crate::facts::Facts;
use crate::judge::judge;
use crate::spec::{Spec, parts, specs};
use crate::workflow::Workflow;
use loadline_base::Fingerprint;
use loadline_depend::Solved;
use sheet::Sheet;

/// Characters of a fingerprint that are enough to tell systems apart.
const SHORT: usize = 8;

/// A document that is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// What is asked, what it touches, and how large it is.
    Assessment,
    /// How it is built: in which order, of what, tested and deployed how.
    Implementation,
    /// What others may rely on.
    Contracts,
}

impl Document {
    /// Every document, in the order in which they are needed.
    pub const ALL: [Self; 3] = [Self::Assessment, Self::Implementation, Self::Contracts];

    /// The word it is asked for by.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Assessment => "assessment",
            Self::Implementation => "implementation",
            Self::Contracts => "contracts",
        }
    }
}

/// A document with what it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Handover {
    /// By which the work is tracked: the system's id and eight digits of a fingerprint of it. The same for every document
    /// and every state of a system.
    pub implementation: String,
    /// The state of the model it was written from: a fingerprint of its text.
    pub model: String,
    /// A fingerprint for each component's part of the model, by id path, and one for all that belongs to none. Comments,
    /// layout and order leave no trace in them.
    pub parts: Vec<(String, String)>,
    /// Whether every gate of the design is passed; what is handed over before is a draft.
    pub is_final: bool,
    /// What it says.
    pub content: Node,
    /// Id paths that the model does not fill, each with what is missing.
    pub open: Vec<(String, String)>,
}

/// The specifications of components, as constraints for whoever writes their code (P12).
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// As in [`Handover`].
    pub implementation: String,
    /// As in [`Handover`].
    pub model: String,
    /// As in [`Handover`].
    pub is_final: bool,
    /// One a component, in the order of the model.
    pub specs: Vec<Spec>,
}

/// Writes the specifications of every component. `outages` are the journeys as fault trees.
#[must_use]
pub fn pack(facts: &Facts<'_>, outages: &Solved<'_>) -> Pack {
    Pack {
        implementation: implementation_id(facts),
        model: model_fingerprint(facts),
        is_final: judge(Workflow::Design, facts).passed(),
        specs: specs(facts, outages),
    }
}

/// Writes a document about a model. `outages` are the journeys as fault trees.
#[must_use]
pub fn hand_over(document: Document, facts: &Facts<'_>, outages: &Solved<'_>) -> Handover {
    let mut sheet = Sheet::new(facts);
    let content = match document {
        Document::Assessment => assessment::write(&mut sheet),
        Document::Implementation => implementation::write(&mut sheet),
        Document::Contracts => contracts::write(&mut sheet),
    };
    Handover {
        implementation: implementation_id(facts),
        model: model_fingerprint(facts),
        parts: parts(facts, outages),
        is_final: judge(Workflow::Design, facts).passed(),
        content,
        open: sheet.into_open(),
    }
}

/// Of the text of the model, every byte of it.
pub(crate) fn model_fingerprint(facts: &Facts<'_>) -> String {
    let texts: Vec<&str> = facts.model.trees().iter().map(loadline_model::syntax::Tree::text).collect();
    Fingerprint::of(&texts).to_string()
}

/// The id under which work on a system is tracked. It hangs on what the system is called alone, since work goes on while
/// the model changes.
pub(crate) fn implementation_id(facts: &Facts<'_>) -> String {
    let id = facts.identity().and_then(|it| it.id.as_ref()).map_or("system", |id| id.value.as_str());
    let digits: String = Fingerprint::of(&["implementation", id]).to_string().chars().take(SHORT).collect();
    format!("{id}-{digits}")
}
