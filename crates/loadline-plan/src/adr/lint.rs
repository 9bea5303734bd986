//! What is wrong with records, one by one and together. Each fault has a stable name, a place and a hint.

use super::name::reference;
use super::record::Record;
use super::status::Status;
use loadline_base::{Date, Diagnostic, Severity, Span};
use std::collections::BTreeMap;

/// A fault: its name, and what is wrong.
#[derive(Debug, Clone, Copy)]
pub struct Lint {
    /// The stable name.
    pub name: &'static str,
    /// What is wrong, in a line.
    pub what: &'static str,
    severity: Severity,
}

macro_rules! lints {
    ($($id:ident $name:literal $severity:ident $what:literal;)+) => {
        $( const $id: Lint = Lint { name: $name, what: $what, severity: Severity::$severity }; )+
        /// Every fault there is.
        pub const LINTS: &[Lint] = &[$($id),+];
    };
}

lints! {
    NAME "adr-file-name" Error "the name of the file is not a number of four digits, a hyphen and words";
    NUMBER "adr-number-taken" Error "two records have the same number";
    GAP "adr-number-missing" Note "a number was left out";
    FRONT "adr-without-head" Error "the record has no head of YAML";
    STATUS "adr-status" Error "the status is missing or not known";
    DATE "adr-date" Error "the day is missing or not a day";
    FUTURE "adr-date-ahead" Warning "the day is still to come";
    TITLE "adr-without-title" Error "the record has no title";
    SECTION "adr-without-section" Error "a section that every record has is missing or empty";
    OPTIONS "adr-one-option" Warning "fewer than two options were considered";
    CHOSEN "adr-nothing-chosen" Error "the outcome names none of the options";
    WHY "adr-without-reason" Warning "the outcome does not say why";
    CONSEQUENCES "adr-without-consequences" Warning "an accepted record says no consequences";
    LEFT "adr-template-left" Error "a piece of the template was left as it is";
    NOWHERE "adr-link-nowhere" Error "it names a record or a file that is not there";
    ONE_WAY "adr-link-one-way" Error "a record is superseded by one that does not say so";
    SUCCESSOR "adr-successor-not-in-force" Warning "a record is superseded by one that is not accepted";
    CIRCLE "adr-circle" Error "records supersede each other in a circle";
}

const CONTEXT: &str = "Context and Problem Statement";
const CONSIDERED: &str = "Considered Options";
const OUTCOME: &str = "Decision Outcome";

/// Everything wrong with the records of one folder. `files` are the names of all files in it.
#[must_use]
pub fn lint(records: &[Record], files: &[String], today: Date) -> Vec<Diagnostic> {
    let mut found = Found(Vec::new());
    for record in records {
        head(record, today, &mut found);
        content(record, &mut found);
        for (piece, span) in &record.left_over {
            found.say(
                LEFT,
                *span,
                format!("`{piece}` is a piece of the template"),
                "replace it or take it out",
            );
        }
        links(record, records, files, &mut found);
    }
    numbers(records, &mut found);
    circles(records, &mut found);
    let mut faults = found.0;
    faults.sort_by_key(|fault| fault.primary.as_ref().map(|label| label.span));
    faults
}

struct Found(Vec<Diagnostic>);

impl Found {
    fn say(&mut self, lint: Lint, span: Span, message: String, hint: &str) {
        self.0.push(Diagnostic::new(lint.name, lint.severity, message).at(span, "").hint(hint));
    }
}

