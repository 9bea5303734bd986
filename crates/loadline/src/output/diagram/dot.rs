//! A graph in Graphviz' DOT language.

use super::{groups_in, nodes_in};
use loadline_app::graph::Graph;

/// Prints a graph.
pub(crate) fn render(graph: &Graph) -> String {
    let mut text = format!("digraph {} {{\n  rankdir=LR;\n  node [shape=box];\n", quote(&graph.title));
    inside(graph, None, 1, &mut text);
    for arrow in &graph.arrows {
        let style = match (arrow.background || arrow.start_only, arrow.strength) {
            (true, _) => "dashed",
            (false, Some("hard")) => "bold",
            _ => "solid",
        };
        let (from, to, label) = (quote(&arrow.from), quote(&arrow.to), quote(&arrow.label));
        text.push_str(&format!("  {from} -> {to} [label={label}, style={style}];\n"));
    }
    text.push_str("}\n");
    text
}

fn inside(graph: &Graph, group: Option<&str>, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    // Nesting deeper than a model can hold means that groups contain each other; stop rather than recurse for ever.
    if depth > 64 {
        return;
    }
    for node in nodes_in(graph, group) {
        let shape = match node.kind {
            "store" => "cylinder",
            "cache" => "folder",
            "queue" => "cds",
            "external" => "hexagon",
            "actor" => "ellipse",
            _ => "box",
        };
        text.push_str(&format!(
            "{indent}{} [label={}, shape={shape}];\n",
            quote(&node.id),
            quote(&node.label)
        ));
    }
    for inner in groups_in(graph, group) {
        let id = quote(&format!("cluster_{}", inner.id));
        text.push_str(&format!("{indent}subgraph {id} {{\n{indent}  label={};\n", quote(&inner.label)));
        inside(graph, Some(&inner.id), depth + 1, text);
        text.push_str(&format!("{indent}}}\n"));
    }
}

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " "))
}
