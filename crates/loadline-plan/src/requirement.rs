//! What a gate asks for, and by what it is met.

use crate::ask::Ask;
use crate::silence::Silence;
use loadline_base::Severity;

/// Something that must be there before a gate opens.
#[derive(Debug)]
pub struct Requirement {
    /// Stable code, such as `D3.peak`: gate, then a word. Never reused for something else.
    pub id: &'static str,
    /// What must be there, in the user's words.
    pub what: &'static str,
    /// By what it is met.
    pub by: By,
    /// Whether an assumption with an owner and an end may stand in for a fact that nobody knows yet.
    pub assumable: bool,
}

/// By what a requirement is met.
#[derive(Debug, Clone, Copy)]
pub enum By {
    /// Values that somebody wrote into the model.
    Model(fn(&mut Ask<'_>)),
    /// Results of an engine.
    Engine(fn(&mut Ask<'_>)),
    /// Rules that find nothing wrong and leave nothing open.
    Silence(Silence),
}

impl By {
    /// The word for machines.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Model(_) => "model",
            Self::Engine(_) => "engine",
            Self::Silence(_) => "rules",
        }
    }
}

/// A requirement met by values of the model.
pub(crate) const fn model(id: &'static str, what: &'static str, read: fn(&mut Ask<'_>)) -> Requirement {
    Requirement { id, what, by: By::Model(read), assumable: false }
}

/// A requirement met by values of the model, or by an assumption until somebody knows.
pub(crate) const fn assumable(id: &'static str, what: &'static str, read: fn(&mut Ask<'_>)) -> Requirement {
    Requirement { id, what, by: By::Model(read), assumable: true }
}

/// A requirement met by the result of an engine.
pub(crate) const fn engine(id: &'static str, what: &'static str, read: fn(&mut Ask<'_>)) -> Requirement {
    Requirement { id, what, by: By::Engine(read), assumable: false }
}

/// A requirement met by rules that neither find nor ask anything.
pub(crate) const fn silence(
    id: &'static str,
    what: &'static str,
    rules: &'static [&'static str],
) -> Requirement {
    let silence = Silence { rules, from: Severity::Warning, questions: true };
    Requirement { id, what, by: By::Silence(silence), assumable: false }
}

/// A requirement met by rules that find no error; what they ask is asked elsewhere.
pub(crate) const fn no_error(
    id: &'static str,
    what: &'static str,
    rules: &'static [&'static str],
) -> Requirement {
    let silence = Silence { rules, from: Severity::Error, questions: false };
    Requirement { id, what, by: By::Silence(silence), assumable: false }
}
