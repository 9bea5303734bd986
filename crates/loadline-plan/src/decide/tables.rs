//! The decision tables there are. A new one is a data file, a page of cases beside the tests, and a line here.

use super::read::read_table;
use super::table::Table;
use loadline_base::{Diagnostic, FileId};

/// A table as it is shipped.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    /// The word it is asked for by.
    pub name: &'static str,
    /// Its data file.
    pub text: &'static str,
}

/// Every table, in the order in which one would decide.
pub const TOPICS: &[Topic] = &[
    Topic { name: "playbook", text: include_str!("tables/playbook.yaml") },
    Topic { name: "architecture", text: include_str!("tables/architecture.yaml") },
    Topic { name: "storage", text: include_str!("tables/storage.yaml") },
    Topic { name: "consistency", text: include_str!("tables/consistency.yaml") },
    Topic { name: "pattern", text: include_str!("tables/pattern.yaml") },
    Topic { name: "caching", text: include_str!("tables/caching.yaml") },
    Topic { name: "async", text: include_str!("tables/async.yaml") },
    Topic { name: "multi-region", text: include_str!("tables/multi-region.yaml") },
    Topic { name: "advanced", text: include_str!("tables/advanced.yaml") },
    Topic { name: "paging", text: include_str!("tables/paging.yaml") },
    Topic { name: "budget", text: include_str!("tables/budget.yaml") },
    Topic { name: "toil", text: include_str!("tables/toil.yaml") },
    Topic { name: "mvp", text: include_str!("tables/mvp.yaml") },
    Topic { name: "scaling", text: include_str!("tables/scaling.yaml") },
    Topic { name: "legacy", text: include_str!("tables/legacy.yaml") },
];

/// Reads the table of a topic; `None` when there is no such topic.
///
/// # Errors
/// When its file is faulty, which a test rules out for those that are shipped.
#[must_use]
pub fn table(name: &str) -> Option<Result<Table, Vec<Diagnostic>>> {
    let topic = TOPICS.iter().find(|topic| topic.name == name)?;
    Some(read_table(FileId(0), topic.text))
}
