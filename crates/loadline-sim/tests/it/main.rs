//! Holds the simulator to closed forms, to published cases, and to what must hold in every run.

#![expect(clippy::expect_used, reason = "a test stops where its own layout is wrong")]

mod awaiting;
mod caches;
mod cells;
mod chains;
mod choosing;
mod clients;
mod compiled;
mod conservation;
mod determinism;
mod faults;
mod idle_faults;
mod intervals;
mod keyed_caches;
mod limiter;
mod oracle;
mod pools;
mod published;
mod rate_limits;
mod recovery;
mod release;
mod restraints;
mod scaling;
mod sizes;
mod support;
