//! The first row of a table: which column is what.

use super::{ALL, BAD, GOOD};
use crate::Part;
use crate::history::{Unreadable, excerpt};
use loadline_promql::Labels;

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Good,
    Bad,
    All,
}

/// Columns by their position from 0.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) separator: char,
    pub(super) columns: usize,
    pub(super) time: usize,
    pub(super) counts: [usize; 2],
    pub(super) parts: [Counted; 2],
    pub(super) counters: bool,
    pub(super) slo: Option<usize>,
}

/// Names of columns of counts: what they count, and whether as a counter.
const COUNTS: &[(&str, Counted, bool)] = &[
    ("good", Counted::Good, false),
    ("bad", Counted::Bad, false),
    ("total", Counted::All, false),
    ("good_total", Counted::Good, true),
    ("bad_total", Counted::Bad, true),
    ("events_total", Counted::All, true),
];

const HINT: &str = "wanted are `time`, two of `good`, `bad` and `total` (or of the counters `good_total`, `bad_total` and \
`events_total`), and `slo` for several objectives";

impl Header {
    pub(super) fn read(line: u64, text: &str) -> Result<Self, Unreadable> {
        let separator = [',', ';', '\t'].into_iter().find(|c| text.contains(*c)).unwrap_or(',');
        let wrong = |what: String| Unreadable::new(line, what).hint(HINT);
        let (mut time, mut slo, mut counts, mut columns) = (None, None, Vec::new(), 0);
        for (at, name) in split(text, separator).enumerate() {
            columns = at + 1;
            let name = unquoted(name).to_ascii_lowercase();
            let twice = match name.as_str() {
                "time" => time.replace(at).is_some(),
                "slo" => slo.replace(at).is_some(),
                other => {
                    let row = COUNTS.iter().find(|row| row.0 == other);
                    let row =
                        row.ok_or_else(|| wrong(format!("unknown column `{}`", excerpt(other.as_bytes()))))?;
                    let twice = counts.iter().any(|(_, known, _)| *known == row.1);
                    counts.push((at, row.1, row.2));
                    twice
                }
            };
            if twice {
                return Err(wrong(format!("column `{name}` comes twice")));
            }
        }
        let time = time.ok_or_else(|| wrong("no column `time`".to_owned()))?;
        let [(first, one, counters), (second, two, also)] = counts.as_slice() else {
            return Err(wrong(format!("{} columns of counts", counts.len())));
        };
        if counters != also {
            return Err(wrong("one column holds counters, the other counts of intervals".to_owned()));
        }
        let (counts, parts) = ([*first, *second], [*one, *two]);
        Ok(Self { separator, columns, time, counts, parts, counters: *counters, slo })
    }

    /// Which part is counted beside all events.
    pub(super) fn part(&self) -> Part {
        if self.parts.contains(&Counted::Bad) { Part::Bad } else { Part::Good }
    }
}

impl Counted {
    /// The series that a column becomes. Where good and bad events together are all events, these are two series of one metric,
    /// so that one of them may start anew by itself.
    pub(super) fn series(self, other: Self, labels: impl Fn(&str, &str) -> Labels) -> Vec<Labels> {
        match (self, other) {
            (Self::All, _) => vec![labels(ALL, "")],
            (Self::Bad, Self::All) => vec![labels(BAD, "")],
            (Self::Bad, _) => vec![labels(BAD, ""), labels(ALL, "bad")],
            (Self::Good, Self::All) => vec![labels(GOOD, "")],
            (Self::Good, _) => vec![labels(ALL, "good")],
        }
    }
}

/// The cells of a line; a separator within quotes does not separate.
pub(crate) fn split(line: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    line.split(move |character| {
        quoted ^= character == '"';
        character == separator && !quoted
    })
}

/// A cell without its quotes; two quotes within are one.
pub(crate) fn unquoted(cell: &str) -> String {
    let cell = cell.trim();
    match cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')) {
        Some(inside) => inside.replace("\"\"", "\""),
        None => cell.to_owned(),
    }
}
