//! JUnit XML, which nearly every CI server shows: a suite a family, a test case a rule and place.
//!
//! A rule that ran without complaint is a passing test case, so that nobody takes silence for a check that never ran.

use crate::output::View;
use crate::output::headline::headline;
use crate::output::repository::Repository;
use crate::output::row::{Kind, Row, rows};
use loadline_app::check::Report;
use loadline_app::explain::families;
use loadline_base::Severity;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::collections::BTreeMap;
use std::io;

/// How a test case ended, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    Passed,
    Skipped,
    Failed,
    Broken,
}

/// A test case and all that is said about it.
struct Case<'r> {
    name: String,
    ending: Ending,
    rows: Vec<Row<'r>>,
}

/// A suite: the name of a family and its cases.
struct Suite<'r> {
    name: String,
    class: &'static str,
    cases: Vec<Case<'r>>,
}

impl Suite<'_> {
    fn count(&self, ending: Ending) -> usize {
        self.cases.iter().filter(|case| case.ending == ending).count()
    }
}

/// The whole report.
pub(crate) fn render(report: &Report, view: &View) -> String {
    let repository = Repository::of(report);
    let suites = suites(report, view, &repository);
    // Writing to memory does not fail.
    let bytes = write(report, view, &repository, &suites).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn suites<'r>(report: &'r Report, view: &View, repository: &Repository) -> Vec<Suite<'r>> {
    let mut by_code: BTreeMap<&str, Vec<Row<'r>>> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in rows(report, repository) {
        match row.kind {
            Kind::Fault => faults.push(row),
            Kind::Question if !view.strict => {}
            _ => by_code.entry(row.code).or_default().push(row),
        }
    }
    if !faults.is_empty() {
        let case = |row: Row<'r>| {
            let place = place(&row, report, repository).unwrap_or_else(|| row.message.to_owned());
            Case { name: format!("{} {place}", row.title()), ending: Ending::Broken, rows: vec![row] }
        };
        let cases = faults.into_iter().map(case).collect();
        return vec![Suite { name: "Text of the model".to_owned(), class: "loadline.text", cases }];
    }
    let mut suites = Vec::new();
    for family in families() {
        let mut cases = Vec::new();
        for rule in family.rules.iter().filter(|rule| report.ran.contains(&rule.code)) {
            let title = format!("{} {}", rule.code, rule.name);
            match by_code.remove(rule.code) {
                Some(rows) => cases.extend(by_place(&title, rows)),
                None => cases.push(Case { name: title, ending: Ending::Passed, rows: Vec::new() }),
            }
        }
        if !cases.is_empty() {
            suites.push(Suite {
                name: format!("{} {}", family.prefix, family.title),
                class: family.name,
                cases,
            });
        }
    }
    suites
}

/// A case for each place, in the order of the rows.
fn by_place<'r>(title: &str, rows: Vec<Row<'r>>) -> Vec<Case<'r>> {
    let mut cases: Vec<Case<'r>> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let path = row.path.unwrap_or_default();
        let ending = match (row.kind, row.severity) {
            (Kind::Accepted(..), _) => Ending::Skipped,
            (Kind::Finding(_), Severity::Note) => Ending::Passed,
            _ => Ending::Failed,
        };
        let index = *known.entry(path).or_insert(cases.len());
        if index == cases.len() {
            cases.push(Case { name: format!("{title} {path}"), ending, rows: Vec::new() });
        }
        cases[index].ending = cases[index].ending.max(ending);
        cases[index].rows.push(row);
    }
    cases
}

