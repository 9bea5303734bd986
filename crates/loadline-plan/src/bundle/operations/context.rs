//! What is operated, which journeys matter, and what a minute without each of them costs.

use crate::bundle::design::scope;
use crate::bundle::desk::{Desk, blank};
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use loadline_base::units::Per;
use loadline_evidence::Quantity;
use loadline_model::Named;
use loadline_model::kinds::Journey;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "context", title: "Service context", gates: &["O1"], write };

fn write(desk: &mut Desk<'_, '_>) {
    scope::write(desk);
    minutes(desk);
}

/// What a minute of a whole outage costs: average requests a minute × revenue of each.
fn minutes(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, journey) in desk.facts.important_journeys() {
        let at = format!("journeys/{id}");
        let lost = match requests(desk, id) {
            Some(lost) => desk.figure(&at, &lost),
            None => blank(),
        };
        let cost = match cost(desk, id, journey) {
            Some((cost, currency)) => {
                let words = format!("{} {currency}", loadline_base::figure::figure(cost.value));
                desk.worked(&at, &cost, words)
            }
            None => blank(),
        };
        rows.push(vec![Words::id(id), lost, cost]);
    }
    desk.table(
        "What a minute costs in which everything fails, on average",
        &["journey", "requests", "revenue"],
        rows,
    );
}

fn requests(desk: &Desk<'_, '_>, id: &str) -> Option<Quantity> {
    let average = desk.facts.flows.of(id)?.average()?;
    let formula = format!("{} rps × 60 s", loadline_base::figure::figure(average));
    Some(Quantity::computed(
        format!("requests of {id} lost in a minute"),
        average * 60.0,
        "requests",
        formula,
    ))
}

fn cost<'a>(desk: &Desk<'a, '_>, id: &str, journey: &'a Named<Journey>) -> Option<(Quantity, &'a str)> {
    let revenue = journey.impact.as_deref()?.revenue.as_ref()?;
    let average = desk.facts.flows.of(id)?.average()?;
    if revenue.per() != Some(Per::Request) {
        return None;
    }
    let formula = format!("{} rps × 60 s × {}", loadline_base::figure::figure(average), revenue.value);
    let value = average * 60.0 * revenue.amount();
    let quantity = Quantity::computed(format!("revenue of {id} lost in a minute"), value, "money", formula);
    Some((quantity, revenue.value.currency()))
}
