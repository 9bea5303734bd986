//! `plan drift`: documents held against the model they were written from, part by part.

use super::facts::with_facts;
use crate::load::Failure;
use loadline_base::Date;
use loadline_plan::spec::{Spec, fingerprint, parts, specs};
use std::path::Path;

pub use super::facts::Judged;
pub use loadline_plan::drift::Change;

/// What a document says of one part of the model it was written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Id path of a component, or `system` for all that belongs to none.
    pub path: String,
    /// The fingerprint it was written from.
    pub fingerprint: String,
    /// The facts it holds, when it holds them.
    pub facts: Option<Vec<(String, String)>>,
}

/// How a part of a document stands to the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It says what the model says.
    Current,
    /// The model says something else, or the document was changed by hand.
    Drifted,
    /// There is no such component in the model any more.
    Gone,
    /// The component is new: the document does not know it.
    New,
}

impl Standing {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Drifted => "drifted",
            Self::Gone => "gone",
            Self::New => "new",
        }
    }
}

/// A part of a document, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Id path.
    pub path: String,
    /// How it stands to the model.
    pub standing: Standing,
    /// Whether its facts are not those its fingerprint was made of.
    pub edited: bool,
    /// Which facts differ; `None` when the document holds a fingerprint alone.
    pub changes: Option<Vec<Change>>,
}

/// Holds documents, each the claims it makes and whether it is about the whole model, against the model at `path`.
///
/// # Errors
/// When there is no model to be read.
pub fn drift(
    path: &Path,
    documents: &[(Vec<Claim>, bool)],
    today: Date,
) -> Result<Judged<Vec<Vec<Part>>>, Failure> {
    with_facts(path, today, |facts, outages| {
        let (specs, parts) = (specs(facts, outages), parts(facts, outages));
        documents.iter().map(|(claims, whole)| held(claims, *whole, &specs, &parts)).collect()
    })
}

fn held(claims: &[Claim], whole: bool, specs: &[Spec], parts: &[(String, String)]) -> Vec<Part> {
    let mut all: Vec<Part> = claims.iter().map(|claim| judged(claim, specs, parts)).collect();
    if whole {
        let new = parts.iter().filter(|(path, _)| !claims.iter().any(|claim| claim.path == *path));
        all.extend(new.map(|(path, _)| Part {
            path: path.clone(),
            standing: Standing::New,
            edited: false,
            changes: None,
        }));
    }
    all
}

fn judged(claim: &Claim, specs: &[Spec], parts: &[(String, String)]) -> Part {
    let now = parts.iter().find(|(path, _)| *path == claim.path).map(|(_, fingerprint)| fingerprint);
    let held = claim.facts.as_deref();
    let edited = held.is_some_and(|facts| {
        fingerprint(facts.iter().map(|(path, value)| (path.as_str(), value.as_str()))) != claim.fingerprint
    });
    let standing = match now {
        None => Standing::Gone,
        Some(now) if *now == claim.fingerprint && !edited => Standing::Current,
        Some(_) => Standing::Drifted,
    };
    let spec = specs.iter().find(|spec| spec.path == claim.path);
    let changes = held.zip(spec).map(|(held, spec)| {
        let now: Vec<(String, String)> =
            spec.facts().map(|fact| (fact.path.clone(), fact.value.clone())).collect();
        loadline_plan::drift::changes(held, &now)
    });
    Part { path: claim.path.clone(), standing, edited, changes }
}
