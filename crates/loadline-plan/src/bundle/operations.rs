//! The eleven sections of an SRE Operations Bundle (O10). Each is one file that declares what it shows.

mod alerting;
mod command;
mod context;
mod objectives;
mod postmortems;
mod releases;
mod reporting;
mod resilience;
mod risks;
mod runbooks;

use super::design::assumptions;
use super::kind::SectionKind;

/// Every section, in order.
pub(super) const SECTIONS: &[SectionKind] = &[
    context::SECTION,
    SectionKind { id: "assumptions", title: "Assumptions", gates: &[], write: assumptions::write },
    objectives::SECTION,
    alerting::SECTION,
    command::SECTION,
    resilience::SECTION,
    runbooks::SECTION,
    postmortems::SECTION,
    releases::SECTION,
    reporting::SECTION,
    risks::SECTION,
];
