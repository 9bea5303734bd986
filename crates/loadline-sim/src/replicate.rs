//! Independent runs of one layout, side by side on all processors, handed back in their order.

use crate::crew::{Here, replicated};
use crate::engine::Settings;
use crate::layout::Layout;
use crate::tally::Tally;

/// Runs a layout so many times, each with random numbers of its own. The order of the tallies, and every number in them, is
/// the same on any number of threads.
#[must_use]
pub fn replicate(layout: &Layout, settings: Settings, times: u32) -> Vec<Tally> {
    // It never stops, so there is always something.
    replicated(&mut Here, layout.clone(), settings, times).unwrap_or_default()
}
