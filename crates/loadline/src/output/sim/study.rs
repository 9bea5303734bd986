//! Knees, faults and metastable states for people and for machines.

use super::{DIGITS, assumption, json, share, so_far};
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::sim::{KneeReport, MetastableReport, ResilienceReport, ResilienceRow, Unsteady};
use serde_json::{Value, json};

/// Faults that are shown.
const SHOWN: usize = 25;
/// Share of failures that is worth a word.
const WORTH: f64 = 0.001;

/// Where the knee is, and every load that was tried.
pub(crate) fn knee(report: &KneeReport) -> Page {
    let mut page = Page::default();
    page.head(so_far(report.interrupted, knee_headline(report)));
    page.list("what must hold", report.claims.clone());
    let row = |point: &loadline_app::sim::Point| {
        let worst = point.p99.iter().copied().reduce(|one, other| Some(one?.max(other?))).flatten();
        let failed = point.failed.iter().filter_map(|claim| report.claims.get(*claim).cloned());
        vec![
            format!("{}×", DIGITS.number(point.factor)),
            DIGITS.number(point.offered),
            DIGITS.number(point.goodput),
            worst.map_or_else(|| "n/a".to_owned(), |worst| DIGITS.time(worst)),
            point.busiest.map_or_else(
                || "-".to_owned(),
                |(place, used)| format!("`{}` {}", name(report, place), DIGITS.used(used)),
            ),
            if point.overflowed {
                "too much under way".to_owned()
            } else if let Some(journey) = piling_up(report, point).filter(|_| point.failed.is_empty()) {
                format!("requests of {journey} pile up")
            } else {
                let open = point.unjudged.iter().filter_map(|claim| report.claims.get(*claim));
                failed
                    .chain(open.map(|claim| format!("{claim} (cannot be judged)")))
                    .collect::<Vec<_>>()
                    .join("; ")
            },
        ]
    };
    page.table(Table {
        title: "loads that were tried; p99 of the slowest journey".to_owned(),
        columns: vec![
            ("load", Align::Right),
            ("rps", Align::Right),
            ("answered", Align::Right),
            ("p99", Align::Right),
            ("busiest", Align::Left),
            ("does not hold", Align::Left),
        ],
        rows: report.knee.points.iter().map(row).collect(),
        rest: 0,
    });
    page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
    page.aside(
        "how it was simulated",
        vec![format!(
            "{} runs of 1 min at each load, longer where a percentile needs more requests, after 10 s of warm-up, seed {}",
            report.runs, report.seed
        )],
    );
    page
}

/// The first journey whose requests pile up.
fn piling_up<'r>(report: &'r KneeReport, point: &loadline_app::sim::Point) -> Option<&'r str> {
    point.piling_up.first().and_then(|source| report.journeys.get(*source)).map(String::as_str)
}

fn name(report: &KneeReport, place: usize) -> &str {
    report.components.get(place).map_or("?", String::as_str)
}

fn knee_headline(report: &KneeReport) -> String {
    let knee = &report.knee;
    let broken = knee.breaks.and_then(|factor| knee.points.iter().find(|point| point.factor == factor));
    let first = broken.map_or_else(String::new, |point| {
        let claim = point.failed.first().and_then(|claim| report.claims.get(*claim));
        let what = match (claim, piling_up(report, point)) {
            (Some(claim), _) => format!("`{claim}` fails"),
            (None, Some(journey)) if !point.overflowed => format!("requests of `{journey}` pile up"),
            (None, _) => "too much is under way".to_owned(),
        };
        match (point.refusing, point.busiest) {
            (Some((place, _)), _) => {
                format!(", then {what}, and `{}` turns the most away", name(report, place))
            }
            (None, Some((place, used))) => {
                format!(
                    ", then {what}, with `{}` at {} of its workers",
                    name(report, place),
                    DIGITS.used(used)
                )
            }
            (None, None) => format!(", then {what}"),
        }
    });
    let open = knee.holds.and_then(|factor| knee.points.iter().find(|point| point.factor == factor));
    if let Some((point, claim)) =
        open.and_then(|point| Some((point, report.claims.get(*point.unjudged.first()?)?)))
    {
        let (open, all) = (point.unjudged.len(), report.claims.len());
        let rest = match (open == all, knee.breaks) {
            (true, _) => "so nothing is known to hold".to_owned(),
            (false, Some(_)) => {
                format!("the rest holds up to {}× of this load{first}", DIGITS.number(point.factor))
            }
            (false, None) => {
                format!(
                    "the rest holds up to {}× of this load, the most that was tried",
                    DIGITS.number(point.factor)
                )
            }
        };
        return format!("{open} of {all} claims cannot be judged, first `{claim}`; {rest}");
    }
    match (knee.holds, knee.breaks) {
        (Some(holds), Some(_)) => {
            format!(
                "everything holds up to {} of this load{first}",
                format_args!("{}×", DIGITS.number(holds))
            )
        }
        (None, None) => "no load was tried to the end".to_owned(),
        (Some(holds), None) => {
            format!(
                "everything holds up to {} of this load, the most that was tried",
                format_args!("{}×", DIGITS.number(holds))
            )
        }
        (None, Some(_)) => format!("nothing holds even at the least load that was tried{first}"),
    }
}

