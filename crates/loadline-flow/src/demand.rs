//! How many operations a second every component must serve: the sum over journeys of rate × visits.

use crate::{Flow, Flows};
use loadline_model::kinds::Load;
use loadline_model::{ComponentId, Model};

/// What one journey asks of one component.
#[derive(Debug, Clone, PartialEq)]
pub struct Share<'m> {
    /// Id of the journey.
    pub journey: &'m str,
    /// Visits per request.
    pub visits: f64,
    /// Operations a second on average; `None` when the journey's average is unknown.
    pub average: Option<f64>,
    /// Operations a second at the journey's peak; `None` when its peak is unknown.
    pub peak: Option<f64>,
}

/// What all journeys together ask of one component, first attempts only.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Demand<'m> {
    /// Journey by journey.
    pub shares: Vec<Share<'m>>,
}

impl Demand<'_> {
    /// Operations a second when every journey is at its peak; 0 when none says one. A journey that says no peak counts with
    /// its average, which is the least that its peak can be; one without either adds nothing.
    #[must_use]
    pub fn peak(&self) -> f64 {
        if self.shares.iter().all(|share| share.peak.is_none()) {
            return 0.0;
        }
        self.shares.iter().filter_map(|share| share.peak.or(share.average)).sum()
    }

    /// Operations a second on average; journeys without a known average add nothing.
    #[must_use]
    pub fn average(&self) -> f64 {
        self.shares.iter().filter_map(|share| share.average).sum()
    }

    /// Whether every journey that passes says its peak.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.shares.iter().all(|share| share.peak.is_some())
    }

    /// The arithmetic of [`Demand::peak`]: `350 × 1.8 (place-order) + 1,800 × 1 (browse)`.
    #[must_use]
    pub fn peak_formula(&self) -> String {
        let number = loadline_base::units::format_number;
        let parts: Vec<String> = self
            .shares
            .iter()
            .filter(|share| share.visits > 0.0)
            .filter_map(|share| {
                let rate = share.peak.or(share.average)? / share.visits;
                let stands_in = if share.peak.is_none() { ", on average" } else { "" };
                Some(format!("{} × {} ({}{stands_in})", number(rate), number(share.visits), share.journey))
            })
            .collect();
        parts.join(" + ")
    }
}

/// What all journeys ask of every component.
#[derive(Debug, Clone)]
pub struct Demands<'m> {
    by_component: Vec<Demand<'m>>,
}

impl<'m> Demands<'m> {
    /// Adds up the flows.
    #[must_use]
    pub fn of(model: &'m Model, flows: &Flows<'m>) -> Self {
        let mut by_component = vec![Demand::default(); model.component_count()];
        for flow in flows.all() {
            let (average, peak) = journey_rates(flow.journey.load.as_deref());
            for station in &flow.stations {
                let shares: &mut Vec<Share<'m>> = &mut by_component[station.component.id.index()].shares;
                let visits = station.visits;
                let more = |rate: Option<f64>| rate.map(|rate| rate * visits);
                match shares.last_mut() {
                    Some(last) if last.journey == flow.id => {
                        last.visits += visits;
                        last.average = last.average.zip(more(average)).map(|(a, b)| a + b);
                        last.peak = last.peak.zip(more(peak)).map(|(a, b)| a + b);
                    }
                    _ => shares.push(Share {
                        journey: flow.id,
                        visits,
                        average: more(average),
                        peak: more(peak),
                    }),
                }
            }
        }
        Self { by_component }
    }

    /// What is asked of this component.
    #[must_use]
    pub fn on(&self, component: ComponentId) -> &Demand<'m> {
        &self.by_component[component.index()]
    }
}

/// Average and peak requests a second of a journey. The average may follow from daily users × actions ÷ 86,400 s, the
/// peak from average × peak factor.
#[must_use]
pub fn journey_rates(load: Option<&Load>) -> (Option<f64>, Option<f64>) {
    let Some(load) = load else { return (None, None) };
    let from_users =
        || Some(load.daily_users.as_ref()?.get() as f64 * load.actions_per_user.as_ref()?.get() / 86_400.0);
    let average = load.average.as_ref().map(|rate| rate.per_second()).or_else(from_users);
    let from_average = || Some(average? * load.peak_factor.as_ref()?.get());
    (average, load.peak.as_ref().map(|rate| rate.per_second()).or_else(from_average))
}

impl Flow<'_> {
    /// Peak requests a second of the journey, when known.
    #[must_use]
    pub fn peak(&self) -> Option<f64> {
        journey_rates(self.journey.load.as_deref()).1
    }

    /// Average requests a second of the journey, when known.
    #[must_use]
    pub fn average(&self) -> Option<f64> {
        journey_rates(self.journey.load.as_deref()).0
    }
}
