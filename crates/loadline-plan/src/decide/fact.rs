//! A fact: something the model says or an engine works out, with where it stands; or what would have to be said.

use super::measure::Kind;
use super::subject::{Of, Subject};
use crate::evidence::Evidence;
use crate::facts::Facts;
use loadline_evidence::Quantity;
use loadline_model::kinds::{Page, Slo, SloAlert, StateItem, ToilItem};
use loadline_model::{Edge, Stated};

/// A value of a fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A word.
    Word(&'static str),
    /// A number, in the unit of its measure.
    Number(f64),
}

impl Value {
    /// As people write it.
    #[must_use]
    pub fn print(self, kind: Kind) -> String {
        match (self, kind) {
            (Self::Flag(true), _) => "yes".to_owned(),
            (Self::Flag(false), _) => "no".to_owned(),
            (Self::Word(word), _) => word.to_owned(),
            (Self::Number(number), Kind::Number(measure)) => measure.print(number),
            (Self::Number(number), _) => number.to_string(),
        }
    }
}

/// A value, and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The value.
    pub value: Value,
    /// Where it comes from.
    pub from: Vec<Evidence>,
}

/// Something that would have to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Id path of what is not said.
    pub path: String,
}

/// What came of reading a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// It is known.
    Known(Known),
    /// It is not; any of these would tell.
    Unknown(Vec<Missing>),
}

/// A fact that conditions may look at.
pub struct Fact {
    /// Its name in conditions.
    pub name: &'static str,
    /// The kind of its values.
    pub kind: Kind,
    /// What it says, to read after "whether" or "how": one line for people.
    pub says: &'static str,
    pub(super) read: Read,
}

/// How a fact is read, by what it is about. Texts are the id path of that thing.
#[derive(Clone, Copy)]
pub(super) enum Read {
    System(fn(&Facts<'_>) -> Reading),
    State(fn(&Facts<'_>, &str, &StateItem) -> Reading),
    Call(fn(&Facts<'_>, &Edge<'_>) -> Reading),
    Page(fn(&Facts<'_>, &str, Alert<'_>) -> Reading),
    Objective(fn(&Facts<'_>, &str, &Slo) -> Reading),
    Toil(fn(&Facts<'_>, &str, &ToilItem) -> Reading),
}

/// What tells somebody: a paging rule, or an objective in danger.
#[derive(Clone, Copy)]
pub(super) enum Alert<'m> {
    Rule(&'m Page),
    Objective(&'m Slo, &'m SloAlert),
}

impl Fact {
    /// What it is about.
    #[must_use]
    pub const fn of(&self) -> Of {
        match self.read {
            Read::System(_) => Of::System,
            Read::State(_) => Of::State,
            Read::Call(_) => Of::Call,
            Read::Page(_) => Of::Alert,
            Read::Objective(_) => Of::Objective,
            Read::Toil(_) => Of::Toil,
        }
    }

    /// Reads it for one thing; a fact of another sort of thing is not known of it.
    pub(super) fn read(&self, facts: &Facts<'_>, subject: &Subject<'_>) -> Reading {
        let path = subject.path();
        match (self.read, subject) {
            (Read::System(read), _) => read(facts),
            (Read::State(read), Subject::State(_, item)) => read(facts, &path, item),
            (Read::Call(read), Subject::Call(edge)) => read(facts, edge),
            (Read::Page(read), Subject::Page(_, page)) => read(facts, &path, Alert::Rule(page)),
            (Read::Page(read), Subject::SloAlert(_, slo, alert)) => {
                read(facts, &path, Alert::Objective(slo, alert))
            }
            (Read::Objective(read), Subject::Objective(_, slo)) => read(facts, &path, slo),
            (Read::Toil(read), Subject::Toil(_, item)) => read(facts, &path, item),
            _ => unknown(path),
        }
    }
}

/// A fact of the table.
pub(super) const fn fact(name: &'static str, kind: Kind, says: &'static str, read: Read) -> Fact {
    Fact { name, kind, says, read }
}

impl std::fmt::Debug for Fact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fact").field("name", &self.name).field("of", &self.of()).finish_non_exhaustive()
    }
}

impl PartialEq for Fact {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.of() == other.of()
    }
}

/// A known value with its evidence.
pub(super) fn known(value: Value, from: Vec<Evidence>) -> Reading {
    Reading::Known(Known { value, from })
}

pub(super) fn flag(value: bool, from: Vec<Evidence>) -> Reading {
    known(Value::Flag(value), from)
}

pub(super) fn unknown(path: impl Into<String>) -> Reading {
    Reading::Unknown(vec![Missing { path: path.into() }])
}

pub(super) fn any_of(paths: impl IntoIterator<Item = String>) -> Reading {
    Reading::Unknown(paths.into_iter().map(|path| Missing { path }).collect())
}

/// A value of the model as evidence.
pub(super) fn seen<T>(facts: &Facts<'_>, path: impl Into<String>, value: &Stated<T>) -> Evidence {
    let path = path.into();
    let assumption = facts.assumption(&path).map(|(id, _)| id.to_owned());
    Evidence::Stated { path, span: value.span, origin: value.origin, assumption }
}

/// A fact that one field says.
pub(super) fn said<T>(
    facts: &Facts<'_>,
    path: impl Into<String>,
    value: Option<&Stated<T>>,
    read: impl FnOnce(&T) -> Value,
) -> Reading {
    let path = path.into();
    match value.filter(|value| value.is_decided()) {
        Some(value) => known(read(&value.value), vec![seen(facts, path, value)]),
        None => unknown(path),
    }
}

/// A number that an engine worked out.
pub(super) fn shown(path: impl Into<String>, quantity: Quantity) -> Reading {
    let value = Value::Number(quantity.value);
    known(value, vec![Evidence::Computed { path: path.into(), quantity }])
}

/// Many values of which one is enough: yes when one says yes, no when all say no, unknown otherwise.
pub(super) fn some_say(readings: impl IntoIterator<Item = Reading>) -> Reading {
    let (mut no, mut missing) = (Vec::new(), Vec::new());
    for reading in readings {
        match reading {
            Reading::Known(known) if known.value == Value::Flag(true) => return Reading::Known(known),
            Reading::Known(known) => no.extend(known.from),
            Reading::Unknown(more) => missing.extend(more),
        }
    }
    if missing.is_empty() { flag(false, no) } else { Reading::Unknown(missing) }
}
