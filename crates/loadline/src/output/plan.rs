//! Plans for people and for machines: where gates stand, which decision is advised, how a system scores.

pub(crate) mod badge;
pub(crate) mod bundle;
pub(crate) mod decide;
pub(crate) mod drift;
pub(crate) mod export;
pub(crate) mod prompts;
pub(crate) mod questions;
pub(crate) mod score;
pub(crate) mod status;
