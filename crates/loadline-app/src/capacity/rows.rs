//! The rows of a capacity report, and which of them belong to a journey or a component.

use loadline_base::Date;
use loadline_capacity::bandwidth::Way;
use loadline_capacity::limit::After;
use loadline_capacity::waiting::Time;
use loadline_evidence::Quantity;
use std::collections::BTreeSet;

/// The traffic of a journey, in requests a second.
#[derive(Debug, Clone)]
pub struct TrafficRow {
    /// Id of the journey.
    pub journey: String,
    /// Mean over the day.
    pub average: Option<Quantity>,
    /// In the busiest minutes.
    pub peak: Option<Quantity>,
    /// In the shortest spike.
    pub burst: Option<Quantity>,
    /// Peak ÷ average.
    pub multiplier: Option<Quantity>,
    /// On average, those that only read.
    pub reads: Option<Quantity>,
    /// On average, those that change state.
    pub writes: Option<Quantity>,
    /// Factor by which it is multiplied in a year.
    pub growth: Option<Quantity>,
}

impl TrafficRow {
    /// Every figure that is known.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        let all = [
            &self.average,
            &self.peak,
            &self.burst,
            &self.multiplier,
            &self.reads,
            &self.writes,
            &self.growth,
        ];
        all.into_iter().flatten().collect()
    }
}

/// What journeys ask of a component.
#[derive(Debug, Clone)]
pub struct AskedRow {
    /// Id of the component.
    pub component: String,
    /// Whether a user waits for it on some journey.
    pub waited_for: bool,
    /// Operations a second on average.
    pub average: Option<Quantity>,
    /// Operations a second at peak.
    pub peak: Option<Quantity>,
    /// Operations a second in a burst.
    pub burst: Option<Quantity>,
    /// Reads among those at peak, for what keeps state.
    pub reads: Option<Quantity>,
    /// Writes among those at peak, for what keeps state.
    pub writes: Option<Quantity>,
    /// How many times its load it is asked while it answers nothing and every caller tries again.
    pub retry_factor: Option<Quantity>,
}

impl AskedRow {
    /// Every figure that is known.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        let all = [&self.average, &self.peak, &self.burst, &self.reads, &self.writes, &self.retry_factor];
        all.into_iter().flatten().collect()
    }
}

/// When growth reaches a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// It is there already.
    Passed,
    /// On this day.
    On(Date),
    /// Not as far as growth is believed.
    NotForYears,
}

/// Something that gives way when load grows.
#[derive(Debug, Clone)]
pub struct LimitRow {
    /// As people call it: `psp`, `notify → mail`.
    pub name: String,
    /// Id of the component.
    pub component: String,
    /// `service`, `store`, …
    pub kind: &'static str,
    /// `copies`, `primary`, `followers`, `quota`, `rate limit` or `connections`.
    pub what: &'static str,
    /// Which load counts: `at peak` where users wait, else `on average`.
    pub when: &'static str,
    /// Today's load.
    pub load: Quantity,
    /// The most it carries.
    pub carries: Quantity,
    /// Load ÷ what it carries.
    pub used: Quantity,
    /// Factor of today's load at which it is full.
    pub lasts: Quantity,
    /// Most copies behind `carries`.
    pub copies: Option<u64>,
    /// What today's load needs with the headroom wanted.
    pub wanted: Option<Quantity>,
    /// Losses with the copies that run at today's load, before scaling adds any.
    pub running: LossesRow,
    /// Losses with all copies that scaling may add; `None` where it adds none.
    pub scaled_out: Option<LossesRow>,
    /// Seconds that scaling takes to add a copy, when that is said.
    pub scales_in: Option<f64>,
    /// When growth reaches what it carries.
    pub full: Option<Until>,
    /// When growth has used up the headroom wanted.
    pub headroom_ends: Option<Until>,
}

impl LimitRow {
    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        let first = [&self.load, &self.carries, &self.used, &self.lasts].into_iter().chain(&self.wanted);
        let after = self.scaled_out.iter().chain([&self.running]).flat_map(LossesRow::figures);
        first.chain(after).collect()
    }

    /// Losses with as many copies as there may ever be.
    #[must_use]
    pub fn at_most(&self) -> &LossesRow {
        self.scaled_out.as_ref().unwrap_or(&self.running)
    }
}

