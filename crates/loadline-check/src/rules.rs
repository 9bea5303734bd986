//! The table of families. Each family's file lists its rules, one line a rule.

use crate::rule::{Family, Rule};

/// Declares the rules of a family: one line is the module and its place in the table.
macro_rules! rules {
    ($($fault:ident,)*) => {
        $( mod $fault; )*

        /// The rules of this family, by ascending code.
        pub(super) const RULES: &[crate::rule::Rule] = &[$( $fault::RULE ),*];
    };
}

mod capacity;
mod dependencies;
mod governance;
mod model;
mod observability;
mod privacy;
mod recovery;
mod rollout;
mod security;
mod state;

/// LL9 runs after all others, since it judges which acceptances were needed.
pub(crate) const GOVERNANCE: Family = Family {
    prefix: "LL9",
    name: "governance",
    title: "Governance: assumptions, acceptances, owners",
    rules: governance::RULES,
};

/// Every family, by ascending code.
pub const FAMILIES: &[Family] = &[
    Family { prefix: "LL0", name: "model", title: "Model and references", rules: model::RULES },
    Family { prefix: "LL1", name: "state", title: "State and ownership", rules: state::RULES },
    Family {
        prefix: "LL2",
        name: "dependencies",
        title: "Dependencies and time budgets",
        rules: dependencies::RULES,
    },
    Family { prefix: "LL3", name: "capacity", title: "Capacity and performance", rules: capacity::RULES },
    Family { prefix: "LL4", name: "recovery", title: "Failure domains and recovery", rules: recovery::RULES },
    Family {
        prefix: "LL5",
        name: "observability",
        title: "SLOs, alerts, runbooks, signals",
        rules: observability::RULES,
    },
    Family { prefix: "LL6", name: "rollout", title: "Rollout and interfaces", rules: rollout::RULES },
    Family { prefix: "LL7", name: "security", title: "Security", rules: security::RULES },
    Family { prefix: "LL8", name: "privacy", title: "Privacy", rules: privacy::RULES },
    GOVERNANCE,
];

/// Every rule, by ascending code.
pub fn all_rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules)
}

/// The rule with this code or name.
#[must_use]
pub fn find_rule(code_or_name: &str) -> Option<&'static Rule> {
    all_rules().find(|rule| rule.code == code_or_name || rule.name == code_or_name)
}