fn head(record: &Record, today: Date, found: &mut Found) {
    let top = Span::new(record.file, 0, 0);
    if record.number.is_none() {
        let message = format!("`{}` is not named like `0007-orders-by-outbox.md`", record.name);
        found.say(NAME, top, message, "name it by a number of four digits, a hyphen and its title");
    }
    if record.front.is_none() || !record.front_is_yaml {
        let message = "the record does not begin with YAML between two lines `---`".to_owned();
        found.say(FRONT, top, message, "begin with `---`, `status: proposed`, `date: 2026-11-20`, `---`");
        return;
    }
    match &record.status {
        None => {
            let hint =
                "write `status: proposed`, `accepted`, `rejected`, `deprecated` or `superseded by ADR-0007`";
            found.say(STATUS, top, "the record has no `status`".to_owned(), hint);
        }
        Some((text, span)) if Status::read(text).is_none() => {
            let hint =
                "it is one of `proposed`, `accepted`, `rejected`, `deprecated`, `superseded by ADR-0007`";
            found.say(STATUS, *span, format!("`{text}` is no status"), hint);
        }
        Some((text, span))
            if Status::read(text) == Some(Status::Superseded) && successor(record).is_none() =>
        {
            let message = "the status does not say by which record it is superseded".to_owned();
            found.say(STATUS, *span, message, "write `superseded by ADR-0007`");
        }
        Some(_) => {}
    }
    match (&record.date, record.day()) {
        (None, _) => found.say(DATE, top, "the record has no `date`".to_owned(), "write `date: 2026-11-20`"),
        (Some((text, span)), None) => {
            found.say(DATE, *span, format!("`{text}` is no day"), "write it as `2026-11-20`");
        }
        (Some((text, span)), Some(day)) if day > today => {
            found.say(
                FUTURE,
                *span,
                format!("{text} is still to come"),
                "write the day of the last change of status",
            );
        }
        _ => {}
    }
}

fn content(record: &Record, found: &mut Found) {
    let top = record.head();
    if record.title.as_ref().is_none_or(|(title, _)| title.is_empty()) {
        let message = "the record has no heading of the first level".to_owned();
        found.say(TITLE, top, message, "write `# ` and what was decided, in a line");
    }
    for heading in [CONTEXT, CONSIDERED, OUTCOME] {
        match record.section(heading) {
            None => found.say(
                SECTION,
                top,
                format!("there is no section `{heading}`"),
                "every record of MADR 4 has it",
            ),
            Some(section) if section.text.trim().is_empty() => {
                found.say(
                    SECTION,
                    section.span,
                    format!("section `{heading}` is empty"),
                    "say it in a few sentences",
                );
            }
            Some(_) => {}
        }
    }
    let options: Vec<&str> =
        record.section(CONSIDERED).map(|section| items(&section.text)).unwrap_or_default();
    if let Some(section) = record.section(CONSIDERED)
        && options.len() < 2
        && !section.text.trim().is_empty()
    {
        let hint = "a decision chooses between at least two; doing nothing is one";
        found.say(OPTIONS, section.span, format!("{} of at least 2 options are listed", options.len()), hint);
    }
    let Some(outcome) = record.section(OUTCOME).filter(|section| !section.text.trim().is_empty()) else {
        return;
    };
    let text = plain(&outcome.text);
    if !options.is_empty() && !options.iter().any(|option| text.contains(&plain(option))) {
        let message = "the outcome names none of the options that were considered".to_owned();
        found.say(CHOSEN, outcome.span, message, "begin with `Chosen option: \"…\", because …`");
    } else if !text.contains("because") {
        let message = "the outcome does not say why".to_owned();
        found.say(WHY, outcome.span, message, "go on with `because …`");
    }
    let accepted =
        record.status.as_ref().is_some_and(|(text, _)| Status::read(text) == Some(Status::Accepted));
    if accepted && !outcome.text.lines().any(|line| line.trim_end() == "### Consequences") {
        let message = "the record is accepted and says no consequences".to_owned();
        found.say(
            CONSEQUENCES,
            outcome.span,
            message,
            "add `### Consequences` with what is good and what is bad",
        );
    }
}

/// The items of a list, without their marks.
fn items(text: &str) -> Vec<&str> {
    let item = |line: &'_ str| -> Option<usize> {
        ["* ", "- ", "+ "].iter().any(|mark| line.starts_with(mark)).then_some(2)
    };
    text.lines()
        .filter_map(|line| item(line).map(|from| line[from..].trim()))
        .filter(|item| !item.is_empty())
        .collect()
}

