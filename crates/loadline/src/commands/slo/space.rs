//! The arguments that say which alert policies are searched.

use crate::terminal::expected;
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::slo::tune::{Decimal, Space};
use loadline_base::units::{Duration, Unit};

pub(super) fn arguments() -> [Arg; 8] {
    let list = |name: &'static str, value: &'static str| {
        Arg::new(name).long(name).value_name(value).value_delimiter(',').num_args(1..)
    };
    [
        list("burn", "RATES").help("Burn rates to search, such as 2,6,14.4 [default: 9 from 2 to 30]"),
        list("long", "TIMES").help("Long windows to search, such as 1h,6h [default: 6 from 30m to 12h]"),
        list("ratio", "NUMBERS").help("How often a short window fits into its long one [default: 6,12]"),
        list("for", "TIMES").help("How long a condition must hold before it pages [default: 0s,2m]"),
        Arg::new("tiers").long("tiers").value_name("NUMBER").help("Most tiers that page [default: 2]"),
        list("least-events", "NUMBERS")
            .help("Least numbers of events in a long window to search, such as 0,20 [default: 0]"),
        list("ticket-burn", "RATES")
            .help("Burn rates of tickets to search; without it tickets stay as they are"),
        list("ticket-long", "TIMES").help("Long windows of tickets to search, such as 1d,3d"),
    ]
}

/// The space that [`arguments`] describe; what is not said is as usual.
pub(super) fn read(arguments: &ArgMatches) -> Result<Space> {
    let usual = Space::default();
    Ok(Space {
        burns: all(arguments, "burn", usual.burns, "rates such as `2,6,14.4`", rate)?,
        longs: all(arguments, "long", usual.longs, "times such as `1h,6h`", time)?,
        ratios: all(arguments, "ratio", usual.ratios, "whole numbers such as `6,12`", |text| {
            text.parse().ok()
        })?,
        holds: all(arguments, "for", usual.holds, "times such as `0s,2m`", time)?,
        least_events: all(arguments, "least-events", usual.least_events, "numbers such as `0,20,100`", rate)?,
        ticket_burns: all(arguments, "ticket-burn", usual.ticket_burns, "rates such as `1,3`", rate)?,
        ticket_longs: all(arguments, "ticket-long", usual.ticket_longs, "times such as `1d,3d`", time)?,
        tiers: match arguments.get_one::<String>("tiers") {
            None => usual.tiers,
            Some(text) => text.parse().map_err(|_| wrong("tiers", text, "a whole number such as `2`"))?,
        },
        most: usual.most,
    })
}

fn rate(text: &str) -> Option<Decimal> {
    text.trim_end_matches('x').parse().ok()
}

fn time(text: &str) -> Option<Duration> {
    Duration::read(text).ok()
}

fn all<T>(
    arguments: &ArgMatches,
    name: &str,
    usual: Vec<T>,
    wanted: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>> {
    let Some(given) = arguments.get_many::<String>(name) else { return Ok(usual) };
    given.map(|text| read(text.trim()).ok_or_else(|| wrong(name, text, wanted))).collect()
}

fn wrong(name: &str, text: &str, wanted: &str) -> anyhow::Error {
    let short: String = text.chars().take(40).collect();
    expected(format!("`--{name}`: `{short}` cannot be read"), format!("give {wanted}"))
}
