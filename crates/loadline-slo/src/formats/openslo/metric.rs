//! Where a metric of OpenSLO comes from: `metricSource` of v1, `dataSourceRef` and `dataSourceSpec` of v2alpha.

use super::{Objects, Version};
use crate::Events;
use crate::formats::fields::{At, Fields, Reader};
use crate::formats::{faults, sloth};
use crate::selector::Selector;
use loadline_base::Span;
use loadline_base::foreign::{Node, Value};

/// A query and the system it is for.
#[derive(Debug, Clone)]
pub(super) struct Query {
    pub(super) system: String,
    pub(super) text: String,
    pub(super) span: Span,
}

/// The query of a metric whose map is named `key`.
pub(super) fn read(
    fields: &mut Fields<'_>,
    key: &'static str,
    version: Version,
    objects: &Objects<'_>,
    reader: &mut Reader,
) -> Option<Query> {
    let mut metric = fields.needed_map(key, "a metric", reader)?;
    let query = source(&mut metric, version, objects, reader);
    metric.done(reader);
    query
}

/// The source of the metric that `fields` is.
pub(super) fn source(
    fields: &mut Fields<'_>,
    version: Version,
    objects: &Objects<'_>,
    reader: &mut Reader,
) -> Option<Query> {
    if version == Version::V2Alpha {
        let reference = fields.text("dataSourceRef", reader);
        let inline = fields.map("dataSource", "a data source", reader).and_then(|mut source| {
            let kind = source.needed("type", reader);
            source.pass(
                &["connectionDetails", "description"],
                "how a server is reached is said on the command line",
                reader,
            );
            source.done(reader);
            kind
        });
        if !fields.has("dataSourceSpec") {
            fields.missing("dataSourceSpec", reader);
            return None;
        }
        let system = system(reference, inline, fields.span, objects, reader);
        return query(fields, "dataSourceSpec", system, reader);
    }
    let mut source = fields.needed_map("metricSource", "a metric source", reader)?;
    let reference = source.text("metricSourceRef", reader);
    let kind = source.text("type", reader);
    if !source.has("spec") {
        source.missing("spec", reader);
        source.done(reader);
        return None;
    }
    let system = system(reference, kind, source.span, objects, reader);
    let query = query(&mut source, "spec", system, reader);
    source.done(reader);
    query
}

/// The kind of system: said here, or by the data source that is referred to.
fn system(
    reference: Option<At<&str>>,
    kind: Option<At<&str>>,
    at: Span,
    objects: &Objects<'_>,
    reader: &mut Reader,
) -> Option<String> {
    let referred = reference.and_then(|reference| {
        if kind.is_some() && objects.lookup("DataSource", reference.value).is_none() {
            let message = format!("there is no DataSource `{}` in the files that were read", reference.value);
            reader.warn(
                &faults::DANGLING,
                reference.span,
                message,
                objects.guess("DataSource", reference.value),
            );
            return None;
        }
        objects.find("DataSource", reference, reader)
    });
    if reference.is_none() && kind.is_none() {
        let hint = "write `type: prometheus`, or refer to a DataSource";
        reader.error(&faults::MISSING, at, "nothing says which system the query is for", hint);
    }
    let referred = referred.and_then(|spec| spec.node.get("type")).and_then(Node::text);
    kind.map(|kind| kind.value).or(referred).map(str::to_owned)
}

fn query(
    fields: &mut Fields<'_>,
    key: &'static str,
    system: Option<String>,
    reader: &mut Reader,
) -> Option<Query> {
    let entry = fields.entry(key)?;
    let Some(map) = entry.node.map() else {
        reader.wrong(
            entry.node.span,
            format!("`{key}` is not a map"),
            "write what the system needs, such as `query:`",
        );
        return None;
    };
    if map.is_empty() {
        reader.wrong(
            entry.node.span,
            format!("`{key}` is empty"),
            "write what the system needs, such as `query:`",
        );
        return None;
    }
    let named = ["query", "promql", "expr", "queryString"];
    let single = named.iter().find_map(|name| map.get(*name)).filter(|_| map.len() == 1);
    let (text, span) = match single.and_then(|entry| Some((entry.node.text()?.to_owned(), entry.node.span))) {
        Some(single) => single,
        None => (json(&entry.node).to_string(), entry.key),
    };
    Some(Query { system: system?, text, span })
}

/// The tree as JSON: numbers and flags stay texts, since what they mean is for their system to say.
fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Text { .. } => node.text().map_or(serde_json::Value::Null, serde_json::Value::from),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(map) => map.iter().map(|(key, entry)| (key.clone(), json(&entry.node))).collect(),
    }
}

impl Query {
    /// Whether it is PromQL.
    pub(super) fn is_promql(&self) -> bool {
        matches!(
            self.system.to_ascii_lowercase().as_str(),
            "prometheus" | "promql" | "thanos" | "mimir" | "victoriametrics" | "cortex"
        )
    }

    /// What the query counts. A query of Prometheus without a place for the window is told and carried as it is.
    pub(super) fn events(&self, reader: &mut Reader) -> Events {
        let foreign = || Events::Foreign { system: self.system.clone(), query: self.text.clone() };
        if !self.is_promql() {
            return foreign();
        }
        let text = sloth::window_template(&self.text);
        if text.contains("$window") {
            return Events::Expression(text);
        }
        if Selector::parse(&text).is_some() {
            return Events::Counter(text.trim().to_owned());
        }
        let hint = "write a plain selector of counters, or `[{{.window}}]` where the window stands";
        reader.warn(&faults::NO_WINDOW, self.span, "the query has no place for the window", hint);
        foreign()
    }
}
