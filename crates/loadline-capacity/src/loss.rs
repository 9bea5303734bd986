//! What is left of a component after losing one copy or one zone: with the copies that run at today's load, before any
//! scaling, and with all that scaling may add.
//!
//! Which copies stand in a zone and how many must be up is read as availability reads it, so that what a zone takes down
//! here, `loadline spof` takes down with it.

use crate::copies::{Copies, whole_copies};
use crate::one_copy::OneCopy;
use crate::provenance::computed;
use crate::side::{Side, What, carries, parenthesised};
use loadline_base::figure::figure;
use loadline_evidence::{Quantity, Working};
use loadline_flow::domains::Domains;
use loadline_model::Component;
use loadline_model::kinds::RegionMode;

/// Floats that differ by less are equal: 3.000000000000001 copies are three and a rounding error.
const DUST: f64 = 1e-12;

/// What is left of a component after a loss.
#[derive(Debug, Clone, PartialEq)]
pub enum After {
    /// The others are used this much.
    Used(Quantity),
    /// Nothing is left that could serve.
    Nothing,
    /// It cannot be told, or such a loss does not apply.
    Unknown,
}

impl After {
    /// How much the others are used, when any are left.
    #[must_use]
    pub const fn used(&self) -> Option<&Quantity> {
        match self {
            Self::Used(quantity) => Some(quantity),
            Self::Nothing | Self::Unknown => None,
        }
    }

    /// Utilisation after the loss; infinite when nothing is left.
    #[must_use]
    pub fn utilisation(&self) -> Option<f64> {
        match self {
            Self::Used(quantity) => Some(quantity.value),
            Self::Nothing => Some(f64::INFINITY),
            Self::Unknown => None,
        }
    }

    /// Whether the others cannot carry the load.
    #[must_use]
    pub fn is_too_much(&self) -> bool {
        self.utilisation().is_some_and(|used| used * (1.0 - DUST) > 1.0)
    }
}

/// A component before and after its losses, with a certain number of copies.
#[derive(Debug, Clone, PartialEq)]
pub struct Losses<'m> {
    /// Copies that serve this side before, over all groups.
    pub copies: u64,
    /// How much of them is used before; `None` where that is the figure of the limit itself.
    pub used: Option<Quantity>,
    /// After losing one copy.
    pub copy: After,
    /// After losing the zone with most copies.
    pub zone: After,
    /// The zones whose loss leaves fewer copies than must be up, as availability counts: `k` of `n`.
    pub fatal: Vec<&'m str>,
}

impl Losses<'_> {
    /// Nothing known of any loss.
    pub(crate) const NONE: Self =
        Self { copies: 0, used: None, copy: After::Unknown, zone: After::Unknown, fatal: Vec::new() };

    /// Every figure.
    pub fn figures(&self) -> impl Iterator<Item = &Quantity> {
        self.used.iter().chain(self.copy.used()).chain(self.zone.used())
    }
}

/// How the figures of [`Losses`] are called.
pub(crate) struct Names {
    /// Before any loss; `None` when that is told elsewhere.
    used: Option<&'static str>,
    copy: &'static str,
    zone: &'static str,
}

/// With all copies that there may be.
pub(crate) const SCALED_OUT: Names =
    Names { used: None, copy: "used without one copy", zone: "used without one zone" };
/// With the copies that run before scaling adds any.
pub(crate) const RUNNING: Names = Names {
    used: Some("used before scaling out"),
    copy: "used before scaling out, without one copy",
    zone: "used before scaling out, without one zone",
};

/// The zones that copies of a component are dealt out to, in turn. One zone holds all of them; none is not known.
pub(crate) fn zones<'m>(domains: &Domains<'m>, component: Component<'m>) -> Vec<&'m str> {
    let common = component.common();
    let regions = common.regions.as_ref().and_then(|regions| regions.mode.as_ref());
    // Regions that wait for the loss of another one do not share its load.
    if regions.is_some_and(|mode| mode.value == RegionMode::ActivePassive) {
        return Vec::new();
    }
    let spread = common.replicas.as_deref().and_then(|replicas| replicas.spread.as_ref());
    let Some(at) = spread.or(common.domain.as_ref()).map(|at| at.id.as_str()) else { return Vec::new() };
    let inside = if spread.is_some() { domains.inside(at) } else { &[] };
    match inside {
        [] if domains.get(at).is_some() && domains.is_one_place(at) => vec![at],
        // A part of a whole that does not say its kind is a zone.
        [only] if domains.is_one_place(only) || domains.kind(only).is_none() => vec![only],
        [] | [_] => Vec::new(),
        several => several.to_vec(),
    }
}

