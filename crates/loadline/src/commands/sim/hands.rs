//! Runs what simulates behind a progress bar, until it is done or Ctrl-C comes.

use crate::commands::credentials;
use crate::interrupt::Interrupt;
use crate::terminal::{Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::Failure;
use loadline_app::sim::{Hands, Watch, Workers};
use loadline_base::units::{Duration, Unit};

/// The options for where runs are done.
pub(super) fn arguments() -> [Arg; 2] {
    [
        Arg::new("workers")
            .long("workers")
            .value_name("URL")
            .help("Let workers do the runs that are found at a NATS server, as nats://host:4222; see `loadline worker`"),
        Arg::new("patience")
            .long("patience")
            .value_name("DURATION")
            .default_value("1m")
            .value_parser(|text: &str| Duration::read(text).map_err(|error| error.to_string()))
            .help("How long no worker may work on anything before it is given up"),
    ]
}

/// Lets `work` have somebody who does its runs.
pub(super) fn with_hands<T>(
    arguments: &ArgMatches,
    terminal: &Terminal,
    work: impl FnOnce(&mut Hands<'_>) -> Result<T, Failure>,
) -> Result<T> {
    let interrupt = Interrupt::listen();
    let stops = || interrupt.came();
    let patience = arguments.get_one::<Duration>("patience").map_or(60.0, |patience| patience.as_secs_f64());
    let workers = arguments.get_one::<String>("workers").map(|address| Workers {
        address: address.clone(),
        credentials: credentials::nats(),
        patience: std::time::Duration::from_secs_f64(patience),
    });
    let done = terminal.progress("simulated runs", |tell| {
        let watch = Watch::new(tell, &stops);
        match &workers {
            None => work(&mut Hands::here(watch)),
            Some(workers) => work(&mut Hands::elsewhere(workers, watch)?),
        }
    });
    Ok(done.map_err(Expected)?)
}
