//! Values that know where they were written and where they come from, and decisions such as `none`.

use super::{Layers, Lower, Lowering, Shape};
use loadline_base::Span;
use std::ops::Deref;

/// Where a value comes from. A value that is not there at all is unknown, never "none".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Written at this very place.
    Explicit,
    /// Written in a profile that the record uses.
    Profile,
    /// Read from a foreign file by an importer, and not changed since.
    Imported(Evidence),
}

/// How sure an importer was of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The foreign file says it in so many words.
    Declared,
    /// It follows from names or addresses.
    Inferred,
    /// The foreign file says nothing and the tool's default applies. Such a value satisfies no rule.
    Default,
}

/// A value with its place and its origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// The bytes it was read from.
    pub span: Span,
    /// Where it comes from.
    pub origin: Origin,
}

impl<T> Stated<T> {
    /// Whether somebody stands behind the value. A tool's default does not count, so it can satisfy no rule.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.origin != Origin::Imported(Evidence::Default)
    }
}

impl<T> Deref for Stated<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A decision: either `none`, said openly, or a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Decided<T> {
    /// `none` was written.
    None,
    /// A value was written.
    Some(T),
}

impl<T> Decided<T> {
    /// The value, unless it was decided that there is none.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::None => None,
            Self::Some(value) => Some(value),
        }
    }

    /// Whether `none` was written.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

impl<T: Lower> Lower for Decided<T> {
    const SHAPE: Shape = Shape::Decided(&T::SHAPE);

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        if at.first().and_then(|layer| cx.tree(layer.tree).plain(layer.node)) == Some("none") {
            return Some(Self::None);
        }
        T::lower(at, cx).map(Self::Some)
    }
}
