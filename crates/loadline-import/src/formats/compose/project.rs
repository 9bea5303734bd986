//! All compose files of one import together: which services there are and which maps each is made of.

use super::is_version_1;
use super::layers::Layers;
use crate::draft::{Draft, Fact, Origin, Scalar};
use crate::foreign::{Entry, Fields, Node};
use crate::journal::Journal;
use indexmap::IndexMap;
use loadline_base::{FileId, Span};

/// How many times a service may extend another that extends another.
const MAX_EXTENDS: usize = 16;

/// Where a service is written: the path of its keys, and the entry.
#[derive(Clone)]
struct Definition<'a> {
    file: FileId,
    path: String,
    entry: &'a Entry,
}

/// The services of all files, in the order they first appear.
pub(super) struct Project<'a> {
    services: IndexMap<&'a str, Vec<Definition<'a>>>,
}

impl<'a> Project<'a> {
    /// Gathers the services and lists what else stands in the files.
    pub(super) fn load(
        documents: &'a [(FileId, Vec<Node>)],
        draft: &mut Draft,
        journal: &mut Journal,
    ) -> Self {
        let mut project = Self { services: IndexMap::new() };
        for (file, documents) in documents {
            for document in documents {
                project.add(*file, document, draft, journal);
            }
        }
        project
    }

    /// Name and place of every service.
    pub(super) fn services(&self) -> Vec<(&'a str, Span)> {
        let first = |(name, all): (&&'a str, &Vec<Definition<'a>>)| Some((*name, all.first()?.entry.key));
        self.services.iter().filter_map(first).collect()
    }

    /// The maps a service is made of, lowest first: what it extends, then its own in the order of the files.
    pub(super) fn layers(&self, name: &str, journal: &mut Journal) -> Layers<'a> {
        let mut maps = Vec::new();
        for definition in self.services.get(name).into_iter().flatten() {
            self.pile(name, definition, MAX_EXTENDS, &mut maps, journal);
        }
        Layers { maps }
    }

    fn add(&mut self, file: FileId, document: &'a Node, draft: &mut Draft, journal: &mut Journal) {
        let mut root = Fields::of(document, "", journal);
        let services = if is_version_1(document) {
            document.map().map(|map| ("", map))
        } else {
            root.take("services").and_then(|services| services.node.map()).map(|map| ("services.", map))
        };
        for (prefix, map) in services.into_iter() {
            for (name, entry) in map {
                if prefix.is_empty() && root.take(name).is_none() {
                    continue;
                }
                let definition = Definition { file, path: format!("{prefix}{name}"), entry };
                self.services.entry(name).or_default().push(definition);
            }
        }
        if let Some((name, field)) = root.text("name", journal)
            && name != draft.system_id
        {
            let origin = Origin::declared(field.key, "name");
            draft.titled = Some(Fact { value: Scalar::Text(name.to_owned()), origin });
        }
        root.rest_because(journal, |key| match key {
            "version" => "the version of the file format says nothing about the system",
            "include" => "included files are read only when they are given to the import",
            key if key.starts_with("x-") => "an extension; what is merged from it is read where it is used",
            _ => "not part of the model language",
        });
    }

    fn pile(
        &self,
        name: &str,
        own: &Definition<'a>,
        depth: usize,
        maps: &mut Vec<Fields<'a>>,
        journal: &mut Journal,
    ) {
        let mut fields = Fields::of(&own.entry.node, own.path.clone(), journal);
        if let Some(extends) = fields.take("extends") {
            let (file, base) = match extends.node.text() {
                Some(base) => (None, Some(base)),
                None => {
                    let mut target = extends.fields(journal);
                    let file = target.text("file", journal).map(|(file, _)| file);
                    let base = target.text("service", journal).map(|(base, _)| base);
                    target.rest(journal);
                    (file, base)
                }
            };
            let base = base.unwrap_or(name);
            match self.find(base, file, own, journal) {
                Some(found) if depth > 0 => {
                    if !journal.is_spent() && journal.spend(found.entry.node.weight()) {
                        self.pile(base, &found, depth - 1, maps, journal);
                    } else {
                        extends.lose(journal, "too much is repeated by extending");
                    }
                }
                Some(_) => extends.lose(journal, "services extend each other in a circle"),
                None => extends.lose(journal, format!("`{base}` is not in the files given to the import")),
            }
        }
        maps.push(fields);
    }

    /// The service `base` in `file`, or in the file that says so; never the very definition that asks.
    fn find(
        &self,
        base: &str,
        file: Option<&str>,
        own: &Definition<'a>,
        journal: &Journal,
    ) -> Option<Definition<'a>> {
        let wanted = file.map(|file| file.trim_start_matches("./"));
        let fits = |definition: &&Definition<'a>| {
            let name = journal.sources.file(definition.file).name();
            match wanted {
                Some(wanted) => name == wanted || name.ends_with(&format!("/{wanted}")),
                None => definition.file == own.file,
            }
        };
        self.services.get(base)?.iter().find(fits).cloned()
    }
}
