//! What share of a component a bad deploy reaches: all of it, or one of its zones, cells or regions.
//!
//! Requests are taken as spread evenly over the parts.

use crate::readings::domains::Domains;
use crate::readings::throughput::running;
use loadline_base::Span;
use loadline_base::units::Share;
use loadline_model::kinds::{DeployScope, DomainKind, RegionMode};
use loadline_model::{Component, Model};
use rustc_hash::FxHashMap;

/// What a bad deploy of a component reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Reach {
    /// One of so many parts; 1 is all of it.
    OneOf(u64, &'static str),
    /// One zone, cell or region, and the model does not say of how many.
    Unsized(&'static str),
}

impl Reach {
    /// 1 ÷ parts, when known.
    pub(crate) fn share(self) -> Option<Share> {
        match self {
            Self::OneOf(parts, _) => Some(Share::from_fraction(1.0 / parts.max(1) as f64)),
            Self::Unsized(_) => None,
        }
    }

    /// The factor in a formula: ` ÷ 3 zones`, or nothing where everything is reached.
    pub(crate) fn factor(self) -> String {
        match self {
            Self::OneOf(parts, noun) if parts > 1 => format!(" ÷ {parts} {noun}s"),
            Self::OneOf(..) | Self::Unsized(_) => String::new(),
        }
    }
}

/// How many parts there are to reach, read once.
#[derive(Debug)]
pub(crate) struct DeployReach<'m> {
    domains: Domains<'m>,
    cells: FxHashMap<&'m str, u64>,
}

impl<'m> DeployReach<'m> {
    /// Reads the sections `domains` and `cells`.
    pub(crate) fn of(model: &'m Model) -> Self {
        let mut cells = FxHashMap::default();
        for (_, group) in model.system.cells.iter().flat_map(|all| all.iter()) {
            let Some(count) = group.count.as_ref().map(|count| count.get()) else { continue };
            for member in group.members.iter().flat_map(|members| members.value.iter()) {
                cells.entry(member.id.as_str()).or_insert(count);
            }
        }
        Self { domains: Domains::of(model), cells }
    }

    /// What a bad deploy reaches, and where that is said; `None` when it is not said.
    pub(crate) fn reach(&self, component: &Component<'m>) -> Option<(Reach, Span)> {
        let scope = component.common().reliability.deploys.as_ref()?.scope.as_ref()?;
        let (parts, noun) = match scope.value {
            DeployScope::All => (Some(1), "fleet"),
            DeployScope::Cell => (self.cells.get(component.name).copied(), "cell"),
            DeployScope::Zone => (self.zones(component), "zone"),
            DeployScope::Region => (self.regions(component), "region"),
        };
        Some((parts.map_or(Reach::Unsized(noun), |parts| Reach::OneOf(parts.max(1), noun)), scope.span))
    }

    /// Zones its replicas stand in: as many as there are, but not more than replicas.
    fn zones(&self, component: &Component<'m>) -> Option<u64> {
        let common = component.common();
        let replicas = common.replicas.as_deref();
        if let Some(spread) = replicas.and_then(|replicas| replicas.spread.as_ref()) {
            let zones = self.domains.below(&spread.id, DomainKind::Zone);
            let copies = replicas.and_then(running).map_or(u64::MAX, |(fewest, _)| fewest);
            return (zones > 0).then_some(zones.min(copies));
        }
        self.domains.is_one_place(&common.domain.as_ref()?.id).then_some(1)
    }

    /// Regions that serve at once.
    fn regions(&self, component: &Component<'m>) -> Option<u64> {
        let common = component.common();
        let mode = common.regions.as_ref().and_then(|regions| regions.mode.as_ref());
        // The region that serves is the one that hurts.
        if mode.is_some_and(|mode| mode.value == RegionMode::ActivePassive) {
            return Some(1);
        }
        let spread = common.replicas.as_ref()?.spread.as_ref()?;
        let regions = self.domains.below(&spread.id, DomainKind::Region);
        let lies_in_one = self.domains.kind(&spread.id) == Some(DomainKind::Region) && mode.is_none();
        if regions > 0 { Some(regions) } else { lies_in_one.then_some(1) }
    }
}
