//! What is left of a component after losing one copy or one zone: with the copies that run at today's load, before any
//! scaling, and with all that scaling may add.
//!
//! Which copies stand in a zone and how many must be up is read as availability reads it, so that what a zone takes down
//! here, `loadline spof` takes down with it.

use crate::copies::{Copies, whole_copies};
use crate::one_copy::OneCopy;
use crate::place::Place;
use crate::provenance::computed;
use crate::side::{Side, What, carries, parenthesised};
use loadline_base::figure::figure;
use loadline_evidence::{Quantity, Working};

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

/// The copies of one group that are up.
#[derive(Debug, Clone, Copy)]
struct Up {
    /// All of them.
    all: u64,
    /// Those that count for [`Copies::must`].
    counted: u64,
}

impl Up {
    /// Without the copies that stand in a place.
    fn without(self, place: &Place<'_>) -> Self {
        Self { all: self.all - place.holds(self.all), counted: self.counted - place.holds(self.counted) }
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
    pub(crate) places: &'a [Place<'m>],
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
        let Copies { fewest, readers, stand_ins, must, .. } = *self.copies;
        let up = match must {
            Some(_) => Up { all: fewest.saturating_add(readers), counted: fewest.saturating_add(stand_ins) },
            None => {
                let all = self.copies.running(Some(load), Some(self.one.rps)).saturating_add(readers);
                Up { all, counted: all }
            }
        };
        self.losses(up, names)
    }

    /// With all copies that there may be.
    pub(crate) fn scaled_out(&self) -> Losses<'m> {
        let Copies { most, readers, stand_ins, .. } = *self.copies;
        let up = Up { all: most.saturating_add(readers), counted: most.saturating_add(stand_ins) };
        self.losses(up, &SCALED_OUT)
    }

    fn losses(&self, up: Up, names: &Names) -> Losses<'m> {
        let follower = self.side.what == What::Followers && self.copies.readers > self.copies.stand_ins;
        let without = self.places.iter().map(|place| (up.without(place), place.name));
        // A place without copies takes nothing away.
        let fatal = without.filter(|(left, _)| left.all < up.all && self.is_down(*left, up));
        // Places that hold others are lost as well, and are no zones.
        let zones = self.places.iter().filter(|place| place.is_innermost);
        let fullest = zones.max_by_key(|place| (place.holds(up.all), std::cmp::Reverse(place.name)));
        Losses {
            copies: self.side.serving(up.all).saturating_mul(self.copies.groups()),
            used: names.used.and_then(|name| self.after(name, up).used().cloned()),
            copy: self.after(names.copy, up.without_one(!follower)),
            zone: fullest.map_or(After::Unknown, |zone| self.after(names.zone, up.without(zone))),
            fatal: fatal.map(|(_, name)| name).collect(),
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
