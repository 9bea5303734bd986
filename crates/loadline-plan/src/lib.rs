//! From a half-known system to a plan that is safe to ship: gates over evidence, and a first draft from a plain
//! statement of need.
//!
//! Knows no terminal, no file, no clock (today is handed in) and no JSON shape.

pub mod adr;
mod ask;
mod bar;
pub mod boundary;
pub mod bundle;
pub mod decide;
pub mod draft;
pub mod drift;
pub mod event;
mod evidence;
mod facts;
mod figure;
mod gap;
mod gate;
mod gates;
pub mod handover;
pub mod interview;
mod judge;
mod measurable;
mod requirement;
mod residual;
pub mod score;
mod silence;
pub mod spec;
pub mod statement;
mod verdict;
mod workflow;

pub use ask::Ask;
pub use bar::{Item, Table, tables};
pub use evidence::Evidence;
pub use facts::{Downtime, Facts};
pub use gap::{Close, Gap, Why};
pub use gate::Gate;
pub use judge::judge;
pub use requirement::{By, Requirement};
pub use silence::Silence;
pub use verdict::{Answer, GateVerdict, State, TableVerdict, Verdict};
pub use workflow::Workflow;
