//! The table of small cases under `tests/data/formats`: each says what is read and what is told, with line and column.
//!
//! A case starts with `## title`, then lines `slo: …` and `told: …` in order, then a fenced block. The block counts from line 1.

use super::{read_files, told};
use loadline_slo::formats::Read;
use loadline_slo::{Budgeting, Events, Indicator, Slo};

struct Case {
    title: String,
    slos: Vec<String>,
    told: Vec<String>,
    text: String,
}

fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ").filter(|_| !inside) {
            cases.push(Case { title: title.to_owned(), slos: vec![], told: vec![], text: String::new() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if line.starts_with("```") {
            inside = !inside;
        } else if inside {
            case.text.push_str(line);
            case.text.push('\n');
        } else if let Some(slo) = line.strip_prefix("slo: ") {
            case.slos.push(slo.to_owned());
        } else if let Some(told) = line.strip_prefix("told: ") {
            case.told.push(told.to_owned());
        } else {
            assert!(line.trim().is_empty(), "`{line}` in `{}`", case.title);
        }
    }
    cases
}

/// An objective in a line: id, target, window, budgeting, indicator, tiers.
fn line(slo: &Slo) -> String {
    let mut out = format!("{} of {} {} over {}", slo.id, slo.service, slo.target, slo.windows[0]);
    match slo.budgeting {
        Budgeting::Occurrences => {}
        Budgeting::Timeslices { slice, target } => out.push_str(&format!(", slices {slice} at {target}")),
        Budgeting::RatioTimeslices { slice } => out.push_str(&format!(", ratios of {slice}")),
    }
    let events = |events: &Events| match events {
        Events::Counter(text) => format!("counter {text}"),
        Events::Expression(text) => text.clone(),
        Events::Foreign { system, query } => format!("{system}: {query}"),
    };
    out.push_str(&match &slo.indicator {
        Indicator::Ratio { part, events: some, total, .. } => {
            format!("; {part:?} {} / {}", events(some), events(total))
        }
        Indicator::Raw { part, ratio } => format!("; raw {part:?} {}", events(ratio)),
        Indicator::Latency { histogram, matchers, under } => {
            format!("; {histogram}{{{matchers}}} under {under}")
        }
        Indicator::Gauge { metric } => format!("; gauge {metric}"),
        Indicator::Composite { members, .. } => {
            let members: Vec<_> = members.iter().map(|(id, weight)| format!("{id}×{weight}")).collect();
            format!("; all of {}", members.join(" "))
        }
        other => format!("; {:?}", other.kind()),
    });
    if let Some(policy) = &slo.policy {
        let tiers: Vec<_> = policy
            .tiers
            .iter()
            .map(|tier| format!("{} {}× {}", tier.class.word(), tier.burn, tier.long))
            .collect();
        out.push_str(&format!("; {}", tiers.join(", ")));
    }
    if !slo.grouping.is_empty() {
        out.push_str(&format!("; by {}", slo.grouping.join(" ")));
    }
    out
}

/// Compares one page. Expected lines may be cut short: each must be the start of what is told, or all of it.
#[track_caller]
fn check(page: &str, least: usize) {
    let cases = cases(page);
    assert!(cases.len() >= least, "{} cases", cases.len());
    let mut wrong = String::new();
    for case in &cases {
        let (sources, found) = read_files(&[("case", &case.text)]);
        let slos: Vec<String> = found.slos.iter().map(line).collect();
        let told = told(&sources, &found);
        let fits = |expected: &[String], found: &[String]| {
            expected.len() == found.len()
                && expected.iter().zip(found).all(|(e, f)| f.starts_with(e.as_str()))
        };
        if !fits(&case.slos, &slos) || !fits(&case.told, &told) {
            wrong.push_str(&format!("## {}\n", case.title));
            slos.iter().for_each(|slo| wrong.push_str(&format!("slo: {slo}\n")));
            told.iter().for_each(|told| wrong.push_str(&format!("told: {told}\n")));
        }
        accounted(&case.title, &found);
    }
    assert!(wrong.is_empty(), "these differ; what was found:\n{wrong}");
}

/// Every document is accounted for: it is read, or an error lies in it.
fn accounted(title: &str, found: &Read) {
    for document in &found.documents {
        let refused = found
            .errors()
            .any(|fault| fault.primary.as_ref().is_some_and(|label| document.place.covers(label.span)));
        assert!(document.read != refused, "{title}: {document:?}");
        assert!(document.read || document.slos == 0, "{title}: {document:?}");
    }
    let of_documents: usize = found.documents.iter().map(|document| document.slos).sum();
    assert_eq!(of_documents, found.slos.len(), "{title}");
}

#[test]
fn openslo() {
    check(include_str!("../../data/formats/openslo.md"), 70);
}

#[test]
fn sloth() {
    check(include_str!("../../data/formats/sloth.md"), 25);
}

#[test]
fn pyrra() {
    check(include_str!("../../data/formats/pyrra.md"), 25);
}
