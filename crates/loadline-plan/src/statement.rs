//! Deterministic reading of a plain English statement of need: quantities, the nouns they belong to and the roles they
//! play, each with its place. No model of language, no network; what could not be used is listed.

mod active;
mod activity;
mod amount;
mod at_once;
mod attach;
mod bound;
mod cue;
mod digits;
mod each;
mod ellipsis;
mod grammar;
mod income;
mod left_over;
mod mark;
mod noun;
mod number;
mod outside;
mod per;
mod personal;
mod population;
mod ratio;
mod read;
mod role;
mod roles;
mod same_visit;
mod stance;
mod stated;
mod target;
mod token;
mod tokens;
pub mod unit;
mod vocabulary;
mod window;

pub(crate) use active::daily_of;
pub use activity::{Activity, Base};
pub use amount::{Amount, Bound, Measure, Per};
pub use mark::Mark;
pub use noun::Noun;
pub use outside::Outside;
pub use population::{Basis, Population};
pub use read::read;
pub use role::Role;
pub use stated::{Fact, Statement, Unused};
pub use vocabulary::{Class, Members};
pub(crate) use vocabulary::{class_of_noun, is_call};
