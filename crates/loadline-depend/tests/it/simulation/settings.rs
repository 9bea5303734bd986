//! Random settings: each a model as a user writes it, and beside it what happens in that system, said plainly.

use super::estimate::Seen;
use super::world::{Breaks, World};
use loadline_depend::Top;
use loadline_flow::Load;
use loadline_math::Stream;

/// One setting.
pub(super) struct Setting {
    /// What is tried.
    pub(super) of: &'static str,
    /// The model.
    pub(super) model: String,
    /// What the load asks of its components.
    pub(super) loads: Vec<(&'static str, Load)>,
    /// What is claimed.
    pub(super) top: Top,
    /// What breaks in it.
    pub(super) breaks: Vec<Breaks>,
    /// What happens, seen for as long as that world lasts.
    pub(super) seen: Box<dyn Fn(&mut World) -> Seen + Send + Sync>,
}

impl Setting {
    /// A journey that fails now and then.
    pub(super) fn fails(
        of: &'static str,
        model: String,
        breaks: Vec<Breaks>,
        seen: impl Fn(&mut World) -> Seen + Send + Sync + 'static,
    ) -> Self {
        Self { of, model, loads: Vec::new(), top: Top::Failed, breaks, seen: Box::new(seen) }
    }
}

/// Parameters of settings, drawn once and written as a user would.
pub(super) struct Draw(pub(super) Stream);

impl Draw {
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.0.uniform()
    }

    /// A whole number of these, both included.
    pub(super) fn whole(&mut self, low: u64, high: u64) -> u64 {
        low + (self.0.uniform() * (high - low + 1) as f64) as u64
    }

    pub(super) fn chance(&mut self) -> bool {
        self.0.uniform() < 0.5
    }

    /// Whole seconds.
    pub(super) fn seconds(&mut self, low: f64, high: f64) -> f64 {
        self.between(low, high).round()
    }

    /// Something that breaks for minutes; as often small shares as large ones.
    pub(super) fn breaks(&mut self, low: f64, high: f64) -> Breaks {
        let share = (self.between(low.ln(), high.ln())).exp();
        Breaks::now_and_then(share, self.seconds(60.0, 3600.0))
    }
}

/// The figure of a component as counted incidents.
pub(super) fn incidents(of: Breaks) -> String {
    format!("incidents: {{per-year: {}, mean: {}s}}", of.per_year(), of.mean)
}

/// The figure of its copies; the share is that of the rounded times.
pub(super) fn repairs(of: &mut Breaks) -> String {
    let between = (of.mean / of.share).round();
    of.share = of.mean / between;
    format!("mtbf: {between}s, mttr: {}s", of.mean)
}

/// Never broken by itself.
pub(super) const SOUND: &str = "incidents: {per-year: 0, mean: 60s}";

/// The only journey, into the only service that faces users.
pub(super) const ENTRY: &str = "journeys: {j: {entry: web.http}}\n";
