//! Policies replayed on histories whose truth is known.

mod facts;
mod made;
mod verdict;
mod workbook;
