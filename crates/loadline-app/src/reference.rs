//! Reference pages, generated from the tables the program itself runs on.

mod decisions;
mod formulas;
mod gates;
mod language;
mod numbers;
mod records;
mod rules;
mod schema;

pub use decisions::decisions;
pub use formulas::formulas;
pub use gates::gates;
pub use language::language;
pub use numbers::numbers;
pub use rules::rules;
pub use schema::schema;
