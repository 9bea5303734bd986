//! Which other services a compose service uses: start order, links, environment, env files, command words, secrets.

use super::Service;
use super::interpolate::Variables;
use crate::draft::{Draft, Origin, Phase};
use crate::foreign::{Field, join};
use crate::hosts::{Match, Names};
use crate::journal::Journal;
use crate::references::{Given, Reader, SecretsFrom};
use indexmap::IndexMap;
use loadline_base::Span;

/// A variable with its value and place.
struct Variable {
    value: String,
    at: Span,
    path: String,
}

/// Reads every hint at another service.
pub(super) fn read(
    service: &mut Service<'_>,
    variables: &Variables,
    names: &mut Names,
    draft: &mut Draft,
    journal: &mut Journal,
) {
    depends_on(service, names, draft, journal);
    links(service, names, draft, journal);
    let environment = environment(service, variables, journal);
    let commands: Vec<Field<'_>> =
        ["entrypoint", "command"].into_iter().filter_map(|key| service.layers.top(key)).collect();
    let secrets = service.layers.all("secrets");

    let consumer = &service.id;
    let mut reader = Reader { draft, names, journal, consumer, namespace: None, phase: Phase::Run };
    let mut silent: Vec<(&String, &Variable)> = Vec::new();
    for (name, variable) in &environment {
        let by = format!("environment {name}");
        let given = Given { value: &variable.value, at: variable.at, path: &variable.path, by: &by };
        if !reader.variable(name, &given) {
            silent.push((name, variable));
        }
    }
    for field in commands {
        command(&field, variables, &mut reader);
    }
    let secrets: Vec<_> = secrets.iter().flat_map(|field| field.items(reader.journal)).collect();
    for item in secrets {
        let name = item.node.text().or_else(|| item.node.get("source").and_then(|node| node.text()));
        match name {
            Some(name) => reader.secret(name, SecretsFrom::File, item.key),
            None => item.lose(reader.journal, "the name of a secret is expected here"),
        }
    }
    if let Some((_, first)) = silent.first() {
        let names: Vec<String> = silent.iter().map(|(name, _)| format!("`{name}`")).collect();
        let path = first.path.strip_suffix(']').and_then(|path| path.rsplit_once('['));
        let path = path.or_else(|| first.path.rsplit_once('.')).map_or(first.path.as_str(), |(path, _)| path);
        journal.lose(first.at, path, format!("settings that name no component: {}", names.join(", ")));
    }
}

fn depends_on(service: &mut Service<'_>, names: &Names, draft: &mut Draft, journal: &mut Journal) {
    for field in service.layers.all("depends_on") {
        let mut targets: Vec<(String, Field<'_>)> = Vec::new();
        if field.node.list().is_some() {
            for item in field.items(journal) {
                if let Some(name) = item.text(journal) {
                    targets.push((name.to_owned(), item));
                }
            }
        } else {
            for (name, target) in field.fields(journal).take_all() {
                let mut conditions = target.fields(journal);
                conditions.take("condition");
                conditions.rest(journal);
                targets.push((name.to_owned(), target));
            }
        }
        for (name, target) in targets {
            let origin = Origin::declared(target.key, "depends_on");
            edge(service, &name, Phase::Start, origin, &target, names, draft, journal);
        }
    }
}

fn links(service: &mut Service<'_>, names: &mut Names, draft: &mut Draft, journal: &mut Journal) {
    for field in service.layers.all("links") {
        for item in field.items(journal) {
            let Some(text) = item.text(journal) else { continue };
            let (name, alias) = text.split_once(':').unwrap_or((text, text));
            let origin = Origin::declared(item.key, "links");
            if let Some(id) = edge(service, name, Phase::Run, origin, &item, names, draft, journal) {
                names.add_for(&service.id, alias, &id);
            }
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "the whole state of the import, used twice")]
fn edge(
    service: &Service<'_>,
    name: &str,
    phase: Phase,
    origin: Origin,
    field: &Field<'_>,
    names: &Names,
    draft: &mut Draft,
    journal: &mut Journal,
) -> Option<String> {
    match names.find(&name.to_ascii_lowercase(), &service.id, None) {
        Match::One(id) => {
            draft.connect(&service.id, &id, phase, origin);
            Some(id)
        }
        Match::Several(_) | Match::None => {
            field.lose(journal, format!("`{name}` is no service of these files"));
            None
        }
    }
}

/// All variables, env files first, later layers over earlier ones.
fn environment(
    service: &mut Service<'_>,
    variables: &Variables,
    journal: &mut Journal,
) -> IndexMap<String, Variable> {
    let mut found = IndexMap::new();
    for field in service.layers.all("env_file") {
        let items = if field.node.list().is_some() { field.items(journal) } else { vec![field.clone()] };
        for item in items {
            let path = item.node.text().or_else(|| item.node.get("path").and_then(|node| node.text()));
            let Some(path) = path.map(|path| variables.fill(path)) else {
                item.lose(journal, "the name of a file is expected here");
                continue;
            };
            let Some(lines) = variables.file(&path) else {
                item.lose(
                    journal,
                    format!("`{path}` was not given to the import, so its variables are unknown"),
                );
                continue;
            };
            for line in lines {
                let value = variables.fill(&line.value);
                let path = join(&path, &line.name);
                found.insert(line.name.clone(), Variable { value, at: line.at, path });
            }
        }
    }
    for field in service.layers.all("environment") {
        if field.node.list().is_some() {
            for item in field.items(journal) {
                let Some(text) = item.text(journal) else { continue };
                let (name, value) = text.split_once('=').unwrap_or((text, ""));
                let value = variables.fill(value);
                found.insert(name.to_owned(), Variable { value, at: item.key, path: item.path });
            }
        } else {
            for (name, item) in field.fields(journal).take_all() {
                let value = if item.node.is_null() { "" } else { item.text(journal).unwrap_or_default() };
                let value = variables.fill(value);
                found.insert(name.to_owned(), Variable { value, at: item.key, path: item.path });
            }
        }
    }
    found
}

fn command(field: &Field<'_>, variables: &Variables, reader: &mut Reader<'_>) {
    let texts: Vec<String> = match field.node.list() {
        Some(words) => words.iter().map(|word| variables.fill(word.text().unwrap_or_default())).collect(),
        None => variables
            .fill(field.node.text().unwrap_or_default())
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    };
    let words: Vec<&str> = texts.iter().map(String::as_str).collect();
    let by = field.path.rsplit('.').next().unwrap_or("command");
    let given = Given { value: "", at: field.key, path: &field.path, by };
    if !reader.command(&words, &given) {
        field.lose(reader.journal, "commands are not part of the model language");
    }
}
