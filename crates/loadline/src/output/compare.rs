//! What a change does, for a review and for machines.

use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::compare::{Difference, FindingChange, JourneyChange, LoadChange, VerdictChange};
use loadline_base::figure::Digits;
use serde_json::{Value, json};

/// Rows before the rest is counted.
const ROWS: usize = 10;

/// The change in sentences and tables, for a comment on a pull request.
pub(crate) fn page(difference: &Difference, other: &str, digits: Digits) -> Page {
    let mut page = Page::default();
    if difference.is_empty() {
        page.head(format!("no difference to `{other}`"));
        return page;
    }
    page.head(format!("compared with `{other}`: {}", summary(difference, digits)));
    for journey in
        difference.journeys.iter().filter(|journey| journey.before.is_none() || journey.after.is_none())
    {
        page.say(appeared(journey, digits));
    }
    page.table(minutes(&difference.journeys, digits));
    let verdicts = difference
        .journeys
        .iter()
        .flat_map(|journey| journey.verdicts.iter().map(move |verdict| (journey, verdict)));
    page.list("objectives", verdicts.map(|(journey, verdict)| told(journey, verdict, digits)).collect());
    page.list("single points of failure", points(&difference.journeys, digits));
    page.table(loads(&difference.loads, digits));
    let mut parts = Vec::new();
    parts.extend(
        (!difference.components_added.is_empty())
            .then(|| format!("added: {}", named(&difference.components_added))),
    );
    parts.extend(
        (!difference.components_removed.is_empty())
            .then(|| format!("removed: {}", named(&difference.components_removed))),
    );
    page.list("components", parts);
    page.list("findings that are new", findings(&difference.findings_added));
    page.list("findings that are gone", findings(&difference.findings_removed));
    page.aside("mind", mind(&difference.journeys));
    page
}

/// What the numbers do not say by themselves.
fn mind(journeys: &[JourneyChange]) -> Vec<String> {
    let bounded: Vec<String> =
        journeys.iter().filter(|journey| !journey.exact).map(|journey| journey.journey.clone()).collect();
    let mut found = Vec::new();
    if !bounded.is_empty() {
        found.push(format!(
            "{} too large to be solved exactly: these minutes are certified bounds, and what the change adds is not known",
            match bounded.len() {
                1 => format!("{} is", named(&bounded)),
                _ => format!("{} are", named(&bounded)),
            }
        ));
    }
    if journeys.iter().any(|journey| journey.guessed) {
        found.push(
            "some of the figures behind these minutes are guesses; `loadline availability` names them"
                .to_owned(),
        );
    }
    found
}

/// `place-order` +41 min/year, +1 single point of failure.
fn summary(difference: &Difference, digits: Digits) -> String {
    let mut parts: Vec<String> = Vec::new();
    let changed = difference.journeys.iter().filter_map(|journey| Some((journey, journey.more()?)));
    let mut moved: Vec<(&JourneyChange, f64)> = changed.filter(|(_, more)| more.abs() > 1e-9).collect();
    moved.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let shown = moved.iter().take(3);
    parts.extend(
        shown.map(|(journey, more)| format!("`{}` {} min/year", journey.journey, signed(*more, digits))),
    );
    if moved.len() > 3 {
        parts.push(format!("{} more journeys", moved.len() - 3));
    }
    let missed = difference
        .journeys
        .iter()
        .flat_map(|journey| &journey.verdicts)
        .filter(|verdict| verdict.missed_now());
    let missed = missed.count();
    if missed > 0 {
        parts.push(format!("{} newly missed", count(missed, "objective")));
    }
    let is_new = |journey: &&JourneyChange| journey.before.is_none();
    let is_gone = |journey: &&JourneyChange| journey.after.is_none();
    let new = difference.journeys.iter().filter(is_new).count();
    let gone = difference.journeys.iter().filter(is_gone).count();
    parts.extend(both(new, gone, "journey", "journeys"));
    let changed = || difference.journeys.iter().filter(|journey| !is_new(journey) && !is_gone(journey));
    let added: usize = changed().map(|journey| journey.points_added.len()).sum();
    let removed: usize = changed().map(|journey| journey.points_removed.len()).sum();
    parts.extend(both(added, removed, "single point of failure", "single points of failure"));
    parts.extend(both(
        difference.findings_added.len(),
        difference.findings_removed.len(),
        "finding",
        "findings",
    ));
    if parts.is_empty() {
        parts.push("no journey fails more or less".to_owned());
    }
    parts.join(", ")
}

