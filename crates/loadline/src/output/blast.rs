//! What the loss of one thing does, for people and for machines.

use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::blast::{Change, Hit, LeftOver, Radius};
use loadline_base::figure::Digits;
use serde_json::{Value, json};

/// Things named before the rest is counted.
const NAMES: usize = 12;

/// The answer, in the order in which it matters.
pub(crate) fn page(radius: &Radius, digits: Digits) -> Page {
    let mut page = Page::default();
    page.head(headline(radius, digits));
    page.say(standing(radius));
    if radius.unsaid > 0 {
        page.say(unsaid(radius.unsaid));
    }
    page.list(
        "journeys that fail",
        radius.failed.iter().map(|hit| told(hit, digits) + &noticed(hit, digits)).collect(),
    );
    page.list("journeys that only degrade", radius.degraded.iter().map(|hit| told(hit, digits)).collect());
    let points = radius.new_single_points.iter();
    page.list(
        "what becomes a single point of failure",
        points.map(|point| format!("of `{}`: {}", point.journey, named(&point.things))).collect(),
    );
    page.table(changes(&radius.changes, digits));
    page.aside("too large for exact minutes, so not compared", some(&radius.unsolved));
    for (title, items) in sections(&radius.left_over) {
        page.list(title, items.clone());
    }
    page
}

/// Edges of unknown strength, in a sentence.
pub(crate) fn unsaid(number: usize) -> String {
    let (say, are) = if number == 1 { ("does", "it is") } else { ("do", "they are") };
    format!(
        "{} {say} not say whether the caller fails with what it needs: {are} taken as hard, and what rests on that \
         is marked",
        count(number, "edge")
    )
}

