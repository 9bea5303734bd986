//! The project's own commands: `cargo xtask test | tidy | gen | new | oracle | bench`.
//! One file per command. Nothing here ships in the `loadline` binary, and no crate may depend on it.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "these commands talk to a terminal")]

mod bench;
mod families;
mod layers;
mod new_rule;
mod oracle;
mod reference;
mod repository;
mod test;
mod tidy;
mod tools;
mod violation;

use std::process::ExitCode;

use clap::Parser;

/// Test, check, generate and measure the Loadline repository.
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", max_term_width = 110)]
enum Command {
    /// Run everything that must pass before a change is merged.
    Test(test::Args),
    /// Check what the compiler does not: layers, file sizes, rule pages, forbidden words, whitespace.
    Tidy,
    /// Write the generated files under docs/reference.
    Gen(reference::Args),
    /// Begin something new in its place.
    #[command(subcommand)]
    New(new_rule::New),
    /// Record what the tools of the field answer, for tests to read.
    #[command(subcommand)]
    Oracle(oracle::Oracle),
    /// Measure.
    #[command(subcommand)]
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Test(args) => test::run(&args),
        Command::Tidy => tidy::run(),
        Command::Gen(args) => reference::run(&args),
        Command::New(new) => new_rule::run(&new),
        Command::Oracle(oracle) => oracle::run(&oracle),
        Command::Bench(bench) => bench::run(&bench),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