/// `+1 −2 findings`.
fn both(added: usize, removed: usize, one: &str, many: &str) -> Option<String> {
    let word = if added + removed == 1 { one } else { many };
    match (added, removed) {
        (0, 0) => None,
        (added, 0) => Some(format!("+{added} {word}")),
        (0, removed) => Some(format!("−{removed} {word}")),
        (added, removed) => Some(format!("+{added} −{removed} {many}")),
    }
}

fn signed(value: f64, digits: Digits) -> String {
    if value < 0.0 { format!("−{}", digits.number(-value)) } else { format!("+{}", digits.number(value)) }
}

fn appeared(journey: &JourneyChange, digits: Digits) -> String {
    let range = |(least, most): (f64, f64)| digits.minutes(least, most);
    match (journey.before, journey.after) {
        (None, Some(after)) => format!("`{}` is new: it fails {} a year", journey.journey, range(after)),
        (Some(before), _) => format!("`{}` is gone: it failed {} a year", journey.journey, range(before)),
        (None, None) => format!("`{}` has no entry", journey.journey),
    }
}

fn minutes(journeys: &[JourneyChange], digits: Digits) -> Table {
    let range = |(least, most): (f64, f64)| digits.minutes(least, most);
    let rows = journeys.iter().filter_map(|journey| {
        let (before, after) = (journey.before?, journey.after?);
        let change = match journey.more() {
            None => "?".to_owned(),
            Some(more) if more.abs() <= 1e-9 => "=".to_owned(),
            Some(more) => signed(more, digits),
        };
        Some(vec![format!("`{}`", journey.journey), range(before), range(after), change])
    });
    Table {
        title: "how long each fails a year".to_owned(),
        columns: vec![
            ("journey", Align::Left),
            ("before", Align::Right),
            ("after", Align::Right),
            ("min/year", Align::Right),
        ],
        rows: rows.collect(),
        rest: 0,
    }
}

fn told(journey: &JourneyChange, verdict: &VerdictChange, digits: Digits) -> String {
    let slo =
        format!("`{}` ({} of `{}`)", verdict.slo, digits.availability(1.0 - verdict.target), journey.journey);
    let word = |word: &str| match word {
        "keeps" => "kept",
        "misses" => "missed",
        _ => "may be missed",
    };
    match (verdict.before, verdict.after) {
        (None, Some(after)) => format!("{slo} is new: {}", word(after)),
        (Some(before), None) => {
            format!("{slo} is gone: it was {}", word(before).replace("may be", "perhaps"))
        }
        (Some(before), Some(after)) if before == after => {
            format!("{slo} has another target: still {}", word(after))
        }
        (Some(before), Some(after)) => format!("{slo}: {} before, {} now", word(before), word(after)),
        (None, None) => slo,
    }
}

fn points(journeys: &[JourneyChange], digits: Digits) -> Vec<String> {
    let mut found = Vec::new();
    for journey in journeys.iter().filter(|journey| journey.before.is_some() && journey.after.is_some()) {
        for (word, things) in [("new", &journey.points_added), ("gone", &journey.points_removed)] {
            if !things.is_empty() {
                found.push(format!("{word} for `{}`: {}", journey.journey, named(things)));
            }
        }
        let after = |time: f64| {
            if time > 0.0 { format!("after {}", digits.time(time)) } else { "at once".to_owned() }
        };
        found.extend(journey.points_moved.iter().map(|(name, before, now)| {
            format!("`{name}` fails `{}` {} now, {} before", journey.journey, after(*now), after(*before))
        }));
    }
    found
}

