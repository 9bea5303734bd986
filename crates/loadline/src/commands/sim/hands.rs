//! Runs what simulates behind a progress bar, until it is done or Ctrl-C comes.

use crate::interrupt::Interrupt;
use crate::terminal::{Expected, Terminal};
use anyhow::Result;
use loadline_app::Failure;
use loadline_app::sim::{Hands, Watch};

/// Lets `work` have somebody who does its runs.
pub(super) fn with_hands<T>(
    terminal: &Terminal,
    work: impl FnOnce(&mut Hands<'_>) -> Result<T, Failure>,
) -> Result<T> {
    let interrupt = Interrupt::listen();
    let stops = || interrupt.came();
    let done = terminal
        .progress("simulated runs", |tell| work(&mut Hands::here(Watch::new(tell, &stops))))
        .map_err(Expected)?;
    Ok(done)
}
