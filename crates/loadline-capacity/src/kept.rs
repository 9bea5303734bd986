//! What is asked of components, kept, sent and paid: all that does not depend on how much a copy carries.

use crate::asked::{Asked, asked};
use crate::bandwidth::{Link, links};
use crate::cost::{Bill, Cost, costs};
use crate::countable::{beyond, countable};
use crate::load::Loads;
use crate::storage::{Room, Stored, rooms, state, topics};
use crate::unknown::Unknown;
use loadline_flow::{Flow, Flows};
use loadline_model::Model;

/// What is asked, kept, sent and paid. Fields as in [`crate::SystemCapacity`].
pub(crate) struct Kept<'m> {
    pub(crate) asked: Vec<Asked<'m>>,
    pub(crate) stored: Vec<Stored<'m>>,
    pub(crate) rooms: Vec<Room<'m>>,
    pub(crate) links: Vec<Link>,
    pub(crate) costs: Vec<Cost<'m>>,
    pub(crate) bills: Vec<Bill>,
}

impl<'m> Kept<'m> {
    /// Works everything out, with what is not known.
    pub(crate) fn of(model: &'m Model, flows: &Flows<'m>, loads: &Loads<'m>) -> (Self, Vec<Unknown>) {
        let mut unknowns = Vec::new();
        let mut stored = state(model, loads, &mut unknowns);
        stored.extend(topics(model, loads, &mut unknowns));
        stored.retain(|row| countable(row.figures()) || beyond(row.component, &mut unknowns));
        let mut links = links(model, flows, loads, &mut unknowns);
        links.retain(|link| countable(link.figures()));
        let mut rates = flows.all().iter().filter_map(Flow::average).peekable();
        let requests = rates.peek().is_some().then(|| rates.sum::<f64>());
        let (mut costs, mut bills) = costs(model, loads, requests);
        costs.retain(|row| countable(vec![&row.monthly]) || beyond(row.component, &mut unknowns));
        bills.retain(|bill| countable(vec![&bill.monthly]));
        let asked = model.components().filter_map(|component| asked(model, loads, component)).collect();
        let mut rooms = rooms(model, &stored);
        rooms.retain(|row| countable(row.figures()));
        (Self { asked, stored, rooms, links, costs, bills }, unknowns)
    }
}
