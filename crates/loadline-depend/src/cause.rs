//! What breaks by itself: the basic events of a model's fault trees, with their figures and where those come from.

use crate::age::{Age, Length};
use crate::at_once::AtOnce;
use crate::fault_tree::EventId;
use loadline_base::Span;
use loadline_model::{Component, Edge};

/// Hours of a year, the mean over leap years.
pub const HOURS_A_YEAR: f64 = 8_766.0;
/// Seconds of a year.
pub const SECONDS_A_YEAR: f64 = HOURS_A_YEAR * 3_600.0;
/// Minutes of a year: an unavailability times this is downtime a year.
pub const MINUTES_A_YEAR: f64 = HOURS_A_YEAR * 60.0;
/// Minutes of 30 days, the window error budgets are thought of in.
pub const MINUTES_IN_30_DAYS: f64 = 43_200.0;

/// Index of a cause among those of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CauseId(pub(crate) u32);

impl CauseId {
    /// Position among the causes, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a cause belongs to.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'m> {
    /// A component.
    Component(Component<'m>),
    /// A failure domain.
    Place(&'m str),
    /// An edge: what happens by chance when it is used.
    Edge(Edge<'m>),
}

/// What kind of trouble it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CauseKind {
    /// The component as a whole: incidents, or its stated unavailability.
    Itself,
    /// One copy of it, counted from 1.
    Copy(u64),
    /// All its copies at once.
    CommonCause,
    /// More of its many copies at once than it can do without, when so many others are lost with their places.
    ManyCopies(u64),
    /// A bad deploy.
    Deploy,
    /// Changing over to another copy.
    Failover,
    /// Changing over to another region.
    RegionSwitch,
    /// The change-over does not work when it is needed.
    SwitchFails,
    /// A zone, region or other place.
    Place,
    /// A fallback does not work when it is needed.
    FallbackFails,
    /// Not a fault: the request is one of those that use an edge.
    Used,
}

impl CauseKind {
    /// Whether it is an outage with a beginning and an end, and not a chance per request or use.
    #[must_use]
    pub const fn is_outage(self) -> bool {
        !matches!(self, Self::SwitchFails | Self::FallbackFails | Self::Used)
    }

    /// Whether it is something wrong, and not merely the way a request takes.
    #[must_use]
    pub const fn is_fault(self) -> bool {
        !matches!(self, Self::Used)
    }

    /// What it is called when minutes are shared out among kinds of causes.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Itself => "incidents",
            Self::Copy(_) | Self::CommonCause | Self::ManyCopies(_) => "copies",
            Self::Deploy => "bad deploys",
            Self::Failover | Self::RegionSwitch | Self::SwitchFails => "failovers",
            Self::Place => "places",
            Self::FallbackFails => "fallbacks that fail",
            Self::Used => "requests",
        }
    }
}

/// What a figure rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// The model states it.
    Stated,
    /// A contract promises it: a refund threshold, no measurement.
    Sla,
    /// Nobody said it: a prior stands in.
    Guess,
}

impl Basis {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Sla => "sla",
            Self::Guess => "guess",
        }
    }

    /// 95th percentile ÷ median, where the model does not say it.
    #[must_use]
    pub const fn error_factor(self) -> f64 {
        match self {
            Self::Stated => 3.0,
            Self::Sla | Self::Guess => 10.0,
        }
    }
}

/// The one figure that a cause rests on. Causes with the same one are off by the same factor, whatever the factor is: the copies of a
/// component, the places of a guess, the components of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Datum {
    /// What is written there, perhaps in a profile.
    Written(Span),
    /// A prior of this name.
    Prior(&'static str),
}

/// Something that breaks by itself.
#[derive(Debug, Clone)]
pub struct Cause<'m> {
    /// What it belongs to.
    pub of: Subject<'m>,
    /// What kind of trouble it is.
    pub kind: CauseKind,
    /// Where it strikes, when it strikes one place only.
    pub place: Option<&'m str>,
    /// Share of time (or of uses, for chances) that it holds, 0 to 1.
    pub unavailability: f64,
    /// Mean length of one outage, seconds; 0 for chances.
    pub mean: f64,
    /// How the lengths are spread.
    pub length: Length,
    /// What the unavailability rests on.
    pub basis: Basis,
    /// The figure itself, which other causes may rest on as well.
    pub datum: Datum,
    /// 95th percentile ÷ median of the unavailability.
    pub error_factor: f64,
    /// The figures behind it: `4 × 15 min a year`.
    pub formula: String,
    /// Where it is too many of many copies at once: what follows from the figure of one copy.
    pub(crate) many: Option<AtOnce>,
    /// The group of cells of which it strikes only one user's cell.
    pub cell: Option<&'m str>,
    /// How it enters the tree, rarest first: each band is part of the next.
    pub bands: Vec<Band>,
}

impl Cause<'_> {
    /// Its unavailability when its figure is off by `factor`.
    pub(crate) fn unavailability_at(&self, factor: f64) -> f64 {
        let scaled = self.many.map(|many| many.unavailability(factor));
        scaled.unwrap_or(self.unavailability * factor).clamp(0.0, 1.0)
    }

    /// Outages a year; 0 for chances.
    #[must_use]
    pub fn per_year(&self) -> f64 {
        if self.mean > 0.0 { self.unavailability / self.mean * SECONDS_A_YEAR } else { 0.0 }
    }

    /// The event that makes true every band which is no older than `age`; `None` when nothing asks about outages that young.
    #[must_use]
    pub fn older_than(&self, age: Age) -> Option<EventId> {
        self.bands.iter().find(|band| band.age.time() <= age.time()).map(|band| band.event)
    }

    /// The cause in words: ``bad deploy of `checkout` in eu-a``.
    #[must_use]
    pub fn describe(&self) -> String {
        let of = match self.of {
            Subject::Component(component) => format!("`{}`", component.name),
            Subject::Place(place) => format!("`{place}`"),
            Subject::Edge(edge) => format!("`{}` → `{}`", edge.from.name, edge.target()),
        };
        let what = match self.kind {
            CauseKind::Itself | CauseKind::Place => of,
            CauseKind::Copy(number) => format!("copy {number} of {of}"),
            CauseKind::CommonCause => format!("all copies of {of} at once"),
            CauseKind::ManyCopies(0) => format!("many copies of {of} at once"),
            CauseKind::ManyCopies(lost) => format!("many copies of {of} at once besides {lost} lost"),
            CauseKind::Deploy => format!("bad deploy of {of}"),
            CauseKind::Failover => format!("failover of {of}"),
            CauseKind::RegionSwitch => format!("region switch of {of}"),
            CauseKind::SwitchFails => format!("failover of {of} does not work"),
            CauseKind::FallbackFails => format!("fallback of {of} does not work"),
            CauseKind::Used => format!("request uses {of}"),
        };
        match self.place {
            Some(place) => format!("{what} in {place}"),
            None => what,
        }
    }
}

/// A cause as one variable chain sees it: true when the cause holds and is older than `age`.
#[derive(Debug, Clone)]
pub struct Band {
    /// How old it must be.
    pub age: Age,
    /// Probability of the band ÷ unavailability of the cause.
    pub share: f64,
    /// The variable that makes this band true where the rarer ones are not.
    pub event: EventId,
}
