//! Reading a foreign map key by key, so that whatever nobody asked for is listed in the end.

use super::{Entry, Node, join};
use crate::journal::{Journal, NO_PLACE};
use indexmap::IndexMap;
use loadline_base::Span;
use std::collections::HashSet;

/// A map being read. Every key is either taken or listed by [`Fields::rest`].
pub(crate) struct Fields<'a> {
    map: Option<&'a IndexMap<String, Entry>>,
    path: String,
    taken: HashSet<&'a str>,
}

/// A value that was taken, with its place and its path of keys.
#[derive(Debug, Clone)]
pub(crate) struct Field<'a> {
    pub(crate) key: Span,
    pub(crate) node: &'a Node,
    pub(crate) path: String,
}

impl<'a> Fields<'a> {
    /// The keys of `node`, which stands at `path`. Null has none; anything but a map is listed as lost.
    pub(crate) fn of(node: &'a Node, path: impl Into<String>, journal: &mut Journal) -> Self {
        let path = path.into();
        if node.map().is_none() && !node.is_null() {
            journal.lose(node.span, path.clone(), "a map is expected here");
        }
        Self { map: node.map(), path, taken: HashSet::new() }
    }

    /// Takes the value under `key`. A null value counts as taken and absent.
    pub(crate) fn take(&mut self, key: &str) -> Option<Field<'a>> {
        let (key, entry) = self.map?.get_key_value(key)?;
        self.taken.insert(key);
        (!entry.node.is_null()).then(|| self.field(key, entry))
    }

    /// Whether there is a value under `key`, without taking it.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.map.and_then(|map| map.get(key)).is_some_and(|entry| !entry.node.is_null())
    }

    /// Takes the text under `key`; a list or map there is listed as lost.
    pub(crate) fn text(&mut self, key: &str, journal: &mut Journal) -> Option<(&'a str, Field<'a>)> {
        let field = self.take(key)?;
        let text = field.text(journal)?;
        Some((text, field))
    }

    /// Takes the map under `key`; without it, an empty one.
    pub(crate) fn fields(&mut self, key: &str, journal: &mut Journal) -> Self {
        match self.take(key) {
            Some(field) => field.fields(journal),
            None => Self { map: None, path: join(&self.path, key), taken: HashSet::new() },
        }
    }

    /// Takes every entry that is left, in order.
    pub(crate) fn take_all(&mut self) -> Vec<(&'a str, Field<'a>)> {
        let Some(map) = self.map else { return Vec::new() };
        let left: Vec<_> = map.iter().filter(|(key, _)| !self.taken.contains(key.as_str())).collect();
        self.taken.extend(left.iter().map(|(key, _)| key.as_str()));
        left.into_iter().map(|(key, entry)| (key.as_str(), self.field(key, entry))).collect()
    }

    /// Lists what was not taken as lost, with the usual reason.
    pub(crate) fn rest(self, journal: &mut Journal) {
        self.rest_because(journal, |_| NO_PLACE);
    }

    /// Lists what was not taken as lost; `why` gives the reason for a key.
    pub(crate) fn rest_because(mut self, journal: &mut Journal, why: impl Fn(&str) -> &'static str) {
        for (key, field) in self.take_all() {
            journal.lose(field.key, field.path, why(key));
        }
    }

    fn field(&self, key: &str, entry: &'a Entry) -> Field<'a> {
        Field { key: entry.key, node: &entry.node, path: join(&self.path, key) }
    }
}

impl<'a> Field<'a> {
    /// The keys of the value.
    pub(crate) fn fields(&self, journal: &mut Journal) -> Fields<'a> {
        Fields::of(self.node, self.path.clone(), journal)
    }

    /// The text of the value; a list or map is listed as lost.
    pub(crate) fn text(&self, journal: &mut Journal) -> Option<&'a str> {
        let text = self.node.text();
        if text.is_none() {
            journal.lose(self.key, self.path.clone(), "text is expected here");
        }
        text
    }

    /// Lists this value as lost.
    pub(crate) fn lose(&self, journal: &mut Journal, why: impl Into<String>) {
        journal.lose(self.key, self.path.clone(), why);
    }

    /// The items of the value, each with its own path; anything but a list is listed as lost.
    pub(crate) fn items(&self, journal: &mut Journal) -> Vec<Field<'a>> {
        list_items(self, journal)
    }
}

/// The items of a list, each with its own path; anything but a list is listed as lost.
pub(crate) fn list_items<'a>(field: &Field<'a>, journal: &mut Journal) -> Vec<Field<'a>> {
    let Some(items) = field.node.list() else {
        field.lose(journal, "a list is expected here");
        return Vec::new();
    };
    let item =
        |(i, node): (usize, &'a Node)| Field { key: node.span, node, path: format!("{}[{i}]", field.path) };
    items.iter().enumerate().map(item).collect()
}
