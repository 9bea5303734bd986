//! Reference pages, generated from the tables the program itself runs on.

mod language;
mod records;
mod rules;
mod schema;

pub use language::language;
pub use rules::rules;
pub use schema::schema;
