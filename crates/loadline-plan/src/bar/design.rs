//! The tables of the design workflow: quality bar (D14), reasons to reject (D15), readiness for production (D16).

use super::{Table, item};

pub(super) const TABLES: &[Table] = &[
    Table {
        id: "D14",
        title: "Quality bar",
        unmet: "missing",
        items: &[
            item("D14.1", "scope is clear", &["D1"]),
            item("D14.2", "objectives and constraints are stated", &["D2"]),
            item("D14.3", "capacity has average, peak and headroom", &["D3"]),
            item("D14.4", "read and write paths and dependencies are drawn", &["D4"]),
            item("D14.5", "interfaces and data contracts are defined", &["D5"]),
            item("D14.6", "reliability risks have mitigations", &["D6"]),
            item("D14.7", "security and compliance are decided", &["D7"]),
            item("D14.8", "rollout, rollback and migration are safe", &["D8"]),
            item("D14.9", "validation and acceptance criteria are objective", &["D9"]),
        ],
    },
    Table {
        id: "D15",
        title: "Reasons to reject",
        unmet: "rejected",
        items: &[
            item("D15.1", "no workload is assumed", &["D1.workloads", "D3.users", "D3.average", "D3.peak"]),
            item("D15.2", "objectives cannot be measured", &["D2.availability", "D2.measurable"]),
            item("D15.3", "average and peak are not told apart", &["D3.average", "D3.peak", "D3.told-apart"]),
            item("D15.4", "a cache has no policy on fresh values", &["D6.caches", "D5.one-writer"]),
            item(
                "D15.5",
                "asynchronous work has no retries or no dead letters",
                &["D6.dead-letters", "D6.backpressure", "D6.retries"],
            ),
            item("D15.6", "a rollout has nothing that takes it back", &["D8.rollback", "D8.safe"]),
            item("D15.7", "a migration has no safe sequence", &["D8.migrations", "D8.expand"]),
            item(
                "D15.8",
                "security does not follow the flow of data",
                &["D4.data-flow", "D7.threats", "D7.grounded"],
            ),
            item("D15.9", "nothing objective decides on release", &["D9.acceptance", "D9.release-gates"]),
        ],
    },
    Table {
        id: "D16",
        title: "Readiness for production",
        unmet: "not ready",
        items: &[
            item("D16.1", "correct: nothing contradicts anything else", &["D10.correctness", "D2.realistic"]),
            item(
                "D16.2",
                "operable: signals, alerts, and people behind them",
                &["D10.operability", "D9.signals", "D9.alerts", "D9.silent-failures", "D6.signal"],
            ),
            item(
                "D16.3",
                "safe: small blast radius, fast way back",
                &["D10.safety", "D8.rollback", "D8.safe", "D6.budget"],
            ),
            item("D16.4", "grows to ten times the load", &["D10.growth", "D3.limits", "D3.headroom"]),
            item(
                "D16.5",
                "compliant: security, privacy and residency",
                &["D10.compliance", "D7.privacy", "D7.residency", "D7.audit"],
            ),
        ],
    },
];
