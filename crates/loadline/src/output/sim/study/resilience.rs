//! What every fault does, for people and for machines.

use super::spread::{measured, share_within, time_within};
use super::{never_steady, unsteady_json};
use crate::output::page::{Page, Table};
use crate::output::sim::{DIGITS, assumption, json, so_far};
use crate::output::table::Align;
use loadline_app::sim::{Harm, Outcome, ResilienceReport, ResilienceRow};
use serde_json::{Value, json};

/// Faults that are shown.
const SHOWN: usize = 25;
/// Faults of which nothing is known that are named.
const NAMED: usize = 5;

/// Every fault that does harm, the worst first.
pub(crate) fn resilience(report: &ResilienceReport) -> Page {
    let mut page = Page::default();
    if let Some(head) = never_steady(&report.unsteady, &report.journeys) {
        page.head(head);
        page.say("`loadline sim knee` finds the load that it does bear");
        page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
        return page;
    }
    let of = |harm: Harm| report.rows.iter().filter(move |row| row.harm() == harm);
    let harmful: Vec<&ResilienceRow> = of(Harm::Shown).collect();
    page.head(so_far(report.interrupted, headline(report, &harmful)));
    page.table(table(report, &harmful));
    if harmful.len() > SHOWN {
        page.say(format!("{} faults more do harm; `--format json` tells all", harmful.len() - SHOWN));
    }
    let open = of(Harm::Undecided).flat_map(|row| {
        let open = report.journeys.iter().zip(&row.outcomes);
        let open = open.filter(|(_, outcome)| outcome.harm() == Harm::Undecided);
        open.map(|(journey, outcome)| {
            format!("`{}` {}: of `{journey}` {}", row.of, row.what, perhaps(outcome))
        })
    });
    let mut open: Vec<String> = open.collect();
    if open.len() > NAMED {
        let rest = open.split_off(NAMED).len();
        open.push(format!("and {rest} more"));
    }
    page.list("chance or harm, which more runs tell (`--runs`)", open);
    page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
    page.aside("how it was simulated", vec![how(report)]);
    page
}

/// How the figures came about.
pub(in crate::output::sim) fn how(report: &ResilienceReport) -> String {
    format!(
        "{} runs of each fault, every journey at its peak, seed {}; ± is the 95% interval (Student's t over the runs), < its end where it begins at none, and harm is what \
         fails beyond the same runs without the fault",
        report.runs, report.seed
    )
}

fn headline(report: &ResilienceReport, harmful: &[&ResilienceRow]) -> String {
    let sticks = harmful.iter().filter(|row| row.sticks()).count();
    let all = report.rows.len();
    let open = match report.rows.iter().filter(|row| row.harm() == Harm::Undecided).count() {
        0 => String::new(),
        open => format!("; of {open} more it is not known"),
    };
    match (harmful.first(), sticks) {
        (None, _) if report.rows.is_empty() => "no fault was tried to its end".to_owned(),
        (None, _) => {
            format!("none of {all} faults is shown to fail a request in a thousand, or to last{open}")
        }
        (Some(worst), 0) => format!(
            "{} of {all} faults do harm, and all are over soon after their repair; the worst is `{}` {}{open}",
            harmful.len(),
            worst.of,
            worst.what
        ),
        (Some(worst), sticks) => format!(
            "{sticks} of {all} faults are not over 90 s after their repair, first of all `{}` {}",
            worst.of, worst.what
        ),
    }
}

fn table(report: &ResilienceReport, harmful: &[&ResilienceRow]) -> Table {
    let rows = harmful.iter().take(SHOWN).flat_map(|row| {
        let harmed = report.journeys.iter().zip(&row.outcomes);
        let harmed = harmed.filter(|(_, outcome)| outcome.harm() == Harm::Shown);
        harmed.map(|(journey, outcome)| {
            let back = match (outcome.stuck, &outcome.recovery) {
                (0, Some(time)) => time_within(time),
                (0, None) if outcome.unknown > 0 => "nothing to compare with".to_owned(),
                (0, None) => "-".to_owned(),
                (stuck, _) if stuck == outcome.runs => "never".to_owned(),
                (stuck, _) => format!("not in {stuck}/{}", outcome.runs),
            };
            let share = |share: &Option<_>| share.as_ref().map_or_else(|| "-".to_owned(), share_within);
            vec![
                format!("`{}`", row.of),
                row.what.to_owned(),
                format!("`{journey}`"),
                share(&outcome.failed_during),
                outcome.p99_during.as_ref().map_or_else(|| "n/a".to_owned(), time_within),
                share(&outcome.failed_after),
                back,
            ]
        })
    });
    Table {
        title: "what 30 s of each fault do; later = 1 min and more after the repair".to_owned(),
        columns: vec![
            ("of", Align::Left),
            ("fault", Align::Left),
            ("journey", Align::Left),
            ("failed", Align::Right),
            ("p99", Align::Right),
            ("later", Align::Right),
            ("normal after", Align::Left),
        ],
        rows: rows.collect(),
        rest: 0,
    }
}

/// `0.3% more fail (0% to 1.2%)`.
fn perhaps(outcome: &Outcome) -> String {
    let more = [(outcome.more_during, "while it lasts"), (outcome.more_after, "a minute later")];
    let most = more.into_iter().filter_map(|(more, when)| Some((more?, when)));
    let Some((more, when)) = most.max_by(|one, other| one.0.mean.total_cmp(&other.0.mean)) else {
        return String::new();
    };
    let points = |value: f64| DIGITS.number(100.0 * value);
    let within = more.interval.map_or_else(
        || ", in the one run that tells".to_owned(),
        |within| format!(" ({} to {})", points(within.low), points(within.high)),
    );
    format!("{} points more fail {when}{within}", points(more.mean))
}

/// Every fault for machines.
pub(crate) fn resilience_json(report: &ResilienceReport) -> Value {
    let row = |row: &ResilienceRow| {
        let outcomes = report.journeys.iter().zip(&row.outcomes);
        let outcomes = outcomes.map(|(journey, outcome)| outcome_json(journey, outcome));
        json!({
            "of": row.of,
            "fault": row.what,
            "harm": row.harm().word(),
            "journeys": outcomes.collect::<Vec<_>>(),
        })
    };
    json!({
        "seed": report.seed,
        "runs": report.runs,
        "interrupted": report.interrupted.as_ref().map(json::interrupted),
        "unsteady": unsteady_json(&report.unsteady, &report.journeys),
        "faults": report.rows.iter().map(row).collect::<Vec<_>>(),
        "assumptions": report.assumptions.iter().map(json::assumption).collect::<Vec<_>>(),
    })
}

fn outcome_json(journey: &str, outcome: &Outcome) -> Value {
    let mean = |found: Option<loadline_app::sim::Measured>| found.map(|found| found.mean);
    json!({
        "journey": journey,
        "harm": outcome.harm().word(),
        "failed_during": mean(outcome.failed_during),
        "failed_after": mean(outcome.failed_after),
        "p99_during_s": mean(outcome.p99_during),
        "recovery_s": mean(outcome.recovery),
        "stuck_runs": outcome.stuck,
        "stuck_by_fault_runs": outcome.stuck_by_it,
        "unknown_runs": outcome.unknown,
        "found": {
            "failed_during": measured(outcome.failed_during),
            "failed_after": measured(outcome.failed_after),
            "more_failed_during": measured(outcome.more_during),
            "more_failed_after": measured(outcome.more_after),
            "p99_during_s": measured(outcome.p99_during),
            "recovery_s": measured(outcome.recovery),
            "stuck_share": json::interval(&outcome.stuck_share()),
        },
    })
}
