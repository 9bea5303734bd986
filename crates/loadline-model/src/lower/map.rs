//! Maps keyed by id, in the order written.

use super::{Layer, Layers, Lower, Lowering, Shape};
use indexmap::IndexMap;
use indexmap::map::Entry as Slot;
use loadline_base::Span;
use rustc_hash::FxBuildHasher;

/// A value under an id, with the place of the id.
#[derive(Debug, Clone)]
pub struct Named<T> {
    /// The bytes of the key.
    pub key: Span,
    /// The value.
    pub value: T,
}

impl<T> std::ops::Deref for Named<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A map keyed by id, in the order written.
#[derive(Debug, Clone)]
pub struct Map<T>(IndexMap<String, Named<T>, FxBuildHasher>);

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(IndexMap::default())
    }
}

impl<T> Map<T> {
    /// The entry with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Named<T>> {
        self.0.get(id)
    }

    /// The entry at this position.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<(&str, &Named<T>)> {
        self.0.get_index(index).map(|(id, named)| (id.as_str(), named))
    }

    /// The entries in the order written.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Named<T>)> {
        self.0.iter().map(|(id, named)| (id.as_str(), named))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What the keys of a map are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keys {
    /// Ids declared here; their form is checked.
    Ids,
    /// Something else that the caller checks.
    Foreign,
}

impl<T: Lower> Lower for Map<T> {
    const SHAPE: Shape = Shape::Map { keys: None, of: &T::SHAPE };

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        lower_map(at, cx, Keys::Ids)
    }
}

/// A map whose keys are names that others give, such as those of labels: their form is not checked.
#[derive(Debug, Clone)]
pub struct Names<T>(Map<T>);

impl<T> std::ops::Deref for Names<T> {
    type Target = Map<T>;

    fn deref(&self) -> &Map<T> {
        &self.0
    }
}

impl<T: Lower> Lower for Names<T> {
    const SHAPE: Shape = Shape::NameMap(&T::SHAPE);

    fn lower(at: &Layers, cx: &mut Lowering<'_>) -> Option<Self> {
        lower_map(at, cx, Keys::Foreign).map(Self)
    }
}

/// Reads a map: layers that come from different files add entries, layers that come from profiles are merged.
pub(crate) fn lower_map<T: Lower>(at: &Layers, cx: &mut Lowering<'_>, keys: Keys) -> Option<Map<T>> {
    let at = cx.open_map(at, &Map::<T>::SHAPE)?;
    let mut gathered: IndexMap<&str, (Span, Vec<Layer>), FxBuildHasher> = IndexMap::default();
    for layer in &at {
        let tree = cx.tree(layer.tree);
        for entry in tree.entries(layer.node) {
            let Some(key) = tree.scalar(entry.key) else { continue };
            let child = Layer { node: entry.value, ..*layer };
            match gathered.entry(key) {
                Slot::Vacant(slot) => {
                    slot.insert((tree.span(entry.key), vec![child]));
                }
                Slot::Occupied(mut slot) => {
                    let (first, layers) = slot.get_mut();
                    if !cx.report_if_rival(key, layers[0], *first, *layer, tree.span(entry.key)) {
                        layers.push(child);
                    }
                }
            }
        }
    }
    let mut map = IndexMap::with_capacity_and_hasher(gathered.len(), FxBuildHasher);
    for (key, (span, layers)) in gathered {
        if key.starts_with("x-") {
            continue;
        }
        if keys == Keys::Ids {
            cx.check_id(key, span);
        }
        if let Some(value) = cx.below(key, |cx| T::lower(&layers, cx)) {
            map.insert(key.to_owned(), Named { key: span, value });
        }
    }
    Some(Map(map))
}
