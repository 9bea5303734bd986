//! What gives way when load grows: how much of its capacity is used, how much more is carried, and what is left after a loss.

use crate::growth::Ends;
use crate::load::When;
pub use crate::loss::{After, Losses};
use crate::side::What;
use loadline_base::units::Duration;
use loadline_evidence::Quantity;
use loadline_model::{Component, Edge};

/// Something that gives way when load grows.
#[derive(Debug, Clone)]
pub struct Limit<'m> {
    /// The component.
    pub component: Component<'m>,
    /// The edge, for a limit that a caller sets itself.
    pub edge: Option<Edge<'m>>,
    /// What gives way.
    pub what: What,
    /// Which load counts: the peak where users wait, else the average, above which a backlog never drains.
    pub when: When,
    /// Today's load.
    pub load: Quantity,
    /// The most it carries, with every copy that scaling may add.
    pub carries: Quantity,
    /// Load ÷ what it carries.
    pub used: Quantity,
    /// Factor of today's load at which it is full: what it carries ÷ load.
    pub lasts: Quantity,
    /// Most copies of all groups behind `carries`; `None` for quotas and rate limits.
    pub copies: Option<u64>,
    /// What today's load needs with the headroom wanted: copies, shards, or a rate.
    pub wanted: Option<Quantity>,
    /// Losses with the copies that run at today's load, before scaling adds any.
    pub running: Losses<'m>,
    /// Losses with all copies that scaling may add; `None` where it adds none.
    pub scaled_out: Option<Losses<'m>>,
    /// How long scaling takes to add a copy, when that is said.
    pub scales_in: Option<Duration>,
    /// The day growth reaches what it carries.
    pub full: Option<Ends>,
    /// The day growth has used up the headroom wanted.
    pub headroom_ends: Option<Ends>,
}

impl Limit<'_> {
    /// What people call it: `psp`, `notify → mail`.
    #[must_use]
    pub fn name(&self) -> String {
        self.edge.map_or_else(
            || self.component.name.to_owned(),
            |edge| format!("{} → {}", edge.from.name, edge.to.name),
        )
    }

    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        let first = [&self.load, &self.carries, &self.used, &self.lasts].into_iter().chain(&self.wanted);
        first.chain(self.running.figures()).chain(self.scaled_out.iter().flat_map(Losses::figures)).collect()
    }
}
