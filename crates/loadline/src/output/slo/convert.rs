//! What a conversion of objectives could not keep, for people and for machines.

use crate::output::headline::count;
use crate::output::json::label;
use crate::terminal::Terminal;
use loadline_app::slo::Objectives;
use loadline_app::slo::convert::{Lost, Written};
use loadline_base::Label;
use serde_json::{Map, Value, json};

/// Kinds of lost values shown before the rest is only counted.
const SHOWN: usize = 10;
/// Names in one line before the rest is only counted.
const NAMED: usize = 3;

/// Tells what was written and what was lost, the most frequent kind first.
pub(crate) fn talk(objectives: &Objectives, written: &Written, format: &str, terminal: &mut Terminal) {
    let all = objectives.slos.len();
    let number = if written.slos == all {
        count(all, "objective")
    } else {
        format!("{} of {}", written.slos, count(all, "objective"))
    };
    terminal.talk(&format!("{number} as {format}"));
    for lost in left_out(written) {
        terminal.talk(&terminal.fill(&format!("left out: `{}`: {}", lost.slo, lost.why), "", "  "));
    }
    let mut groups: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for lost in fields(written) {
        gather(&mut groups, lost.field, &lost.why, lost.slo.clone());
    }
    tell("what the format does not say", groups, terminal);
    let mut groups: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for passed in &objectives.passed {
        let start = objectives.sources.start(passed.place);
        let file = objectives.sources.file(passed.place.file).name();
        gather(&mut groups, &passed.key, &passed.why, format!("{file}:{}:{}", start.line, start.column));
    }
    tell("what was read and not taken over", groups, terminal);
}

fn left_out(written: &Written) -> impl Iterator<Item = &Lost> {
    written.lost.iter().filter(|lost| lost.field.is_empty())
}

fn fields(written: &Written) -> impl Iterator<Item = &Lost> {
    written.lost.iter().filter(|lost| !lost.field.is_empty())
}

fn gather<'a>(groups: &mut Vec<(&'a str, &'a str, Vec<String>)>, key: &'a str, why: &'a str, place: String) {
    match groups.iter_mut().find(|(known, reason, _)| *known == key && *reason == why) {
        Some((_, _, places)) => places.push(place),
        None => groups.push((key, why, vec![place])),
    }
}

fn tell(title: &str, mut groups: Vec<(&str, &str, Vec<String>)>, terminal: &mut Terminal) {
    if groups.is_empty() {
        return;
    }
    groups.sort_by_key(|(_, _, places)| std::cmp::Reverse(places.len()));
    terminal.talk(&format!("{title}:"));
    for (key, why, places) in groups.iter().take(SHOWN) {
        let named = places.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = match places.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        terminal.talk(&terminal.fill(&format!("{key}: {why} ({named}{more})"), "  ", "    "));
    }
    if groups.len() > SHOWN {
        terminal.talk(&format!("  {} more kinds; `--format json` has them all", groups.len() - SHOWN));
    }
}

/// The JSON shape that `loadline/slo-convert/v1` and `loadline/slo-import/v1` share.
pub(crate) fn as_json(objectives: &Objectives, written: &Written, format: &str) -> Map<String, Value> {
    let passed = objectives.passed.iter().map(|passed| {
        let place = Label { span: passed.place, text: String::new() };
        let mut at = label(&objectives.sources, &place);
        if let Some(at) = at.as_object_mut() {
            at.remove("text");
        }
        json!({ "at": at, "key": passed.key, "why": passed.why })
    });
    let values = [
        ("format", json!(format)),
        ("file", json!(written.name)),
        ("objectives", json!(written.slos)),
        (
            "left_out",
            left_out(written).map(|lost| json!({ "objective": lost.slo, "why": lost.why })).collect(),
        ),
        (
            "lost",
            fields(written)
                .map(|lost| json!({ "objective": lost.slo, "field": lost.field, "why": lost.why }))
                .collect(),
        ),
        ("not_taken", passed.collect()),
        ("text", json!(written.text)),
    ];
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
