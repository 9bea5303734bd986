//! The `loadline` command: reads arguments, calls the hall, prints what comes back.
//!
//! Data goes to standard output, talk to standard error. Exit codes: 0 clean, 1 findings, 2 could not run, 130 interrupted.

mod commands;
mod interrupt;
mod misplaced;
mod output;
mod terminal;

use commands::COMMANDS;
use std::process::ExitCode;
use terminal::{Exit, Terminal};

fn main() -> ExitCode {
    let matches = commands::cli().try_get_matches().unwrap_or_else(|error| misplaced::advised(error).exit());
    let mut terminal = Terminal::open(&matches);
    let Some((name, arguments)) = matches.subcommand() else { return Exit::CouldNotRun.into() };
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        return Exit::CouldNotRun.into();
    };
    match (command.run)(arguments, &mut terminal) {
        Ok(exit) => exit.into(),
        Err(error) => terminal.fail(&error).into(),
    }
}
