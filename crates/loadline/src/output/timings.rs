//! `--timings`: how long each part of a command took, one line each on standard error, for benchmarks to read.
//! Times only; what a command found is never printed here.

use crate::terminal::Terminal;
use clap::{Arg, ArgAction, ArgMatches};
use std::time::Duration;

/// The flag, for every command that is measured.
pub(crate) fn flag() -> Arg {
    Arg::new("timings")
        .long("timings")
        .action(ArgAction::SetTrue)
        .help("Print to standard error how long each part took")
        .hide(true)
}

/// Prints the parts (each name one word), their total and the peak of memory, if the flag was given.
pub(crate) fn print(arguments: &ArgMatches, parts: &[(&str, Duration)], terminal: &mut Terminal) {
    if !arguments.get_flag("timings") {
        return;
    }
    let total = ("total", parts.iter().map(|(_, time)| *time).sum());
    for (name, time) in parts.iter().copied().chain([total]) {
        terminal.talk(&format!("{name} {:.1} ms", time.as_secs_f64() * 1000.0));
    }
    if let Some(peak) = peak_memory_mib() {
        terminal.talk(&format!("memory {peak:.1} MiB peak"));
    }
}

/// The largest resident size so far, where the system tells it.
fn peak_memory_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib / 1024.0)
}
