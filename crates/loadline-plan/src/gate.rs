//! What a gate is: a point that a plan passes only when everything it asks for is there.

use crate::requirement::Requirement;

/// A gate of a workflow.
#[derive(Debug)]
pub struct Gate {
    /// `D1` to `D10`, `O1` to `O10`.
    pub id: &'static str,
    /// The name in kebab case, for machines and file names.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// Requirements it serves, by id of `docs/requirements.md`.
    pub serves: &'static [&'static str],
    /// What must be there.
    pub requirements: &'static [Requirement],
}
