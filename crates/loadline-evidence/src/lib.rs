//! What the engines and judges hand on: quantities that show their working, findings and open questions.
//!
//! Nothing here computes or prints.

mod finding;
mod quantity;
mod question;
mod recording;
mod working;

pub use finding::{Finding, Place};
pub use quantity::{Input, Provenance, Quantity, Source};
pub use question::Question;
pub use recording::{
    ClaimRecord, FaultRecord, FaultsRecord, HarmRecord, RecordedVerdict, Recording, ScenarioRecord, Stale,
    Unreadable, kept,
};
pub use working::Working;
