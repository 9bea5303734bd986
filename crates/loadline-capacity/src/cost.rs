//! What the components cost in a month, as far as prices are stated: by the month as written, by the request at the
//! average load. Sums are made within a currency; nothing is converted.

use crate::load::{Loads, When};
use crate::provenance::{computed, input};
use loadline_base::units::{Money, Per, Period, format_number};
use loadline_evidence::{Input, Quantity};
use loadline_model::{Component, Model};

/// What one component costs in a month.
#[derive(Debug, Clone)]
pub struct Cost<'m> {
    /// The component.
    pub component: Component<'m>,
    /// Currency (ISO 4217).
    pub currency: String,
    /// In a month.
    pub monthly: Quantity,
}

/// What all components together cost in a month, in one currency.
#[derive(Debug, Clone)]
pub struct Bill {
    /// Currency (ISO 4217).
    pub currency: String,
    /// In a month.
    pub monthly: Quantity,
    /// What the system may cost in a month, when that is said in the same currency.
    pub budget: Option<Quantity>,
    /// For a thousand requests of all journeys on average.
    pub per_thousand: Option<Quantity>,
}

/// The prices of components, in the order written, and their sums.
pub(crate) fn costs<'m>(
    model: &'m Model,
    loads: &Loads<'m>,
    requests: Option<f64>,
) -> (Vec<Cost<'m>>, Vec<Bill>) {
    let mut costs = Vec::new();
    for component in model.components() {
        let Some(cost) = component.common().cost.as_ref().filter(|cost| cost.is_decided()) else { continue };
        let load = loads.on(component.id).rate(When::Average);
        let read = input(format!("{}/cost", component.path()), cost.amount(), "1", cost);
        if let Some(monthly) = monthly(&cost.value, load, read) {
            costs.push(Cost { component, currency: cost.currency().to_owned(), monthly });
        }
    }
    let bills = bills(model, &costs, requests);
    (costs, bills)
}

/// A price by the month; `None` for what is paid once, and by the request when the load is unknown.
fn monthly(cost: &Money, load: Option<f64>, read: Input) -> Option<Quantity> {
    let month = Period::Month.seconds();
    let amount = format_number(cost.amount());
    let (value, formula, load) = match cost.per()? {
        Per::Period(period) => {
            let times = month / period.seconds();
            (cost.amount() * times, format!("{amount} × {}", format_number(times)), None)
        }
        Per::Request => {
            let load = load?;
            (
                cost.amount() * load * month,
                format!("{amount} × {} rps × 1 month", format_number(load)),
                Some(load),
            )
        }
    };
    let load = load.map(|load| computed("average load", load, "rps"));
    Some(
        Quantity::computed("cost a month", value, "money", formula)
            .from([read].into_iter().chain(load).collect::<Vec<_>>()),
    )
}

fn bills(model: &Model, costs: &[Cost<'_>], requests: Option<f64>) -> Vec<Bill> {
    let mut currencies: Vec<&str> = costs.iter().map(|cost| cost.currency.as_str()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    let constraints = model.system.identity.as_ref().and_then(|identity| identity.constraints.as_ref());
    let budget = constraints.and_then(|constraints| constraints.budget.as_ref());
    let bill = |currency: &str| {
        let parts: Vec<&Cost<'_>> = costs.iter().filter(|cost| cost.currency == currency).collect();
        let total: f64 = parts.iter().map(|cost| cost.monthly.value).sum();
        let formula = format!("sum of {} components", parts.len());
        let month = Period::Month.seconds();
        let budget = budget.filter(|budget| budget.currency() == currency).and_then(|budget| {
            let read = input("system/constraints/budget", budget.amount(), "1", budget);
            Some(Quantity { name: "budget a month".into(), ..monthly(&budget.value, None, read)? })
        });
        let per_thousand = requests.filter(|rate| *rate > 0.0).map(|rate| {
            let words = format!("{} ÷ ({} rps × 1 month) × 1,000", format_number(total), format_number(rate));
            Quantity::computed("cost of a thousand requests", total / (rate * month) * 1e3, "money", words)
        });
        Bill {
            currency: currency.to_owned(),
            monthly: Quantity::computed("cost a month", total, "money", formula),
            budget,
            per_thousand,
        }
    };
    currencies.into_iter().map(bill).collect()
}
