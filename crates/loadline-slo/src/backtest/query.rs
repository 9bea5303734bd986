//! The queries of one objective as the generated rules ask them, read once.

use crate::backends::expression::{self, Source};
use crate::{Part, Slo};
use loadline_base::units::Duration;

/// What to ask for a window of an objective that is no composite.
#[derive(Debug, Clone)]
pub(super) struct Query {
    source: Source,
    /// The shortest window that its rules record.
    base: Duration,
}

impl Query {
    /// # Errors
    /// Why its queries cannot be asked.
    pub(super) fn of(slo: &Slo, base: Duration) -> Result<Self, String> {
        let source = expression::read(&slo.indicator, &slo.grouping).map_err(|(what, _)| what)?;
        Ok(Self { source, base })
    }

    /// Whether a window is taken from the counters, where that is so up to `raw_up_to`. An average of ratios is not the ratio of events, so a
    /// ratio is asked for each window wherever it can be.
    pub(super) fn is_raw(&self, window: Duration, raw_up_to: Duration) -> bool {
        match &self.source {
            Source::Events { events, total, .. } => {
                window == self.base || (events.windowed && total.windowed && window <= raw_up_to)
            }
            Source::Ratio { side, .. } => window == self.base || side.windowed,
            Source::Joint { .. } => true,
        }
    }

    /// Which part is counted, that part and all events of a window; `None` where events are not counted.
    pub(super) fn events(&self, window: Duration) -> Option<(Part, String, String)> {
        match &self.source {
            Source::Events { part, events, total } => Some((*part, events.over(window), total.over(window))),
            Source::Ratio { .. } | Source::Joint { .. } => None,
        }
    }

    /// The share of bad events of a window, where only that is known.
    pub(super) fn ratio(&self, window: Duration) -> Option<String> {
        match &self.source {
            Source::Ratio { part: Part::Bad, side } => {
                Some(format!("clamp_min({}, 0) >= 0", side.over(window)))
            }
            Source::Ratio { part: Part::Good, side } => {
                Some(format!("clamp_min(1 - ({}), 0) >= 0", side.over(window)))
            }
            Source::Events { .. } | Source::Joint { .. } => None,
        }
    }
}