/// The copies of one group that are up.
#[derive(Debug, Clone, Copy)]
struct Up {
    /// All of them.
    all: u64,
    /// Those that count for [`Copies::must`].
    counted: u64,
}

impl Up {
    /// Without the copies that stand in zone number `index` of so many.
    const fn without(self, index: u64, zones: u64) -> Self {
        const fn left(copies: u64, index: u64, zones: u64) -> u64 {
            let more = if index < copies % zones { 1 } else { 0 };
            copies - copies / zones - more
        }
        Self { all: left(self.all, index, zones), counted: left(self.counted, index, zones) }
    }

    /// Without one copy, be it one of those that count or a read replica beside them.
    const fn without_one(self, counts: bool) -> Self {
        let counted = if counts { self.counted.saturating_sub(1) } else { self.counted };
        Self { all: self.all.saturating_sub(1), counted }
    }
}

/// One side of a component, and what it takes to judge its losses.
pub(crate) struct Judged<'a, 'm> {
    pub(crate) side: &'a Side,
    pub(crate) copies: &'a Copies,
    pub(crate) one: &'a OneCopy,
    pub(crate) zones: &'a [&'m str],
    /// Copies of a group that the load on all sides needs.
    pub(crate) needed: u64,
}

/// Copies of a group that its load needs: those of its primary, where there is one, and those for the reads of followers.
pub(crate) fn needed(sides: &[Side], copies: &Copies, each: f64) -> u64 {
    let of = |side: &Side| whole_copies(side.load.value / copies.groups() as f64, each).unwrap_or(0);
    let (reads, rest): (Vec<&Side>, Vec<&Side>) = sides.iter().partition(|side| side.what == What::Followers);
    let sum = |sides: Vec<&Side>| sides.into_iter().map(of).fold(0, u64::saturating_add);
    sum(rest).max(1).saturating_add(sum(reads))
}

impl<'m> Judged<'_, 'm> {
    /// With the copies that run at the component's whole load.
    pub(crate) fn running(&self, load: f64, names: &Names) -> Losses<'m> {
        let Copies { fewest, readers, must, .. } = *self.copies;
        let up = match must {
            Some(_) => Up { all: fewest.saturating_add(readers), counted: fewest },
            None => {
                let all = self.copies.running(Some(load), Some(self.one.rps)).saturating_add(readers);
                Up { all, counted: all }
            }
        };
        self.losses(up, names)
    }

    /// With all copies that there may be.
    pub(crate) fn scaled_out(&self) -> Losses<'m> {
        let Copies { most, readers, .. } = *self.copies;
        self.losses(Up { all: most.saturating_add(readers), counted: most }, &SCALED_OUT)
    }

    fn losses(&self, up: Up, names: &Names) -> Losses<'m> {
        let number = self.zones.len() as u64;
        let follower = self.side.what == What::Followers && self.copies.readers > 0;
        let in_zones = (0..number).map(|index| up.without(index, number.max(1)));
        let fatal = in_zones.zip(self.zones);
        // A zone without copies takes nothing away.
        let fatal =
            fatal.filter(|(left, _)| left.all < up.all && self.is_down(*left, up)).map(|(_, zone)| *zone);
        Losses {
            copies: self.side.serving(up.all).saturating_mul(self.copies.groups()),
            used: names.used.and_then(|name| self.after(name, up).used().cloned()),
            copy: self.after(names.copy, up.without_one(!follower)),
            // The first zones get the copies that are left over.
            zone: match number {
                0 => After::Unknown,
                zones => self.after(names.zone, up.without(0, zones)),
            },
            fatal: fatal.collect(),
        }
    }

    /// Whether fewer copies are left, of those that were up, than must be. A load that none of them suffices for needs
    /// every one.
    fn is_down(&self, left: Up, before: Up) -> bool {
        match self.copies.must {
            Some(must) => left.counted < must,
            None => left.all < self.needed.min(before.all),
        }
    }

    fn after(&self, name: &'static str, left: Up) -> After {
        let serving = self.side.serving(left.all);
        if serving == 0 || self.one.rps <= 0.0 || self.copies.must.is_some_and(|must| left.counted < must) {
            return After::Nothing;
        }
        let (most, words) = carries(self.copies, serving, self.one.rps, &self.one.formula);
        let load = self.side.load.value;
        let formula = Working::new(move |f| write!(f, "{} rps ÷ {}", figure(load), parenthesised(&words)));
        After::Used(Quantity::computed(name, load / most, "1", formula).from([computed("load", load, "rps")]))
    }
}
