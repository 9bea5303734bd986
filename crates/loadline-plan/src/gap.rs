//! Why a requirement is not met: a stable code, a place, and what would close it.

use loadline_base::Span;

/// One reason why a requirement is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Code of the requirement, such as `D3.peak`.
    pub requirement: &'static str,
    /// What kind of reason it is.
    pub why: Why,
    /// Id path of the fact, which may not exist yet: `journeys/pay/load/peak`.
    pub path: String,
    /// The nearest place in the model that exists.
    pub span: Option<Span>,
    /// The reason, in one line.
    pub text: String,
    /// What would close it.
    pub close: Close,
}

/// Kinds of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The model does not say it.
    Missing,
    /// The model says it, but not enough or not soundly.
    Wrong,
    /// A rule found something, by its code.
    Finding(&'static str),
    /// A rule has to know something, by its code.
    Question(&'static str),
}

impl Why {
    /// The word for machines.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Wrong => "wrong",
            Self::Finding(_) => "finding",
            Self::Question(_) => "question",
        }
    }

    /// Code of the rule that speaks.
    #[must_use]
    pub const fn rule(self) -> Option<&'static str> {
        match self {
            Self::Finding(code) | Self::Question(code) => Some(code),
            Self::Missing | Self::Wrong => None,
        }
    }
}

/// What would close a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Close {
    /// Writing something like this at the path. The value is an example, not a recommendation.
    Write {
        /// Id path to write at.
        path: String,
        /// One value in YAML.
        example: String,
    },
    /// Running this, and doing what it says.
    Run(String),
    /// Doing this.
    Do(String),
}

impl std::fmt::Display for Close {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Write { path, example } => write!(f, "write `{path}: {example}`"),
            Self::Run(command) => write!(f, "run `{command}`"),
            Self::Do(words) => f.write_str(words),
        }
    }
}
