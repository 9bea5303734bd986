//! What came of judging a plan: gate by gate, with what is met by what and why the rest is not.

use crate::bar::{Item, Table};
use crate::evidence::Evidence;
use crate::gap::Gap;
use crate::gate::Gate;
use crate::requirement::Requirement;
use crate::workflow::Workflow;

/// What came of judging a plan.
#[derive(Debug)]
pub struct Verdict {
    /// The workflow that was judged.
    pub workflow: Workflow,
    /// Its gates, in order.
    pub gates: Vec<GateVerdict>,
    /// Its tables: quality bar, reasons to reject, production readiness.
    pub tables: Vec<TableVerdict>,
}

/// Whether a gate is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Everything it asks for is there, and every gate before it is passed.
    Passed,
    /// Every gate before it is passed, and something is missing here.
    Open,
    /// A gate before it is not passed, by its id.
    Blocked(&'static str),
}

impl State {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Open => "open",
            Self::Blocked(_) => "blocked",
        }
    }
}

/// What came of one gate.
#[derive(Debug)]
pub struct GateVerdict {
    /// The gate.
    pub gate: &'static Gate,
    /// Whether it is passed.
    pub state: State,
    /// Its requirements, in order.
    pub answers: Vec<Answer>,
}

/// What came of one requirement.
#[derive(Debug)]
pub struct Answer {
    /// The requirement.
    pub requirement: &'static Requirement,
    /// What meets it, or the part of it that is met.
    pub evidence: Vec<Evidence>,
    /// Why it is not met; none when it is.
    pub gaps: Vec<Gap>,
}

/// What came of one table.
#[derive(Debug)]
pub struct TableVerdict {
    /// The table.
    pub table: &'static Table,
    /// Its items, in order, each with the ids of its requirements that are not met.
    pub items: Vec<(&'static Item, Vec<&'static str>)>,
}

impl Verdict {
    /// Whether every gate is passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.gates.iter().all(|gate| gate.state == State::Passed)
    }

    /// Every gap, gate by gate.
    pub fn gaps(&self) -> impl Iterator<Item = &Gap> {
        self.gates.iter().flat_map(GateVerdict::gaps)
    }

    /// What came of the requirement with this id.
    #[must_use]
    pub fn answer(&self, id: &str) -> Option<&Answer> {
        self.gates.iter().flat_map(|gate| &gate.answers).find(|answer| answer.requirement.id == id)
    }
}

impl GateVerdict {
    /// Its gaps, requirement by requirement.
    pub fn gaps(&self) -> impl Iterator<Item = &Gap> {
        self.answers.iter().flat_map(|answer| &answer.gaps)
    }

    /// How many of its requirements are met.
    #[must_use]
    pub fn met(&self) -> usize {
        self.answers.iter().filter(|answer| answer.gaps.is_empty()).count()
    }

    /// How many facts rest on an assumption.
    #[must_use]
    pub fn assumed(&self) -> usize {
        self.answers.iter().flat_map(|answer| &answer.evidence).filter(|fact| fact.is_assumed()).count()
    }
}

impl TableVerdict {
    /// Holds a table to what came of the gates.
    pub(crate) fn of(table: &'static Table, gates: &[GateVerdict]) -> Self {
        let items = table.items.iter().map(|item| (item, unmet(item, gates))).collect();
        Self { table, items }
    }

    /// Whether every item is met.
    #[must_use]
    pub fn met(&self) -> bool {
        self.items.iter().all(|(_, unmet)| unmet.is_empty())
    }
}

/// Ids of the requirements that an item rests on and that are not met.
fn unmet(item: &Item, gates: &[GateVerdict]) -> Vec<&'static str> {
    let answers = gates.iter().flat_map(|gate| gate.answers.iter().map(move |answer| (gate.gate.id, answer)));
    answers
        .filter(|(gate, answer)| {
            let id = answer.requirement.id;
            !answer.gaps.is_empty() && item.rests_on.iter().any(|on| on == gate || *on == id)
        })
        .map(|(_, answer)| answer.requirement.id)
        .collect()
}