fn named(ids: &[String]) -> String {
    let shown: Vec<String> = ids.iter().take(ROWS).map(|id| format!("`{id}`")).collect();
    match ids.len().saturating_sub(ROWS) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn loads(loads: &[LoadChange], digits: Digits) -> Table {
    let rate = |rate: Option<f64>| rate.map_or_else(|| "?".to_owned(), |rate| digits.number(rate));
    let row = |change: &LoadChange| {
        let ratio = change.before.zip(change.after).filter(|(before, _)| *before > 0.0);
        let ratio = ratio.map_or_else(
            || "-".to_owned(),
            |(before, after)| {
                let percent = (after / before - 1.0) * 100.0;
                format!("{}%", signed(percent, digits))
            },
        );
        let busy = change.utilisation.map_or_else(|| "-".to_owned(), |busy| digits.percent(busy));
        vec![format!("`{}`", change.component), rate(change.before), rate(change.after), ratio, busy]
    };
    Table {
        title: "peak load that changes by more than 1%".to_owned(),
        columns: vec![
            ("component", Align::Left),
            ("rps before", Align::Right),
            ("after", Align::Right),
            ("change", Align::Right),
            ("busy", Align::Right),
        ],
        rows: loads.iter().take(ROWS).map(row).collect(),
        rest: loads.len().saturating_sub(ROWS),
    }
}

fn findings(findings: &[FindingChange]) -> Vec<String> {
    let shown = findings.iter().take(ROWS);
    let mut lines: Vec<String> = shown
        .map(|finding| {
            format!("{}[{}] `{}`: {}", finding.severity.word(), finding.code, finding.path, finding.message)
        })
        .collect();
    if findings.len() > ROWS {
        lines.push(format!("{} more", findings.len() - ROWS));
    }
    lines
}

/// The JSON shape, `loadline/compare/v1`.
pub(crate) fn as_json(difference: &Difference, tolerance: f64) -> Value {
    let range = |range: Option<(f64, f64)>| range.map(|(least, most)| json!({"least": least, "most": most}));
    let verdict = |verdict: &VerdictChange| {
        json!({
            "slo": verdict.slo,
            "target": verdict.target,
            "before": verdict.before,
            "after": verdict.after,
            "newly_missed": verdict.missed_now(),
        })
    };
    let journey = |journey: &JourneyChange| {
        let moved = journey.points_moved.iter().map(|(name, before, after)| {
            json!({"name": name, "after_seconds_before": before, "after_seconds_after": after})
        });
        let moved: Vec<Value> = moved.collect();
        json!({
            "journey": journey.journey,
            "minutes_a_year_before": range(journey.before),
            "minutes_a_year_after": range(journey.after),
            "minutes_a_year_more": journey.more(),
            "exact": journey.exact,
            "worse": journey.is_worse(tolerance),
            "guessed": journey.guessed,
            "objectives": journey.verdicts.iter().map(verdict).collect::<Vec<_>>(),
            "single_points_added": journey.points_added,
            "single_points_removed": journey.points_removed,
            "single_points_moved": moved,
        })
    };
    let load = |load: &LoadChange| {
        json!({
            "component": load.component,
            "peak_rps_before": load.before,
            "peak_rps_after": load.after,
            "peak_utilisation": load.utilisation,
        })
    };
    let finding = |finding: &FindingChange| {
        json!({
            "code": finding.code,
            "severity": finding.severity.word(),
            "path": finding.path,
            "message": finding.message,
            "fingerprint": finding.fingerprint,
        })
    };
    json!({
        "same": difference.is_empty(),
        "tolerance": tolerance,
        "components_added": difference.components_added,
        "components_removed": difference.components_removed,
        "journeys": difference.journeys.iter().map(journey).collect::<Vec<_>>(),
        "loads": difference.loads.iter().map(load).collect::<Vec<_>>(),
        "findings_added": difference.findings_added.iter().map(finding).collect::<Vec<_>>(),
        "findings_removed": difference.findings_removed.iter().map(finding).collect::<Vec<_>>(),
    })
}
