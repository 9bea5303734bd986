//! Trees to typed records, with error recovery: every fault is reported and the rest is still read.
//!
//! The field tables written by `record!` drive everything here, and the schema, reference and completion as well.

mod context;
mod id;
mod list;
mod map;
mod record;
mod reference;
mod shape;
mod stated;
mod value;

pub(crate) use context::Lowering;
pub(crate) use record::{choice, record};
pub(crate) use reference::FoundReference;

pub use id::ID_PATTERN;
pub(crate) use map::{Keys, lower_map};
pub use map::{Map, Named, Names};
pub use reference::{Ref, Target, TargetKind, targets};
pub use shape::{Field, Record, Shape, Word};
pub use stated::{Decided, Evidence, Origin, Stated};
pub use value::Anything;

use crate::syntax::NodeId;

/// One place a value may be taken from: its tree, its node, and where that layer comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layer {
    pub(crate) tree: u32,
    pub(crate) node: NodeId,
    pub(crate) origin: Origin,
}

/// The places a value may be taken from, the strongest first. Maps merge over all of them; anything else takes the first.
pub(crate) type Layers = Vec<Layer>;

/// The entries of a record over all its layers, the strongest layer first: listed once, then looked up field by field.
#[derive(Debug)]
pub(crate) struct OpenRecord<'t>(Vec<OpenField<'t>>);

/// One entry of an [`OpenRecord`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenField<'t> {
    key: &'t str,
    key_span: loadline_base::Span,
    value: Layer,
}

/// A type that can be read from a tree by its shape.
pub(crate) trait Lower: Sized {
    /// The form that is wanted, for the schema, the reference and messages.
    const SHAPE: Shape;

    /// Reads the value. `None` means a fault was reported; the caller goes on.
    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self>;
}