/// Letters and digits only, so that quotes and emphasis do not matter.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The record that came in its place, by its status.
fn successor(record: &Record) -> Option<u32> {
    let (text, span) = record.status.as_ref()?;
    (Status::read(text) == Some(Status::Superseded)).then_some(())?;
    record.names.iter().find(|(_, at)| at == span).map(|(number, _)| *number)
}

fn links(record: &Record, records: &[Record], files: &[String], found: &mut Found) {
    let known = |number: u32| records.iter().find(|other| other.number == Some(number));
    let mut said = Vec::new();
    for (number, span) in &record.names {
        if known(*number).is_none() && !said.contains(number) {
            said.push(*number);
            let message = format!("there is no {}", reference(*number));
            found.say(NOWHERE, *span, message, "name a record of this folder");
        }
    }
    for (path, span) in &record.links {
        let in_folder = !path.contains('/');
        let numbered = record.names.iter().any(|(number, at)| {
            said.contains(number)
                && at.range().start >= span.range().start
                && at.range().end <= span.range().end
        });
        if in_folder && !numbered && !files.iter().any(|file| file == path) {
            found.say(
                NOWHERE,
                *span,
                format!("there is no file `{path}` in this folder"),
                "correct the link",
            );
        }
    }
    let Some(next) = successor(record).and_then(known) else { return };
    let span = record.status.as_ref().map_or_else(|| record.head(), |(_, span)| *span);
    let number = record.number;
    if !next.names.iter().any(|(named, _)| Some(*named) == number) {
        let message = format!("`{}` does not name the record it supersedes", next.name);
        let line =
            format!("write `Supersedes [{}]({}).` there", reference(number.unwrap_or_default()), record.name);
        found.say(ONE_WAY, span, message, &line);
    }
    let status = next.status.as_ref().and_then(|(text, _)| Status::read(text));
    if !matches!(status, Some(Status::Accepted | Status::Superseded)) {
        let message = format!("`{}`, which supersedes it, is not accepted", next.name);
        found.say(SUCCESSOR, span, message, "accept it, or take this one back into force");
    }
}

fn numbers(records: &[Record], found: &mut Found) {
    let mut by_number: BTreeMap<u32, &Record> = BTreeMap::new();
    for record in records {
        let Some(number) = record.number else { continue };
        if let Some(first) = by_number.get(&number) {
            let message = format!("`{}` has this number already", first.name);
            found.say(
                NUMBER,
                Span::new(record.file, 0, 0),
                message,
                "give the later one the next free number",
            );
        } else {
            by_number.insert(number, record);
        }
    }
    let mut before = 0;
    for (number, record) in by_number {
        if number > before + 1 && before > 0 {
            let message = format!("{} does not follow on {}", reference(number), reference(before));
            found.say(
                GAP,
                Span::new(record.file, 0, 0),
                message,
                "a record that was taken out leaves a gap; leave it as `rejected` instead",
            );
        }
        before = number;
    }
}

fn circles(records: &[Record], found: &mut Found) {
    let next: BTreeMap<u32, u32> =
        records.iter().filter_map(|record| Some((record.number?, successor(record)?))).collect();
    let mut told: Vec<u32> = Vec::new();
    for record in records {
        let Some(start) = record.number else { continue };
        let mut way = vec![start];
        while let Some(step) = way.last().and_then(|last| next.get(last)) {
            if *step == start {
                if !way.iter().any(|number| told.contains(number)) {
                    let names: Vec<String> = way.iter().map(|number| reference(*number)).collect();
                    let message = format!("{} supersede each other in a circle", names.join(", "));
                    found.say(CIRCLE, record.head(), message, "one of them is in force");
                    told.extend(&way);
                }
                break;
            }
            if way.contains(step) {
                break;
            }
            way.push(*step);
        }
    }
}
