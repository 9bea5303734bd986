//! Every kind of thing a model can hold, one file per concept. The root is [`System`].

mod actor;
mod cache;
mod capacity;
mod change;
mod common;
mod data;
mod external;
mod failure;
mod failure_mode;
mod governance;
mod interface;
mod job;
mod journey;
mod need;
mod operations;
mod placement;
mod policy;
mod queue;
mod runbook;
mod scenario;
mod security;
mod service;
mod slo;
mod state;
mod store;
mod system;
mod team;

pub use actor::{Actor, ActorKind};
pub use cache::{Cache, CachePattern};
pub use capacity::{
    AdaptiveLimit, Autoscale, Balancing, Capacity, Discipline, Expired, QueueLimit, ReplicaMode, Replicas,
    Resources, ServiceTime,
};
pub use change::{
    Migration, MigrationStrategy, Rollback, Rollout, RolloutStrategy, Standard, Test, TestKind,
};
pub use common::{Common, Health, Logs, Runtime, SecretSource, Secrets, Signals};
pub use data::{Data, DataClass};
pub use external::External;
pub use failure::{DeployScope, Deploys, Failover, Incidents, Reliability};
pub use failure_mode::{FailureCategory, FailureMode};
pub use governance::{Acceptance, Assumption, Decision, Decisions};
pub use interface::{Change, ChangeKind, Interface, Payload, Reach};
pub use job::Job;
pub use journey::{Completion, Criticality, Impact, Journey, Latency, Load};
pub use need::{
    Access, Await, Backoff, BackoffKind, BackoffTimes, Breaker, Fallback, Jitter, Need, NeedKind, Needs,
    Phase, Retries, Route, Toggle, Via,
};
pub use operations::{Cadence, Drill, Handoff, Kpi, Operations, Postmortem, Role, SeverityLevel, ToilItem};
pub use placement::{Boundary, CellGroup, Domain, DomainKind, RegionMode, Regions, Trust};
pub use policy::{
    AlertPolicy, AlertTier, BudgetPolicy, BudgetStep, Page, PageClass, Policies, ReleasePolicy,
};
pub use queue::{Delivery, Evolution, Ordering, Queue, Topic};
pub use runbook::Runbook;
pub use scenario::{ArrivalPattern, FaultKind, LoadLevel, LoadPoint, Scenario, ScenarioFault};
pub use security::{Risk, Threat};
pub use service::Service;
pub use slo::{
    AlertExtras, AvailabilitySli, BudgetingMethod, CalendarUnit, CalendarWindow, FreshnessSli, GaugeSli,
    LatencySli, Maintenance, NoData, RawSli, Sli, Slo, SloAlert, SloBudgeting, ThroughputSli,
};
pub use state::{Consistency, Copies, Copy, CopyPurpose, StateItem, StatePattern};
pub use store::{Backup, Rebuild, Store};
pub use system::{Constraints, Identity, Scope, System};
pub use team::Team;
