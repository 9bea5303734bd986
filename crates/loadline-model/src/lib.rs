//! The ground floor: model text to a typed [`Model`] with places and provenance, and what can be asked of it.
//!
//! Pure: no IO, no clock, no rules. Reading never fails; it returns what was understood and every fault found.

mod component;
mod edge;
pub mod faults;
mod imported;
pub mod kinds;
mod lower;
mod model;
mod resolve;
pub mod syntax;

pub use component::{Body, Component, ComponentId, ComponentKind};
pub use edge::{Edge, EdgeId};
pub use imported::{Coverage, Imported, ImportedValue, LostValue, Values};
pub use lower::{
    Anything, Decided, Evidence, Field, ID_PATTERN, Map, Named, Names, Origin, Record, Ref, Shape, Stated,
    Target, TargetKind, Word, targets,
};
pub use model::{Model, Parsed, Reading, parse_files, read};
pub use resolve::Dangling;
