//! What a draft takes to be true because the statement does not say it. Every default is one of these, and each says
//! how it would be corrected.

use super::term::Term;

/// A default, labelled as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// Stable id: `peak-multiplier`.
    pub id: &'static str,
    /// What it is about, in a few words: `peak multiplier`.
    pub title: String,
    /// What is taken to be true, with its value.
    pub claim: String,
    /// What it rests on.
    pub basis: String,
    /// What to say instead, if it is wrong.
    pub correct: &'static str,
    /// The facts a design needs most and that are missing altogether.
    pub essential: bool,
}

/// The assumptions of a draft, in the order they were needed.
#[derive(Debug, Default)]
pub(super) struct Assumptions(Vec<Assumption>);

impl Assumptions {
    /// Notes an assumption once.
    pub(super) fn note(&mut self, assumption: Assumption) {
        if !self.0.iter().any(|known| known.id == assumption.id) {
            self.0.push(assumption);
        }
    }

    /// Notes an assumption and gives its value as a term.
    pub(super) fn term(&mut self, value: f64, shown: impl Into<String>, assumption: Assumption) -> Term {
        let id = assumption.id;
        self.note(assumption);
        Term::assumed(value, shown, id)
    }

    /// All of them.
    pub(super) fn into_vec(self) -> Vec<Assumption> {
        self.0
    }
}
