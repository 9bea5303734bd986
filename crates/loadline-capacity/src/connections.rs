//! Connection pools of all callers together, against the connections their target accepts.

use crate::copies::{Copies, running};
use crate::growth::{Growing, first_day};
use crate::limit::Limit;
use crate::provenance::{assumed, computed, input};
use crate::reading::Reading;
use crate::side::What;
use crate::yardstick::Yardstick;
use loadline_base::units::format_number;
use loadline_evidence::{Input, Quantity};
use loadline_flow::cells::sharing;
use loadline_model::kinds::Route;
use loadline_model::{Component, Edge, Model};
use std::sync::Arc;

/// The pool one caller holds.
#[derive(Debug, Clone, Copy)]
pub struct Pool<'m> {
    /// The edge it belongs to.
    pub edge: Edge<'m>,
    /// Connections of one replica of the caller.
    pub size: u64,
    /// Fewest and most replicas of the caller; `None` when it does not say, and then it counts as one.
    pub replicas: Option<(u64, u64)>,
    /// Cells that each have these replicas and share the target.
    pub cells: u64,
}

impl Pool<'_> {
    /// Connections when the caller has scaled out.
    #[must_use]
    pub fn most(&self) -> u64 {
        self.with(self.replicas.map_or(1, |(_, most)| most))
    }

    /// Connections before scaling has added any replica.
    #[must_use]
    pub fn fewest(&self) -> u64 {
        self.with(self.replicas.map_or(1, |(fewest, _)| fewest))
    }

    fn with(&self, replicas: u64) -> u64 {
        self.size.saturating_mul(replicas).saturating_mul(self.cells)
    }

    /// The arithmetic of [`Pool::most`]: `` `orders` 12 × 40 = 480 ``.
    #[must_use]
    pub fn words(&self) -> String {
        let name = self.edge.from.name;
        let replicas =
            self.replicas.map_or_else(|| "1 (replicas not said)".into(), |(_, most)| most.to_string());
        let cells = if self.cells > 1 { format!("{} cells × ", self.cells) } else { String::new() };
        format!("`{name}` {cells}{replicas} × {} = {}", self.size, self.most())
    }

    fn input(&self) -> Input {
        let path = format!("{}/pool", self.edge.path());
        match &self.edge.need.pool {
            Some(pool) => input(path, self.size as f64, "connections", pool),
            None => assumed(path, self.size as f64, "connections"),
        }
    }
}

/// The pools that callers hold to a component. Reads from copies go to other machines and are left out.
pub fn pools<'m>(model: &'m Model, component: Component<'m>) -> impl Iterator<Item = Pool<'m>> {
    model.callers(component.id).filter_map(|edge| pool(model, edge))
}

fn pool<'m>(model: &'m Model, edge: Edge<'m>) -> Option<Pool<'m>> {
    let size = edge.need.pool.as_ref().filter(|pool| pool.is_decided())?.value.value()?.get();
    let to_copies = edge.need.route.as_ref().is_some_and(|route| route.value == Route::Replica);
    let replicas = edge.from.common().replicas.as_deref().and_then(running);
    let cells = sharing(model, edge.from, edge.to);
    (!to_copies && !edge.start_only()).then_some(Pool { edge, size, replicas, cells })
}

/// The connections of one component.
#[derive(Debug, Clone)]
pub struct Connections<'m> {
    /// The component that accepts them.
    pub component: Component<'m>,
    /// Connections it accepts.
    pub accepts: Quantity,
    /// Connections its callers hold before scaling has added any replica.
    pub fewest: Quantity,
    /// Connections its callers hold when they have scaled out.
    pub most: Quantity,
}

impl Connections<'_> {
    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        vec![&self.accepts, &self.fewest, &self.most]
    }
}

