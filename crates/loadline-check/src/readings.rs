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
pub(crate) mod digraph;
pub(crate) mod domains;
pub(crate) mod downtime;
pub(crate) mod edge_load;
pub(crate) mod figure;
pub(crate) mod guard;
pub(crate) mod hard_path;
pub(crate) mod latency_target;
pub(crate) mod objective;
pub(crate) mod on_line;
pub(crate) mod piece;
pub(crate) mod promise;
pub(crate) mod retention;
pub(crate) mod retrying;
pub(crate) mod said;
pub(crate) mod saying;
pub(crate) mod sensitivity;
pub(crate) mod service_time;
pub(crate) mod single_point;
pub(crate) mod spending;
pub(crate) mod stakes;
pub(crate) mod throughput;
pub(crate) mod time_budget;
pub(crate) mod trust;
pub(crate) mod usage;
