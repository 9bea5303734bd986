//! The table of facts that conditions may look at, by what they are about.

mod alert;
mod call;
mod inventory;
mod load;
mod objective;
mod placement;
mod state;
mod state_use;
mod toil;

use super::fact::Fact;
use super::subject::Of;

/// Every fact, in the order of the reference.
pub const FACTS: &[&[Fact]] = &[
    load::FACTS,
    placement::FACTS,
    inventory::FACTS,
    state::FACTS,
    state_use::FACTS,
    call::FACTS,
    alert::FACTS,
    objective::FACTS,
    toil::FACTS,
];

/// The facts that a table about `of` may look at: its own, and those of the system.
pub(super) fn of(of: Of) -> impl Iterator<Item = &'static Fact> {
    FACTS.iter().copied().flatten().filter(move |fact| fact.of() == of || fact.of() == Of::System)
}

/// The fact of this name.
pub(super) fn find(name: &str, about: Of) -> Option<&'static Fact> {
    of(about).find(|fact| fact.name == name)
}
