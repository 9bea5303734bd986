//! Reading a record: its front matter, its title, its sections and the records it names. Reading never fails.

use loadline_base::{Date, FileId, Span};
use loadline_model::syntax::parse;
use std::ops::Range;

/// A record as it is written.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its file among the sources.
    pub file: FileId,
    /// The name of the file, without folders.
    pub name: String,
    /// The number in that name.
    pub number: Option<u32>,
    /// The text between the lines `---` at its head.
    pub front: Option<Range<usize>>,
    /// Whether that text is YAML.
    pub front_is_yaml: bool,
    /// `status`, with its bytes.
    pub status: Option<(String, Span)>,
    /// `date`, with its bytes.
    pub date: Option<(String, Span)>,
    /// The heading of the first level.
    pub title: Option<(String, Span)>,
    /// Headings of the second level, with what stands below them.
    pub sections: Vec<Section>,
    /// Numbers of records that its text names (`ADR-0007`, `0007-….md`), with their bytes.
    pub names: Vec<(u32, Span)>,
    /// Targets of links to other files of the folder, with their bytes.
    pub links: Vec<(String, Span)>,
    /// Pieces of the template that were left as they are, such as `{title}`.
    pub left_over: Vec<(String, Span)>,
}

/// A part of a record.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// The bytes of the heading.
    pub span: Span,
    /// The text below it, up to the next heading of its level.
    pub text: String,
    /// Where that text begins.
    pub start: usize,
}

impl Record {
    /// The day, when it is one.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.date.as_ref().and_then(|(text, _)| text.parse().ok())
    }

    /// The section of this heading.
    #[must_use]
    pub fn section(&self, heading: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.heading.eq_ignore_ascii_case(heading))
    }

    /// The bytes at which something about the record as a whole is said.
    #[must_use]
    pub fn head(&self) -> Span {
        self.title.as_ref().map_or_else(|| Span::new(self.file, 0, 0), |(_, span)| *span)
    }
}

/// Reads the record in a file.
#[must_use]
pub fn read(file: FileId, name: &str, text: &str) -> Record {
    let number = name.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let number = number.filter(|_| name.get(4..5) == Some("-")).and_then(|digits| digits.parse().ok());
    let mut record = Record {
        file,
        name: name.to_owned(),
        number,
        front: front(text),
        front_is_yaml: true,
        status: None,
        date: None,
        title: None,
        sections: Vec::new(),
        names: Vec::new(),
        links: Vec::new(),
        left_over: Vec::new(),
    };
    if let Some(range) = record.front.clone() {
        let (tree, faults) = parse(file, &text[range.clone()]);
        record.front_is_yaml = tree.is_some() && faults.is_empty();
        if let Some(tree) = tree {
            let field = |key: &str| {
                let entry = tree.get(tree.root(), key)?;
                let value = tree.scalar(entry.value)?.trim().to_owned();
                let inner = tree.span(entry.value).range();
                let span = span(file, range.start + inner.start..range.start + inner.end);
                (!value.is_empty()).then_some((value, span))
            };
            (record.status, record.date) = (field("status"), field("date"));
        }
    }
    let start = record.front.as_ref().map_or(0, |range| range.end);
    body(&mut record, text, start);
    record
}

/// The text between a first line `---` and the next one.
fn front(text: &str) -> Option<Range<usize>> {
    let mut lines = lines(text, 0);
    let (_, first) = lines.next()?;
    if first.trim_start_matches('\u{feff}').trim_end() != "---" {
        return None;
    }
    let (start, _) = lines.next()?;
    if text[start..].starts_with("---") {
        return Some(start..start);
    }
    let (end, _) = lines.find(|(_, line)| line.trim_end() == "---")?;
    Some(start..end)
}

fn body(record: &mut Record, text: &str, start: usize) {
    let mut fenced = false;
    for (at, line) in lines(text, start) {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        let whole = span(record.file, at..at + line.trim_end().len());
        if !fenced && let Some(title) = line.strip_prefix("# ") {
            if record.title.is_none() {
                record.title = Some((title.trim().to_owned(), whole));
            }
        } else if !fenced && let Some(heading) = line.strip_prefix("## ") {
            let heading = heading.trim().trim_end_matches('#').trim_end().to_owned();
            let start = at + line.len();
            record.sections.push(Section { heading, span: whole, text: String::new(), start });
            continue;
        }
        if let Some(section) = record.sections.last_mut() {
            section.text.push_str(line);
        }
        if !fenced {
            mentions(record, at, line);
        }
    }
    if let Some((status, at)) = &record.status {
        let found: Vec<_> = numbers(status).map(|(number, _)| (number, *at)).collect();
        record.names.extend(found);
    }
}

fn mentions(record: &mut Record, at: usize, line: &str) {
    for (number, range) in numbers(line) {
        record.names.push((number, span(record.file, at + range.start..at + range.end)));
    }
    for (start, _) in line.match_indices("](") {
        let target = &line[start + 2..];
        let target = target.split([')', ' ']).next().unwrap_or_default();
        let outside =
            target.contains("://") || target.starts_with(['#', '/', '<']) || target.starts_with("mailto:");
        let path = target.split('#').next().unwrap_or_default();
        if !outside && !path.is_empty() {
            let start = at + start + 2;
            record.links.push((path.to_owned(), span(record.file, start..start + path.len())));
        }
    }
    // Pieces of the template look like `{title of option 1}`: a brace, then words.
    for (start, _) in line.match_indices('{') {
        let rest = &line[start..];
        let Some(end) = rest.find('}') else { continue };
        let inner = &rest[1..end];
        let is_code = line[..start].matches('`').count() % 2 == 1;
        if !is_code
            && !inner.is_empty()
            && inner.chars().all(|c| c.is_alphanumeric() || " ,.…|-_/".contains(c))
        {
            let range = at + start..at + start + end + 1;
            record.left_over.push((rest[..=end].to_owned(), span(record.file, range)));
        }
    }
}

/// Numbers of records in a line, by `ADR-0007` or by the name of a file.
fn numbers(line: &str) -> impl Iterator<Item = (u32, Range<usize>)> {
    let digits = |from: usize| {
        let rest = line.get(from..)?;
        let long = rest.bytes().take_while(u8::is_ascii_digit).count();
        (long == 4).then(|| rest[..4].parse::<u32>().ok()).flatten()
    };
    let by_name = line.match_indices("ADR-").filter_map(move |(at, _)| Some((digits(at + 4)?, at..at + 8)));
    let by_file = line.match_indices(".md").filter_map(move |(end, _)| {
        let whole = line[..end].rfind(['(', ' ', '<', '"']).map_or(0, |at| at + 1);
        if line[whole..end].contains("://") {
            return None;
        }
        let start = line[..end].rfind(['(', '/', ' ', '[', '<', '"']).map_or(0, |at| at + 1);
        let number = digits(start).filter(|_| line.as_bytes()[start..].get(4) == Some(&b'-'))?;
        Some((number, start..end + 3))
    });
    by_name.chain(by_file)
}

/// Lines with their ends, and where each begins.
fn lines(text: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    text[start..].split_inclusive('\n').scan(start, |at, line| {
        let here = *at;
        *at += line.len();
        Some((here, line))
    })
}

#[expect(clippy::cast_possible_truncation, reason = "files are read up to a few megabytes")]
pub(super) fn span(file: FileId, range: Range<usize>) -> Span {
    Span::new(file, range.start as u32, range.end as u32)
}
