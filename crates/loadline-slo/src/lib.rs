//! Service level objectives: what is promised, what is left of the error budget, and which alerts can be trusted.
//!
//! Pure: texts, series and times go in; objectives, rules, verdicts and reports come out. Nothing here reads a file, asks a
//! server or looks at a clock.

mod alert_labels;
mod alerting;
pub mod alertmanager;
pub mod anomaly;
pub mod backends;
pub mod backtest;
mod budget;
pub mod budget_policy;
mod calendar;
pub mod convert;
pub mod formats;
pub mod history;
mod indicator;
pub mod ledger;
pub mod lint;
mod model;
mod objective;
mod policy;
mod selector;
mod slice_counts;
mod slo;
pub mod status;
pub mod tune;
mod window;

pub use alerting::{Alerting, Extras};
pub use budget::{Budget, Spent};
pub use calendar::{NotACalendar, Spans};
pub use indicator::{Counts, Events, Indicator, Joint, Kind, Part, Sides};
pub use loadline_promql::Millis;
pub use model::{FromModel, Gap, from_model};
pub use objective::{NotATarget, Target};
pub use policy::{AlertPolicy, Class, Tier, cannot_fire, without_tiers};
pub use rust_decimal::Decimal;
pub use slo::{Budgeting, Correction, Slo, WithoutData};
pub use window::{Calendar, Unit, Window, prometheus_duration};