/// The knee for machines.
pub(crate) fn knee_json(report: &KneeReport) -> Value {
    let place = |found: Option<(usize, f64)>, unit: &str| {
        found.map(|(place, value)| json!({"component": name(report, place), unit: value}))
    };
    let point = |point: &loadline_app::sim::Point| {
        json!({
            "factor": point.factor,
            "holds": point.holds(),
            "offered_rps": point.offered,
            "goodput_rps": point.goodput,
            "p99_s": point.p99,
            "failed_claims": point.failed,
            "unjudged_claims": point.unjudged,
            "seconds": point.seconds,
            "busiest": place(point.busiest, "utilisation"),
            "refusing": place(point.refusing, "failed_rps"),
            "ended_early": point.overflowed,
            "piling_up": point.piling_up.iter().filter_map(|source| report.journeys.get(*source)).collect::<Vec<_>>(),
        })
    };
    json!({
        "seed": report.seed,
        "runs": report.runs,
        "interrupted": report.interrupted.as_ref().map(json::interrupted),
        "claims": report.claims,
        "journeys": report.journeys,
        "holds_at": report.knee.holds,
        "breaks_at": report.knee.breaks,
        "points": report.knee.points.iter().map(point).collect::<Vec<_>>(),
        "assumptions": report.assumptions.iter().map(json::assumption).collect::<Vec<_>>(),
    })
}

/// What stands in the way of asking what trouble does.
fn never_steady(unsteady: &[Unsteady], journeys: &[String]) -> Option<String> {
    let first = unsteady.first()?;
    let id = journeys.get(first.source)?;
    let more = match unsteady.len() {
        1 => String::new(),
        all => format!(", the first of {all} journeys"),
    };
    Some(format!(
        "without any trouble `{id}` does not stay as it is: {} of {} are answered{more}; there is no normal to get back to, so nothing was tried",
        DIGITS.number(first.goodput),
        DIGITS.with_unit(first.offered, "rps"),
    ))
}

fn unsteady_json(unsteady: &[Unsteady], journeys: &[String]) -> Value {
    let one = |one: &Unsteady| json!({"journey": journeys.get(one.source), "offered_rps": one.offered, "goodput_rps": one.goodput});
    unsteady.iter().map(one).collect()
}

/// Every fault that does harm, the worst first.
pub(crate) fn resilience(report: &ResilienceReport) -> Page {
    let mut page = Page::default();
    if let Some(head) = never_steady(&report.unsteady, &report.journeys) {
        page.head(head);
        page.say("`loadline sim knee` finds the load that it does bear");
        page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
        return page;
    }
    let harmful: Vec<&ResilienceRow> = report.rows.iter().filter(|row| is_harmful(row)).collect();
    let sticks = harmful.iter().filter(|row| row.outcomes.iter().any(|outcome| outcome.stuck > 0)).count();
    let head = match (harmful.first(), sticks) {
        (None, _) if report.rows.is_empty() => "no fault was tried to its end".to_owned(),
        (None, _) => format!("none of {} faults fails a request in a thousand, or lasts", report.rows.len()),
        (Some(worst), 0) => format!(
            "{} of {} faults do harm, and all are over soon after their repair; the worst is `{}` {}",
            harmful.len(),
            report.rows.len(),
            worst.of,
            worst.what
        ),
        (Some(worst), sticks) => format!(
            "{sticks} of {} faults are not over 90 s after their repair, first of all `{}` {}",
            report.rows.len(),
            worst.of,
            worst.what
        ),
    };
    page.head(so_far(report.interrupted, head));
    let rows = harmful.iter().take(SHOWN).flat_map(|row| {
        let worth = report.journeys.iter().zip(&row.outcomes).filter(|(_, outcome)| {
            outcome.failed_during > WORTH || outcome.failed_after > WORTH || outcome.stuck > 0
        });
        worth.map(|(journey, outcome)| {
            let back = match (outcome.stuck, outcome.recovery) {
                (0, Some(time)) => DIGITS.time(time),
                (0, None) if outcome.unknown > 0 => "nothing to compare with".to_owned(),
                (0, None) => "-".to_owned(),
                (stuck, _) => format!("not in {stuck} of {}", report.runs),
            };
            vec![
                format!("`{}`", row.of),
                row.what.to_owned(),
                format!("`{journey}`"),
                failing(outcome.failed_during),
                outcome.p99_during.map_or_else(|| "n/a".to_owned(), |time| DIGITS.time(time)),
                failing(outcome.failed_after),
                back,
            ]
        })
    });
    page.table(Table {
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
    });
    if harmful.len() > SHOWN {
        page.say(format!("{} faults more do harm; `--format json` tells all", harmful.len() - SHOWN));
    }
    page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
    page.aside(
        "how it was simulated",
        vec![format!("{} runs of each fault, every journey at its peak, seed {}", report.runs, report.seed)],
    );
    page
}

