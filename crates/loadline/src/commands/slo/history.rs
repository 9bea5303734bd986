//! The arguments of commands that look at what happened: where history comes from, and by which yardstick it is replayed.

use super::{duration, now, optional_server_arguments, read_objectives, server_at};
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::slo::backtest::{From, Question, lone_objective};
use loadline_app::slo::past::past;
use loadline_app::slo::{Objectives, Server};
use loadline_base::units::{Share, Unit};
use std::path::PathBuf;

/// Where history comes from.
pub(super) enum Source {
    Prometheus(Server, (i64, i64)),
    OpenMetrics(PathBuf),
    Csv(PathBuf),
}

impl Source {
    fn from(&self) -> From<'_> {
        match self {
            Self::Prometheus(server, span) => From::Prometheus(server, *span),
            Self::OpenMetrics(path) => From::OpenMetrics(path),
            Self::Csv(path) => From::Csv(path),
        }
    }

    /// What is asked of it, with what [`arguments`] say.
    pub(super) fn question(&self, arguments: &ArgMatches) -> Result<Question<'_>> {
        let file = |name: &str| arguments.get_one::<PathBuf>(name).cloned();
        Ok(Question {
            from: self.from(),
            incidents: file("incidents"),
            alertmanager: file("alertmanager"),
            workbook: false,
            step: duration(arguments, "step")?,
            worth: None,
            zone: zone(arguments).to_owned(),
        })
    }
}

fn path(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).value_parser(clap::value_parser!(PathBuf))
}

/// The arguments that name a history and how it is replayed.
pub(super) fn arguments() -> Vec<Arg> {
    let mut all = vec![
        Arg::new("from")
            .long("from")
            .value_names(["KIND", "SOURCE"])
            .num_args(2)
            .help("History: `prometheus URL`, `openmetrics FILE` or `csv FILE`"),
    ];
    all.extend(optional_server_arguments());
    all.extend([
        path("openmetrics", "FILE").help("History in OpenMetrics, or in the text format with times"),
        path("csv", "FILE").help("A table of counts: `time,bad,total[,slo]`"),
        Arg::new("target")
            .long("target")
            .value_name("SHARE")
            .help("The promise for a table of counts without a model, such as 99.9%"),
        Arg::new("window")
            .long("window")
            .value_name("TIME")
            .default_value("30d")
            .help("How far back to ask a server; with --target, the window of the promise"),
        path("incidents", "FILE")
            .help("What truly went wrong: YAML with `start`, `end`, `what`, or a table `start,end,name`"),
        path("alertmanager", "FILE").help("Alertmanager's configuration; the generated one when left out"),
        Arg::new("step")
            .long("step")
            .value_name("TIME")
            .default_value("1m")
            .help("Time between two evaluations of the rules"),
        Arg::new("zone")
            .long("zone")
            .value_name("ZONE")
            .default_value("UTC")
            .help("Time zone of those who are woken"),
    ]);
    all
}

/// The time zone of those who are woken.
pub(super) fn zone(arguments: &ArgMatches) -> &str {
    arguments.get_one::<String>("zone").map_or("UTC", String::as_str)
}

/// The history that [`arguments`] name, and the objectives to replay on it; or the end of the run when they cannot be read.
pub(super) fn read(
    arguments: &ArgMatches,
    terminal: &mut Terminal,
) -> Result<Result<(Source, Objectives), Exit>> {
    let (kind, place) = named(arguments)?;
    let objectives = match arguments.get_one::<String>("target") {
        Some(_) if kind != "csv" => {
            return Err(expected(
                "`--target` goes with a table of counts",
                "give `--from csv FILE`, or leave it out: the targets of objectives count",
            ));
        }
        Some(target) => lone_objective(target, duration(arguments, "window")?).map_err(Expected)?,
        None => match read_objectives(arguments, terminal)? {
            Ok(objectives) => objectives,
            Err(exit) => return Ok(Err(exit)),
        },
    };
    let source = match kind {
        "openmetrics" => Source::OpenMetrics(PathBuf::from(place)),
        "csv" => Source::Csv(PathBuf::from(place)),
        _ => {
            let server = server_at(&place.to_string_lossy(), arguments)?;
            let window = arguments.get_one::<String>("window").map_or("30d", String::as_str);
            let clock = server.clock(now()).map_err(Expected)?;
            let span = past(window, zone(arguments), clock).map_err(Expected)?.span;
            Source::Prometheus(server, span)
        }
    };
    Ok(Ok((source, objectives)))
}

/// Kind and place of the one history that is named.
fn named(arguments: &ArgMatches) -> Result<(&'static str, std::ffi::OsString)> {
    const HINT: &str = "give `--from prometheus URL`, `--from openmetrics FILE` or `--from csv FILE`";
    const KINDS: [&str; 3] = ["prometheus", "openmetrics", "csv"];
    let mut found = Vec::new();
    if let Some(mut pair) = arguments.get_many::<String>("from") {
        let kind = pair.next().map_or("", String::as_str);
        if kind == "sim" {
            return Err(expected(
                "a simulated history is too short to search on",
                "try policies on it, as `loadline slo backtest --from sim SCENARIO`",
            ));
        }
        let Some(known) = KINDS.into_iter().find(|known| *known == kind) else {
            return Err(expected(format!("`{kind}` is no kind of history"), HINT));
        };
        found.push((known, pair.next().cloned().unwrap_or_default().into()));
    }
    found.extend(arguments.get_one::<String>("prometheus").map(|url| ("prometheus", url.into())));
    for kind in ["openmetrics", "csv"] {
        found.extend(arguments.get_one::<PathBuf>(kind).map(|path| (kind, path.into())));
    }
    match found.pop() {
        Some(one) if found.is_empty() => Ok(one),
        _ => Err(expected("one history is wanted", HINT)),
    }
}

/// A share that was given for `name`.
pub(super) fn share(arguments: &ArgMatches, name: &str) -> Result<Option<Share>> {
    let Some(text) = arguments.get_one::<String>(name) else { return Ok(None) };
    Share::read(text)
        .map(Some)
        .map_err(|error| expected(format!("`--{name}`: {error}"), "write it as `99.9%`"))
}
