//! What remains, and who owns it.

use crate::bundle::design::risks;
use crate::bundle::kind::SectionKind;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "risks", title: "Residual risks", gates: &["O10"], write: risks::write };
