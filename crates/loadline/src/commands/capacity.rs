//! `loadline capacity`: what breaks first as load grows, and every figure behind it.

mod figures;
mod listing;
mod losses;
mod page;
mod sentences;
mod shape;
mod tables;

use super::{Command, answer, day, exact_argument, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::timings;
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::capacity::{Timings, capacity};
use loadline_base::figure::Digits;
use shape::Shape;

pub(crate) const COMMAND: Command = Command { name: "capacity", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about(
            "Show how much the system carries: what breaks first, at what factor of today's load, and when",
        )
        .arg(Arg::new("name").value_name("JOURNEY|COMPONENT").help(
            "A journey, or a component with the working of every figure; the whole system when left out",
        ))
        .arg(model_path_argument())
        .arg(exact_argument())
        .arg(answer::format_argument())
        .arg(timings::flag())
        .arg(day::argument_that("Let growth begin on this day, as 2026-11-20, instead of today"))
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let name = arguments.get_one::<String>("name").map(String::as_str);
    let today = day::today(arguments)?;
    let report = capacity(model_path(arguments), name, today).map_err(Expected)?;
    if !report.faults.is_empty() {
        return print_faults(&report.faults, &report.sources, terminal);
    }
    let digits = Digits::exact(arguments.get_flag("exact"));
    match arguments.get_one::<String>("format").map(String::as_str) {
        Some("json") => terminal.json(&Shape::of(&report))?,
        Some("markdown") => terminal.data(&page::page(&report, digits).markdown())?,
        _ => {
            let text = page::page(&report, digits).text(&*terminal);
            terminal.data(&text)?;
        }
    }
    let Timings { parse, resolve, capacity } = report.timings;
    timings::print(arguments, &[("parse", parse), ("resolve", resolve), ("capacity", capacity)], terminal);
    Ok(Exit::Clean)
}
