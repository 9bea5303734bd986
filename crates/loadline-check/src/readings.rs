//! What several rules read alike: one file for one reading of the model, such as what a component can carry.
//!
//! A reading computes and explains; it never reports.

pub(crate) mod abroad;
pub(crate) mod alerts;
pub(crate) mod amplification;
pub(crate) mod bad_versions;
pub(crate) mod cache_load;
pub(crate) mod call_graph;
pub(crate) mod channel;
pub(crate) mod consumer;
pub(crate) mod deploy_reach;
pub(crate) mod digraph;
pub(crate) mod downtime;
pub(crate) mod guard;
pub(crate) mod hard_path;
pub(crate) mod latency_target;
pub(crate) mod objective;
pub(crate) mod on_line;
pub(crate) mod piece;
pub(crate) mod predictions;
pub(crate) mod promise;
pub(crate) mod recorded;
pub(crate) mod retention;
pub(crate) mod sensitivity;
pub(crate) mod single_point;
pub(crate) mod spending;
pub(crate) mod stakes;
pub(crate) mod time_budget;
pub(crate) mod trust;
pub(crate) mod usage;

pub(crate) use loadline_base::figure;
pub(crate) use loadline_capacity::{edge_load, served, service_time, throughput};
pub(crate) use loadline_flow::{domains, fallback, retrying, said};

use deploy_reach::DeployReach;
use edge_load::EdgeLoads;
use loadline_flow::Flows;
use loadline_model::Model;
use predictions::Predicted;
use single_point::Needed;
use spending::Spending;
use std::sync::{Arc, OnceLock};
use time_budget::Budget;
use usage::Usage;

/// The readings that need a pass over the whole model, made once for all rules.
#[derive(Debug)]
pub(crate) struct Readings<'m> {
    /// What share of a component a bad deploy reaches.
    pub(crate) deploys: DeployReach<'m>,
    /// Which journeys use which edge.
    pub(crate) usage: Usage<'m>,
    /// What journeys send over every edge.
    pub(crate) loads: EdgeLoads<'m>,
    /// Who waits how long for whom, and what that one may spend meanwhile.
    pub(crate) budgets: Vec<(Budget<'m>, Arc<Spending<'m>>)>,
    /// The failures of journeys, once a rule asks for them.
    pub(crate) predicted: OnceLock<Predicted<'m>>,
    /// What important journeys cannot do without, once a rule asks for it.
    pub(crate) needed: OnceLock<Vec<Needed<'m>>>,
}

impl<'m> Readings<'m> {
    /// Goes through the flows.
    pub(crate) fn of(model: &'m Model, flows: &'m Flows<'m>) -> Self {
        let of_time = || {
            let usage = Usage::of(model, flows);
            let budgets = time_budget::budgets(model, flows, &usage);
            (usage, budgets)
        };
        let of_load = || (DeployReach::of(model), EdgeLoads::of(model, flows));
        let ((usage, budgets), (deploys, loads)) = rayon::join(of_time, of_load);
        Self { deploys, usage, loads, budgets, predicted: OnceLock::new(), needed: OnceLock::new() }
    }
}
