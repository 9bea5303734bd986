//! The tree of failure domains, and where the copies of a component stand in it.

use loadline_model::kinds::{Domain, DomainKind};
use loadline_model::{Component, Model, Named};
use rustc_hash::FxHashMap;

/// A tree this deep is a circle.
const DEEPEST: usize = 32;

/// Whether a place is `outer` or lies in it.
#[must_use]
pub fn lies_in(model: &Model, inner: &str, outer: &str) -> bool {
    let mut at = Some(inner);
    for _ in 0..DEEPEST {
        let Some(id) = at else { return false };
        if id == outer {
            return true;
        }
        let domain = model.system.domains.as_ref().and_then(|all| all.get(id));
        at = domain.and_then(|domain| domain.within.as_ref()).map(|within| within.id.as_str());
    }
    false
}

/// The failure domains of a model.
#[derive(Debug)]
pub(crate) struct Places<'m> {
    all: FxHashMap<&'m str, &'m Named<Domain>>,
    inside: FxHashMap<&'m str, Vec<&'m str>>,
}

impl<'m> Places<'m> {
    /// Reads the section `domains`.
    pub(crate) fn of(model: &'m Model) -> Self {
        let domains = || model.system.domains.iter().flat_map(|all| all.iter());
        let mut inside: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for (id, domain) in domains() {
            if let Some(within) = &domain.within {
                inside.entry(within.id.as_str()).or_default().push(id);
            }
        }
        Self { all: domains().collect(), inside }
    }

    /// The domain with this id.
    pub(crate) fn get(&self, id: &str) -> Option<&'m Named<Domain>> {
        self.all.get(id).copied()
    }

    /// The domain it lies in.
    pub(crate) fn around(&self, id: &str) -> Option<&'m str> {
        self.get(id)?.within.as_ref().map(|within| within.id.as_str())
    }

    /// Where copy number `index` (from 0) of a component stands; `None` when the model does not say.
    ///
    /// Copies are dealt out in turn, at every level of the tree, so that neighbours stand as far apart as they can.
    pub(crate) fn of_copy(&self, component: Component<'m>, index: u64) -> Option<&'m str> {
        let common = component.common();
        let spread = common.replicas.as_ref().and_then(|replicas| replicas.spread.as_ref());
        let mut at = spread.or(common.domain.as_ref())?.id.as_str();
        self.get(at)?;
        if spread.is_none() {
            return Some(at);
        }
        let mut index = usize::try_from(index).unwrap_or(usize::MAX);
        for _ in 0..DEEPEST {
            let Some(inside) = self.inside.get(at).filter(|inside| !inside.is_empty()) else { break };
            at = inside[index % inside.len()];
            index /= inside.len();
        }
        Some(at)
    }

    /// The region a place is or lies in.
    pub(crate) fn region(&self, place: &'m str) -> Option<&'m str> {
        let mut at = place;
        for _ in 0..DEEPEST {
            let domain = self.get(at)?;
            if domain.kind.as_ref().is_some_and(|kind| kind.value == DomainKind::Region) {
                return Some(at);
            }
            at = domain.within.as_ref()?.id.as_str();
        }
        None
    }
}
