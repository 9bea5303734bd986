//! The availability of journeys for people and for machines.

use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::availability::{
    Availability, Cells, Downtime, JourneyAvailability, Late, Part, Verdict, Way,
};
use loadline_base::figure::Digits;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const MINUTES_A_YEAR: f64 = 525_960.0;
const MINUTES_IN_30_DAYS: f64 = 43_200.0;
/// Rows of a table before the rest is summed up.
const ROWS: usize = 6;

/// Journey by journey, sentences first, then tables.
pub(crate) fn page(found: &Availability, digits: Digits) -> Page {
    let mut page = Page::default();
    if found.journeys.is_empty() {
        page.head("the model has no journey with an entry");
        return page;
    }
    for journey in &found.journeys {
        add(&mut page, journey, digits);
    }
    page.aside("not in these numbers", found.unmodelled.clone());
    page
}

fn add(page: &mut Page, journey: &JourneyAvailability, digits: Digits) {
    let failed = journey.failed;
    let guess = if is_all_guessed(journey) { ", as a guess" } else { "" };
    page.head(format!(
        "`{}` fails {} a year, {} in 30 days ({}{guess})",
        journey.journey,
        digits.minutes(failed.least * MINUTES_A_YEAR, failed.most * MINUTES_A_YEAR),
        digits.minutes(failed.least * MINUTES_IN_30_DAYS, failed.most * MINUTES_IN_30_DAYS),
        digits.availability(failed.most),
    ));
    for sentence in sentences(journey, digits) {
        page.say(sentence);
    }
    if failed.most > 0.0 {
        page.table(by_kind(&journey.by_kind, digits));
        page.table(by_thing(&journey.by_thing, digits));
        page.list(
            "likeliest ways to fail",
            journey.ways.iter().map(|way| way_to_fail(way, digits)).collect(),
        );
    }
    page.aside("single points of failure", single_points(journey, digits));
    page.aside("guessed, since nobody says", grouped(&journey.guesses));
    page.aside("taken for granted", journey.notes.clone());
}

/// Whether the model states not one of the figures that matter.
fn is_all_guessed(journey: &JourneyAvailability) -> bool {
    !journey.by_thing.is_empty() && journey.by_thing.iter().all(|part| part.basis.word() == "guess")
}

fn sentences(journey: &JourneyAvailability, digits: Digits) -> Vec<String> {
    let mut found = Vec::new();
    if is_all_guessed(journey) {
        let figures = match journey.guesses.len() {
            1 => "does not state the one figure".to_owned(),
            all => format!("states none of the {all} figures"),
        };
        found.push(format!(
            "a guess through and through: the model {figures} behind it, so read what is likeliest to fail and not how often"
        ));
    }
    found.extend(range(journey));
    found.extend(outages(journey, digits));
    if !journey.failed.exact {
        found.push("the tree is too large for an exact answer: the figures are certified bounds".to_owned());
    }
    found.extend(journey.verdicts.iter().map(|verdict| told(verdict, journey.failed.exact, digits)));
    let degraded = journey.degraded;
    found.push(format!(
        "degraded {} a year: failed, something lost, a fallback in use, or late",
        digits.minutes(degraded.least * MINUTES_A_YEAR, degraded.most * MINUTES_A_YEAR)
    ));
    found.extend(late(journey, digits));
    found.extend(journey.cells.iter().map(|cells| reached(cells, digits)));
    if let Some(average) = journey.average {
        let lost = average * 60.0 * journey.failed.most * MINUTES_A_YEAR;
        let at_most = if journey.failed.least < journey.failed.most { "up to " } else { "" };
        found.push(format!(
            "{at_most}{} requests a year are lost at {} rps on average",
            digits.number(lost),
            digits.number(average)
        ));
    }
    found
}

/// Why there are two numbers and not one.
fn range(journey: &JourneyAvailability) -> Option<String> {
    let edges = match journey.unsaid {
        0 => return None,
        1 => "1 edge of the model does".to_owned(),
        number => format!("{number} edges of the model do"),
    };
    let wide = journey.failed.most > journey.failed.least;
    wide.then(|| {
        format!(
            "{edges} not say whether the caller fails with what it needs: the least takes them as soft, the most as hard; \
             what follows is about the most"
        )
    })
}

