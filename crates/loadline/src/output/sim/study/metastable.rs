//! Whether overload outlives its cause, for people and for machines.

use super::spread::{measured, number_within};
use super::{never_steady, unsteady_json};
use crate::output::page::{Page, Table};
use crate::output::sim::{DIGITS, assumption, json, so_far};
use crate::output::table::Align;
use loadline_app::sim::{Level, Metastable, MetastableReport, Trigger, Verdict};
use serde_json::{Value, json};

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
    page.head(so_far(report.interrupted, headline(found)));
    if let Some(good) = found.recovers.filter(|_| found.sticks.is_some()) {
        let factor = DIGITS.times(good.factor);
        page.say(format!("after {factor} the load it still comes back ({} runs stick)", stuck(&good)));
    }
    if let Some(open) = undecided(found) {
        page.say(open);
    }
    match (found.sticks, found.cut, found.not_enough) {
        (Some(_), Some(cut), not) => {
            let not =
                not.map_or_else(String::new, |not| format!(", and not when to {}", DIGITS.percent(not)));
            page.say(format!("it ends when the load is cut to {} of the usual{not}", DIGITS.percent(cut)));
        }
        (Some(_), None, _) if found.finished => {
            page.say("no cut of the load down to a tenth is sure to end it")
        }
        (_, None, _) | (None, _, _) => {}
    }
    page.table(tried(found));
    let rows = found.upwards.iter().map(|up| {
        let down = found.downwards.iter().find(|down| down.factor == up.factor);
        vec![
            DIGITS.times(up.factor),
            DIGITS.number(up.offered),
            number_within(&up.goodput),
            down.map_or_else(|| "-".to_owned(), |down| number_within(&down.goodput)),
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
    page.aside("how it was simulated", vec![how(report)]);
    page
}

/// How the figures came about.
pub(in crate::output::sim) fn how(report: &MetastableReport) -> String {
    format!(
        "{} runs of each, up to 20 where that leaves it undecided, every journey at its peak, seed {}; most runs means that the {}% interval \
         of the share that sticks (Wilson) lies on one side of one half; ± is the 95% interval (Student's t over the runs)",
        report.runs,
        report.seed,
        DIGITS.number(100.0 * report.found.confidence)
    )
}

fn headline(found: &Metastable) -> String {
    let open = found.triggers.iter().any(|trigger| trigger.verdict() == Verdict::Undecided);
    match (&found.sticks, &found.recovers) {
        (Some(bad), _) => format!(
            "overload outlives its cause: after {} of {} the load most runs are not back to normal within 2 min ({} stick)",
            DIGITS.time(bad.lasts),
            DIGITS.times(bad.factor),
            stuck(bad)
        ),
        (None, Some(good)) => format!(
            "{}: even after {} of {} the load most runs are back to normal within 2 min ({} stick)",
            if open { "no spike is sure to stick" } else { "no spike sticks" },
            DIGITS.time(good.lasts),
            DIGITS.times(good.factor),
            stuck(good)
        ),
        (None, None) if open => "it is not known whether a spike sticks".to_owned(),
        (None, None) => "no spike that was tried sticks".to_owned(),
    }
}

/// `5 of 6`.
fn stuck(trigger: &Trigger) -> String {
    format!("{} of {}", trigger.stuck, trigger.runs)
}

/// Spikes that as many runs as are taken leave undecided.
fn undecided(found: &Metastable) -> Option<String> {
    let open = found.triggers.iter().filter(|trigger| trigger.verdict() == Verdict::Undecided);
    let open: Vec<String> =
        open.map(|trigger| format!("{} ({} stick)", DIGITS.times(trigger.factor), stuck(trigger))).collect();
    (!open.is_empty()).then(|| format!("undecided: after {}", open.join(" and ")))
}

fn tried(found: &Metastable) -> Table {
    let row = |trigger: &Trigger| {
        let [low, high] = [trigger.sticking.low, trigger.sticking.high].map(|share| DIGITS.percent(share));
        vec![
            DIGITS.times(trigger.factor),
            if trigger.share < 1.0 { DIGITS.percent(trigger.share) } else { "-".to_owned() },
            stuck(trigger),
            format!("{low} to {high}"),
            match trigger.verdict() {
                Verdict::Pass => "come back",
                Verdict::Fail => "stick",
                Verdict::Undecided => "undecided",
            }
            .to_owned(),
        ]
    };
    Table {
        title: "spikes that were tried, and cuts of the load after the one that sticks".to_owned(),
        columns: vec![
            ("load", Align::Right),
            ("cut to", Align::Right),
            ("stuck", Align::Right),
            ("of all such runs", Align::Right),
            ("most runs", Align::Left),
        ],
        rows: found.triggers.iter().chain(&found.cuts).map(row).collect(),
        rest: 0,
    }
}

/// The same for machines.
pub(crate) fn metastable_json(report: &MetastableReport) -> Value {
    let found = &report.found;
    let trigger = |trigger: &Trigger| {
        json!({
            "factor": trigger.factor,
            "lasts_s": trigger.lasts,
            "share_after": trigger.share,
            "stuck_runs": trigger.stuck,
            "runs": trigger.runs,
            "stuck_share": json::interval(&trigger.sticking),
            "verdict": trigger.verdict().word(),
        })
    };
    let levels = |levels: &[Level]| {
        let level = |level: &Level| {
            json!({
                "factor": level.factor,
                "offered_rps": level.offered,
                "goodput_rps": level.goodput.mean,
                "goodput_found": measured(Some(level.goodput)),
            })
        };
        levels.iter().map(level).collect::<Vec<_>>()
    };
    json!({
        "seed": report.seed,
        "runs": report.runs,
        "interrupted": report.interrupted.as_ref().map(json::interrupted),
        "unsteady": unsteady_json(&found.unsteady, &report.journeys),
        "recovers": found.recovers.as_ref().map(trigger),
        "sticks": found.sticks.as_ref().map(trigger),
        "triggers": found.triggers.iter().map(trigger).collect::<Vec<_>>(),
        "cut": found.cut,
        "cut_not_enough": found.not_enough,
        "cuts": found.cuts.iter().map(trigger).collect::<Vec<_>>(),
        "confidence": found.confidence,
        "ended_early": found.ended_early,
        "upwards": levels(&found.upwards),
        "downwards": levels(&found.downwards),
        "assumptions": report.assumptions.iter().map(json::assumption).collect::<Vec<_>>(),
    })
}
