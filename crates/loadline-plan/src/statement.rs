//! Deterministic reading of a plain English statement of need: quantities, the nouns they belong to and the roles they
//! play, each with its place. No model of language, no network; what could not be used is listed.

mod activity;
mod amount;
mod cue;
mod digits;
mod grammar;
mod mark;
mod noun;
mod number;
mod per;
mod population;
mod read;
mod role;
mod roles;
mod stance;
mod token;
mod tokens;
pub mod unit;
mod vocabulary;

pub use activity::Activity;
pub use amount::{Amount, Bound, Measure, Per};
pub use mark::Mark;
pub use noun::Noun;
pub(crate) use population::daily_of;
pub use population::{Basis, Population};
pub use read::{Fact, Statement, Unused, read};
pub use role::Role;
pub use vocabulary::{Class, Members};
pub(crate) use vocabulary::{class_of_noun, is_call};
