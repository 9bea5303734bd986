//! ConfigMaps and Secrets: settings that containers read as variables. Of Secrets only the names are looked at.

use super::objects::{Object, same_namespace};
use crate::foreign::{Entry, Fields};
use crate::journal::Journal;
use indexmap::IndexMap;
use loadline_base::Span;

/// One ConfigMap or Secret.
pub(super) struct Source<'a> {
    is_secret: bool,
    name: &'a str,
    namespace: Option<&'a str>,
    at: Span,
    pub(super) path: String,
    pub(super) entries: IndexMap<&'a str, &'a Entry>,
    used: bool,
}

/// All of them.
pub(super) struct Settings<'a> {
    sources: Vec<Source<'a>>,
}

impl<'a> Settings<'a> {
    /// Gathers all ConfigMaps and Secrets.
    pub(super) fn gather(objects: &[Object<'a>], journal: &mut Journal) -> Self {
        let mut sources = Vec::new();
        for object in objects.iter().filter(|object| matches!(object.kind, "ConfigMap" | "Secret")) {
            let mut fields: Fields<'a> = object.fields(journal);
            let mut entries = IndexMap::new();
            for key in ["data", "stringData"] {
                let map = fields.take(key).and_then(|data| data.node.map());
                entries.extend(map.into_iter().flatten().map(|(name, entry)| (name.as_str(), entry)));
            }
            fields.take("type");
            fields.rest(journal);
            sources.push(Source {
                is_secret: object.kind == "Secret",
                name: object.name,
                namespace: object.namespace,
                at: object.at,
                path: object.path.clone(),
                entries,
                used: false,
            });
        }
        Self { sources }
    }

    /// The ConfigMap called `name`.
    pub(super) fn config(&mut self, name: &str, namespace: Option<&str>) -> Option<&Source<'a>> {
        self.find(false, name, namespace)
    }

    /// The Secret called `name`.
    pub(super) fn secret(&mut self, name: &str, namespace: Option<&str>) -> Option<&Source<'a>> {
        self.find(true, name, namespace)
    }

    /// Lists what no container reads as variables.
    pub(super) fn rest(self, journal: &mut Journal) {
        for source in self.sources.into_iter().filter(|source| !source.used) {
            journal.lose(source.at, source.path, "no container of these files reads it as variables");
        }
    }

    fn find(&mut self, secret: bool, name: &str, namespace: Option<&str>) -> Option<&Source<'a>> {
        let source = self.sources.iter_mut().find(|source| {
            source.is_secret == secret && source.name == name && same_namespace(source.namespace, namespace)
        })?;
        source.used = true;
        Some(source)
    }
}
