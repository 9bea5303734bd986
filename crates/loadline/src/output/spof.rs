//! Single points of failure for people and for machines.

use crate::output::blast::unsaid;
use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::spof::{Point, PointOf, Spof};
use loadline_base::figure::Digits;
use serde_json::{Value, json};

/// Journeys that get a sentence of their own.
const SENTENCES: usize = 10;

/// One sentence a journey and one table of the union.
pub(crate) fn page(found: &Spof, digits: Digits) -> Page {
    let mut page = Page::default();
    if found.journeys.is_empty() {
        page.head("the model has no journey with an entry");
        return page;
    }
    page.head(headline(found, digits));
    if found.journeys.len() > 1 {
        for (journey, minutes) in found.journeys.iter().take(SENTENCES) {
            let of = of_journey(found, journey);
            let fail = if of == 1 { "one thing alone fails" } else { "things alone fail" };
            let number = if of == 1 { String::new() } else { format!("{of} ") };
            page.say(format!(
                "{number}{fail} `{journey}`, which fails {} min a year in all",
                digits.number(*minutes)
            ));
        }
        if found.journeys.len() > SENTENCES {
            page.say(format!("{} more journeys", found.journeys.len() - SENTENCES));
        }
    }
    if found.unsaid > 0 {
        page.say(unsaid(found.unsaid));
    }
    page.table(table(found, digits));
    if !found.points.is_empty() {
        let together = "incidents, bad deploys and places take them together";
        page.aside("a thing counts with all its copies", vec![together.to_owned()]);
    }
    page
}

fn headline(found: &Spof, digits: Digits) -> String {
    let number = found.points.len();
    match found.journeys.as_slice() {
        [(journey, minutes)] => {
            let things = if number == 1 {
                "1 thing alone fails".to_owned()
            } else {
                format!("{number} things alone fail")
            };
            format!("{things} `{journey}`, which fails {} min a year in all", digits.number(*minutes))
        }
        journeys => {
            let of = count(journeys.len(), "journey");
            match number {
                0 => format!("nothing alone fails any of {of}"),
                1 => format!("1 single point of failure over {of}"),
                _ => format!("{number} single points of failure over {of}"),
            }
        }
    }
}

fn of_journey(found: &Spof, journey: &str) -> usize {
    let has = |point: &&Point| point.journeys.iter().any(|of| of.journey == journey);
    found.points.iter().filter(has).count()
}

fn table(found: &Spof, digits: Digits) -> Table {
    let several = found.journeys.len() > 1;
    let row = |point: &Point| {
        let uncertain = if point.journeys.iter().any(|of| of.certain) { "" } else { " ?" };
        let mut row = vec![format!("`{}`{uncertain}", point.name)];
        row.extend(several.then(|| point.journeys.len().to_string()));
        row.push(point.copies.map_or_else(|| "-".to_owned(), |copies| copies.to_string()));
        row.push(digits.number(point.minutes()));
        row.push(holds_out(point, digits));
        row.push(point.remedies.join("; "));
        row
    };
    let mut columns = vec![("what", Align::Left)];
    columns.extend(several.then_some(("journeys", Align::Right)));
    columns.extend([
        ("copies", Align::Right),
        ("min/year", Align::Right),
        ("after", Align::Right),
        ("what would end it", Align::Left),
    ]);
    let title = if several {
        "what alone fails a journey; minutes of the journey it costs most"
    } else {
        "what alone fails it"
    };
    Table { title: title.to_owned(), columns, rows: found.points.iter().map(row).collect(), rest: 0 }
}

fn holds_out(point: &Point, digits: Digits) -> String {
    let soonest = point.journeys.iter().map(|of| of.after).fold(f64::INFINITY, f64::min);
    let latest = point.journeys.iter().map(|of| of.after).fold(0.0, f64::max);
    match (soonest > 0.0, latest > soonest) {
        (false, false) => "at once".to_owned(),
        (true, false) => digits.time(soonest),
        (false, true) => format!("0 to {}", digits.time(latest)),
        (true, true) => format!("{} to {}", digits.time(soonest), digits.time(latest)),
    }
}

/// The JSON shape, `loadline/spof/v1`.
pub(crate) fn as_json(found: &Spof) -> Value {
    let of = |of: &PointOf| {
        json!({
            "journey": of.journey,
            "after_seconds": of.after,
            "minutes_a_year": of.minutes,
            "formulas": of.formulas,
            "certain": of.certain,
        })
    };
    let point = |point: &Point| {
        json!({
            "name": point.name,
            "kind": point.word,
            "copies": point.copies,
            "fails": point.journeys.iter().map(of).collect::<Vec<_>>(),
            "remedies": point.remedies,
        })
    };
    let journeys = found.journeys.iter();
    json!({
        "journeys": journeys.map(|(id, minutes)| json!({"journey": id, "minutes_a_year": minutes})).collect::<Vec<_>>(),
        "points": found.points.iter().map(point).collect::<Vec<_>>(),
        "unsaid": found.unsaid,
    })
}
