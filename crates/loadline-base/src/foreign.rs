//! YAML and JSON of other tools as a tree with places: anchors, aliases, merge keys and many documents are legal there.
//!
//! Not for models: those are read losslessly and allow less. Nothing here knows what any key means.

mod node;
mod yaml;

pub use node::{Entry, Node, Value};
pub use yaml::{Documents, Oddity, read};

/// The path of `key` inside `path`: `a.b`, `a[0]`.
#[must_use]
pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() || key.starts_with('[') { format!("{path}{key}") } else { format!("{path}.{key}") }
}
