//! How a policy that was replayed does on one part of the history, so that the policies that are in force can be held against
//! those that were found.

use super::Measured;
use crate::Class;
use crate::backtest::{Incident, Page, PolicyReport, Spread};
use loadline_promql::Millis;

/// Measures `policy` from `part.0` to `part.1`: pages by when their first alert fired, incidents by when they began. What was spent before
/// pages is left out: a replay counts it from the start of the incident, a search from one long window before.
#[must_use]
pub fn on_part(policy: &PolicyReport, incidents: Option<&[Incident]>, part: (Millis, Millis)) -> Measured {
    let within = |at: Millis| at >= part.0 && at <= part.1;
    let pages: Vec<&Page> =
        policy.pages.iter().filter(|page| page.class == Class::Page && within(page.fired)).collect();
    let opened = pages.iter().filter(|page| page.opens).count();
    let tickets =
        policy.pages.iter().filter(|page| page.class == Class::Ticket && page.opens && within(page.fired));
    let tickets = tickets.count();
    let (mut delays, mut known, mut heard) = (Vec::new(), 0_usize, 0_usize);
    for caught in &policy.incidents {
        let incident = incidents.and_then(|all| all.get(caught.incident));
        if incident.is_some_and(|incident| within(incident.start)) {
            known += 1;
            let paged = caught.delay.filter(|_| !caught.already).map(|delay| delay as f64);
            heard += usize::from(paged.is_some() || caught.ticket.is_some());
            delays.extend(paged);
        }
    }
    Measured {
        pages: opened,
        updates: pages.len() - opened,
        tickets,
        told: (known > 0).then(|| heard as f64 / known as f64),
        incidents: known,
        recall: (known > 0).then(|| delays.len() as f64 / known as f64),
        detection: Spread::of(delays),
        spent: None,
    }
}
