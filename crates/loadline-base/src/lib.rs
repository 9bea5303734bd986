//! The slab every other room stands on: places in source text, diagnostics, units, fingerprints and text edits.
//!
//! Nothing here knows a domain word (service, journey, rule) and nothing here does IO.

mod date;
mod diagnostic;
mod edit;
pub mod figure;
mod fingerprint;
pub mod foreign;
mod severity;
mod source;
mod span;
mod suggest;
pub mod units;

pub use date::Date;
pub use diagnostic::{Diagnostic, Label};
pub use edit::{EditError, TextEdit, apply_edits};
pub use fingerprint::Fingerprint;
pub use severity::Severity;
pub use source::{LineCol, SourceFile, Sources};
pub use span::{FileId, Span};
pub use suggest::did_you_mean;
