//! Asking a table about everything it is about: which row holds, from which facts, and what would change the answer.

use super::condition::Key;
use super::cover::{self, Change};
use super::fact::{Known, Missing, Reading, Value};
use super::measure::Kind;
use super::subject::Subject;
use super::table::{Mode, Table, distinct};
use crate::evidence::Evidence;
use crate::facts::Facts;
use loadline_base::Span;
use loadline_evidence::Finding;
use loadline_model::Origin;

/// What a table says of one model.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The table.
    pub table: Table,
    /// One answer each; none when the model names nothing of the sort.
    pub judged: Vec<Judged>,
    /// Where the model would name something, when it names nothing.
    pub nothing_in: Vec<&'static str>,
}

/// What a table says of one thing.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Id path of what is judged: `state/order`, `system`.
    pub path: String,
    /// What people call it; empty for the system.
    pub name: String,
    /// The bytes of its key.
    pub span: Option<Span>,
    /// Rows that hold. One at most where the first counts; none when the default does.
    pub called: Vec<Called>,
    /// Rows about which too little is known: before the first that holds, or any where every row counts.
    pub open: Vec<usize>,
    /// Whether the model does what the default says, when no row holds and that can be seen.
    pub default_done: Option<bool>,
    /// Every fact that the table looks at.
    pub facts: Vec<FactRead>,
    /// What a change of one single fact would lead to.
    pub changes: Vec<Change>,
}

/// A row that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Its position in the table.
    pub row: usize,
    /// Whether the model does so already, when that can be seen.
    pub done: Option<bool>,
}

/// A fact as it was read.
#[derive(Debug, Clone)]
pub struct FactRead {
    /// Its name, or the code of a rule.
    pub name: String,
    /// What it says.
    pub says: String,
    /// The kind of its values.
    pub kind: Kind,
    /// What came of it.
    pub reading: Reading,
    /// Rows that look at it.
    pub rows: Vec<usize>,
}

impl FactRead {
    /// The value as people write it, when it is known.
    #[must_use]
    pub fn value(&self) -> Option<String> {
        match &self.reading {
            Reading::Known(known) => Some(known.value.print(self.kind)),
            Reading::Unknown(_) => None,
        }
    }
}

impl Judged {
    /// Whether nothing that is unknown could change the answer.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.open.is_empty()
    }

    /// The rows that hold.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        self.called.first().map(|called| called.row)
    }
}

/// Asks a table.
#[must_use]
pub fn decide(table: Table, facts: &Facts<'_>) -> Decision {
    let subjects = Subject::all(table.of, facts);
    let judged: Vec<Judged> = subjects.iter().map(|subject| judge(&table, facts, subject)).collect();
    let nothing_in = if judged.is_empty() { table.of.sections().to_vec() } else { Vec::new() };
    Decision { table, judged, nothing_in }
}

fn judge(table: &Table, facts: &Facts<'_>, subject: &Subject<'_>) -> Judged {
    let done = table.rows.iter().map(|row| &row.choice).chain([&table.default]);
    let done = distinct(done.filter_map(|choice| choice.done.as_ref()));
    let asked = table.keys();
    let mut readings: Vec<(&Key, Reading)> = Vec::new();
    for key in asked.iter().chain(&done) {
        if !readings.iter().any(|(known, _)| known == key) {
            readings.push((key, read(key, facts, subject)));
        }
    }
    let look = |key: &Key| match readings.iter().find(|(known, _)| *known == key) {
        Some((_, Reading::Known(Known { value, .. }))) => Some(*value),
        _ => None,
    };
    let is_done = |row: Option<usize>| table.choice(row).done.as_ref().and_then(|done| done.holds(&look));
    let (mut called, mut open) = (Vec::new(), Vec::new());
    for (index, row) in table.rows.iter().enumerate() {
        match row.when.holds(&look) {
            Some(true) => {
                called.push(Called { row: index, done: is_done(Some(index)) });
                if table.mode == Mode::First {
                    break;
                }
            }
            Some(false) => {}
            None => open.push(index),
        }
    }
    let today = called.first().map(|called| called.row);
    let changes = match table.mode {
        Mode::First => cover::changes(table, today, &look),
        Mode::Every => Vec::new(),
    };
    let facts = readings
        .iter()
        .map(|(key, reading)| FactRead {
            name: key.name().to_owned(),
            says: match key {
                Key::Fact(fact) => fact.says.to_owned(),
                Key::Rule(code) => format!("whether the rules {code} find something"),
            },
            kind: key.kind(),
            reading: reading.clone(),
            rows: table
                .rows
                .iter()
                .enumerate()
                .filter(|(_, row)| distinct([&row.when]).contains(key))
                .map(|(index, _)| index)
                .collect(),
        })
        .collect();
    let default_done = if called.is_empty() { is_done(None) } else { None };
    let (path, name, span) = (subject.path(), subject.name(), subject.span());
    Judged { path, name, span, called, open, default_done, facts, changes }
}

fn read(key: &Key, facts: &Facts<'_>, subject: &Subject<'_>) -> Reading {
    match key {
        Key::Fact(fact) => fact.read(facts, subject),
        Key::Rule(code) => rule(facts, code),
    }
}

/// Yes when a rule finds something, unknown when it only asks, no when it is silent.
fn rule(facts: &Facts<'_>, code: &str) -> Reading {
    let finds = |finding: &&Finding| finding.diagnostic.code.starts_with(code);
    let found: Vec<Evidence> = facts
        .findings
        .iter()
        .filter(finds)
        .filter_map(|finding| {
            let span = finding.diagnostic.primary.as_ref()?.span;
            let (path, origin) = (finding.path.clone(), Origin::Explicit);
            Some(Evidence::Stated { path, span, origin, assumption: None })
        })
        .collect();
    if facts.findings.iter().any(|finding| finds(&finding)) {
        return Reading::Known(Known { value: Value::Flag(true), from: found });
    }
    let asked: Vec<Missing> = facts
        .questions
        .iter()
        .filter(|question| question.code.starts_with(code))
        .map(|question| Missing { path: question.path.clone() })
        .collect();
    if asked.is_empty() {
        Reading::Known(Known { value: Value::Flag(false), from: Vec::new() })
    } else {
        Reading::Unknown(asked)
    }
}