/// A component before and after its losses, with a certain number of copies.
#[derive(Debug, Clone)]
pub struct LossesRow {
    /// Copies that serve before; 0 for what has none, such as quotas.
    pub copies: u64,
    /// How much of them is used before; `None` where that is the figure of the limit itself.
    pub used: Option<Quantity>,
    /// After losing one copy.
    pub copy: After,
    /// After losing the zone with most copies.
    pub zone: After,
    /// The zones whose loss takes it down, as availability counts: fewer copies are left than must be up.
    pub fatal: Vec<String>,
}

impl LossesRow {
    /// Every figure.
    pub fn figures(&self) -> impl Iterator<Item = &Quantity> {
        self.used.iter().chain(self.copy.used()).chain(self.zone.used())
    }
}

/// What one component gets when another fails.
#[derive(Debug, Clone)]
pub struct TakeoverRow {
    /// Id of the one that is turned to.
    pub component: String,
    /// Id of the one that fails.
    pub failed: String,
    /// Operations a second at peak, its own included.
    pub load: Quantity,
    /// What its running copies carry.
    pub carries: Option<Quantity>,
    /// Load ÷ what they carry.
    pub used: Option<Quantity>,
}

impl TakeoverRow {
    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        [Some(&self.load), self.carries.as_ref(), self.used.as_ref()].into_iter().flatten().collect()
    }
}

/// How long requests wait for a worker of one copy at the peak.
#[derive(Debug, Clone)]
pub struct WaitRow {
    /// Id of the component.
    pub component: String,
    /// `copies`, `primary` or `followers`.
    pub what: &'static str,
    /// Requests a second that reach one copy.
    pub arrivals: Quantity,
    /// Share of its workers that are busy.
    pub utilisation: Quantity,
    /// How long they wait, or why there is no such time.
    pub time: Result<Time, String>,
}

impl WaitRow {
    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        let time = self.time.iter().flat_map(Time::figures);
        [&self.arrivals, &self.utilisation].into_iter().chain(time).collect()
    }
}

/// Connections of a component against the pools of its callers.
#[derive(Debug, Clone)]
pub struct ConnectionsRow {
    /// Id of the component.
    pub component: String,
    /// Connections it accepts.
    pub accepts: Quantity,
    /// Connections its callers hold before scaling out.
    pub fewest: Quantity,
    /// Connections its callers hold when scaled out.
    pub most: Quantity,
}

/// A consumer and how it recovers.
#[derive(Debug, Clone)]
pub struct BacklogRow {
    /// Id of the consumer.
    pub component: String,
    /// Messages a second on average.
    pub arrivals: Quantity,
    /// Messages a second it processes with every copy.
    pub processes: Quantity,
    /// Arrivals ÷ processing on average.
    pub utilisation: Quantity,
    /// Arrivals ÷ processing at peak.
    pub at_peak: Option<Quantity>,
    /// The longest stated outage, and what causes it.
    pub outage: Option<(Quantity, &'static str)>,
    /// Messages waiting at its end.
    pub piles_up: Option<Quantity>,
    /// Time to work them off.
    pub drains_in: Option<Quantity>,
    /// The strictest time that a message may wait.
    pub may_wait: Option<Quantity>,
    /// Whether a backlog is never worked off at the average load.
    pub never_drains: bool,
}

impl BacklogRow {
    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        let first = [&self.arrivals, &self.processes, &self.utilisation].into_iter().chain(&self.at_peak);
        let outage = self.outage.iter().map(|(outage, _)| outage);
        first.chain(outage).chain(&self.piles_up).chain(&self.drains_in).chain(&self.may_wait).collect()
    }
}

/// What a piece of state or a topic keeps.
#[derive(Debug, Clone)]
pub struct StoredRow {
    /// Where it is kept.
    pub component: String,
    /// The piece of state or the topic.
    pub name: String,
    /// Records or messages written a second on average.
    pub writes: Quantity,
    /// Bytes added in a day, before replication.
    pub per_day: Quantity,
    /// Bytes kept, before replication.
    pub retained: Option<Quantity>,
    /// Whether it is kept for ever by decision.
    pub for_ever: bool,
    /// Bytes kept, with all copies.
    pub replicated: Option<Quantity>,
}

impl StoredRow {
    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        [&self.writes, &self.per_day].into_iter().chain(&self.retained).chain(&self.replicated).collect()
    }
}

