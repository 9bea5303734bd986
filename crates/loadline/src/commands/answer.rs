//! Answers of the engines, in the format that was asked for.

use crate::output::json::{to_text, versioned};
use crate::output::page::Page;
use crate::terminal::Terminal;
use anyhow::Result;
use clap::{Arg, ArgMatches};
use serde_json::Value;

/// The option for how to print.
pub(super) fn format_argument() -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(["text", "markdown", "json"])
        .default_value("text")
        .help("How to print")
}

/// Prints an answer; `name` is the one in its JSON schema.
pub(super) fn print(
    arguments: &ArgMatches,
    terminal: &mut Terminal,
    name: &str,
    json: impl FnOnce() -> Value,
    page: impl FnOnce() -> Page,
) -> Result<()> {
    let text = match arguments.get_one::<String>("format").map(String::as_str) {
        Some("json") => to_text(&versioned(name, json())),
        Some("markdown") => page().markdown(),
        _ => page().text(&*terminal),
    };
    terminal.data(&text)
}
