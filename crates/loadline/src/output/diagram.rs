//! The table of formats a graph can be printed in. Each format is one file.

mod dot;
mod json;
mod mermaid;

use loadline_app::graph::Graph;

/// A format a graph can be printed in.
pub(crate) struct Diagram {
    /// The word after `--format`.
    pub(crate) name: &'static str,
    /// Prints a graph.
    pub(crate) render: fn(&Graph) -> String,
}

/// Every format, the default first.
pub(crate) const DIAGRAMS: &[Diagram] = &[
    Diagram { name: "mermaid", render: mermaid::render },
    Diagram { name: "dot", render: dot::render },
    Diagram { name: "json", render: json::render },
];

/// The groups that lie directly in `within`.
fn groups_in<'g>(
    graph: &'g Graph,
    within: Option<&'g str>,
) -> impl Iterator<Item = &'g loadline_app::graph::Group> {
    graph.groups.iter().filter(move |group| group.within.as_deref() == within)
}

/// The nodes that lie directly in `group`.
fn nodes_in<'g>(
    graph: &'g Graph,
    group: Option<&'g str>,
) -> impl Iterator<Item = &'g loadline_app::graph::Node> {
    let known = move |id: &str| graph.groups.iter().any(|group| group.id == id);
    graph.nodes.iter().filter(move |node| node.group.as_deref().filter(|id| known(id)) == group)
}
