//! The two workflows: designing a system, and operating it.

use crate::gate::Gate;
use crate::gates;

/// A workflow: ten gates in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Workflow {
    /// From the problem to a design that may be built (D1 to D10).
    Design,
    /// From a running service to one that is operated on purpose (O1 to O10).
    Operations,
}

impl Workflow {
    /// Both of them.
    pub const ALL: &'static [Self] = &[Self::Design, Self::Operations];

    /// The word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Operations => "operations",
        }
    }

    /// Its gates, in the order they open.
    #[must_use]
    pub const fn gates(self) -> &'static [Gate] {
        match self {
            Self::Design => gates::design::GATES,
            Self::Operations => gates::operations::GATES,
        }
    }
}
