//! What journeys settle to, for people and for machines.

use super::{DIGITS, assumption, json, range, so_far};
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::sim::{SteadyReport, SteadyRow};
use serde_json::{Value, json};

/// The sentence that matters, and what each journey settles to.
pub(crate) fn page(report: &SteadyReport) -> Page {
    let mut page = Page::default();
    page.head(so_far(report.interrupted, headline(report)));
    let known = report.journeys.iter().filter_map(|(id, row)| Some((id, row.as_ref().ok()?)));
    let rows =
        known.map(|(id, row)| {
            let mut cells = vec![
                format!("`{id}`"),
                DIGITS.time(row.mean.estimate),
                format!("±{}", DIGITS.percent(row.mean.relative())),
            ];
            cells.extend(row.percentiles.iter().map(|(_, value)| {
                value.map_or_else(|| "n/a".to_owned(), |value| DIGITS.time(value.estimate))
            }));
            cells.push(DIGITS.time(row.left_out));
            cells.push(DIGITS.number(row.requests as f64));
            cells
        });
    page.table(Table {
        title: "time from arrival to answer, of those answered, in the long run; cut = left out at the start"
            .to_owned(),
        columns: vec![
            ("journey", Align::Left),
            ("mean", Align::Right),
            ("within", Align::Right),
            ("p50", Align::Right),
            ("p99", Align::Right),
            ("p99.9", Align::Right),
            ("cut", Align::Right),
            ("requests", Align::Right),
        ],
        rows: rows.collect(),
        rest: 0,
    });
    let few = |(_, row): &(String, Result<SteadyRow, String>)| {
        row.as_ref().is_ok_and(|row| row.percentiles[1].1.is_none())
    };
    if report.journeys.iter().any(few) {
        page.say("a p99 needs 10,000 requests in each thirtieth of the run, and a hundredth of them at most may fail; `--precision 1%` runs longer");
    }
    let unknown =
        report.journeys.iter().filter_map(|(id, row)| Some(format!("`{id}`: {}", row.as_ref().err()?)));
    page.list("nothing is said of", unknown.collect());
    page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
    let how = (report.seconds > 0.0).then(|| {
        format!(
            "one run of {}, seed {}, twice as long each time until every mean is within ±{}; the start is left out by MSER-5, intervals hold with 95% confidence (batch means, with a test of the correlation between neighbours)",
            DIGITS.time(report.seconds),
            report.seed,
            DIGITS.percent(report.precision),
        )
    });
    page.aside("how it was simulated", how.into_iter().collect());
    page
}

fn headline(report: &SteadyReport) -> String {
    if let Some(refusal) = &report.refusal {
        return format!("nothing settles: {refusal}");
    }
    let wanted = DIGITS.percent(report.precision);
    let open = report.journeys.iter().find_map(|(id, row)| match row {
        Err(why) => Some(format!("`{id}` settles to nothing that can be told: {why}")),
        Ok(row) if row.mean.relative() > report.precision => Some(format!(
            "the mean of `{id}` is not known within ±{wanted} after {}: it is {}",
            DIGITS.time(report.seconds),
            range(&row.mean, "s")
        )),
        Ok(_) => None,
    });
    if let Some(open) = open {
        return open;
    }
    let slowest = report.journeys.iter().filter_map(|(id, row)| Some((id, row.as_ref().ok()?)));
    let slowest = slowest.max_by(|one, other| one.1.mean.estimate.total_cmp(&other.1.mean.estimate));
    match slowest {
        Some((id, row)) => {
            format!("every mean is known within ±{wanted}; the slowest is `{id}`, {}", range(&row.mean, "s"))
        }
        None => "no journey was followed".to_owned(),
    }
}

/// The same for machines.
pub(crate) fn as_json(report: &SteadyReport) -> Value {
    let row = |row: &SteadyRow| {
        let percentile = |(name, value): &(&str, Option<loadline_app::sim::Interval>)| json!({"percentile": name, "found": value.as_ref().map(json::interval)});
        json!({
            "mean_s": json::interval(&row.mean),
            "relative_half_width": row.mean.relative(),
            "latency_s": row.percentiles.iter().map(percentile).collect::<Vec<_>>(),
            "left_out_s": row.left_out,
            "requests": row.requests,
            "batches": row.batches,
        })
    };
    let journeys = report.journeys.iter().map(|(id, told)| {
        json!({"journey": id, "steady": told.as_ref().ok().map(row), "refusal": told.as_ref().err()})
    });
    json!({
        "scenario": report.scenario,
        "seed": report.seed,
        "precision": report.precision,
        "seconds": report.seconds,
        "interrupted": report.interrupted.as_ref().map(json::interrupted),
        "refusal": report.refusal,
        "journeys": journeys.collect::<Vec<_>>(),
        "assumptions": report.assumptions.iter().map(json::assumption).collect::<Vec<_>>(),
    })
}
