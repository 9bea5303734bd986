//! A graph as a Mermaid flowchart, for README files and pull requests.

use super::{groups_in, nodes_in};
use loadline_app::graph::{Graph, Node};

/// Prints a graph. Ids are prefixed so that no id is a Mermaid keyword such as `end`.
pub(crate) fn render(graph: &Graph) -> String {
    let mut text = format!("---\ntitle: \"{}\"\n---\nflowchart LR\n", quote(&graph.title));
    inside(graph, None, 1, &mut text);
    for arrow in &graph.arrows {
        let line = match (arrow.background || arrow.start_only, arrow.strength) {
            (true, _) => "-.->",
            (false, Some("soft")) => "-->",
            (false, Some(_)) => "==>",
            (false, None) => "-->",
        };
        let start = if arrow.start_only { "at start" } else { "" };
        let words: Vec<&str> =
            [arrow.label.as_str(), start].into_iter().filter(|word| !word.is_empty()).collect();
        let label =
            if words.is_empty() { String::new() } else { format!("|\"{}\"|", quote(&words.join(", "))) };
        text.push_str(&format!("  n-{} {line}{label} n-{}\n", arrow.from, arrow.to));
    }
    text
}

fn inside(graph: &Graph, group: Option<&str>, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    // Nesting deeper than a model can hold means that groups contain each other; stop rather than recurse for ever.
    if depth > 64 {
        return;
    }
    for node in nodes_in(graph, group) {
        text.push_str(&format!("{indent}n-{}{}\n", node.id, shape(node)));
    }
    for inner in groups_in(graph, group) {
        text.push_str(&format!("{indent}subgraph g-{} [\"{}\"]\n", inner.id, quote(&inner.label)));
        inside(graph, Some(&inner.id), depth + 1, text);
        text.push_str(&format!("{indent}end\n"));
    }
}

fn shape(node: &Node) -> String {
    let label = quote(&node.label);
    match node.kind {
        "store" => format!("[(\"{label}\")]"),
        "cache" => format!("([\"{label}\"])"),
        "queue" => format!("[[\"{label}\"]]"),
        "external" => format!("{{{{\"{label}\"}}}}"),
        "actor" => format!("((\"{label}\"))"),
        "job" => format!("[/\"{label}\"/]"),
        _ => format!("[\"{label}\"]"),
    }
}

fn quote(text: &str) -> String {
    text.replace('"', "#quot;").replace(['\n', '\r'], " ")
}
