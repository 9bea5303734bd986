//! `loadline worker`: does runs of simulations for others.

use super::{Command, credentials};
use crate::interrupt::Interrupt;
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::sim::{Said, WorkerOptions, worker};

pub(crate) const COMMAND: Command = Command { name: "worker", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Do runs of simulations for others: `loadline sim … --workers nats://host:4222`")
        .after_help(
            "The server needs JetStream (`nats-server -js`). The user there is in LOADLINE_NATS_USER, the password in \
             LOADLINE_NATS_PASSWORD. Ctrl-C ends the worker, and what it was at is done by others.",
        )
        .arg(
            Arg::new("nats")
                .long("nats")
                .value_name("URL")
                .required(true)
                .help("The server that hands out work, as nats://host:4222"),
        )
        .arg(
            Arg::new("threads")
                .long("threads")
                .value_name("NUMBER")
                .value_parser(clap::value_parser!(u32).range(1..=1024))
                .help("Runs at a time, instead of one a processor"),
        )
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let address = arguments.get_one::<String>("nats").cloned().unwrap_or_default();
    let threads = arguments.get_one::<u32>("threads").map(|threads| *threads as usize);
    let options = WorkerOptions { address, credentials: credentials::nats(), threads };
    let interrupt = Interrupt::of_services();
    let mut done = 0u64;
    let mut last = None;
    let tell = |said: Said| {
        let text = match said {
            Said::Done => {
                done += 1;
                return;
            }
            Said::Ready { threads, engine } => {
                let runs = if threads == 1 { "1 run".to_owned() } else { format!("{threads} runs") };
                format!("waiting for work from {}: {runs} at a time, engine {engine}", options.address)
            }
            Said::Refused(why) => format!("not done: {why}"),
            Said::Lost(why) => format!("{why}; trying again"),
        };
        // The same again and again says nothing.
        if last.as_ref() != Some(&text) {
            terminal.talk(&text);
            last = Some(text);
        }
    };
    worker(&options, tell, || interrupt.came()).map_err(Expected)?;
    terminal.talk(&format!("did {}", if done == 1 { "1 run".to_owned() } else { format!("{done} runs") }));
    Ok(Exit::Clean)
}
