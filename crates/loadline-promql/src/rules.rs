//! Recording and alerting rules: read from Prometheus' rule files, and replayed over a history as a server would have
//! evaluated them, group by group and rule by rule.

mod group;
mod machine;
mod output;
mod read;
mod replay;
mod template;
mod timeline;

pub use group::{AlertingRule, RecordingRule, Rule, RuleGroup};
pub use read::{FileError, read};
pub(crate) use read::{Placed, Yaml, duration, parse_yaml};
pub(crate) use replay::{Replay, Snapshot};
pub use replay::{Setup, replay};
pub use template::{Template, TemplateError};
pub use timeline::{AlertRun, AlertTimeline, Problem};
