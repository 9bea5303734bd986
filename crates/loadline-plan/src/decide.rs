//! Decisions that the model's own facts lead to: tables of rows, each with a condition over typed facts.
//!
//! A table is a data file (`decide/tables/<topic>.yaml`), checked when it is read. Nothing here knows a topic.

mod condition;
mod cover;
mod fact;
mod facts;
mod judge;
mod measure;
mod read;
mod subject;
mod table;
mod tables;

pub use condition::{Condition, Key};
pub use cover::{Change, Range};
pub use fact::{Fact, Known, Missing, Reading, Value};
pub use facts::FACTS;
pub use judge::{Called, Decision, FactRead, Judged, decide};
pub use measure::{Kind, Measure};
pub use read::read_table;
pub use subject::Of;
pub use table::{Choice, Mode, Row, Table};
pub use tables::{TOPICS, Topic, table};