/// A share of failures: of few as much as tells them from none.
fn failing(value: f64) -> String {
    if value < 0.01 { DIGITS.percent(value) } else { share(value) }
}

fn is_harmful(row: &ResilienceRow) -> bool {
    row.outcomes
        .iter()
        .any(|outcome| outcome.failed_during > WORTH || outcome.failed_after > WORTH || outcome.stuck > 0)
}

/// Every fault for machines.
pub(crate) fn resilience_json(report: &ResilienceReport) -> Value {
    let row = |row: &ResilienceRow| {
        let outcomes = report.journeys.iter().zip(&row.outcomes).map(|(journey, outcome)| {
            json!({
                "journey": journey,
                "failed_during": outcome.failed_during,
                "failed_after": outcome.failed_after,
                "p99_during_s": outcome.p99_during,
                "recovery_s": outcome.recovery,
                "stuck_runs": outcome.stuck,
                "unknown_runs": outcome.unknown,
            })
        });
        json!({"of": row.of, "fault": row.what, "journeys": outcomes.collect::<Vec<_>>()})
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

/// Whether overload outlives its cause.
pub(crate) fn metastable(report: &MetastableReport) -> Page {
    let mut page = Page::default();
    let found = &report.found;
    if let Some(head) = never_steady(&found.unsteady, &report.journeys) {
        page.head(head);
        page.say("`loadline sim knee` finds the load that it does bear");
        page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
        return page;
    }
    let head = match (&found.sticks, &found.recovers) {
        (Some(bad), _) => format!(
            "overload outlives its cause: after {} of {} the load most runs are not back to normal within 2 min",
            DIGITS.time(bad.lasts),
            DIGITS.times(bad.factor)
        ),
        (None, Some(good)) => format!(
            "no spike sticks: even after {} of {} the load most runs are back to normal within 2 min",
            DIGITS.time(good.lasts),
            DIGITS.times(good.factor)
        ),
        (None, None) => "no spike that was tried sticks".to_owned(),
    };
    page.head(so_far(report.interrupted, head));
    if let Some(good) = found.recovers.filter(|_| found.sticks.is_some()) {
        page.say(format!("after {} the load it still comes back", DIGITS.times(good.factor)));
    }
    match (found.sticks, found.cut) {
        (Some(_), Some(cut)) => {
            page.say(format!("it ends when the load is cut to {} of the usual", DIGITS.percent(cut)))
        }
        (Some(_), None) if found.finished => page.say("no cut of the load down to a tenth ends it"),
        (_, None) | (None, _) => {}
    }
    let rows = found.upwards.iter().map(|up| {
        let down = found.downwards.iter().find(|down| down.factor == up.factor);
        vec![
            DIGITS.times(up.factor),
            DIGITS.number(up.offered),
            DIGITS.number(up.goodput),
            down.map_or_else(|| "-".to_owned(), |down| DIGITS.number(down.goodput)),
        ]
    });
    page.table(Table {
        title: "requests answered a second, 20 s at each load, on the way up and down again".to_owned(),
        columns: vec![
            ("load", Align::Right),
            ("rps", Align::Right),
            ("up", Align::Right),
            ("down", Align::Right),
        ],
        rows: rows.collect(),
        rest: 0,
    });
    if found.ended_early {
        page.aside(
            "no figures from there on",
            vec!["a run was ended early, with too much under way".to_owned()],
        );
    }
    page.list("taken for granted", report.assumptions.iter().map(assumption).collect());
    page.aside(
        "how it was simulated",
        vec![format!("{} runs of each, every journey at its peak, seed {}", report.runs, report.seed)],
    );
    page
}

/// The same for machines.
pub(crate) fn metastable_json(report: &MetastableReport) -> Value {
    let found = &report.found;
    let trigger =
        |trigger: &loadline_app::sim::Trigger| json!({"factor": trigger.factor, "lasts_s": trigger.lasts});
    let levels = |levels: &[loadline_app::sim::Level]| {
        let level = |level: &loadline_app::sim::Level| json!({"factor": level.factor, "offered_rps": level.offered, "goodput_rps": level.goodput});
        levels.iter().map(level).collect::<Vec<_>>()
    };
    json!({
        "seed": report.seed,
        "runs": report.runs,
        "interrupted": report.interrupted.as_ref().map(json::interrupted),
        "unsteady": unsteady_json(&found.unsteady, &report.journeys),
        "recovers": found.recovers.as_ref().map(trigger),
        "sticks": found.sticks.as_ref().map(trigger),
        "cut": found.cut,
        "ended_early": found.ended_early,
        "upwards": levels(&found.upwards),
        "downwards": levels(&found.downwards),
        "assumptions": report.assumptions.iter().map(json::assumption).collect::<Vec<_>>(),
    })
}
