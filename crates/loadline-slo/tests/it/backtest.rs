//! Policies replayed on histories whose truth is known.

mod facts;
pub(crate) mod made;
mod rules;
mod synthetic;
mod verdict;
mod workbook;
