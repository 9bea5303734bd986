//! Which id paths stand on a line of a model file, for comments that are about a line.

use loadline_base::Sources;
use loadline_model::syntax::{NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};

/// The id paths whose key or item begins on each of these lines, outermost first.
pub(crate) fn paths_on(
    tree: &Tree,
    sources: &Sources,
    lines: &FxHashSet<u32>,
) -> FxHashMap<u32, Vec<String>> {
    let mut found = FxHashMap::default();
    let mut path = String::new();
    descend(tree, sources, lines, tree.root(), &mut path, &mut found);
    found
}

/// Recursion is as deep as the file is nested, which reading limits.
fn descend(
    tree: &Tree,
    sources: &Sources,
    lines: &FxHashSet<u32>,
    node: NodeId,
    path: &mut String,
    found: &mut FxHashMap<u32, Vec<String>>,
) {
    let mut step = |name: &str, at: NodeId, value: NodeId| {
        let length = path.len();
        if length > 0 {
            path.push('/');
        }
        path.push_str(name);
        let line = sources.file(tree.file()).line(tree.span(at).start);
        if lines.contains(&line) {
            found.entry(line).or_default().push(path.clone());
        }
        descend(tree, sources, lines, value, path, found);
        path.truncate(length);
    };
    for entry in tree.entries(node) {
        step(tree.scalar(entry.key).unwrap_or_default(), entry.key, entry.value);
    }
    for (index, item) in tree.items(node).iter().enumerate() {
        step(&index.to_string(), *item, *item);
    }
}
