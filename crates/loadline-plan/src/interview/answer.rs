//! Writing an answer: minimal edits of the one fragment in which the place stands, or comes nearest to standing.

use super::Question;
use loadline_base::{Date, FileId, TextEdit, apply_edits};
use loadline_model::Model;
use loadline_model::syntax::{CannotEdit, Tree, parse, quote};

/// The new text of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The file.
    pub file: FileId,
    /// Its whole text after the edit.
    pub text: String,
    /// What was written, as `path: value`, one line each.
    pub wrote: Vec<String>,
}

/// Why an answer cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotAnswer {
    /// The model's text cannot be edited there.
    #[error("{0}")]
    Edit(#[from] CannotEdit),
    /// Nothing is known to stand in for it.
    #[error("nothing is known that could be assumed about `{0}`")]
    NoDefault(String),
    /// There is nobody who could own an assumption.
    #[error("an assumption needs an owner, and the model names no team")]
    NoOwner,
    /// There is no file to write into.
    #[error("the model has no file to write into")]
    NoFile,
}

/// The edit that writes `given` where the question asks. Text is quoted where it must be; a list may be given with
/// commas; YAML in braces, brackets or quotes is taken as it is.
///
/// # Errors
/// When the place cannot be edited.
pub fn answer(model: &Model, question: &Question, given: &str) -> Result<Edit, CannotAnswer> {
    let given = given.trim();
    let is_list = question.field.is_some_and(|field| field.is_list) && given != "none";
    let yaml = if is_list && !given.starts_with(['[', '{']) {
        let items: Vec<String> =
            given.split(',').map(str::trim).filter(|item| !item.is_empty()).map(in_flow).collect();
        format!("[{}]", items.join(", "))
    } else {
        given.to_owned()
    };
    let mut edit = Editing::begin(model, &question.path)?;
    edit.write(&question.path, &yaml)?;
    Ok(edit.done())
}

/// The edit that writes what is taken when nobody knows, and the assumption that says so, which ends after some days.
///
/// # Errors
/// When there is no default or nobody to own the assumption, or the place cannot be edited.
pub fn assume(model: &Model, question: &Question, today: Date, days: u32) -> Result<Edit, CannotAnswer> {
    let default = question.default.ok_or_else(|| CannotAnswer::NoDefault(question.path.clone()))?;
    let owner = owner(model).ok_or(CannotAnswer::NoOwner)?;
    let path = match (default.beside, question.path.rsplit_once('/')) {
        (Some(beside), Some((above, _))) => format!("{above}/{beside}"),
        _ => question.path.clone(),
    };
    let mut edit = Editing::begin(model, &path)?;
    edit.write(&path, default.value)?;
    let until = today.plus_days(days).unwrap_or(today);
    let id = free_id(model, &path);
    let about = format!(
        "{{claim: {}, owner: {}, basis: {}, about: {}, expires: {until}}}",
        in_flow(default.claim),
        in_flow(&owner),
        in_flow(&format!("nobody knew on {today}")),
        in_flow(&path),
    );
    edit.write(&format!("assumptions/{id}"), &about)?;
    Ok(edit.done())
}

/// The team of the system, else the first there is.
fn owner(model: &Model) -> Option<String> {
    let system = &model.system;
    let said = system.identity.as_deref().and_then(|it| it.owner.as_ref()).map(|owner| owner.id.clone());
    said.or_else(|| system.teams.as_ref()?.value.iter().next().map(|(id, _)| id.to_owned()))
}

/// An id for an assumption that no other has.
fn free_id(model: &Model, path: &str) -> String {
    let letters = path.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    let base: String = letters.collect();
    let taken = |id: &str| model.system.assumptions.as_ref().is_some_and(|all| all.get(id).is_some());
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(base)
}

/// A text inside of braces or brackets.
fn in_flow(text: &str) -> String {
    if text.contains([',', '[', ']', '{', '}']) && !text.starts_with(['"', '\'']) {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        quote(text).into_owned()
    }
}

struct Editing {
    file: FileId,
    text: String,
    wrote: Vec<String>,
}

impl Editing {
    /// The fragment in which most of a path stands; the first one when none of it stands anywhere.
    fn begin(model: &Model, path: &str) -> Result<Self, CannotAnswer> {
        let steps: Vec<&str> = path.split('/').collect();
        let mut best: Option<(usize, &Tree)> = None;
        for tree in model.trees() {
            let deep =
                (1..=steps.len()).rev().find(|deep| tree.find(steps[..*deep].iter().copied()).is_some());
            let deep = deep.unwrap_or(0);
            if best.is_none_or(|(most, _)| deep > most) {
                best = Some((deep, tree));
            }
        }
        let (_, tree) = best.ok_or(CannotAnswer::NoFile)?;
        Ok(Self { file: tree.file(), text: tree.text().to_owned(), wrote: Vec::new() })
    }

    fn write(&mut self, path: &str, yaml: &str) -> Result<(), CannotAnswer> {
        let steps: Vec<&str> = path.split('/').collect();
        let cannot = || CannotAnswer::Edit(CannotEdit::NotOneValue(yaml.to_owned()));
        let (tree, _) = parse(self.file, &self.text);
        let tree = tree.ok_or_else(cannot)?;
        // What is no single value of YAML is text, and is quoted; unless it was meant as YAML.
        let edits: Vec<TextEdit> = match tree.set_yaml(&steps, yaml) {
            Err(CannotEdit::NotOneValue(_)) if !yaml.starts_with(['{', '[', '"', '\'']) => {
                tree.set(&steps, yaml)?
            }
            edits => edits?,
        };
        self.text = apply_edits(&self.text, &edits).map_err(|_| cannot())?;
        self.wrote.push(format!("{path}: {yaml}"));
        Ok(())
    }

    fn done(self) -> Edit {
        Edit { file: self.file, text: self.text, wrote: self.wrote }
    }
}
