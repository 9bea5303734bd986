//! Which facts of a document are no longer those of the model it was written from.

/// A fact that differs. At least one side is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its id path.
    pub path: String,
    /// What the document says; `None` when the fact is new.
    pub old: Option<String>,
    /// What the model says; `None` when the fact is gone.
    pub new: Option<String>,
}

/// What differs between the facts of a document and those of a model: first what the document says, in its order, then what is new.
#[must_use]
pub fn changes(document: &[(String, String)], model: &[(String, String)]) -> Vec<Change> {
    let index = |facts: &[(String, String)]| -> std::collections::BTreeMap<String, String> {
        facts.iter().cloned().collect()
    };
    let (old, new) = (index(document), index(model));
    let mut changes = Vec::new();
    for (path, value) in document {
        let now = new.get(path);
        if now != Some(value) {
            changes.push(Change { path: path.clone(), old: Some(value.clone()), new: now.cloned() });
        }
    }
    for (path, value) in model.iter().filter(|(path, _)| !old.contains_key(path)) {
        changes.push(Change { path: path.clone(), old: None, new: Some(value.clone()) });
    }
    changes
}
