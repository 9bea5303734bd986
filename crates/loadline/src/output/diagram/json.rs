//! A graph as JSON, `loadline/graph/v1`.

use crate::output::json::{to_text, versioned};
use loadline_app::graph::Graph;
use serde_json::{Value, json};

/// Prints a graph.
pub(crate) fn render(graph: &Graph) -> String {
    let groups: Vec<Value> = graph
        .groups
        .iter()
        .map(|group| json!({"id": group.id, "label": group.label, "within": group.within}))
        .collect();
    let nodes: Vec<Value> = graph
        .nodes
        .iter()
        .map(|node| json!({"id": node.id, "label": node.label, "kind": node.kind, "group": node.group}))
        .collect();
    let arrows: Vec<Value> = graph
        .arrows
        .iter()
        .map(|arrow| {
            json!({
                "from": arrow.from,
                "to": arrow.to,
                "label": arrow.label,
                "strength": arrow.strength,
                "background": arrow.background,
                "start_only": arrow.start_only,
                "peak": arrow.peak.map(|value| json!({"value": value, "unit": "rps", "source": "computed"})),
            })
        })
        .collect();
    let body = json!({"title": graph.title, "groups": groups, "nodes": nodes, "arrows": arrows});
    to_text(&versioned("graph", body))
}
