//! Tables over requirements: the quality bar, reasons to reject a bundle, and readiness for production.
//!
//! They add no requirement of their own; each item names those of the gates.

mod design;
mod operations;

use crate::workflow::Workflow;

/// A table of items over the requirements of a workflow.
#[derive(Debug)]
pub struct Table {
    /// Id in `docs/requirements.md`: `D14`.
    pub id: &'static str,
    /// What it is, for people.
    pub title: &'static str,
    /// What it means when an item is not met, for people: `missing`, `rejected`.
    pub unmet: &'static str,
    /// Its items.
    pub items: &'static [Item],
}

/// An item of a table.
#[derive(Debug)]
pub struct Item {
    /// Stable code: `D14.1`.
    pub id: &'static str,
    /// What must be there, or what must not be the case.
    pub what: &'static str,
    /// Gates (`D3`, all of its requirements) and requirements (`D3.peak`) that it rests on.
    pub rests_on: &'static [&'static str],
}

const fn item(id: &'static str, what: &'static str, rests_on: &'static [&'static str]) -> Item {
    Item { id, what, rests_on }
}

/// The tables of a workflow.
#[must_use]
pub const fn tables(workflow: Workflow) -> &'static [Table] {
    match workflow {
        Workflow::Design => design::TABLES,
        Workflow::Operations => operations::TABLES,
    }
}
