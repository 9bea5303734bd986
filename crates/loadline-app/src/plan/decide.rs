//! `plan decide`: what the facts of a model advise, from which rows of which tables, and what would change it.

use super::facts::with_facts;
use crate::load::Failure;
use loadline_base::{Date, Diagnostic, Sources, did_you_mean};
use loadline_plan::decide::{TOPICS, read_table, table};
use loadline_repo::read_text;
use std::path::Path;

pub use super::facts::Judged as Answered;
pub use loadline_plan::Evidence;
pub use loadline_plan::decide::{
    Called, Change, Choice, Decision, FactRead, Judged, Known, Missing, Mode, Of, Reading, Row, Table, Value,
};

/// Most bytes a table may have.
const CAP: u64 = 1024 * 1024;

/// The words that tables are asked for by, in the order in which one would decide.
#[must_use]
pub fn topics() -> Vec<&'static str> {
    TOPICS.iter().map(|topic| topic.name).collect()
}

/// The tables asked for, or what is wrong with a table of one's own.
pub type Tables = Result<Vec<Table>, (Sources, Vec<Diagnostic>)>;

/// The tables of some topics; all of them when none is named.
///
/// # Errors
/// When a topic is not known.
pub fn tables_of(topics: &[String]) -> Result<Tables, Failure> {
    let all = TOPICS.iter().map(|topic| topic.name.to_owned());
    let wanted: Vec<String> = if topics.is_empty() { all.collect() } else { topics.to_vec() };
    let mut found = Vec::new();
    for topic in wanted {
        match table(&topic) {
            Some(Ok(table)) => found.push(table),
            Some(Err(faults)) => {
                let text = TOPICS.iter().find(|known| known.name == topic).map_or("", |known| known.text);
                let mut sources = Sources::default();
                sources.add(format!("{topic}.yaml"), text);
                return Ok(Err((sources, faults)));
            }
            None => {
                let hint = match did_you_mean(&topic, self::topics()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are `{}`", self::topics().join("`, `")),
                };
                return Err(Failure::new(format!("there is no table `{topic}`"), hint));
            }
        }
    }
    Ok(Ok(found))
}

/// A table of one's own, from a file.
///
/// # Errors
/// When the file cannot be read.
pub fn table_in(file: &Path) -> Result<Tables, Failure> {
    let text = read_text(file, CAP)?;
    let mut sources = Sources::default();
    let id = sources.add(file.display().to_string(), text.as_str());
    Ok(read_table(id, &text).map(|table| vec![table]).map_err(|faults| (sources, faults)))
}

/// Asks tables about the model at `path`.
///
/// # Errors
/// When there is no model to be read.
pub fn decide(path: &Path, tables: &[Table], today: Date) -> Result<Answered<Vec<Decision>>, Failure> {
    with_facts(path, today, |facts, _| {
        tables.iter().map(|table| loadline_plan::decide::decide(table.clone(), facts)).collect()
    })
}
