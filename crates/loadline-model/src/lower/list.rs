//! Lists; a single item may be written without brackets.

use super::{Layer, Layers, Lower, Lowering, Shape, Stated};
use crate::syntax::NodeKind;

impl<T: Lower> Lower for Vec<Stated<T>> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        let first = *at.first()?;
        let tree = cx.tree(first.tree);
        let items = match &tree.node(first.node).kind {
            NodeKind::List { items, .. } => items.clone(),
            NodeKind::Scalar { .. } if !tree.is_empty_value(first.node) => vec![first.node],
            _ => {
                cx.wrong(first, &Self::SHAPE);
                return None;
            }
        };
        let mut list = Self::with_capacity(items.len());
        for (index, node) in items.into_iter().enumerate() {
            let layer = Layer { node, ..first };
            let span = cx.span(layer);
            if let Some(value) = cx.below(&index.to_string(), |cx| T::lower(&vec![layer], cx)) {
                list.push(Stated { value, span, origin: first.origin });
            }
        }
        Some(list)
    }
}
