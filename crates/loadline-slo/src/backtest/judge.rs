//! Which notifications are about which incidents.

use super::Incident;
use loadline_promql::Millis;

/// How far from an incident an alert may fire and still be about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tolerance {
    pub(crate) early: Millis,
    pub(crate) late: Millis,
}

/// An alert from when it fired until it was over, and when somebody heard of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening {
    pub(crate) at: Millis,
    pub(crate) fired: Millis,
    /// [`Millis::MAX`] while it goes on.
    pub(crate) ended: Millis,
}

/// How an incident was noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Notice {
    /// Which opening, by its place in the list.
    pub(crate) opening: usize,
    pub(crate) delay: Millis,
    pub(crate) already: bool,
}

impl Tolerance {
    /// Whether an alert that fired then is about the incident.
    pub(crate) const fn about(self, incident: &Incident, fired: Millis) -> bool {
        fired >= incident.start.saturating_sub(self.early) && fired <= incident.end.saturating_add(self.late)
    }
}

/// The first opening about the incident; failing that, one that was open already and went on.
pub(crate) fn catches(
    incident: &Incident,
    openings: impl Iterator<Item = (usize, Opening)>,
    tolerance: Tolerance,
) -> Option<Notice> {
    let (mut first, mut open): (Option<Notice>, Option<Notice>) = (None, None);
    for (at, opening) in openings {
        let delay = opening.at.saturating_sub(incident.start).max(0);
        if tolerance.about(incident, opening.fired) {
            if first.is_none_or(|known| delay < known.delay) {
                first = Some(Notice { opening: at, delay, already: false });
            }
        } else if opening.fired < incident.start && opening.ended > incident.start {
            open.get_or_insert(Notice { opening: at, delay, already: true });
        }
    }
    first.or(open)
}
