//! A check for people: the sentence that matters first, then the costliest findings, then open questions.

use crate::output::View;
use crate::output::excerpt::excerpt;
use crate::output::headline::{count, headline, looked_at};
use annotate_snippets::normalize_untrusted_str;
use loadline_app::check::Report;
use loadline_base::{Diagnostic, Span};
use loadline_evidence::{Finding, Question};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Findings shown unless all are asked for.
const SHOWN: usize = 10;

/// Prints a report.
pub(crate) fn render(report: &Report, view: &View) -> String {
    let mut text = format!("{}\n", bold(&headline(report, view), view));
    if !report.faults.is_empty() {
        let faults: Vec<Shown> =
            report.faults.iter().map(|fault| Shown { diagnostic: fault.clone(), stands_for: 1 }).collect();
        text.push_str(&section(&faults, report, view));
        return text;
    }
    text.push_str(&format!("{}\n", looked_at(report)));
    if view.statistics {
        text.push_str(&statistics(report));
        return text;
    }
    text.push_str(&section(&grouped(&report.outcome.findings, view), report, view));
    text.push_str(&questions(report, view));
    text
}

/// A diagnostic as shown, and how many findings it stands for.
struct Shown {
    diagnostic: Diagnostic,
    stands_for: usize,
}

/// Findings of one rule that mark the same bytes are shown once: a line of a profile speaks for everyone who uses it.
fn grouped(findings: &[Finding], view: &View) -> Vec<Shown> {
    let mut groups: Vec<(&Finding, Vec<String>)> = Vec::new();
    let mut known: BTreeMap<(&str, Span), usize> = BTreeMap::new();
    for finding in findings {
        let diagnostic = &finding.diagnostic;
        let Some(marked) = diagnostic.primary.as_ref().map(|label| label.span) else {
            groups.push((finding, Vec::new()));
            continue;
        };
        match known.get(&(diagnostic.code, marked)) {
            Some(index) => groups[*index].1.push(normalize_untrusted_str(&finding.path)),
            None => {
                known.insert((diagnostic.code, marked), groups.len());
                groups.push((finding, Vec::new()));
            }
        }
    }
    let shown = groups.into_iter().map(|(finding, others)| {
        let mut diagnostic = finding.diagnostic.clone();
        let stands_for = 1 + others.len();
        if !others.is_empty() {
            let list = if view.all { others.join(", ") } else { as_many_as_fit(&others, 2 * view.width) };
            diagnostic.notes.push(format!("the same here, {}: {list}", count(others.len(), "more finding")));
        }
        Shown { diagnostic, stands_for }
    });
    shown.collect()
}

/// The first of these with their source, how many more there are, and where to read on.
fn section(all: &[Shown], report: &Report, view: &View) -> String {
    let (shown, rest) = all.split_at(if view.all { all.len() } else { all.len().min(SHOWN) });
    let mut text = String::new();
    for one in shown {
        text.push_str(&format!("\n{}\n", excerpt(&one.diagnostic, &report.sources, view)));
    }
    if !rest.is_empty() {
        let left: usize = rest.iter().map(|one| one.stands_for).sum();
        text.push_str(&format!("\n{left} more (--all)\n"));
    }
    if let Some(first) = shown.first() {
        text.push_str(&format!("\n`loadline explain {}` tells why\n", first.diagnostic.code));
    }
    text
}

/// Open questions, one line a rule.
fn questions(report: &Report, view: &View) -> String {
    let mut by_rule: BTreeMap<(&str, &str), Vec<&Question>> = BTreeMap::new();
    for question in &report.outcome.questions {
        by_rule.entry((question.code, question.rule)).or_default().push(question);
    }
    if by_rule.is_empty() {
        return String::new();
    }
    let counted = match (view.strict, view.all) {
        (true, _) => "counted: --strict",
        (false, true) => "counted only with --strict",
        (false, false) => "details: --all",
    };
    let asked = count(report.outcome.questions.len(), "open question");
    let title = format!("{asked}: what the model does not say");
    let mut text = format!("\n{} ({counted})\n", bold(&title, view));
    for ((code, rule), asked) in by_rule {
        let head = format!("  {code} {rule} ({}): ", asked.len());
        let paths = asked.iter().map(|question| normalize_untrusted_str(&question.path)).collect::<Vec<_>>();
        let room = view.width.saturating_sub(head.chars().count());
        if !view.all {
            text.push_str(&format!("{head}{}\n", as_many_as_fit(&paths, room)));
            continue;
        }
        text.push_str(&format!("  {code} {rule} ({}):\n", asked.len()));
        for question in &asked {
            let words = format!("{}: {}", question.path, question.text);
            let options =
                textwrap::Options::new(view.width).initial_indent("    ").subsequent_indent("      ");
            text.push_str(&textwrap::fill(&normalize_untrusted_str(&words), options.break_words(false)));
            text.push('\n');
        }
    }
    text
}

/// The paths that fit into `room` columns, the first one at any price, and how many were left out.
fn as_many_as_fit(paths: &[String], room: usize) -> String {
    let more = |left: usize| if left == 0 { String::new() } else { format!(", {left} more") };
    let fits = |taken: usize| {
        let text = format!("{}{}", paths[..taken].join(", "), more(paths.len() - taken));
        (text.chars().count() <= room).then_some(text)
    };
    // Beyond this many even the shortest paths do not fit.
    let most = paths.len().min(room / 2 + 1);
    (1..=most).rev().find_map(fits).unwrap_or_else(|| {
        let more = more(paths.len() - 1);
        format!("{}{more}", end_of(&paths[0], room.saturating_sub(more.len())))
    })
}

/// The last steps of a path that fit into `room` columns, at least one.
fn end_of(path: &str, room: usize) -> String {
    let cuts = path.match_indices('/').map(|(at, _)| format!("…{}", &path[at..]));
    let mut last = path.to_owned();
    for end in cuts {
        last = end;
        if last.chars().count() <= room {
            break;
        }
    }
    last
}

/// How often each rule spoke, the most talkative first.
fn statistics(report: &Report) -> String {
    let mut by_rule: BTreeMap<(&str, &str), (usize, usize, usize)> = BTreeMap::new();
    let outcome = &report.outcome;
    for finding in &outcome.findings {
        by_rule.entry((finding.diagnostic.code, finding.rule)).or_default().0 += 1;
    }
    for suppressed in &outcome.suppressed {
        by_rule.entry((suppressed.finding.diagnostic.code, suppressed.finding.rule)).or_default().1 += 1;
    }
    for question in &outcome.questions {
        by_rule.entry((question.code, question.rule)).or_default().2 += 1;
    }
    let mut lines: Vec<_> = by_rule.into_iter().collect();
    lines.sort_by_key(|(rule, counts)| (Reverse(*counts), *rule));
    let mut text = String::from("\nfindings  accepted  questions  rule\n");
    for ((code, rule), (findings, accepted, questions)) in lines {
        text.push_str(&format!("{findings:8}  {accepted:8}  {questions:9}  {code} {rule}\n"));
    }
    text
}

fn bold(text: &str, view: &View) -> String {
    if view.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paths: &[&str], room: usize, expected: &str) {
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        assert_eq!(as_many_as_fit(&paths, room), expected);
    }

    #[test]
    fn paths_fill_the_line_and_the_rest_is_counted() {
        check(&["services/a", "services/b"], 22, "services/a, services/b");
        check(&["services/a", "services/b"], 21, "services/a, 1 more");
        check(&["services/gateway/needs/orders"], 20, "…/needs/orders");
        check(&["services/gateway", "services/b"], 3, "…/gateway, 1 more");
    }
}
