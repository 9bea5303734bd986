//! Whether overload outlives its cause, for people and for machines.

use super::{never_steady, unsteady_json};
use crate::output::page::{Page, Table};
use crate::output::sim::{DIGITS, assumption, json, so_far};
use crate::output::table::Align;
use loadline_app::sim::MetastableReport;
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
