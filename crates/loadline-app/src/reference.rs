//! Reference pages, generated from the tables the program itself runs on.

mod rules;

pub use rules::rules;