/// How often and how long it fails, and how far that may be off; nothing of it is known where there are only bounds.
fn outages(journey: &JourneyAvailability, digits: Digits) -> Option<String> {
    let likely = journey.likely.map(|likely| {
        format!(
            "{} to {} min a year as far as the figures are sure (P5 to P95)",
            digits.number(likely.p5 * MINUTES_A_YEAR),
            digits.number(likely.p95 * MINUTES_A_YEAR)
        )
    });
    let outages = journey.failed.outages.map(|outages| {
        format!(
            "about {} outages a year of {} each",
            digits.number(outages.per_year),
            digits.time(outages.mean)
        )
    });
    let told: Vec<String> = outages.into_iter().chain(likely).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

fn late(journey: &JourneyAvailability, digits: Digits) -> Option<String> {
    let promise = match &journey.tail {
        Some((at, Some(within))) => format!(" (done at `{at}` within {})", digits.time(*within)),
        Some((at, None)) => format!(" (done at `{at}`)"),
        None => String::new(),
    };
    match &journey.late {
        Late::NotPromised => None,
        Late::Share(late) => Some(format!(
            "its asynchronous tail{promise} is late {} a year",
            digits.minutes(late.least * MINUTES_A_YEAR, late.most * MINUTES_A_YEAR)
        )),
        Late::Refused(why) => Some(format!("no number for its asynchronous tail{promise}: {why}")),
    }
}

/// How many users are without an answer at once.
fn reached(cells: &Cells, digits: Digits) -> String {
    let minutes = |share: f64| digits.number(share * MINUTES_A_YEAR);
    format!(
        "users are spread over the {} cells of `{}`: some cell is down {} min a year, half of them {}, all of them {}; each \
         user {}",
        cells.cells,
        cells.group,
        minutes(cells.any),
        minutes(cells.half),
        minutes(cells.all),
        minutes(cells.mean),
    )
}

fn told(verdict: &Verdict, exact: bool, digits: Digits) -> String {
    let Verdict { slo, target, window_days, allowed, expected, met, chance } = verdict;
    let word = match met {
        Some(true) => "keeps",
        Some(false) => "misses",
        None => "may miss",
    };
    let at_most = if met.is_none() || !exact { "up to " } else { "" };
    let kept = chance.map_or_else(String::new, |chance| {
        format!("; kept in {} of the cases the figures allow", digits.percent(chance))
    });
    format!(
        "{word} `{slo}`: {} allows {} min in {} days, {at_most}{} are expected{kept}",
        digits.availability(1.0 - target),
        digits.number(*allowed),
        digits.number(*window_days),
        digits.number(*expected),
    )
}

/// ` (guess)` where the figure is not stated.
fn basis(word: &str) -> String {
    if word == "stated" { String::new() } else { format!(" ({word})") }
}

fn by_kind(parts: &[Part], digits: Digits) -> Table {
    let shown: Vec<&Part> = parts.iter().filter(|part| part.share >= 5e-4).take(ROWS).collect();
    let row = |part: &&Part| {
        let name = format!("{}{}", part.name, basis(part.basis.word()));
        vec![name, digits.number(part.minutes), digits.percent(part.share)]
    };
    Table {
        title: "where the minutes come from".to_owned(),
        columns: vec![("kind of trouble", Align::Left), ("min/year", Align::Right), ("share", Align::Right)],
        rows: shown.iter().map(row).collect(),
        rest: parts.len() - shown.len(),
    }
}

/// The name of a part; an edge as caller and callee and not as its path.
fn short(part: &Part) -> String {
    let mut words = part.name.splitn(4, '/');
    match (words.next(), words.next(), words.next(), words.next()) {
        (_, Some(from), Some("needs"), Some(to)) if part.word == "fallback" => format!("{from} → {to}"),
        _ => part.name.clone(),
    }
}

fn by_thing(parts: &[Part], digits: Digits) -> Table {
    let shown: Vec<&Part> = parts.iter().filter(|part| part.share >= 5e-4).take(ROWS).collect();
    let row = |part: &&Part| {
        let name = format!("`{}`{}", short(part), basis(part.basis.word()));
        let formulas: Vec<&str> =
            part.formulas.iter().map(|formula| formula.trim_start_matches("guess: ")).collect();
        vec![name, digits.number(part.minutes), digits.percent(part.share), formulas.join(" + ")]
    };
    Table {
        title: "what would save most, were it perfect".to_owned(),
        columns: vec![
            ("what", Align::Left),
            ("min/year", Align::Right),
            ("share", Align::Right),
            ("from", Align::Left),
        ],
        rows: shown.iter().map(row).collect(),
        rest: parts.len() - shown.len(),
    }
}

fn way_to_fail(way: &Way, digits: Digits) -> String {
    let basis = basis(way.basis.word());
    let causes = match way.causes.is_empty() {
        true => "nothing has to break, it is always down".to_owned(),
        false => way.causes.join(", and "),
    };
    format!("{} min/year: {causes}{basis}", digits.number(way.minutes))
}

fn single_points(journey: &JourneyAvailability, digits: Digits) -> Vec<String> {
    let told = |(name, after): &(String, f64)| {
        if *after > 0.0 { format!("`{name}` (after {})", digits.time(*after)) } else { format!("`{name}`") }
    };
    let all: Vec<String> = journey.single_points.iter().map(told).collect();
    if all.is_empty() { all } else { vec![all.join(", ")] }
}

/// Guesses with the same figure as one: `` `a`, `b`: service 99.9% ``.
fn grouped(guesses: &[String]) -> Vec<String> {
    let mut order: Vec<&str> = Vec::new();
    let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for guess in guesses {
        let (name, figure) = guess.split_once(": ").unwrap_or((guess, ""));
        if !named.contains_key(figure) {
            order.push(figure);
        }
        named.entry(figure).or_default().push(name);
    }
    let told = |figure: &str| format!("{}: {figure}", named[figure].join(", "));
    order.into_iter().map(told).collect()
}

/// The JSON shape, `loadline/availability/v1`.
pub(crate) fn as_json(journey: &JourneyAvailability) -> Value {
    let late = match &journey.late {
        Late::NotPromised => Value::Null,
        Late::Share(late) => downtime(late),
        Late::Refused(why) => json!({"refused": why}),
    };
    let part = |part: &Part| {
        json!({
            "name": part.name,
            "kind": part.word,
            "share": part.share,
            "minutes_a_year": part.minutes,
            "basis": part.basis.word(),
            "formulas": part.formulas,
        })
    };
    let way =
        |way: &Way| json!({"causes": way.causes, "minutes_a_year": way.minutes, "basis": way.basis.word()});
    let verdict = |verdict: &Verdict| {
        json!({
            "slo": verdict.slo,
            "target": verdict.target,
            "window_days": verdict.window_days,
            "allowed_minutes": verdict.allowed,
            "expected_minutes": verdict.expected,
            "met": verdict.met,
            "chance": verdict.chance,
        })
    };
    let point = |(name, after): &(String, f64)| json!({"name": name, "after_seconds": after});
    json!({
        "journey": journey.journey,
        "title": journey.title,
        "failed": downtime(&journey.failed),
        "degraded": downtime(&journey.degraded),
        "late": late,
        "tail": journey.tail.as_ref().map(|(at, within)| json!({"at": at, "within_seconds": within})),
        "likely": journey.likely.map(|likely| json!({"p5": likely.p5, "p95": likely.p95, "draws": likely.draws})),
        "objectives": journey.verdicts.iter().map(verdict).collect::<Vec<_>>(),
        "by_kind": journey.by_kind.iter().map(part).collect::<Vec<_>>(),
        "by_thing": journey.by_thing.iter().map(part).collect::<Vec<_>>(),
        "cells": journey.cells.iter().map(|cells| json!({
            "group": cells.group,
            "cells": cells.cells,
            "mean": cells.mean,
            "any": cells.any,
            "half": cells.half,
            "all": cells.all,
        })).collect::<Vec<_>>(),
        "ways": journey.ways.iter().map(way).collect::<Vec<_>>(),
        "single_points": journey.single_points.iter().map(point).collect::<Vec<_>>(),
        "unsaid": journey.unsaid,
        "guesses": journey.guesses,
        "notes": journey.notes,
    })
}

/// A share of time with what it comes to.
pub(crate) fn downtime(downtime: &Downtime) -> Value {
    json!({
        "least": downtime.least,
        "most": downtime.most,
        "exact": downtime.exact,
        "minutes_a_year": downtime.most * MINUTES_A_YEAR,
        "minutes_in_30_days": downtime.most * MINUTES_IN_30_DAYS,
        "outages_a_year": downtime.outages.map(|outages| outages.per_year),
        "mean_outage_seconds": downtime.outages.map(|outages| outages.mean),
        "source": "computed",
    })
}
