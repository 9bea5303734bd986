//! What tells apart two things to simulate, so that what was once found of one is not taken for the other.

use super::Compiled;
use crate::bytes::to_bytes;
use loadline_base::Fingerprint;
use std::fmt::Write as _;

impl Compiled {
    /// A fingerprint of everything a run reads: components with their load and policies, faults, domains, cells and times. Names of teams, titles
    /// and whatever else no run looks at leave it as it is; seeds and numbers of runs are no part of it.
    #[must_use]
    pub fn identity(&self) -> Fingerprint {
        let mut hex = String::new();
        for byte in to_bytes(&self.layout).unwrap_or_default() {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        let rest = format!(
            "{:?} {:?} {:?} {:?} {:?} {:?}",
            self.domains, self.cells, self.warm_up, self.lasts, self.trouble, self.unrepaired
        );
        Fingerprint::of(&[&hex, &rest])
    }
}