/// The connections of a component that says how many it accepts or whose callers pool theirs, and the factor of today's
/// load at which scaling callers would hold more than it accepts.
pub(crate) fn connections<'m>(
    by: &Yardstick<'m, '_>,
    readings: &[Reading<'m, '_>],
    component: Component<'m>,
) -> Option<(Connections<'m>, Option<Limit<'m>>)> {
    let accepts = component.common().capacity.as_ref()?.connections.as_ref()?;
    let accepts =
        (accepts.is_decided().then_some(accepts)?, format!("{}/capacity/connections", component.path()));
    let pools: Vec<Pool<'m>> = pools(by.model, component).collect();
    if pools.is_empty() {
        return None;
    }
    let sum = |of: fn(&Pool<'m>) -> u64| pools.iter().fold(0u64, |sum, pool| sum.saturating_add(of(pool)));
    let inputs: Arc<[Input]> = pools.iter().map(Pool::input).collect();
    let number = |count: u64| format_number(count as f64);
    let words: Vec<String> = pools.iter().map(Pool::words).collect();
    let before: Vec<String> =
        pools.iter().map(|pool| format!("`{}` {}", pool.edge.from.name, number(pool.fewest()))).collect();
    let most = accepts.0.get();
    let limit = input(accepts.1, most as f64, "connections", accepts.0);
    let quantity = |name: &'static str, value: u64, words: &[String]| {
        Quantity::computed(name, value as f64, "connections", words.join(" + ")).from(Arc::clone(&inputs))
    };
    let found = Connections {
        component,
        accepts: Quantity::stated("connections accepted", most as f64, "connections").from([limit]),
        fewest: quantity("connections held at fewest copies", sum(Pool::fewest), &before),
        most: quantity("connections held at most copies", sum(Pool::most), &words),
    };
    let limit = exhausted(by, readings, component, &pools, &found);
    Some((found, limit))
}

/// Where scaling out takes the last connection. `None` when it never does.
fn exhausted<'m>(
    by: &Yardstick<'m, '_>,
    readings: &[Reading<'m, '_>],
    component: Component<'m>,
    pools: &[Pool<'m>],
    found: &Connections<'m>,
) -> Option<Limit<'m>> {
    let accepts = found.accepts.value;
    if found.most.value <= accepts {
        return None;
    }
    let callers: Vec<Caller<'_, 'm>> = pools.iter().map(|pool| Caller::of(readings, pool)).collect();
    let held = |factor: f64| callers.iter().map(|caller| caller.holds(factor)).sum::<f64>();
    let now = held(1.0);
    // Copies are added one by one, so this steps up; a thousandfold load has added all there are.
    let (mut low, mut high) = (0.0, 1e3);
    if held(high) <= accepts {
        return None;
    }
    if held(0.0) > accepts {
        high = 0.0;
    }
    for _ in 0..64 {
        let middle = f64::midpoint(low, high);
        if held(middle) > accepts { high = middle } else { low = middle }
    }
    let load = Quantity::computed("load", now, "connections", "pools of the copies that today's peak needs")
        .from(Arc::clone(&found.most.inputs));
    let when = readings[component.id.index()].when;
    let base = by.base(component, What::Connections, when, load, found.accepts.clone());
    let words = format!("where callers have scaled out to more than {} connections", format_number(accepts));
    let lasts =
        Quantity::computed("lasts to", high, "1", words).from([computed("carries", accepts, "connections")]);
    // Connections do not grow in step with the load: copies are added one by one, each caller with its own growth.
    let grows = callers.iter().any(|caller| caller.growing.is_some());
    let held_after = |years: f64| callers.iter().map(|caller| caller.holds(caller.after(years))).sum::<f64>();
    let full = grows.then(|| first_day(|years| held_after(years) > accepts, by.today));
    Some(Limit { lasts, full, headroom_ends: None, ..base })
}

/// A pool whose caller adds copies as its load grows.
struct Caller<'p, 'm> {
    pool: &'p Pool<'m>,
    copies: Option<&'p Copies>,
    load: Option<f64>,
    each: Option<f64>,
    growing: Option<Growing>,
}

impl<'p, 'm> Caller<'p, 'm> {
    fn of(readings: &'p [Reading<'m, '_>], pool: &'p Pool<'m>) -> Self {
        let caller = &readings[pool.edge.from.id.index()];
        Self {
            pool,
            copies: caller.copies.as_ref(),
            load: caller.rate,
            each: caller.one.as_ref().map(|one| one.rps),
            growing: Growing::of(caller.load, caller.when),
        }
    }

    /// Its load after some years as a multiple of today's; without stated growth it stays.
    fn after(&self, years: f64) -> f64 {
        self.growing.as_ref().map_or(1.0, |growing| growing.after(years))
    }

    fn holds(&self, factor: f64) -> f64 {
        let Some(copies) = self.copies else { return self.pool.most() as f64 };
        // Whether an unknown load needs the copies is unknown too; the fewest run in any case.
        self.pool.with(copies.running(self.load.map(|load| load * factor), self.each)) as f64
    }
}
