//! Independent runs of one layout, side by side on all processors, handed back in their order.

use crate::engine::{Settings, run};
use crate::layout::Layout;
use crate::tally::Tally;
use rayon::prelude::*;

/// Runs a layout so many times, each with random numbers of its own. The order of the tallies, and every number in them, is
/// the same on any number of threads.
#[must_use]
pub fn replicate(layout: &Layout, settings: Settings, times: u32) -> Vec<Tally> {
    let one = |replication: u32| run(layout, Settings { replication: u64::from(replication), ..settings });
    (0..times).into_par_iter().map(one).collect()
}
