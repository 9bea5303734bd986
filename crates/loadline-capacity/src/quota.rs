//! The calls an external takes, against the calls that reach it once callers keep to their own rate limits.

use crate::limit::Limit;
use crate::load::When;
use crate::one_copy::OneCopy;
use crate::provenance::input;
use crate::side::What;
use crate::yardstick::Yardstick;
use loadline_base::figure::figure;
use loadline_evidence::{Quantity, Working};
use loadline_model::{Component, Edge};

/// The limit of an external that grants a quota.
pub(crate) fn limit<'m>(
    by: &Yardstick<'m, '_>,
    component: Component<'m>,
    one: &OneCopy,
    when: When,
) -> Option<Limit<'m>> {
    let load = by.loads.on(component.id).quantity("load", when)?;
    let held: Vec<Held> =
        by.model.callers(component.id).filter_map(|edge| Held::of(by, edge, when)).collect();
    let free = (load.value - held.iter().map(|held| held.load).sum::<f64>()).max(0.0);
    let now = at(1.0, free, &held);
    let load = if now < load.value {
        let inputs = held.iter().map(|held| &held.input).chain(load.inputs.iter()).cloned().collect();
        let free = load.value;
        let formula = Working::new(move |f| write!(f, "{} rps, held to rate limits", figure(free)));
        Quantity { value: now, formula: Some(formula), inputs, ..load }
    } else {
        load
    };
    let carries = Quantity::stated("carries", one.rps, "rps").from(one.inputs.as_slice());
    let lasts = fills(one.rps, free, &held)?;
    let base = by.base(component, What::Quota, when, load, carries);
    let (headroom, times) = by.headroom_words();
    let load = base.load.value;
    let formula = Working::new(move |f| write!(f, "{} rps{times}", figure(load)));
    let inputs: Vec<_> = by.headroom.iter().map(|(_, input)| input.clone()).collect();
    let wanted = Quantity::computed("wanted", load * headroom, "rps", formula).from(inputs);
    let lasts = if held.is_empty() {
        base.lasts
    } else {
        Quantity {
            value: lasts,
            formula: Some("where Σ min(factor × load, rate limit) is the quota".into()),
            ..base.lasts
        }
    };
    Some(Limit { lasts, wanted: Some(wanted), ..base })
}

/// The rate limit that a caller sets itself on one edge.
pub(crate) fn own_limit<'m>(by: &Yardstick<'m, '_>, edge: Edge<'m>) -> Option<Limit<'m>> {
    let limit = edge.need.rate_limit.as_ref().filter(|limit| limit.is_decided())?;
    let load = by.loads.edges.on(edge.id);
    let (when, rate) = if load.waited_for { (When::Peak, load.peak) } else { (When::Average, load.average) };
    if rate <= 0.0 {
        return None;
    }
    let path = format!("{}/rate-limit", edge.path());
    let most = limit.per_second();
    let carries = Quantity::stated("carries", most, "rps").from([input(path, most, "rps", limit)]);
    let load = Quantity::computed("load", rate, "rps", format!("calls of `{}`", edge.from.name));
    Some(Limit { edge: Some(edge), ..by.base(edge.from, What::RateLimit, when, load, carries) })
}

/// The calls of one caller with a limit of its own.
struct Held {
    load: f64,
    limit: f64,
    input: loadline_evidence::Input,
}

impl Held {
    fn of(by: &Yardstick<'_, '_>, edge: Edge<'_>, when: When) -> Option<Self> {
        let limit = edge.need.rate_limit.as_ref().filter(|limit| limit.is_decided())?;
        let load = by.loads.edges.on(edge.id);
        let load = if when == When::Average { load.average } else { load.peak };
        let path = format!("{}/rate-limit", edge.path());
        let most = limit.per_second();
        (load > 0.0).then(|| Self { load, limit: most, input: input(path, most, "rps", limit) })
    }
}

/// Calls a second at a factor of today's load.
fn at(factor: f64, free: f64, held: &[Held]) -> f64 {
    factor * free + held.iter().map(|held| (factor * held.load).min(held.limit)).sum::<f64>()
}

/// The factor of today's load at which the calls reach the quota; `None` when rate limits keep them below it for ever.
///
/// Between the factors at which one caller after the other reaches its limit, the calls grow in a straight line.
fn fills(quota: f64, free: f64, held: &[Held]) -> Option<f64> {
    let mut bends: Vec<f64> = held.iter().map(|held| held.limit / held.load).collect();
    bends.sort_by(f64::total_cmp);
    let mut from = 0.0;
    for to in bends.into_iter().chain([f64::INFINITY]) {
        let still: f64 = held.iter().filter(|held| held.limit / held.load > from).map(|held| held.load).sum();
        let slope = free + still;
        let factor = from + (quota - at(from, free, held)) / slope;
        if slope > 0.0 && factor <= to {
            return Some(factor.max(0.0));
        }
        from = to;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(quota: f64, free: f64, held: &[(f64, f64)], expected: Option<f64>) {
        let input = || crate::provenance::assumed("limit", 0.0, "rps");
        let held: Vec<Held> =
            held.iter().map(|(load, limit)| Held { load: *load, limit: *limit, input: input() }).collect();
        let factor = fills(quota, free, &held);
        assert_eq!(factor, expected);
        if let Some(factor) = factor {
            assert!((at(factor, free, &held) - quota).abs() <= 1e-9 * quota);
        }
    }

    #[test]
    fn rate_limits_bend_the_growth_of_calls() {
        check(300.0, 100.0, &[], Some(3.0));
        check(300.0, 100.0, &[(50.0, 60.0)], Some(2.4));
        check(300.0, 0.0, &[(50.0, 60.0)], None);
        check(90.0, 0.0, &[(50.0, 60.0), (10.0, 40.0)], Some(3.0));
        check(30.0, 0.0, &[(50.0, 60.0), (10.0, 40.0)], Some(0.5));
    }
}
