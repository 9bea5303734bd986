//! A model with other values than are written: what a comparison or a sweep tries. The text in memory is edited as an editor would
//! and read again, so that a variant is checked like every other model; no file changes.

use crate::load::{Failure, Loaded, in_memory};
use loadline_base::{FileId, apply_edits, did_you_mean};
use loadline_model::Model;
use loadline_model::syntax::{CannotEdit, Tree, parse};

/// A place of the model, and what is to stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Keys from the root with `/` between them: `services/orders/replicas/min`. `components` stands for every kind of component.
    pub path: String,
    /// The value as in a model: `300ms`, `4`, `{min: 2}`.
    pub value: String,
}

impl Change {
    /// Reads `PATH=VALUE`.
    ///
    /// # Errors
    /// When it is not that.
    pub fn read(text: &str) -> Result<Self, Failure> {
        let (path, value) = text.split_once('=').unwrap_or((text, ""));
        let (path, value) = (path.trim().trim_matches('/'), value.trim());
        if path.is_empty() || value.is_empty() || path.split('/').any(str::is_empty) {
            return Err(Failure::new(
                format!("`{text}` does not say what is to stand where"),
                "write `PATH=VALUE`, as `services/orders/replicas/min=4`",
            ));
        }
        Ok(Self { path: path.to_owned(), value: value.to_owned() })
    }
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}={}", self.path, self.value)
    }
}

/// Several changes as one label.
pub(super) fn label(changes: &[Change]) -> String {
    changes.iter().map(Change::to_string).collect::<Vec<_>>().join(", ")
}

/// The model with every change made, one after the other.
///
/// # Errors
/// When there is no such place, or the model cannot be read with that value.
pub(super) fn changed(loaded: &Loaded, changes: &[Change]) -> Result<Loaded, Failure> {
    let mut files: Vec<(String, String)> =
        loaded.sources.iter().map(|(_, file)| (file.name().to_owned(), file.text().to_owned())).collect();
    let mut now = None;
    for change in changes {
        let model = &now.as_ref().unwrap_or(loaded).reading.model;
        let (file, text) = edited(model, change)?;
        let place = loaded.sources.iter().position(|(id, _)| id == file);
        if let Some((_, old)) = place.and_then(|place| files.get_mut(place)) {
            *old = text;
        }
        let read = in_memory(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        if let Some(fault) = read.reading.faults.first() {
            let hint = fault.hints.first().cloned();
            return Err(Failure::new(
                format!("with `{change}` the model cannot be read: {}", fault.message),
                hint.unwrap_or_else(|| format!("give a value that may stand at `{}`", change.path)),
            ));
        }
        now = Some(read);
    }
    Ok(match now {
        Some(read) => read,
        None => in_memory(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))),
    })
}

/// The file in which a change is made, with its new text.
fn edited(model: &Model, change: &Change) -> Result<(FileId, String), Failure> {
    let path = full_path(model, &change.path)?;
    let steps: Vec<&str> = path.split('/').collect();
    let tree = tree_of(model, &steps)?;
    let cannot = |error: &CannotEdit| {
        let hint = match error {
            CannotEdit::NotAScalar(_) => match fields(tree, &steps) {
                fields if fields.is_empty() => "name one of its entries".to_owned(),
                fields => format!("name one of its entries: `{}`", fields.join("`, `")),
            },
            _ => "give a path to a single value, such as `services/orders/replicas/min`".to_owned(),
        };
        Failure::new(format!("`{change}` cannot be tried: {error}"), hint)
    };
    let (again, _) = parse(tree.file(), tree.text());
    let again = again.unwrap_or_else(|| tree.clone());
    // What is no single value of YAML is text.
    let edits = match again.set_yaml(&steps, &change.value) {
        Err(CannotEdit::NotOneValue(_)) => again.set(&steps, &change.value),
        edits => edits,
    };
    let edits = edits.map_err(|error| cannot(&error))?;
    let text = apply_edits(again.text(), &edits).map_err(|error| {
        Failure::new(format!("`{change}` cannot be tried: {error}"), "write that place in a plainer form")
    })?;
    Ok((tree.file(), text))
}

/// With the section of a component in place of `components`.
fn full_path(model: &Model, path: &str) -> Result<String, Failure> {
    let Some(rest) = path.strip_prefix("components/") else { return Ok(path.to_owned()) };
    let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let component = model.find(id).ok_or_else(|| {
        let hint = match did_you_mean(id, model.components().map(|component| component.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`loadline graph` shows the components there are".to_owned(),
        };
        Failure::new(format!("`{path}`: there is no component `{id}`"), hint)
    })?;
    Ok(format!("{}/{rest}", component.path()).trim_end_matches('/').to_owned())
}

/// The file in which most of a path stands. Two steps must stand somewhere: what has a name is not made up.
fn tree_of<'m>(model: &'m Model, steps: &[&str]) -> Result<&'m Tree, Failure> {
    let depth = |tree: &Tree| {
        (1..=steps.len()).rev().find(|deep| tree.find(steps[..*deep].iter().copied()).is_some()).unwrap_or(0)
    };
    let deepest = model
        .trees()
        .iter()
        .map(|tree| (depth(tree), tree))
        .reduce(|one, other| if other.0 > one.0 { other } else { one });
    match deepest {
        Some((deep, tree)) if deep >= 2 || (deep == 1 && steps.len() == 1) => Ok(tree),
        deepest => {
            let deep = deepest.map_or(0, |(deep, _)| deep);
            let known: Vec<&str> =
                model.trees().iter().flat_map(|tree| fields(tree, &steps[..deep])).collect();
            let wrong = steps.get(deep).copied().unwrap_or("");
            let hint = match (did_you_mean(wrong, known.iter().copied()), known.as_slice()) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, []) => "paths are keys of the model with `/` between them".to_owned(),
                (None, known) => format!("there is `{}`", known.join("`, `")),
            };
            Err(Failure::new(
                format!(
                    "`{}`: the model has no `{}`",
                    steps.join("/"),
                    steps[..=deep.min(steps.len() - 1)].join("/")
                ),
                hint,
            ))
        }
    }
}

/// The keys at a path.
fn fields<'t>(tree: &'t Tree, steps: &[&str]) -> Vec<&'t str> {
    let at = match steps {
        [] => Some(tree.root()),
        steps => tree.find(steps.iter().copied()).map(|entry| entry.value),
    };
    let entries = at.map_or(&[][..], |at| tree.entries(at));
    entries.iter().filter_map(|entry| tree.scalar(entry.key)).collect()
}