/// `a`, `b` and 3 more.
fn named(ids: &[String]) -> String {
    let shown: Vec<String> = ids.iter().take(NAMES).map(|id| format!("`{id}`")).collect();
    match ids.len().saturating_sub(NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The same as the only entry of a list; none when there are no names.
fn some(ids: &[String]) -> Vec<String> {
    if ids.is_empty() { Vec::new() } else { vec![named(ids)] }
}

fn headline(radius: &Radius, digits: Digits) -> String {
    let certain = radius.failed.iter().filter(|hit| hit.certain).count();
    let most = radius.failed.len();
    let number = if certain == most { most.to_string() } else { format!("{certain} to {most}") };
    let journeys = if radius.journeys == 1 { "journey" } else { "journeys" };
    let latest = radius.failed.iter().map(|hit| hit.after).fold(0.0, f64::max);
    let soonest = radius.failed.iter().map(|hit| hit.after).fold(f64::INFINITY, f64::min);
    let when = match (soonest > 0.0, latest > soonest) {
        _ if most == 0 => String::new(),
        (false, false) => ", at once".to_owned(),
        (true, false) => format!(", after {}", digits.time(soonest)),
        (false, true) => format!(", the first at once, the last after {}", digits.time(latest)),
        (true, true) => format!(", after {} to {}", digits.time(soonest), digits.time(latest)),
    };
    let degrades = match radius.degraded.len() {
        0 => String::new(),
        number if when.is_empty() => format!(" and degrades {number}"),
        number => format!(", and degrades {number}"),
    };
    let fails = if most == 0 {
        format!("fails none of {} {journeys}", radius.journeys)
    } else {
        format!("fails {number} of {} {journeys}", radius.journeys)
    };
    format!(
        "the loss of `{}` {fails}{when}{degrades}; arrows alone would say {}",
        radius.name, radius.by_arrows
    )
}

/// Who it is and who stands behind it.
fn standing(radius: &Radius) -> String {
    let Radius { word, callers, dependents, .. } = radius;
    let place = !matches!(*word, "service" | "job" | "store" | "cache" | "queue" | "external");
    match (callers.len(), place) {
        (0, true) => format!("a {word} in which the model puts nothing"),
        (0, false) => format!("{} {word} that no arrow leads to", article(word)),
        (_, true) => format!("a {word}; in it stand copies of {}", named(callers)),
        (_, false) => {
            let all = count(*dependents, "component");
            let depend = if *dependents == 1 { "depends" } else { "depend" };
            format!(
                "{} {word} used by {}; {all} {depend} on it over any number of arrows",
                article(word),
                named(callers)
            )
        }
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn told(hit: &Hit, digits: Digits) -> String {
    let mut text = format!("`{}`", hit.journey);
    if let Some(criticality) = hit.criticality {
        text.push_str(&format!(" ({criticality})"));
    }
    text.push_str(&if hit.after > 0.0 {
        format!(" after {}", digits.time(hit.after))
    } else {
        " at once".to_owned()
    });
    if !hit.certain {
        text.push_str(", unless an edge that does not say is soft");
    }
    if !hit.path.is_empty() {
        text.push_str(&format!(": {}", hit.path.join(" → ")));
    }
    if hit.share < 1.0 {
        text.push_str(&format!("; {} of its requests", digits.percent(hit.share)));
    }
    let rate = |rate: f64, when: &str| format!("{} rps {when}", digits.number(rate));
    let mut users: Vec<String> = Vec::new();
    users.extend(hit.average.map(|average| rate(average, "on average")));
    users.extend(hit.peak.map(|peak| rate(peak, "at peak")));
    users.extend(hit.daily_users.map(|daily| format!("{} users a day", digits.number(daily as f64))));
    if !users.is_empty() {
        text.push_str(&format!("; {}", users.join(", ")));
    }
    text
}

/// When somebody is paged, for journeys that fail.
fn noticed(hit: &Hit, digits: Digits) -> String {
    match hit.noticed {
        Some(seconds) => format!("; its SLO pages {} later", digits.time(seconds)),
        None => "; no SLO pages anybody".to_owned(),
    }
}

fn changes(changes: &[Change], digits: Digits) -> Table {
    let row = |change: &Change| {
        let requests = change.requests.map_or_else(|| "?".to_owned(), |requests| digits.number(requests));
        vec![
            format!("`{}`", change.journey),
            digits.number(change.before),
            digits.number(change.after),
            requests,
        ]
    };
    Table {
        title: "journeys that go on and fail more often, fallbacks and failovers working".to_owned(),
        columns: vec![
            ("journey", Align::Left),
            ("min/year before", Align::Right),
            ("after", Align::Right),
            ("requests lost a year more", Align::Right),
        ],
        rows: changes.iter().map(row).collect(),
        rest: 0,
    }
}

fn sections(left: &LeftOver) -> [(&'static str, &Vec<String>); 5] {
    [
        ("state without an owner or a home", &left.orphaned_state),
        ("queues without ends", &left.queues_without_ends),
        ("what nobody uses any more", &left.unused),
        ("what points at it", &left.pointing_at_it),
        ("redundancy that is lost", &left.redundancy_lost),
    ]
}

/// The JSON shape, `loadline/blast/v1`.
pub(crate) fn as_json(radius: &Radius) -> Value {
    let hit = |hit: &Hit| {
        json!({
            "journey": hit.journey,
            "title": hit.title,
            "criticality": hit.criticality,
            "after_seconds": hit.after,
            "certain": hit.certain,
            "path": hit.path,
            "share_of_requests": hit.share,
            "average_rps": hit.average,
            "peak_rps": hit.peak,
            "daily_users": hit.daily_users,
            "noticed_seconds": hit.noticed,
        })
    };
    let change = |change: &Change| {
        json!({
            "journey": change.journey,
            "minutes_a_year_before": change.before,
            "minutes_a_year_after": change.after,
            "requests_a_year": change.requests,
        })
    };
    let points = radius.new_single_points.iter();
    let left = &radius.left_over;
    json!({
        "name": radius.name,
        "kind": radius.word,
        "journeys": radius.journeys,
        "by_arrows": radius.by_arrows,
        "failed": radius.failed.iter().map(hit).collect::<Vec<_>>(),
        "degraded": radius.degraded.iter().map(hit).collect::<Vec<_>>(),
        "new_single_points": points.map(|point| json!({"journey": point.journey, "things": point.things})).collect::<Vec<_>>(),
        "changes": radius.changes.iter().map(change).collect::<Vec<_>>(),
        "unsolved": radius.unsolved,
        "callers": radius.callers,
        "dependents": radius.dependents,
        "left_over": {
            "orphaned_state": left.orphaned_state,
            "queues_without_ends": left.queues_without_ends,
            "unused": left.unused,
            "pointing_at_it": left.pointing_at_it,
            "redundancy_lost": left.redundancy_lost,
        },
        "unsaid": radius.unsaid,
    })
}
