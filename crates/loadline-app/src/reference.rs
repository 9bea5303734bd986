//! Reference pages, generated from the tables the program itself runs on.

mod formulas;
mod language;
mod records;
mod rules;
mod schema;

pub use formulas::formulas;
pub use language::language;
pub use rules::rules;
pub use schema::schema;
