//! `slo backtest`: alert policies replayed on what happened, as if they had been in force.

mod fetch;

use super::{Objectives, Server};
use crate::load::Failure;
use loadline_base::units::Duration;
use loadline_base::{Diagnostic, Sources};
use loadline_promql::History;
use loadline_repo::{read_pieces, read_text};
use loadline_slo::alertmanager::{Config, Zone, read};
use loadline_slo::anomaly::{Sensitivity, anomalies};
use loadline_slo::backtest::{Candidate, CannotReplay, Setup, read_incidents, read_incidents_yaml};
use loadline_slo::history::{Csv, Limits, Loaded, Notes, OpenMetrics, Table, Unreadable};
use loadline_slo::{AlertPolicy, Slo, Target, Window};
use std::path::{Path, PathBuf};

pub use loadline_slo::Class;
pub use loadline_slo::anomaly::{Anomalies, Anomaly};
pub use loadline_slo::backtest::{
    Alert, Caught, Gap, Incident, OffHours, Page, PolicyReport, Report, Score, SloFacts, Spread,
};

/// Bytes that a list of incidents or a configuration may have.
const CAP: u64 = 8 * 1024 * 1024;

/// Where history comes from.
#[derive(Debug)]
pub enum From<'a> {
    /// A server that still has it, from one moment to another in milliseconds since 1970.
    Prometheus(&'a Server, (i64, i64)),
    /// A file in OpenMetrics, or in the older text format with times.
    OpenMetrics(&'a Path),
    /// A table of counts.
    Csv(&'a Path),
}

/// What is asked.
#[derive(Debug)]
pub struct Question<'a> {
    /// What happened.
    pub from: From<'a>,
    /// Where it is written what truly went wrong.
    pub incidents: Option<PathBuf>,
    /// Alertmanager's configuration; the generated one when not said.
    pub alertmanager: Option<PathBuf>,
    /// Whether the Workbook's six ways to alert are replayed beside the objectives' own policies.
    pub workbook: bool,
    /// Time between two evaluations of the rules.
    pub step: Duration,
    /// Share of the budget (0 to 1) that an episode must spend to be worth somebody's sleep.
    pub worth: Option<f64>,
    /// IANA name of the time zone of those who are woken.
    pub zone: String,
}

/// What came of it.
#[derive(Debug)]
pub struct Backtest {
    /// The objectives that were replayed; a table of counts brings its own indicators.
    pub slos: Vec<Slo>,
    /// What was met while reading the history.
    pub notes: Notes,
    /// What truly went wrong, where that is written down.
    pub incidents: Option<Vec<Incident>>,
    /// What was found.
    pub report: Report,
    /// What was unusual for its time of the week, a signal that pages nobody; `None` where nothing can be said of this history.
    pub anomalies: Option<Anomalies>,
}

/// Replays the policies of `objectives`. `progress` is told bytes or requests done and in all.
///
/// # Errors
/// When something cannot be read, or there is nothing to replay.
pub fn backtest(
    objectives: &Objectives,
    question: &Question<'_>,
    mut progress: impl FnMut(usize, usize),
) -> Result<Backtest, Failure> {
    let (history, notes, slos) = load(objectives, &question.from, &mut progress)?;
    if slos.is_empty() {
        return Err(Failure::new(
            "there is no objective to replay",
            "write some under `slos:`, or give `--target 99.9%` with a table of counts",
        ));
    }
    let incidents = question.incidents.as_deref().map(incidents).transpose()?;
    let alertmanager = question.alertmanager.as_deref().map(alertmanager).transpose()?;
    let zone = zone(&question.zone)?;
    let mut candidates = vec![Candidate::Own];
    if question.workbook {
        let period = slos.first().map_or(Duration::ZERO, Slo::period);
        candidates.extend(AlertPolicy::workbook(period).into_iter().map(Candidate::Policy));
    }
    let setup = Setup {
        step: question.step,
        alertmanager: alertmanager.as_ref(),
        incidents: incidents.as_deref(),
        worth: question.worth,
        zone,
        ..Setup::new(&slos, &history, &candidates)
    };
    let report = loadline_slo::backtest::backtest(&setup).map_err(|error| refusal(&error))?;
    let anomalies = anomalies(&setup, &Sensitivity::default()).ok();
    Ok(Backtest { slos, notes, incidents, report, anomalies })
}

pub(super) fn zone(name: &str) -> Result<Zone, Failure> {
    Zone::named(name).ok_or_else(|| {
        Failure::new(format!("`{name}` is not a time zone"), "name one such as `Europe/Berlin`")
    })
}

/// Why nothing could be replayed, with its hint apart.
pub(super) fn refusal(error: &CannotReplay) -> Failure {
    let text = error.to_string();
    let (what, hint) = text.split_once("\nhint: ").unwrap_or((&text, "look at the history"));
    Failure::new(what, hint)
}

/// An objective for a table of counts when there is no model: the promise `target`, such as `99.9%`, over this window, with the standard
/// policy.
///
/// # Errors
/// When the target is no share.
pub fn lone_objective(target: &str, window: Duration) -> Result<Objectives, Failure> {
    let target = Target::read_percent(target.trim_end_matches('%'))
        .map_err(|error| Failure::new(format!("`--target`: {error}"), "write it as `99.9%`"))?;
    let replaced = loadline_slo::Indicator::Gauge { metric: "loadline_events_total".to_owned() };
    let mut slo = Slo::new("events", "events", replaced, target, Window::Rolling(window));
    slo.policy = Some(AlertPolicy::standard(window));
    Ok(Objectives { slos: vec![slo], ..Objectives::default() })
}

type Found = (History, Notes, Vec<Slo>);

pub(super) fn load(
    objectives: &Objectives,
    from: &From<'_>,
    progress: &mut impl FnMut(usize, usize),
) -> Result<Found, Failure> {
    let slos = objectives.slos.clone();
    match from {
        From::Prometheus(server, span) => {
            let Loaded { history, notes } = fetch::history(server, &slos, *span, progress)?;
            Ok((history, notes, slos))
        }
        From::OpenMetrics(path) => {
            let mut reader = OpenMetrics::new(Limits::default());
            pieces(path, progress, |piece| reader.feed(piece))?;
            let Loaded { history, notes } = reader.finish().map_err(|error| misread(path, &error))?;
            Ok((history, notes, slos))
        }
        From::Csv(path) => {
            let mut reader = Csv::new(Limits::default());
            pieces(path, progress, |piece| reader.feed(piece))?;
            let table = reader.finish().map_err(|error| misread(path, &error))?;
            let slos = counted_by(&table, slos, path)?;
            Ok((table.loaded.history, table.loaded.notes, slos))
        }
    }
}

/// The objectives whose events a table counts, with its indicators in place of their own.
fn counted_by(table: &Table, slos: Vec<Slo>, path: &Path) -> Result<Vec<Slo>, Failure> {
    if table.slos.is_empty() {
        let [one] = slos.as_slice() else {
            return Err(Failure::new(
                format!("{} counts one objective, and there are {}", path.display(), slos.len()),
                "add a column `slo` with the id of the objective",
            ));
        };
        return Ok(vec![Slo { indicator: table.indicator(None), ..one.clone() }]);
    }
    let known = |id: &String| slos.iter().find(|slo| slo.id == *id);
    if let Some(unknown) = table.slos.iter().find(|id| known(id).is_none()) {
        return Err(Failure::new(
            format!("{} counts `{unknown}`, and there is no such objective", path.display()),
            "use the ids under `slos:` in the column `slo`",
        ));
    }
    let counted = |id: &String| Some(Slo { indicator: table.indicator(Some(id)), ..known(id)?.clone() });
    Ok(table.slos.iter().filter_map(counted).collect())
}

fn pieces(
    path: &Path,
    progress: &mut impl FnMut(usize, usize),
    mut feed: impl FnMut(&[u8]) -> Result<(), Unreadable>,
) -> Result<(), Failure> {
    let kibibytes = |bytes: u64| usize::try_from(bytes >> 10).unwrap_or(usize::MAX);
    let read = read_pieces(path, |piece, done, size| {
        progress(kibibytes(done), kibibytes(size));
        feed(piece)
    });
    read?.map_err(|error| misread(path, &error))
}

fn misread(path: &Path, error: &Unreadable) -> Failure {
    let at = if error.line == 0 { String::new() } else { format!(":{}", error.line) };
    let hint = if error.hint.is_empty() { "look at that line of the file" } else { error.hint };
    Failure::new(format!("{}{at}: {}", path.display(), error.what), hint)
}

/// YAML by the name of the file, or where the text is plainly no table; a table otherwise.
pub(super) fn incidents(path: &Path) -> Result<Vec<Incident>, Failure> {
    let text = read_text(path, CAP)?;
    let named = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    let mut lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty());
    let first = lines.find(|line| !line.starts_with('#')).unwrap_or_default();
    if !named && !first.starts_with("- ") && !first.starts_with("incidents:") {
        return read_incidents(&text).map_err(|error| misread(path, &error));
    }
    let mut sources = Sources::default();
    let file = sources.add(path.display().to_string(), text.clone());
    let (incidents, diagnostics) = read_incidents_yaml(file, &text);
    incidents.ok_or_else(|| refused(path, &sources, &diagnostics, "give each `start`, `end` and `what`"))
}

pub(super) fn alertmanager(path: &Path) -> Result<Config, Failure> {
    let text = read_text(path, CAP)?;
    let mut sources = Sources::default();
    let file = sources.add(path.display().to_string(), text.clone());
    let (config, diagnostics) = read(file, &text);
    config.ok_or_else(|| refused(path, &sources, &diagnostics, "`amtool check-config` says more"))
}

/// The first thing that is wrong with a file, and how many more there are.
fn refused(path: &Path, sources: &Sources, diagnostics: &[Diagnostic], advice: &str) -> Failure {
    let first = diagnostics.first();
    let place = first.and_then(|found| found.primary.as_ref()).map(|label| sources.start(label.span));
    let at = place.map_or_else(String::new, |place| format!(":{}:{}", place.line, place.column));
    let what = first.map_or("it cannot be read", |found| found.message.as_str());
    let hint = first.and_then(|found| found.hints.first()).map_or(advice, |hint| hint);
    let more = match diagnostics.len() {
        0 | 1 => String::new(),
        many => format!(" (and {} more)", many - 1),
    };
    Failure::new(format!("{}{at}: {what}{more}", path.display()), hint)
}
