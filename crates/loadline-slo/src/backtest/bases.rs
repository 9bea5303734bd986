//! How generated rules count a window: from the counters, or added up from the shortest one that a policy has.
//!
//! The rules are those of [`backends`](crate::backends): [`Options::raw_up_to`](crate::backends::Options::raw_up_to) says which windows are
//! taken from the counters. What is added up is blurred by the shortest window, and alerts come that much later.

use super::Setup;
use crate::{AlertPolicy, Events, Indicator, Slo};
use loadline_base::units::Duration;

/// The shortest window that the rules of each objective record, by its place in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bases(Vec<Duration>);

impl Bases {
    /// What is recorded when the shortest window of each policy is this one: a member of a composite records the windows of that too.
    pub(crate) fn of(slos: &[Slo], shortest: impl Fn(&Slo) -> Duration) -> Self {
        let mut bases: Vec<Duration> = slos.iter().map(shortest).collect();
        let members = |slo: &Slo| -> Vec<usize> {
            let Indicator::Composite { members, .. } = &slo.indicator else { return Vec::new() };
            members.iter().filter_map(|(id, _)| slos.iter().position(|slo| slo.id == *id)).collect()
        };
        let edges: Vec<Vec<usize>> = slos.iter().map(members).collect();
        // Bases only get shorter, so going round in circles ends too.
        let mut open: Vec<usize> =
            (0..slos.len()).filter(|at| edges.get(*at).is_some_and(|e| !e.is_empty())).collect();
        while let Some(at) = open.pop() {
            let handed = slos.get(at).and_then(Slo::slice).or_else(|| bases.get(at).copied());
            for member in edges.get(at).into_iter().flatten() {
                if let (Some(base), Some(handed)) = (bases.get_mut(*member), handed)
                    && handed < *base
                {
                    *base = handed;
                    open.push(*member);
                }
            }
        }
        Self(bases)
    }

    /// The shortest window of the objective at this place.
    pub(crate) fn at(&self, slo: usize) -> Duration {
        self.0.get(slo).copied().unwrap_or(Duration::ZERO)
    }
}

/// A window as the rules of one policy count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Counting {
    pub(crate) window: Duration,
    /// Which of the bases is recorded; the first one where that makes no difference.
    pub(crate) bases: usize,
}

/// What the rules of several policies record.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recordings {
    bases: Vec<Bases>,
    /// Which of them is that of each policy.
    of: Vec<usize>,
}

impl Recordings {
    /// The recordings of several policies; those of one are the same for every objective or not, as `shortest` says.
    pub(crate) fn new(all: impl Iterator<Item = Bases>) -> Self {
        let mut recordings = Self::default();
        for bases in all {
            let known = recordings.bases.iter().position(|known| *known == bases);
            recordings.of.push(known.unwrap_or(recordings.bases.len()));
            if known.is_none() {
                recordings.bases.push(bases);
            }
        }
        recordings
    }

    /// One window taken from the counters.
    pub(crate) fn raw(slos: &[Slo], window: Duration) -> Self {
        Self::new(std::iter::once(Bases(vec![window; slos.len()])))
    }

    /// How the rules of the policy at this place count a window of an objective.
    pub(crate) fn counting(
        &self,
        setup: &Setup<'_>,
        policy: usize,
        slo: usize,
        window: Duration,
    ) -> Counting {
        let bases = self.of.get(policy).copied().unwrap_or(0);
        let same = setup.slos.get(slo).is_some_and(|slo| {
            let composite = matches!(slo.indicator, Indicator::Composite { .. });
            !composite && (slo.slice().is_some() || (is_windowed(slo) && window <= reach(slo, setup)))
        });
        Counting { window, bases: if same { 0 } else { bases } }
    }

    pub(crate) fn bases(&self) -> &[Bases] {
        &self.bases
    }
}

/// The shortest window of a policy; without one, that of the standard policy.
pub(crate) fn shortest(policy: Option<&AlertPolicy>, slo: &Slo) -> Duration {
    let of = |policy: &AlertPolicy| {
        let windows = policy.tiers.iter().flat_map(|tier| [tier.long, tier.short]);
        windows.filter(|window| !window.is_zero()).min()
    };
    policy.and_then(of).or_else(|| of(&AlertPolicy::standard(slo.period()))).unwrap_or(Duration::ZERO)
}

/// The longest window that is taken from the counters. An average of ratios is not the ratio of events, so a ratio is asked for each
/// window wherever it can be.
fn reach(slo: &Slo, setup: &Setup<'_>) -> Duration {
    if matches!(slo.indicator, Indicator::Raw { .. }) { Duration::MAX } else { setup.raw_up_to }
}

/// Whether its queries can be asked about any window.
fn is_windowed(slo: &Slo) -> bool {
    let windowed = |events: &Events| match events {
        Events::Expression(text) => text.contains("$window"),
        Events::Counter(_) | Events::Foreign { .. } => true,
    };
    match &slo.indicator {
        Indicator::Ratio { events, total, .. } => windowed(events) && windowed(total),
        Indicator::Raw { ratio, .. } => windowed(ratio),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Decimal, Joint, Kind, Part, Target, Window};
    use loadline_base::units::Unit as _;

    #[test]
    fn members_record_the_shortest_window_of_all_they_belong_to() {
        let read = |text: &str| Duration::read(text).unwrap();
        let slo = |id: &str, members: &[&str]| {
            let indicator = if members.is_empty() {
                let events = |name: &str| Events::Counter(name.to_owned());
                Indicator::Ratio {
                    kind: Kind::Availability,
                    part: Part::Bad,
                    events: events("bad"),
                    total: events("all"),
                }
            } else {
                let members = members.iter().map(|id| ((*id).to_owned(), Decimal::ONE)).collect();
                Indicator::Composite { members, joint: Joint::Every }
            };
            Slo::new(id, "shop", indicator, Target::read_percent("99").unwrap(), Window::Rolling(read("30d")))
        };
        let slos = [
            slo("top", &["mid", "round"]),
            slo("mid", &["leaf"]),
            slo("leaf", &[]),
            slo("round", &["round", "top"]),
        ];
        let bases = Bases::of(&slos, |slo| read(if slo.id == "top" { "2m" } else { "5m" }));
        assert_eq!((0..4).map(|at| bases.at(at)).collect::<Vec<_>>(), [read("2m"); 4]);
    }
}
