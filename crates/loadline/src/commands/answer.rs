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

/// The same for what is no page.
pub(super) fn text_or_json_argument() -> Arg {
    format_argument().value_parser(["text", "json"])
}

/// The same for answers that have pictures.
pub(super) fn format_argument_with_html() -> Arg {
    format_argument()
        .value_parser(["text", "markdown", "json", "html"])
        .help("How to print; html is a page that needs nothing else")
}

/// Prints an answer that has pictures; see [`print()`].
pub(super) fn print_or_html(
    arguments: &ArgMatches,
    terminal: &mut Terminal,
    name: &str,
    json: impl FnOnce() -> Value,
    page: impl FnOnce() -> Page,
    html: impl FnOnce() -> String,
) -> Result<()> {
    match arguments.get_one::<String>("format").map(String::as_str) {
        Some("html") => terminal.data(&html()),
        _ => print(arguments, terminal, name, json, page),
    }
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
