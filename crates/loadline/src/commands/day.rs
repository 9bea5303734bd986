//! The option `--today`, and the day it stands for. Engines look at no clock: a day is handed to them.

use crate::terminal::expected;
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_base::Date;

/// The day by which dates of a model are judged.
pub(super) fn argument() -> Arg {
    argument_that("Judge dates as of this day, as 2026-11-20, instead of the current one (UTC)")
}

/// A day that does something else.
pub(super) fn argument_that(help: &'static str) -> Arg {
    Arg::new("today").long("today").value_name("DAY").help(help)
}

/// The day given, or the current one in UTC.
pub(super) fn today(arguments: &ArgMatches) -> Result<Date> {
    if let Some(text) = arguments.get_one::<String>("today") {
        return text
            .parse()
            .map_err(|()| expected(format!("`{text}` is not a day"), "write it like `2026-11-20`"));
    }
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    Date::new(now.year(), now.month(), now.day()).ok_or_else(|| anyhow::anyhow!("the clock shows no day"))
}
