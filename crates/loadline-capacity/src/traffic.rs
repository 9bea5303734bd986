//! How often every journey is done: average, peak and burst, from stated rates or from users, and how that grows.

use crate::provenance::input;
use crate::unknown::Unknown;
use loadline_base::units::format_number;
use loadline_evidence::{Input, Quantity};
use loadline_flow::Flow;
use loadline_model::kinds::Load;

/// Seconds in a day, over which daily actions are spread.
pub(crate) const DAY: f64 = 86_400.0;

/// The traffic of one journey, in requests a second.
#[derive(Debug, Clone, PartialEq)]
pub struct Traffic<'m> {
    /// Id of the journey.
    pub journey: &'m str,
    /// Mean over the day.
    pub average: Option<Quantity>,
    /// In the busiest minutes.
    pub peak: Option<Quantity>,
    /// In the shortest spike.
    pub burst: Option<Quantity>,
    /// Peak ÷ average.
    pub multiplier: Option<Quantity>,
    /// Requests a second on average that change state.
    pub writes: Option<Quantity>,
    /// Requests a second on average that only read.
    pub reads: Option<Quantity>,
    /// Factor by which it is multiplied in a year.
    pub growth: Option<Quantity>,
}

impl<'m> Traffic<'m> {
    /// Reads the load of a journey.
    #[must_use]
    pub fn of(flow: &Flow<'m>) -> Self {
        let none = Self {
            journey: flow.id,
            average: None,
            peak: None,
            burst: None,
            multiplier: None,
            writes: None,
            reads: None,
            growth: None,
        };
        let Some(load) = flow.journey.load.as_deref() else { return none };
        let path = format!("journeys/{}/load", flow.id);
        let average = average(load, &path);
        let peak = peak(load, &path, average.as_ref());
        let share = load.writes.as_ref();
        let split = |name: &'static str, share_of: f64, words: String| {
            let average = average.as_ref()?;
            let inputs: Vec<Input> =
                rate_inputs(load, &path).into_iter().chain(write_share(load, &path)).collect();
            let formula = format!("{} × {words}", format_number(average.value));
            Some(Quantity::computed(name, average.value * share_of, "rps", formula).from(inputs))
        };
        Self {
            burst: load.burst.as_ref().map(|burst| {
                let rate = burst.per_second();
                Quantity::stated("burst", rate, "rps").from([input(
                    format!("{path}/burst"),
                    rate,
                    "rps",
                    burst,
                )])
            }),
            multiplier: average.as_ref().zip(peak.as_ref()).filter(|(average, _)| average.value > 0.0).map(
                |(average, peak)| {
                    let formula = format!("{} ÷ {}", format_number(peak.value), format_number(average.value));
                    Quantity::computed("peak multiplier", peak.value / average.value, "1", formula)
                        .from(peak_inputs(load, &path))
                },
            ),
            writes: share.and_then(|share| {
                let fraction = share.fraction();
                split("writes", fraction, format_number(fraction))
            }),
            reads: share.and_then(|share| {
                let fraction = share.fraction();
                split("reads", 1.0 - fraction, format!("(1 − {})", format_number(fraction)))
            }),
            growth: load.growth.as_ref().map(|growth| {
                let yearly = growth.yearly_factor();
                Quantity::stated("yearly growth factor", yearly, "1").from([input(
                    format!("{path}/growth"),
                    yearly,
                    "1",
                    growth,
                )])
            }),
            average,
            peak,
            ..none
        }
    }

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

    /// What is missing.
    pub(crate) fn unknowns(&self) -> Vec<Unknown> {
        let path = format!("journeys/{}/load", self.journey);
        let mut unknowns = Vec::new();
        if self.average.is_none() {
            unknowns.push(Unknown::new(
                format!("{path}/average"),
                format!(
                    "storage, bandwidth and cost of `{}` (or its `daily-users` and `actions-per-user`)",
                    self.journey
                ),
            ));
        }
        if self.peak.is_none() {
            unknowns.push(Unknown::new(
                format!("{path}/peak"),
                format!("what `{}` asks at its busiest (or its `peak-factor`)", self.journey),
            ));
        }
        unknowns
    }
}

fn average(load: &Load, path: &str) -> Option<Quantity> {
    if let Some(average) = &load.average {
        return Some(Quantity::stated("average", average.per_second(), "rps").from(rate_inputs(load, path)));
    }
    let (users, actions) = (load.daily_users.as_ref()?, load.actions_per_user.as_ref()?);
    let formula = format!(
        "{} users × {} actions ÷ 86,400 s",
        format_number(users.get() as f64),
        format_number(actions.get())
    );
    let rate = users.get() as f64 * actions.get() / DAY;
    Some(Quantity::computed("average", rate, "rps", formula).from(rate_inputs(load, path)))
}

fn peak(load: &Load, path: &str, average: Option<&Quantity>) -> Option<Quantity> {
    if let Some(peak) = &load.peak {
        return Some(Quantity::stated("peak", peak.per_second(), "rps").from(peak_inputs(load, path)));
    }
    let (average, factor) = (average?, load.peak_factor.as_ref()?);
    let formula = format!("{} × {}", format_number(average.value), format_number(factor.get()));
    Some(
        Quantity::computed("peak", average.value * factor.get(), "rps", formula)
            .from(peak_inputs(load, path)),
    )
}

/// What the average of a journey is read from.
pub(crate) fn rate_inputs(load: &Load, path: &str) -> Vec<Input> {
    if let Some(average) = &load.average {
        return vec![input(format!("{path}/average"), average.per_second(), "rps", average)];
    }
    let users = load.daily_users.as_ref();
    let actions = load.actions_per_user.as_ref();
    let users = users.map(|users| input(format!("{path}/daily-users"), users.get() as f64, "1", users));
    let actions =
        actions.map(|actions| input(format!("{path}/actions-per-user"), actions.get(), "1", actions));
    users.into_iter().chain(actions).collect()
}

/// What the peak of a journey is read from.
pub(crate) fn peak_inputs(load: &Load, path: &str) -> Vec<Input> {
    if let Some(peak) = &load.peak {
        return vec![input(format!("{path}/peak"), peak.per_second(), "rps", peak)];
    }
    let factor = load.peak_factor.as_ref();
    let factor = factor.map(|factor| input(format!("{path}/peak-factor"), factor.get(), "1", factor));
    rate_inputs(load, path).into_iter().chain(factor).collect()
}

fn write_share(load: &Load, path: &str) -> Option<Input> {
    let share = load.writes.as_ref()?;
    Some(input(format!("{path}/writes"), share.fraction(), "1", share))
}
