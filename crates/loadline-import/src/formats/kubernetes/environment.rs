//! The variables and command words that containers are given, from wherever they come.

use super::settings::Settings;
use super::workload::Workload;
use crate::draft::{Draft, Phase};
use crate::foreign::{Field, Fields, Node};
use crate::hosts::Names;
use crate::journal::Journal;
use crate::references::{Given, Reader, SecretsFrom};
use indexmap::IndexMap;
use loadline_base::Span;

/// The longest name in `$(NAME)`.
const MAX_NAME: usize = 256;
/// Filling in stops when a text has grown to this many bytes.
const MAX_EXPANDED: usize = 64 << 10;

/// A variable with its value and where it stands.
struct Variable {
    value: String,
    at: Span,
    path: String,
    by: String,
    /// The list or map it is one of, for saying which of them mean nothing here.
    group: String,
}

/// Reads every container of a workload; what containers need before the start is start order.
pub(super) fn read(
    workload: &mut Workload<'_>,
    settings: &mut Settings<'_>,
    names: &Names,
    draft: &mut Draft,
    journal: &mut Journal,
) {
    let (consumer, namespace) = (workload.id.clone(), workload.namespace);
    let start = workload.init_containers.iter_mut().map(|container| (container, Phase::Start));
    for (container, phase) in
        workload.containers.iter_mut().map(|container| (container, Phase::Run)).chain(start)
    {
        let mut reader = Reader { draft, names, journal, consumer: &consumer, namespace, phase };
        let variables = variables(container, settings, &mut reader);
        let mut silent: IndexMap<&str, (Span, Vec<String>)> = IndexMap::new();
        for (name, variable) in &variables {
            let value = expand(&variable.value, &variables);
            let by =
                if phase == Phase::Start { format!("init {}", variable.by) } else { variable.by.clone() };
            let given = Given { value: &value, at: variable.at, path: &variable.path, by: &by };
            if !reader.variable(name, &given) {
                let group = silent.entry(&variable.group).or_insert_with(|| (variable.at, Vec::new()));
                group.1.push(format!("`{name}`"));
            }
        }
        for (group, (at, names)) in silent {
            reader.journal.lose(at, group, format!("settings that name no component: {}", names.join(", ")));
        }
        for key in ["command", "args"] {
            if let Some(field) = container.take(key) {
                command(&field, key, &variables, &mut reader);
            }
        }
    }
}

fn variables(
    container: &mut Fields<'_>,
    settings: &mut Settings<'_>,
    reader: &mut Reader<'_>,
) -> IndexMap<String, Variable> {
    let mut found = IndexMap::new();
    for item in container.take("envFrom").map(|from| from.items(reader.journal)).unwrap_or_default() {
        env_from(&item, settings, reader, &mut found);
    }
    let Some(env) = container.take("env") else { return found };
    for item in env.items(reader.journal) {
        let mut fields = item.fields(reader.journal);
        let name = fields.text("name", reader.journal).map(|(name, _)| name.to_owned());
        let value = fields.take("value");
        let from = fields.take("valueFrom");
        fields.rest(reader.journal);
        let Some(name) = name else {
            item.lose(reader.journal, "a variable without a name");
            continue;
        };
        if let Some(from) = from {
            if let Some(variable) = value_from(&name, &from, settings, reader) {
                found.insert(name, variable);
            }
            continue;
        }
        let value = match &value {
            Some(value) => value.text(reader.journal).unwrap_or_default().to_owned(),
            None => String::new(),
        };
        let by = format!("env {name}");
        found.insert(name, Variable { value, at: item.key, path: item.path, by, group: env.path.clone() });
    }
    found
}

/// All entries of a ConfigMap or a Secret as variables.
fn env_from(
    item: &Field<'_>,
    settings: &mut Settings<'_>,
    reader: &mut Reader<'_>,
    found: &mut IndexMap<String, Variable>,
) {
    let name_in = |key: &str| item.node.get(key).and_then(|source| source.get("name")).and_then(Node::text);
    let prefix = item.node.get("prefix").and_then(Node::text).unwrap_or_default();
    if let Some(name) = name_in("configMapRef") {
        let Some(source) = settings.config(name, reader.namespace) else {
            item.lose(reader.journal, format!("the ConfigMap `{name}` is not in these files"));
            return;
        };
        for (key, entry) in &source.entries {
            if !reader.journal.spend(0) {
                break;
            }
            let variable = Variable {
                value: entry.node.text().unwrap_or_default().to_owned(),
                at: entry.key,
                path: format!("{}.data.{key}", source.path),
                by: format!("ConfigMap {name} {key}"),
                group: format!("{}.data", source.path),
            };
            found.insert(format!("{prefix}{key}"), variable);
        }
    } else if let Some(name) = name_in("secretRef") {
        let Some(source) = settings.secret(name, reader.namespace) else {
            item.lose(reader.journal, format!("the Secret `{name}` is not in these files"));
            return;
        };
        for key in source.entries.keys() {
            if !reader.journal.spend(0) {
                break;
            }
            reader.secret(&format!("{prefix}{key}"), SecretsFrom::Environment, item.key);
        }
    } else {
        item.lose(reader.journal, "variables from an unknown source");
    }
}

/// One variable taken from elsewhere; `None` when its value is not known or not to be looked at.
fn value_from(
    name: &str,
    from: &Field<'_>,
    settings: &mut Settings<'_>,
    reader: &mut Reader<'_>,
) -> Option<Variable> {
    if from.node.get("secretKeyRef").is_some() {
        reader.secret(name, SecretsFrom::Environment, from.key);
        return None;
    }
    let Some(reference) = from.node.get("configMapKeyRef") else {
        from.lose(reader.journal, "a value that only the cluster knows");
        return None;
    };
    let text = |key: &str| reference.get(key).and_then(Node::text).unwrap_or_default();
    let (config, key) = (text("name"), text("key"));
    let source = settings.config(config, reader.namespace);
    let Some((source, entry)) = source.and_then(|source| Some((source, *source.entries.get(key)?))) else {
        from.lose(reader.journal, format!("`{key}` of the ConfigMap `{config}` is not in these files"));
        return None;
    };
    Some(Variable {
        value: entry.node.text().unwrap_or_default().to_owned(),
        at: entry.key,
        path: format!("{}.data.{key}", source.path),
        by: format!("env {name} from ConfigMap {config}"),
        group: format!("{}.data", source.path),
    })
}

/// The words of a command, with `$(NAME)` filled in.
fn command(field: &Field<'_>, key: &str, variables: &IndexMap<String, Variable>, reader: &mut Reader<'_>) {
    let items = field.items(reader.journal);
    let words: Vec<String> =
        items.iter().map(|word| expand(word.node.text().unwrap_or_default(), variables)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let given = Given { value: "", at: field.key, path: &field.path, by: key };
    if !reader.command(&words, &given) {
        field.lose(reader.journal, "commands are not part of the model language");
    }
}

/// `text` with every `$(NAME)` replaced by the value written for that variable.
fn expand(text: &str, variables: &IndexMap<String, Variable>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("$(").filter(|_| out.len() < MAX_EXPANDED) {
        out.push_str(&rest[..at]);
        let after = &rest[at + 2..];
        let end = after.bytes().take(MAX_NAME).position(|byte| byte == b')');
        let known = end.and_then(|end| Some((end, variables.get(&after[..end])?)));
        match known {
            Some((end, variable)) => {
                out.push_str(&variable.value);
                rest = &after[end + 1..];
            }
            None => {
                out.push_str("$(");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
