//! What meets a requirement: a fact, with where it stands and who stands behind it.

use loadline_base::{Date, Span};
use loadline_evidence::Quantity;
use loadline_model::Origin;

/// A fact that a requirement rests on.
#[derive(Debug, Clone, PartialEq)]
pub enum Evidence {
    /// Somebody wrote it into the model.
    Stated {
        /// Id path.
        path: String,
        /// The bytes it was read from.
        span: Span,
        /// Where it comes from.
        origin: Origin,
        /// The assumption that it rests on, when one is about it.
        assumption: Option<String>,
    },
    /// An engine worked it out.
    Computed {
        /// Id path of what it is about.
        path: String,
        /// The number, with its formula.
        quantity: Quantity,
    },
    /// Nobody knows; an assumption stands in until its day.
    Assumed {
        /// Id path of what is not known.
        path: String,
        /// Id of the assumption.
        assumption: String,
        /// Its last day.
        until: Date,
    },
    /// Rules looked and found nothing.
    Silent {
        /// Their codes, or beginnings of codes.
        rules: &'static [&'static str],
    },
}

impl Evidence {
    /// The id path it is about; none for rules.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Stated { path, .. } | Self::Computed { path, .. } | Self::Assumed { path, .. } => {
                Some(path)
            }
            Self::Silent { .. } => None,
        }
    }

    /// Whether it rests on an assumption.
    #[must_use]
    pub const fn is_assumed(&self) -> bool {
        matches!(self, Self::Assumed { .. } | Self::Stated { assumption: Some(_), .. })
    }
}
