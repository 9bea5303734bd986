//! The eleven sections of a Design Spec Bundle (D10). Each is one file that declares what it shows.

mod architecture;
pub(super) mod assumptions;
pub(super) mod capacity;
mod interfaces;
pub(super) mod objectives;
mod reliability;
pub(super) mod risks;
mod rollout;
pub(super) mod scope;
mod security;
mod validation;

use super::kind::SectionKind;

/// Every section, in order.
pub(super) const SECTIONS: &[SectionKind] = &[
    scope::SECTION,
    assumptions::SECTION,
    objectives::SECTION,
    capacity::SECTION,
    architecture::SECTION,
    interfaces::SECTION,
    reliability::SECTION,
    security::SECTION,
    rollout::SECTION,
    validation::SECTION,
    risks::SECTION,
];
