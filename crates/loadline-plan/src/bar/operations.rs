//! The tables of the operations workflow: quality bar (O13) and reasons to reject (O14).

use super::{Table, item};

pub(super) const TABLES: &[Table] = &[
    Table {
        id: "O13",
        title: "Quality bar",
        unmet: "missing",
        items: &[
            item("O13.1", "the service, its journeys and what they are worth", &["O1"]),
            item("O13.2", "objectives, and a budget policy with owners", &["O2"]),
            item("O13.3", "alerts for what users feel, with noise controlled", &["O3"]),
            item("O13.4", "incident command with roles and severities", &["O4"]),
            item("O13.5", "capacity signals and drills", &["O5"]),
            item("O13.6", "runbooks that were followed, automation with guard rails", &["O6"]),
            item("O13.7", "postmortems with actions that are validated", &["O7"]),
            item("O13.8", "release gates tied to objectives and incidents", &["O8"]),
            item("O13.9", "reporting with cadence and owners", &["O9"]),
            item("O13.10", "residual risks with owners", &["O10"]),
        ],
    },
    Table {
        id: "O14",
        title: "Reasons to reject",
        unmet: "rejected",
        items: &[
            item("O14.1", "an objective has no indicator that can be measured", &["O2.measurable"]),
            item("O14.2", "a page is not tied to what users feel", &["O3.user-impact"]),
            item("O14.3", "noise is not grouped, silenced or limited", &["O3.noise"]),
            item("O14.4", "a role has no owner", &["O4.roles"]),
            item("O14.5", "a runbook was never followed", &["O6.validated", "O6.fresh"]),
            item("O14.6", "a postmortem does not track its actions", &["O7.actions", "O7.closing"]),
            item("O14.7", "a budget policy does not reach releases", &["O2.actions", "O8.budget"]),
            item("O14.8", "a residual risk has no owner", &["O10.risks"]),
        ],
    },
];
