//! Foreign YAML and JSON as a tree with places, and reading it so that nothing goes unnoticed.

mod fields;
mod node;
mod yaml;

pub(crate) use fields::{Field, Fields, join, list_items};
pub(crate) use node::{Entry, Node, Value};
pub(crate) use yaml::read;