fn write(report: &Report, view: &View, repository: &Repository, suites: &[Suite<'_>]) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let total = |ending| suites.iter().map(|suite| suite.count(ending)).sum::<usize>().to_string();
    let tests = suites.iter().map(|suite| suite.cases.len()).sum::<usize>().to_string();
    let (failures, errors, skipped) = (total(Ending::Failed), total(Ending::Broken), total(Ending::Skipped));
    let name = format!("loadline check: {}", headline(report, view));
    writer
        .create_element("testsuites")
        .with_attribute(("name", name.as_str()))
        .with_attribute(("tests", tests.as_str()))
        .with_attribute(("failures", failures.as_str()))
        .with_attribute(("errors", errors.as_str()))
        .with_attribute(("skipped", skipped.as_str()))
        .write_inner_content(|writer| {
            suites.iter().try_for_each(|suite| write_suite(writer, suite, report, repository))
        })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn write_suite(
    writer: &mut Writer<Vec<u8>>,
    suite: &Suite<'_>,
    report: &Report,
    repository: &Repository,
) -> io::Result<()> {
    let count = |ending| suite.count(ending).to_string();
    writer
        .create_element("testsuite")
        .with_attribute(("name", suite.name.as_str()))
        .with_attribute(("tests", suite.cases.len().to_string().as_str()))
        .with_attribute(("failures", count(Ending::Failed).as_str()))
        .with_attribute(("errors", count(Ending::Broken).as_str()))
        .with_attribute(("skipped", count(Ending::Skipped).as_str()))
        .write_inner_content(|writer| {
            suite.cases.iter().try_for_each(|case| write_case(writer, suite, case, report, repository))
        })?;
    Ok(())
}

fn write_case(
    writer: &mut Writer<Vec<u8>>,
    suite: &Suite<'_>,
    case: &Case<'_>,
    report: &Report,
    repository: &Repository,
) -> io::Result<()> {
    let name = legal(&case.name);
    let mut element = writer
        .create_element("testcase")
        .with_attribute(("classname", suite.class))
        .with_attribute(("name", name.as_str()));
    let Some(first) = case.rows.first() else { return element.write_empty().map(drop) };
    let (file, line) = first.file_and_line(&report.sources, repository);
    element = element
        .with_attribute(("file", legal(&file).as_str()))
        .with_attribute(("line", line.to_string().as_str()));
    let said: Vec<String> = case.rows.iter().map(|row| said(row, report, repository)).collect();
    let said = legal(&said.join("\n\n"));
    let message = message(case);
    element.write_inner_content(|writer| {
        let (tag, kind) = match case.ending {
            Ending::Passed => ("system-out", None),
            Ending::Skipped => ("skipped", None),
            Ending::Failed => ("failure", Some(kind(case))),
            Ending::Broken => ("error", Some("fault")),
        };
        let mut element = writer.create_element(tag);
        if case.ending != Ending::Passed {
            element = element.with_attribute(("message", message.as_str()));
        }
        if let Some(kind) = kind {
            element = element.with_attribute(("type", kind));
        }
        element.write_text_content(BytesText::new(&said)).map(drop)
    })?;
    Ok(())
}

/// The row that counts most, unless all were accepted.
fn worst<'c, 'r>(case: &'c Case<'r>) -> Option<&'c Row<'r>> {
    case.rows
        .iter()
        .rev()
        .filter(|row| !matches!(row.kind, Kind::Accepted(..)))
        .max_by_key(|row| row.severity)
}

/// The worst row's message; the reason where all were accepted.
fn message(case: &Case<'_>) -> String {
    let text = match (worst(case), case.rows.first().map(|row| row.kind)) {
        (Some(worst), _) => worst.message,
        (None, Some(Kind::Accepted(_, by))) => by.reason.as_deref().unwrap_or("accepted"),
        (None, _) => "",
    };
    legal(text)
}

/// The word of the worst row: its severity, or that it is a question.
fn kind(case: &Case<'_>) -> &'static str {
    match worst(case) {
        Some(Row { kind: Kind::Question, .. }) => "question",
        Some(row) => row.severity.word(),
        None => "accepted",
    }
}

/// `loadline.yaml:7:3`, where there is a place.
fn place(row: &Row<'_>, report: &Report, repository: &Repository) -> Option<String> {
    let span = row.span?;
    let at = report.sources.start(span);
    let file = repository.path(report.sources.file(span.file).name());
    Some(format!("{file}:{}:{}", at.line, at.column))
}

/// Everything a row says, headed by its place.
fn said(row: &Row<'_>, report: &Report, repository: &Repository) -> String {
    match place(row, report, repository) {
        Some(place) => format!("{place}: {}", row.whole_text()),
        None => row.whole_text(),
    }
}

/// XML 1.0 has no way to write most control characters; they become a replacement character.
fn legal(text: &str) -> String {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if is_legal(c) { c } else { '\u{fffd}' }).collect()
}
