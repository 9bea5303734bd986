//! All that can be said of a system's capacity, worked out in one pass over its flows.

use crate::asked::Asked;
use crate::backlog::Backlog;
use crate::bandwidth::Link;
use crate::carried::Carried;
use crate::connections::Connections;
use crate::cost::{Bill, Cost};
use crate::kept::Kept;
use crate::limit::Limit;
use crate::load::Loads;
use crate::storage::{Room, Stored};
use crate::takeover::Takeover;
use crate::traffic::Traffic;
use crate::unknown::Unknown;
use crate::waiting::Wait;
use crate::yardstick::Yardstick;
use loadline_base::Date;
use loadline_evidence::Quantity;
use loadline_flow::Flows;
use loadline_model::Model;

/// All that can be said of a system's capacity.
#[derive(Debug)]
pub struct SystemCapacity<'m> {
    /// The traffic of every journey, in the order written.
    pub traffic: Vec<Traffic<'m>>,
    /// What every component is asked, in the order written; those no journey passes are left out.
    pub asked: Vec<Asked<'m>>,
    /// What gives way when load grows, the first first.
    pub limits: Vec<Limit<'m>>,
    /// How long requests wait for a worker at the peak, in the order written.
    pub waits: Vec<Wait<'m>>,
    /// What is taken over when something fails, in the order written.
    pub takeovers: Vec<Takeover<'m>>,
    /// Connections against pools, in the order written.
    pub connections: Vec<Connections<'m>>,
    /// Consumers and how they recover, in the order written.
    pub backlogs: Vec<Backlog<'m>>,
    /// What every piece of state and every topic keeps.
    pub stored: Vec<Stored<'m>>,
    /// When the room of stores is used up.
    pub rooms: Vec<Room<'m>>,
    /// Bytes over the edges, the widest first.
    pub links: Vec<Link>,
    /// What components cost, in the order written.
    pub costs: Vec<Cost<'m>>,
    /// What all components cost, by currency.
    pub bills: Vec<Bill>,
    /// Capacity wanted as a multiple of the load; `None` when the model does not say.
    pub headroom: Option<Quantity>,
    /// What is not known and would tell more, without repetition.
    pub unknowns: Vec<Unknown>,
}

impl<'m> SystemCapacity<'m> {
    /// Works everything out. `today` is where growth begins.
    #[must_use]
    pub fn of(model: &'m Model, flows: &Flows<'m>, today: Date) -> Self {
        let loads = Loads::of(model, flows);
        let by = Yardstick::new(model, &loads, today);
        let mut unknowns = Vec::new();
        let traffic: Vec<Traffic<'m>> = flows.all().iter().map(Traffic::of).collect();
        unknowns.extend(traffic.iter().flat_map(Traffic::unknowns));
        // Two halves that know nothing of each other; their order below is the order they are told in.
        let ((carried, carried_unknowns), (kept, kept_unknowns)) =
            rayon::join(|| Carried::of(&by), || Kept::of(model, flows, &loads));
        unknowns.extend(carried_unknowns);
        unknowns.extend(kept_unknowns);
        if by.headroom.is_none() && !carried.limits.is_empty() {
            unknowns
                .insert(0, Unknown::new("system/headroom", "how many copies are wanted beyond today's peak"));
        }
        let headroom = by
            .headroom
            .as_ref()
            .map(|(value, input)| Quantity::stated("headroom wanted", *value, "1").from([input.clone()]));
        let mut known = std::collections::BTreeSet::new();
        unknowns.retain(|unknown| known.insert(unknown.clone()));
        Self {
            traffic,
            asked: kept.asked,
            limits: carried.limits,
            waits: carried.waits,
            takeovers: carried.takeovers,
            connections: carried.connections,
            backlogs: carried.backlogs,
            stored: kept.stored,
            rooms: kept.rooms,
            links: kept.links,
            costs: kept.costs,
            bills: kept.bills,
            headroom,
            unknowns,
        }
    }
}
