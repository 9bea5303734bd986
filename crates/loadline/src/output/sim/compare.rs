//! What differs between two simulated models or scenarios, for people and for machines.

use super::{DIGITS, json, share, so_far};
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::sim::{FigurePair, Interval, PairedReport, Shift};
use loadline_base::figure::count;
use serde_json::{Value, json};

/// Components that are shown.
const SHOWN: usize = 20;

/// What is better and worse, then every figure.
pub(crate) fn page(report: &PairedReport) -> Page {
    let mut page = Page::default();
    page.head(so_far(report.interrupted, headline(report)));
    if report.ended_early != (0, 0) {
        let (a, b) = report.ended_early;
        page.say(format!(
            "{a} runs of the first and {b} of the second were ended early, with more than two million requests and calls under way at once"
        ));
    }
    for (id, figures) in &report.journeys {
        page.table(table(
            format!("journey `{id}`"),
            "figure",
            figures.iter().map(|one| (one.name.to_owned(), one)),
        ));
    }
    let used = report.components.iter().take(SHOWN).map(|(id, figure)| (format!("`{id}`"), figure));
    let rest = report.components.len().saturating_sub(SHOWN);
    page.table(Table {
        rest,
        ..table("share of the time of workers that is used".to_owned(), "component", used)
    });
    let list = |all: &[String]| all.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let alone = [(&report.a, &report.only_a), (&report.b, &report.only_b)];
    let alone = alone.into_iter().filter(|(_, only)| !only.is_empty());
    page.list(
        "compared with nothing",
        alone.map(|(name, only)| format!("only in {name}: {}", list(only))).collect(),
    );
    page.aside("how it was simulated", vec![how(report)]);
    page
}

fn headline(report: &PairedReport) -> String {
    let of = |change: Shift| report.figures().filter(move |(_, figure)| figure.change == change);
    let (better, worse) = (of(Shift::Better).count(), of(Shift::Worse).count());
    let all = report.figures().count();
    let sides = format!("`{}` against `{}`", plain(&report.b), plain(&report.a));
    let known = all - of(Shift::Unknown).count();
    let first = |change: Shift| {
        // The largest step, in shares of what it was.
        let by_size = |figure: &FigurePair| {
            let step = figure.difference.map_or(0.0, |difference| difference.estimate.abs());
            step / figure.a.filter(|a| *a > 0.0).unwrap_or(step.max(f64::MIN_POSITIVE))
        };
        let first = of(change).max_by(|one, other| by_size(one.1).total_cmp(&by_size(other.1)));
        first.map_or_else(String::new, |(id, figure)| {
            format!(", most of all {} of `{id}`, by {}", figure.name, stepped(figure))
        })
    };
    match (better, worse) {
        _ if all == 0 => format!("{sides}: they have nothing in common that could be compared"),
        (0, 0) if known == 0 => format!("{sides}: none of {} is known", count(all as u64, "figure")),
        (0, 0) => format!("{sides}: no difference shown in {}", count(known as u64, "figure")),
        (better, 0) => format!("{sides}: {better} of {known} figures are better{}", first(Shift::Better)),
        (0, worse) => format!("{sides}: {worse} of {known} figures are worse{}", first(Shift::Worse)),
        (better, worse) => format!(
            "{sides}: {worse} of {known} figures are worse{}; {better} are better{}",
            first(Shift::Worse),
            first(Shift::Better)
        ),
    }
}

fn plain(name: &str) -> String {
    name.replace('`', "")
}

/// How the two were compared.
pub(super) fn how(report: &PairedReport) -> String {
    let scenario = report.scenario.as_ref().map_or_else(String::new, |id| format!("scenario `{id}`, "));
    format!(
        "{scenario}{} pairs of runs with the same random numbers, seed {}; differences with their 95% interval (Student's t over the \
         pairs), of which one in twenty misses the truth by chance",
        report.runs, report.seed
    )
}

fn table<'f>(
    title: String,
    first: &'static str,
    figures: impl Iterator<Item = (String, &'f FigurePair)>,
) -> Table {
    let shown =
        |value: Option<f64>, unit: &str| value.map_or_else(|| "n/a".to_owned(), |value| figure(value, unit));
    let row = |(name, pair): (String, &FigurePair)| {
        let difference = match (&pair.difference, &pair.note) {
            (Some(difference), _) => range(difference, pair.unit),
            (None, note) => note.clone().unwrap_or_default(),
        };
        let (a, b) = (shown(pair.a, pair.unit), shown(pair.b, pair.unit));
        vec![name, a, b, pair.change.word().to_owned(), difference]
    };
    Table {
        title,
        columns: vec![
            (first, Align::Left),
            ("first", Align::Right),
            ("second", Align::Right),
            ("second is", Align::Left),
            ("difference", Align::Left),
        ],
        rows: figures.map(row).collect(),
        rest: 0,
    }
}

fn figure(value: f64, unit: &str) -> String {
    match unit {
        "1" => share(value),
        unit => DIGITS.with_unit(value, unit),
    }
}

/// `+12.3 ms`, shares in points.
fn step(value: f64, unit: &str) -> String {
    let size = match unit {
        "1" => format!("{} pp", DIGITS.number(100.0 * value.abs())),
        unit => DIGITS.with_unit(value.abs(), unit),
    };
    let sign = match value {
        0.0 => "",
        less if less < 0.0 => "−",
        _ => "+",
    };
    format!("{sign}{size}")
}

fn stepped(pair: &FigurePair) -> String {
    pair.difference.map_or_else(String::new, |difference| step(difference.estimate, pair.unit))
}

fn range(difference: &Interval, unit: &str) -> String {
    let [estimate, low, high] =
        [difference.estimate, difference.low, difference.high].map(|value| step(value, unit));
    format!("{estimate} ({low} to {high})")
}

/// The JSON shape, `loadline/sim-compare/v1`. Documented in `docs/guide/json.md`; fields are only ever added.
pub(crate) fn as_json(report: &PairedReport) -> Value {
    let figure = |pair: &FigurePair| {
        json!({
            "figure": pair.name,
            "unit": pair.unit,
            "a": pair.a,
            "b": pair.b,
            "difference": pair.difference.as_ref().map(json::interval),
            "b_is": pair.change.word(),
            "note": pair.note,
        })
    };
    let journeys = report.journeys.iter().map(
        |(id, figures)| json!({"journey": id, "figures": figures.iter().map(figure).collect::<Vec<_>>()}),
    );
    let components =
        report.components.iter().map(|(id, pair)| json!({"component": id, "figures": [figure(pair)]}));
    json!({
        "a": report.a,
        "b": report.b,
        "scenario": report.scenario,
        "seed": report.seed,
        "runs": report.runs,
        "interrupted": report.interrupted.as_ref().map(json::interrupted),
        "ended_early": {"a_runs": report.ended_early.0, "b_runs": report.ended_early.1},
        "journeys": journeys.collect::<Vec<_>>(),
        "components": components.collect::<Vec<_>>(),
        "only_a": report.only_a,
        "only_b": report.only_b,
    })
}
