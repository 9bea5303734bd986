//! The tree of failure domains: what lies in what, and how far copies can be spread.

use loadline_model::kinds::{Domain, DomainKind};
use loadline_model::{Model, Named};
use rustc_hash::{FxHashMap, FxHashSet};

/// The failure domains of a model with their sub-domains.
#[derive(Debug)]
pub struct Domains<'m> {
    inside: FxHashMap<&'m str, Vec<&'m str>>,
    all: FxHashMap<&'m str, &'m Named<Domain>>,
}

impl<'m> Domains<'m> {
    /// Reads the section `domains` once.
    #[must_use]
    pub fn of(model: &'m Model) -> Self {
        let all: FxHashMap<_, _> = model.system.domains.iter().flat_map(|all| all.iter()).collect();
        let mut inside: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for (id, domain) in model.system.domains.iter().flat_map(|all| all.iter()) {
            if let Some(within) = &domain.within {
                inside.entry(within.id.as_str()).or_default().push(id);
            }
        }
        Self { inside, all }
    }

    /// The domain with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&'m Named<Domain>> {
        self.all.get(id).copied()
    }

    /// The domains right inside one.
    #[must_use]
    pub fn inside(&self, id: &str) -> &[&'m str] {
        self.inside.get(id).map_or(&[], Vec::as_slice)
    }

    /// How many domains of a kind lie in one, however deep. Sub-domains that do not say their kind are taken as zones.
    #[must_use]
    pub fn below(&self, id: &str, kind: DomainKind) -> u64 {
        let mut open: Vec<&str> = self.inside(id).to_vec();
        let mut seen: FxHashSet<&str> = open.iter().copied().collect();
        let mut found = 0;
        while let Some(id) = open.pop() {
            if self.kind(id).unwrap_or(DomainKind::Zone) == kind {
                found += 1;
            }
            open.extend(self.inside(id).iter().filter(|inner| seen.insert(inner)));
        }
        found
    }

    /// What kind of domain it is.
    #[must_use]
    pub fn kind(&self, id: &str) -> Option<DomainKind> {
        self.get(id)?.kind.as_ref().map(|kind| kind.value)
    }

    /// Whether everything in it surely fails together: a zone, a rack, a host, or something that lies in one.
    #[must_use]
    pub fn is_one_place(&self, id: &str) -> bool {
        let mut at = Some(id);
        // A tree this deep is a cycle.
        for _ in 0..32 {
            let Some(id) = at else { return false };
            if matches!(self.kind(id), Some(DomainKind::Zone | DomainKind::Rack | DomainKind::Host)) {
                return true;
            }
            at = self.get(id).and_then(|domain| domain.within.as_ref()).map(|within| within.id.as_str());
        }
        false
    }
}
