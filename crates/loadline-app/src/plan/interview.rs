//! `plan design` and `plan operations` in guided mode: which questions are worth asking, and writing an answer at once.

use super::facts::{Judged, with_facts};
use crate::load::{Failure, load};
use loadline_base::{Date, Sources};
use loadline_model::Dangling;
use loadline_plan::interview::{CannotAnswer, Edit, answer, assume, every, questions};
use loadline_plan::{Workflow, judge};
use loadline_repo::replace_whole;
use std::path::Path;

pub use loadline_plan::interview::{Field, LEAST, MOST, Question, StandIn};

/// Days after which something assumed has to be looked at again.
pub const DAYS: u32 = 90;

/// What there is to ask.
#[derive(Debug)]
pub struct Interview {
    /// The questions worth most, grouped by gate.
    pub questions: Vec<Question>,
    /// All that could be asked, in the order of the gates.
    pub every: Vec<Question>,
    /// How many requirements of the workflow are met, and how many there are.
    pub met: (usize, usize),
    /// The gate that is open: its id and title.
    pub open: Option<(&'static str, &'static str)>,
}

impl Interview {
    /// The question about a place, when there is one.
    #[must_use]
    pub fn about(&self, path: &str) -> Option<&Question> {
        self.every.iter().find(|question| question.path == path)
    }
}

/// What came of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file, by the name shown to people.
    pub file: String,
    /// What was written, one line each.
    pub wrote: Vec<String>,
}

/// What is worth asking about the plan of a workflow of the model at `path`.
///
/// # Errors
/// When there is no model to be read.
pub fn interview(path: &Path, workflow: Workflow, today: Date) -> Result<Judged<Interview>, Failure> {
    with_facts(path, today, |facts, _| {
        let verdict = judge(workflow, facts);
        let answers = || verdict.gates.iter().flat_map(|gate| &gate.answers);
        let met = answers().filter(|answer| answer.gaps.is_empty()).count();
        let open = verdict.gates.iter().find(|gate| gate.state == loadline_plan::State::Open);
        Interview {
            questions: questions(&verdict),
            every: every(&verdict),
            met: (met, answers().count()),
            open: open.map(|gate| (gate.gate.id, gate.gate.title)),
        }
    })
}

/// Writes an answer into the model. The file is replaced in one step, so that it is whole whenever the program ends.
///
/// # Errors
/// When the answer does not fit the language, or the file cannot be edited or written. Nothing is written then.
pub fn reply(path: &Path, question: &Question, given: &str) -> Result<Written, NotWritten> {
    write(path, |model| answer(model, question, given))
}

/// Writes what is taken when nobody knows, and the assumption that says so.
///
/// # Errors
/// As for [`reply`], and when nothing is known that could be assumed.
pub fn reply_unknown(path: &Path, question: &Question, today: Date) -> Result<Written, NotWritten> {
    write(path, |model| assume(model, question, today, DAYS))
}

/// Why an answer was not written.
#[derive(Debug)]
pub enum NotWritten {
    /// It does not fit the question: another answer may.
    Answer(Failure),
    /// The model cannot be read or written: no answer can help.
    Model(Failure),
}

impl NotWritten {
    /// What went wrong, and what helps.
    #[must_use]
    pub fn into_failure(self) -> Failure {
        match self {
            Self::Answer(failure) | Self::Model(failure) => failure,
        }
    }
}

fn write(
    path: &Path,
    edit: impl FnOnce(&loadline_model::Model) -> Result<Edit, CannotAnswer>,
) -> Result<Written, NotWritten> {
    let loaded = load(path).map_err(NotWritten::Model)?;
    if let Some(fault) = loaded.reading.faults.first() {
        return Err(NotWritten::Model(Failure::new(fault.message.clone(), "mend the model's text first")));
    }
    let edit = edit(&loaded.reading.model).map_err(|error| {
        let hint = match error {
            CannotAnswer::NoDefault(_) => "answer it, or leave it open",
            CannotAnswer::NoOwner => "write `teams:` first, or answer it",
            CannotAnswer::Edit(_) | CannotAnswer::NoFile => "leave it open, and write it with an editor",
        };
        NotWritten::Answer(Failure::new(error.to_string(), hint))
    })?;
    let mut sources = Sources::default();
    for (id, file) in loaded.sources.iter() {
        let text = if id == edit.file { edit.text.as_str() } else { file.text() };
        sources.add(file.name(), text);
    }
    let changed = loadline_model::parse_files(&sources).resolve();
    if let Some(fault) = changed.faults.first() {
        let hint = fault.hints.first().cloned().unwrap_or_else(|| "give another answer".to_owned());
        return Err(NotWritten::Answer(Failure::new(fault.message.clone(), hint)));
    }
    // An answer that names nothing would close a requirement with nothing behind it.
    let known = loaded.reading.model.dangling();
    let new = |one: &&Dangling| known.iter().all(|other| (&other.path, &other.id) != (&one.path, &one.id));
    if let Some(dangling) = changed.model.dangling().iter().find(new) {
        let hint = dangling.close.as_ref().map_or_else(
            || "add it to the model first, or leave this open".to_owned(),
            |close| format!("did you mean `{close}`?"),
        );
        let message = format!("there is no `{}` here that is {}", dangling.id, dangling.kind.noun());
        return Err(NotWritten::Answer(Failure::new(message, hint)));
    }
    let name = loaded.sources.file(edit.file).name().to_owned();
    replace_whole(Path::new(&name), &edit.text).map_err(|error| NotWritten::Model(error.into()))?;
    Ok(Written { file: name, wrote: edit.wrote })
}
