//! How many requests a second a component can carry, read from the figures the model states.
//!
//! Always the most it can be: time spent waiting for callees is not counted, so what exceeds it surely does.

use crate::copies::Copies;
pub use crate::copies::running;
use crate::one_copy::OneCopy;
use crate::sizing;
use loadline_base::Span;
use loadline_base::figure::{count, figure};
use loadline_model::{Body, Component, Model};

/// Requests a second that a component can carry.
#[derive(Debug, Clone)]
pub struct Throughput {
    /// With every replica that scaling may add.
    pub rps: f64,
    /// The arithmetic of `each`: `24 workers ÷ 126 ms`.
    pub one: String,
    /// Of one replica.
    pub each: f64,
    /// Most replicas, the ones behind `rps`.
    pub replicas: u64,
    /// Fewest replicas that run.
    pub fewest: u64,
    /// Cells that the replicas are divided among.
    cells: u64,
    /// What one more of them is called: `replica`, `shard` or `follower`.
    pub noun: &'static str,
    /// The arithmetic of `rps`: `3 replicas × 24 workers ÷ 126 ms`.
    pub formula: String,
    /// Where the figure for one replica is written.
    pub span: Span,
}

impl Throughput {
    /// Fewest and most copies of one cell, in all of its shards.
    pub(crate) fn of(one: &OneCopy, cells: u64, running: (u64, u64), noun: &'static str) -> Self {
        let OneCopy { rps: each, span, .. } = *one;
        let [fewest, replicas] = [running.0, running.1].map(|copies| copies.saturating_mul(cells));
        let one = one.formula.to_string();
        let formula = times(cells, replicas, noun, &one);
        Self { rps: each * replicas as f64, one, each, replicas, fewest, cells, noun, formula, span }
    }

    /// Whether load may change the number of replicas.
    #[must_use]
    pub const fn scales(&self) -> bool {
        self.replicas > self.fewest
    }

    /// What the fewest replicas carry, before scaling has added any, and its arithmetic.
    #[must_use]
    pub fn unscaled(&self) -> (f64, String) {
        (self.each * self.fewest as f64, times(self.cells, self.fewest, self.noun, &self.one))
    }

    /// `574 rps = 3 replicas × 24 workers ÷ 126 ms`.
    #[must_use]
    pub fn working(&self) -> String {
        let rps = format!("{} rps", figure(self.rps));
        if self.formula == rps { rps } else { format!("{rps} = {}", self.formula) }
    }
}

/// What a component can carry; `None` when the model does not say enough. For an external it is the quota it grants.
///
/// With several interfaces the fastest one counts. Copies of a store that follow each other all take every write, so
/// they count as one (times its shards), unless reads are routed to the copies.
#[must_use]
pub fn throughput(model: &Model, component: Component<'_>) -> Option<Throughput> {
    let one = OneCopy::of(component)?;
    let copies = Copies::of(model, component)?;
    Some(Throughput::of(&one, copies.cells, carriers(model, component, &copies), "replica"))
}

/// `10 cells × 3 replicas × 24 workers ÷ 126 ms`; a single cell or replica is not worth a word.
fn times(cells: u64, replicas: u64, noun: &str, one: &str) -> String {
    let factor = |number: u64, noun: &str| match number {
        1 => String::new(),
        _ => format!("{} × ", count(number, noun)),
    };
    format!("{}{}{one}", factor(cells, "cell"), factor(replicas / cells.max(1), noun))
}

/// What one replica can carry: its measured rate, else workers ÷ mean service time.
#[must_use]
pub fn of_one(component: Component<'_>) -> Option<(f64, String, Span)> {
    OneCopy::of(component).map(|one| (one.rps, one.formula.to_string(), one.span))
}

/// Fewest and most replicas that share the requests among them.
fn carriers(model: &Model, component: Component<'_>, copies: &Copies) -> (u64, u64) {
    let Body::Store(_) = component.body else {
        return if copies.follow { (1, 1) } else { (copies.fewest, copies.most) };
    };
    let spread_reads =
        copies.readers > 0 || model.callers(component.id).any(|edge| sizing::from_replicas(&edge));
    let all = |carriers: u64| carriers.saturating_add(copies.readers).saturating_mul(copies.shards);
    if copies.follow && !spread_reads {
        (copies.shards, copies.shards)
    } else {
        (all(copies.fewest), all(copies.most))
    }
}
