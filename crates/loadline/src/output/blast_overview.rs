//! Every blast radius in short, the widest first.

use crate::output::blast::unsaid;
use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::blast::{Overview, Row};
use loadline_base::figure::Digits;
use serde_json::{Value, json};

/// One sentence and one table.
pub(crate) fn page(overview: &Overview, digits: Digits) -> Page {
    let mut page = Page::default();
    if overview.journeys == 0 {
        page.head("the model has no journey with an entry, so nothing can be said to fail");
        page.say("`loadline depends` says who needs whom");
        return page;
    }
    let of = |wanted: fn(&Row) -> bool| overview.rows.iter().filter(|row| wanted(row)).count();
    let failing = of(|row| !row.failed.is_empty());
    let arrows = of(|row| row.by_arrows > 0);
    page.head(format!(
        "the loss of {failing} of {} things fails at least one of {}; arrows alone would say {arrows}",
        overview.rows.len(),
        count(overview.journeys, "journey"),
    ));
    if overview.unsaid > 0 {
        page.say(unsaid(overview.unsaid).replace(", and what rests on that is marked", ""));
    }
    let row = |row: &Row| {
        let rate = match row.average {
            Some(rate) => format!("{} rps", digits.number(rate)),
            None if row.failed.is_empty() => "-".to_owned(),
            None => "?".to_owned(),
        };
        vec![
            format!("`{}`", row.name),
            row.word.to_owned(),
            row.failed.len().to_string(),
            row.degraded.len().to_string(),
            row.by_arrows.to_string(),
            rate,
        ]
    };
    page.table(Table {
        title: "what is lost, and how many journeys".to_owned(),
        columns: vec![
            ("what", Align::Left),
            ("kind", Align::Left),
            ("fail", Align::Right),
            ("degrade", Align::Right),
            ("by arrows", Align::Right),
            ("requests that fail", Align::Right),
        ],
        rows: overview.rows.iter().map(row).collect(),
        rest: 0,
    });
    page
}

/// The JSON shape, `loadline/blast-overview/v1`.
pub(crate) fn as_json(overview: &Overview) -> Value {
    let row = |row: &Row| {
        json!({
            "name": row.name,
            "kind": row.word,
            "failed": row.failed,
            "degraded": row.degraded,
            "by_arrows": row.by_arrows,
            "average_rps": row.average,
        })
    };
    json!({
        "journeys": overview.journeys,
        "things": overview.rows.iter().map(row).collect::<Vec<_>>(),
        "unsaid": overview.unsaid,
    })
}
