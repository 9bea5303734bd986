//! A check for people: the sentence that matters first, then the costliest findings, then open questions.

use crate::output::View;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};
use loadline_app::check::Report;
use loadline_base::{Diagnostic, Label, Severity, Sources};
use loadline_evidence::Question;
use std::collections::BTreeMap;

/// Findings shown unless all are asked for.
const SHOWN: usize = 10;

/// Prints a report.
pub(crate) fn render(report: &Report, view: &View) -> String {
    let mut text = headline(report);
    text.push('\n');
    if !report.faults.is_empty() {
        section(&mut text, report.faults.iter(), report, view);
        return text;
    }
    if view.statistics {
        text.push_str(&statistics(report));
        return text;
    }
    section(&mut text, report.outcome.findings.iter().map(|finding| &finding.diagnostic), report, view);
    text.push_str(&questions(report, view));
    text
}

/// One sentence that says what matters.
fn headline(report: &Report) -> String {
    let size = report.size;
    let looked_at = format!(
        "{}, {}, {}, {}",
        count(size.components, "component"),
        count(size.edges, "edge"),
        count(size.journeys, "journey"),
        count(size.rules, "rule"),
    );
    if !report.faults.is_empty() {
        return format!("{} in the text of the model; no rule was run", count(report.faults.len(), "fault"));
    }
    let mut parts = Vec::new();
    for (severity, word) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
    {
        if report.count(severity) > 0 {
            parts.push(count(report.count(severity), word));
        }
    }
    if parts.is_empty() {
        parts.push("no findings".to_owned());
    }
    let questions = report.outcome.questions.len();
    let more = [
        (report.outcome.suppressed.len(), format!("{} accepted", report.outcome.suppressed.len())),
        (report.in_baseline, format!("{} in the baseline", report.in_baseline)),
        (questions, count(questions, "open question")),
    ];
    let more: Vec<String> =
        more.into_iter().filter(|(number, _)| *number > 0).map(|(_, what)| what).collect();
    let more = if more.is_empty() { String::new() } else { format!("; {}", more.join(", ")) };
    format!("{}{more} ({looked_at})", parts.join(", "))
}

fn section<'r>(
    text: &mut String,
    all: impl ExactSizeIterator<Item = &'r Diagnostic>,
    report: &Report,
    view: &View,
) {
    let total = all.len();
    let shown = if view.all { total } else { total.min(SHOWN) };
    for diagnostic in all.take(shown) {
        text.push('\n');
        text.push_str(&excerpt(diagnostic, &report.sources, view));
        text.push('\n');
    }
    if shown < total {
        text.push_str(&format!("\n{} more (--all)\n", total - shown));
    }
}

/// A diagnostic with the source it speaks about.
pub(crate) fn excerpt(diagnostic: &Diagnostic, sources: &Sources, view: &View) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut elements: Vec<Element<'_>> = snippets(diagnostic, sources);
    elements.extend(diagnostic.notes.iter().map(|note| Level::NOTE.message(wrap(note, view)).into()));
    let hint = Level::HELP.with_name("hint");
    elements.extend(diagnostic.hints.iter().map(|text| hint.clone().message(wrap(text, view)).into()));
    let title = level.primary_title(wrap(&diagnostic.message, view)).id(diagnostic.code);
    let group: Group<'_> = title.elements(elements);
    let renderer = if view.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(view.width).render(&[group])
}

/// One snippet a file, the primary one first; each holds only the lines between its marks.
fn snippets<'s>(diagnostic: &'s Diagnostic, sources: &'s Sources) -> Vec<Element<'s>> {
    let primary = diagnostic.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let marks = primary.chain(diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label)));
    let mut by_file: Vec<(u32, Vec<(AnnotationKind, &Label)>)> = Vec::new();
    for (kind, label) in marks {
        match by_file.iter_mut().find(|(file, _)| *file == label.span.file.0) {
            Some((_, marks)) => marks.push((kind, label)),
            None => by_file.push((label.span.file.0, vec![(kind, label)])),
        }
    }
    by_file.into_iter().map(|(_, marks)| snippet(&marks, sources).into()).collect()
}

fn snippet<'s>(
    marks: &[(AnnotationKind, &'s Label)],
    sources: &'s Sources,
) -> Snippet<'s, annotate_snippets::Annotation<'s>> {
    let file = sources.file(marks[0].1.span.file);
    let text = file.text();
    let line_start = |offset: u32| text[..offset as usize].rfind('\n').map_or(0, |at| at + 1);
    let line_end =
        |offset: u32| text[offset as usize..].find('\n').map_or(text.len(), |at| offset as usize + at);
    let from = marks.iter().map(|(_, label)| line_start(label.span.start)).min().unwrap_or(0);
    let to = marks.iter().map(|(_, label)| line_end(label.span.start)).max().unwrap_or(text.len());
    let first_line = file.line(u32::try_from(from).unwrap_or(0)) as usize;
    let annotations = marks.iter().map(|(kind, label)| {
        let start = label.span.start as usize - from;
        // A mark ends with its line: a whole block underlined says less than its first line.
        let end = (label.span.end as usize).min(line_end(label.span.start)) - from;
        let label = (!label.text.is_empty()).then_some(label.text.as_str());
        kind.span(start..end.max(start)).label(label)
    });
    Snippet::source(&text[from..to]).path(file.name()).line_start(first_line).annotations(annotations)
}

/// Leaves room for the frame to the left.
fn wrap(text: &str, view: &View) -> String {
    textwrap::fill(text, textwrap::Options::new(view.width.saturating_sub(14).max(30)).break_words(false))
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
    let mut text = format!(
        "\n{} from {}: what the model does not say (exit code 0 without --strict)\n",
        count(report.outcome.questions.len(), "open question"),
        count(by_rule.len(), "rule"),
    );
    for ((code, rule), asked) in by_rule {
        let room = view.width.saturating_sub(4);
        let mut line = format!("  {code} {rule} ({}): {}", asked.len(), asked[0].path);
        for question in &asked[1..] {
            if line.len() + question.path.len() + 2 > room {
                line.push_str(", …");
                break;
            }
            line.push_str(", ");
            line.push_str(&question.path);
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// How often each rule spoke.
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
    let mut text = String::from("\nfindings  accepted  questions  rule\n");
    for ((code, rule), (findings, accepted, questions)) in by_rule {
        text.push_str(&format!("{findings:8}  {accepted:8}  {questions:9}  {code} {rule}\n"));
    }
    text
}

/// `1 error`, `2 errors`.
fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}