/// When the room of a store is used up.
#[derive(Debug, Clone)]
pub struct RoomRow {
    /// Id of the store.
    pub component: String,
    /// Bytes it holds today, before replication.
    pub holds: Quantity,
    /// Bytes there is room for.
    pub room: Quantity,
    /// Years until it is full.
    pub lasts: Option<Quantity>,
}

/// Bytes a second between two ends.
#[derive(Debug, Clone)]
pub struct LinkRow {
    /// The journey that enters, or the caller.
    pub from: String,
    /// What is called.
    pub to: String,
    /// Whether it crosses the edge of the system.
    pub crosses: bool,
    /// To the target.
    pub there: Option<Way>,
    /// Back from it.
    pub back: Option<Way>,
    /// How it is compressed; `None` when nothing is said.
    pub compression: Option<String>,
}

/// What a component costs in a month.
#[derive(Debug, Clone)]
pub struct CostRow {
    /// Id of the component.
    pub component: String,
    /// Currency (ISO 4217).
    pub currency: String,
    /// In a month.
    pub monthly: Quantity,
}

/// What all components cost in one currency.
#[derive(Debug, Clone)]
pub struct BillRow {
    /// Currency (ISO 4217).
    pub currency: String,
    /// In a month.
    pub monthly: Quantity,
    /// What the system may cost in a month.
    pub budget: Option<Quantity>,
    /// A thousand requests of all journeys.
    pub per_thousand: Option<Quantity>,
}

/// A fact that is missing, and what it would tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRow {
    /// Id path of the field to write.
    pub field: String,
    /// What could be worked out with it.
    pub tells: String,
    /// The component whose limit stays hidden without it.
    pub hides_limit_of: Option<String>,
}

/// All rows of a report.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) headroom: Option<Quantity>,
    pub(super) traffic: Vec<TrafficRow>,
    pub(super) asked: Vec<AskedRow>,
    pub(super) limits: Vec<LimitRow>,
    pub(super) waits: Vec<WaitRow>,
    pub(super) takeovers: Vec<TakeoverRow>,
    pub(super) connections: Vec<ConnectionsRow>,
    pub(super) backlogs: Vec<BacklogRow>,
    pub(super) stored: Vec<StoredRow>,
    pub(super) rooms: Vec<RoomRow>,
    pub(super) links: Vec<LinkRow>,
    pub(super) costs: Vec<CostRow>,
    pub(super) bills: Vec<BillRow>,
    pub(super) unknowns: Vec<UnknownRow>,
}

impl Rows {
    /// Keeps what belongs to a journey that passes these components.
    pub(super) fn keep_journey(&mut self, journey: &str, passed: &BTreeSet<&str>) {
        let passes = |component: &String| passed.contains(component.as_str());
        self.traffic.retain(|row| row.journey == journey);
        self.asked.retain(|row| passes(&row.component));
        self.limits.retain(|row| passes(&row.component));
        self.waits.retain(|row| passes(&row.component));
        self.takeovers.retain(|row| passes(&row.component) || passes(&row.failed));
        self.connections.retain(|row| passes(&row.component));
        self.backlogs.retain(|row| passes(&row.component));
        self.stored.retain(|row| passes(&row.component));
        self.rooms.retain(|row| passes(&row.component));
        self.costs.retain(|row| passes(&row.component));
        let enters = format!("{journey} (journey)");
        self.links.retain(|row| row.from == enters || passes(&row.from));
        self.bills.clear();
        let about = |path: &str| {
            let mut parts = path.split('/');
            match (parts.next(), parts.next()) {
                (Some("journeys"), Some(id)) => id == journey,
                (Some("data" | "system"), _) => true,
                (_, Some(id)) => passed.contains(id),
                _ => false,
            }
        };
        self.unknowns.retain(|row| about(&row.field));
    }

    /// Keeps what belongs to a component.
    pub(super) fn keep_component(&mut self, id: &str) {
        self.traffic.clear();
        self.asked.retain(|row| row.component == id);
        self.limits.retain(|row| row.component == id);
        self.waits.retain(|row| row.component == id);
        self.takeovers.retain(|row| row.component == id);
        self.connections.retain(|row| row.component == id);
        self.backlogs.retain(|row| row.component == id);
        self.stored.retain(|row| row.component == id);
        self.rooms.retain(|row| row.component == id);
        self.costs.retain(|row| row.component == id);
        self.links.retain(|row| row.from == id || row.to.split('.').next() == Some(id));
        self.bills.clear();
        self.unknowns.retain(|row| row.field.split('/').nth(1) == Some(id));
    }
}
