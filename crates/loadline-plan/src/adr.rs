//! Architecture decision records in the format of MADR 4 (<https://adr.github.io/madr/>): reading, writing, the changes
//! of status they go through, and what is wrong with them. Text in, text out.

mod draft;
mod lint;
mod name;
mod record;
mod status;

pub use draft::{Draft, drafts};
pub use lint::{LINTS, lint};
pub use name::{file_name, reference};
pub use record::{Record, Section, read};
pub use status::{CannotChange, Status, accept, supersede, written};

/// Where records are kept when the model does not say, below its root.
pub const FOLDER: &str = "docs/decisions";
