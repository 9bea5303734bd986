//! A journey's availability for people and for machines.

use crate::output::figures::Digits;
use crate::output::table::{Align, table};
use crate::terminal::Terminal;
use loadline_app::availability::{Downtime, JourneyAvailability, Late, Part, Verdict, Way};
use serde_json::{Value, json};

const MINUTES_A_YEAR: f64 = 525_960.0;
const MINUTES_IN_30_DAYS: f64 = 43_200.0;
/// Rows of a table before the rest is summed up.
const ROWS: usize = 6;

/// Sentences first, then tables.
pub(crate) fn as_text(journey: &JourneyAvailability, digits: Digits, terminal: &Terminal) -> String {
    let failed = journey.failed;
    let head = format!(
        "{}: fails {} a year, {} in 30 days ({})",
        journey.journey,
        digits.minutes(failed.least * MINUTES_A_YEAR, failed.most * MINUTES_A_YEAR),
        digits.minutes(failed.least * MINUTES_IN_30_DAYS, failed.most * MINUTES_IN_30_DAYS),
        digits.availability(failed.most),
    );
    let mut text = terminal.bold(&head) + "\n";
    for sentence in sentences(journey, digits) {
        text.push_str(&terminal.fill(&sentence, "  ", "  "));
        text.push('\n');
    }
    if failed.most > 0.0 {
        text.push_str(&parts("where the minutes come from", &journey.by_kind, digits, terminal));
        text.push_str(&parts("what would save most, were it perfect", &journey.by_thing, digits, terminal));
        text.push_str(&ways(&journey.ways, digits, terminal));
    }
    for sentence in footnotes(journey, digits) {
        text.push_str(&terminal.fill(&sentence, "\n  ", "  "));
        text.push('\n');
    }
    text
}

fn sentences(journey: &JourneyAvailability, digits: Digits) -> Vec<String> {
    let mut found = Vec::new();
    let (low, high) = journey.likely;
    let likely = format!(
        "{} to {} min a year as far as the figures are sure (P5 to P95)",
        digits.number(low * MINUTES_A_YEAR),
        digits.number(high * MINUTES_A_YEAR)
    );
    found.push(match journey.failed.outages {
        Some(outages) => format!(
            "about {} outages a year of {} each; {likely}",
            digits.number(outages.per_year),
            digits.time(outages.mean)
        ),
        None => likely,
    });
    if !journey.failed.exact {
        found.push("the tree is too large for an exact answer: the figures are certified bounds".to_owned());
    }
    found.extend(journey.verdicts.iter().map(|verdict| told(verdict, digits)));
    let degraded = journey.degraded;
    found.push(format!(
        "degraded {} a year: failed, something lost, a fallback in use, or late",
        digits.minutes(degraded.least * MINUTES_A_YEAR, degraded.most * MINUTES_A_YEAR)
    ));
    match &journey.late {
        Late::NotPromised => {}
        Late::Share(late) => found.push(format!(
            "its asynchronous tail is late {} a year",
            digits.minutes(late.least * MINUTES_A_YEAR, late.most * MINUTES_A_YEAR)
        )),
        Late::Refused(why) => found.push(format!("no number for its asynchronous tail: {why}")),
    }
    for cells in &journey.cells {
        let minutes = |share: f64| digits.number(share * MINUTES_A_YEAR);
        found.push(format!(
            "users are spread over the {} cells of `{}`: some cell is down {} min a year, half of them {}, all of them {}; each user {}",
            cells.cells,
            cells.group,
            minutes(cells.any),
            minutes(cells.half),
            minutes(cells.all),
            minutes(cells.mean),
        ));
    }
    if let Some(average) = journey.average {
        let lost = average * 60.0 * journey.failed.most * MINUTES_A_YEAR;
        found.push(format!(
            "{} requests a year are lost at {} rps on average",
            digits.number(lost),
            digits.number(average)
        ));
    }
    found
}

fn told(verdict: &Verdict, digits: Digits) -> String {
    let Verdict { slo, target, window_days, allowed, expected, met, chance } = verdict;
    let word = match met {
        Some(true) => "keeps",
        Some(false) => "misses",
        None => "may miss",
    };
    format!(
        "{word} `{slo}`: {} allows {} min in {} days, {} are expected; kept in {} of the cases the figures allow",
        digits.availability(1.0 - target),
        digits.number(*allowed),
        digits.number(*window_days),
        digits.number(*expected),
        digits.percent(*chance),
    )
}

fn parts(title: &str, parts: &[Part], digits: Digits, terminal: &Terminal) -> String {
    let shown: Vec<&Part> = parts.iter().filter(|part| part.share >= 5e-4).take(ROWS).collect();
    if shown.is_empty() {
        return String::new();
    }
    let figures = shown.iter().any(|part| part.word != "kind");
    let mut rows = vec![vec![title.to_owned(), "min/year".to_owned(), "share".to_owned()]];
    for part in &shown {
        let basis =
            if part.basis.word() == "stated" { String::new() } else { format!(" ({})", part.basis.word()) };
        let name = format!("  {}{basis}", part.name);
        let mut row = vec![name, digits.number(part.minutes), digits.percent(part.share)];
        row.extend(figures.then(|| part.formulas.join(" + ")));
        rows.push(row);
    }
    let rest = parts.len() - shown.len();
    if rest > 0 {
        rows.push(vec![format!("  {rest} more")]);
    }
    let width = terminal.width;
    let align = [Align::Left, Align::Right, Align::Right, Align::Left];
    let text = table(&rows, if figures { &align } else { &align[..3] }, 10_000, "  ");
    let cut = |line: &str| -> String {
        if line.chars().count() <= width {
            return line.to_owned();
        }
        line.chars().take(width - 1).collect::<String>() + "…"
    };
    let lines: Vec<String> = text.lines().map(cut).collect();
    format!("\n{}\n", lines.join("\n"))
}

fn ways(ways: &[Way], digits: Digits, terminal: &Terminal) -> String {
    if ways.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n  likeliest ways to fail\n");
    for way in ways {
        let basis =
            if way.basis.word() == "stated" { String::new() } else { format!(" ({})", way.basis.word()) };
        let line = format!("{} min/year: {}{basis}", digits.number(way.minutes), way.causes.join(", and "));
        text.push_str(&terminal.fill(&line, "    ", "      "));
        text.push('\n');
    }
    text
}

fn footnotes(journey: &JourneyAvailability, digits: Digits) -> Vec<String> {
    let mut found = Vec::new();
    if !journey.single_points.is_empty() {
        let points: Vec<String> =
            journey
                .single_points
                .iter()
                .map(|(name, after)| {
                    if *after > 0.0 {
                        format!("{name} (after {})", digits.time(*after))
                    } else {
                        name.clone()
                    }
                })
                .collect();
        found.push(format!("single points of failure: {}", points.join(", ")));
    }
    if !journey.guesses.is_empty() {
        found.push(format!("guessed, since nobody says: {}", journey.guesses.join("; ")));
    }
    if !journey.notes.is_empty() {
        found.push(format!("taken for granted: {}", journey.notes.join("; ")));
    }
    found
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
        "likely": {"p5": journey.likely.0, "p95": journey.likely.1, "draws": journey.draws},
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
