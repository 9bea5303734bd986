//! Tables of counted events: `time,bad,total[,slo]`, one row for each interval or for each reading of counters.
//!
//! Two of good, bad and all events are wanted. `good`, `bad` and `total` are counts of the interval that ends at `time`;
//! `good_total`, `bad_total` and `events_total` are counters that only grow, or start anew. Times are RFC 3339 or seconds or
//! milliseconds since 1970. An empty count means that nobody counted.

mod header;

use super::gather::{Gather, Limits};
use super::lines::Lines;
use super::{Loaded, Unreadable, excerpt, number};
use crate::{Events, Indicator, Kind, Part};
use header::{Counted, Header};
pub(crate) use header::{split as split_cells, unquoted as unquoted_cell};
use loadline_promql::{Labels, Millis};
use std::collections::BTreeMap;

/// The metric of all events.
const ALL: &str = "loadline_events_total";
/// The metrics of the counted part.
const BAD: &str = "loadline_bad_events_total";
const GOOD: &str = "loadline_good_events_total";

/// What a table held.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its rows as counters.
    pub loaded: Loaded,
    /// Which part of the events is counted beside all of them.
    pub part: Part,
    /// The objectives that its `slo` column names, sorted; empty without that column.
    pub slos: Vec<String>,
}

impl Table {
    /// The indicator that counts the events of the objective `slo`, or of a table without that column, in [`Self::loaded`].
    #[must_use]
    pub fn indicator(&self, slo: Option<&str>) -> Indicator {
        let matcher = slo.filter(|_| !self.slos.is_empty()).map(|slo| format!("{{slo={slo:?}}}"));
        let matcher = matcher.unwrap_or_default();
        let part = if self.part == Part::Bad { BAD } else { GOOD };
        Indicator::Ratio {
            kind: Kind::Availability,
            part: self.part,
            events: Events::Counter(format!("{part}{matcher}")),
            total: Events::Counter(format!("{ALL}{matcher}")),
        }
    }
}

/// A reader that is fed pieces of text.
#[derive(Debug)]
pub struct Csv {
    lines: Lines,
    state: State,
}

#[derive(Debug)]
struct State {
    limits: Limits,
    header: Option<Header>,
    /// Rows by objective: time, first and second count as the header has them.
    rows: BTreeMap<String, Vec<Row>>,
    count: u64,
    not_counted: u64,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    time: Millis,
    counts: [f64; 2],
}

impl Csv {
    /// A reader of a table within these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let state = State { limits, header: None, rows: BTreeMap::new(), count: 0, not_counted: 0 };
        Self { lines: Lines::default(), state }
    }

    /// Reads a whole table.
    ///
    /// # Errors
    /// At the first line that cannot be read.
    pub fn read(text: &[u8], limits: Limits) -> Result<Table, Unreadable> {
        let mut reader = Self::new(limits);
        reader.feed(text)?;
        reader.finish()
    }

    /// Takes the next piece of the text, cut anywhere.
    ///
    /// # Errors
    /// At the first line that cannot be read.
    pub fn feed(&mut self, piece: &[u8]) -> Result<(), Unreadable> {
        let state = &mut self.state;
        self.lines.feed(piece, |number, line| state.line(number, line))
    }

    /// The table, when the text is over.
    ///
    /// # Errors
    /// When the last line cannot be read or there is no header.
    pub fn finish(mut self) -> Result<Table, Unreadable> {
        let state = &mut self.state;
        self.lines.finish(|number, line| state.line(number, line))?;
        self.state.finish()
    }
}

impl State {
    fn line(&mut self, number: u64, line: &[u8]) -> Result<(), Unreadable> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(line);
        if line.trim_ascii().is_empty() || line.first() == Some(&b'#') {
            return Ok(());
        }
        let line = std::str::from_utf8(line).map_err(|_| Unreadable::new(number, "the line is not UTF-8"))?;
        let Some(header) = &self.header else {
            self.header = Some(Header::read(number, line)?);
            return Ok(());
        };
        let mut cells = [""; 4];
        let mut slo = String::new();
        let mut seen = 0;
        for (column, cell) in split_cells(line, header.separator).enumerate() {
            seen = column + 1;
            if column == header.time {
                cells[0] = bare(cell);
            } else if column == header.counts[0] {
                cells[1] = bare(cell);
            } else if column == header.counts[1] {
                cells[2] = bare(cell);
            } else if Some(column) == header.slo {
                slo = unquoted_cell(cell);
            }
        }
        if seen != header.columns {
            let what = format!("{seen} cells where the header has {}", header.columns);
            return Err(Unreadable::new(number, what));
        }
        let time = read_time(cells[0]).ok_or_else(|| {
            Unreadable::new(number, format!("`{}` is no time", excerpt(cells[0].as_bytes())))
                .hint("write `2027-03-01T12:00:00Z`, or seconds or milliseconds since 1970")
        })?;
        if header.slo.is_some() && slo.is_empty() {
            return Err(Unreadable::new(number, "an empty `slo`"));
        }
        let mut counts = [f64::NAN; 2];
        for (count, cell) in counts.iter_mut().zip([cells[1], cells[2]]) {
            if cell.is_empty() {
                continue;
            }
            let value = number::value(cell.as_bytes()).filter(|value| *value >= 0.0 || value.is_nan());
            *count = value.filter(|value| !value.is_infinite()).ok_or_else(|| {
                Unreadable::new(number, format!("`{}` is no count of events", excerpt(cell.as_bytes())))
            })?;
        }
        if counts.iter().any(|count| count.is_nan()) {
            self.not_counted += 1;
            return Ok(());
        }
        if let [Counted::All, part] | [part, Counted::All] = header.parts
            && !header.counters
        {
            let (of_part, all) =
                if header.parts[0] == Counted::All { (counts[1], counts[0]) } else { (counts[0], counts[1]) };
            if of_part > all {
                let word = if part == Counted::Good { "good" } else { "bad" };
                let what = format!("{of_part} {word} events of {all} in all");
                return Err(
                    Unreadable::new(number, what).hint("`total` counts the good and the bad ones together")
                );
            }
        }
        self.count += 1;
        let series = self.rows.len();
        let rows = match self.rows.get_mut(&slo) {
            Some(rows) => rows,
            None if series >= self.limits.series => {
                let what = format!("more than {} objectives (limit `series`)", self.limits.series);
                return Err(Unreadable::new(number, what));
            }
            None => self.rows.entry(slo).or_default(),
        };
        if self.count > self.limits.samples / 3 {
            let what = format!("more than {} rows (limit `samples`)", self.limits.samples / 3);
            return Err(Unreadable::new(number, what));
        }
        rows.push(Row { time, counts });
        Ok(())
    }

    fn finish(self) -> Result<Table, Unreadable> {
        let header = self.header.ok_or_else(|| {
            Unreadable::new(0, "a table without a header")
                .hint("start with `time,bad,total`, or `time,bad_total,events_total` for counters")
        })?;
        let mut gather = Gather::new(Limits { series: usize::MAX, ..self.limits });
        let mut late = 0;
        let mut slos = Vec::new();
        for (slo, mut rows) in self.rows {
            late += rows.windows(2).filter(|pair| matches!(pair, [a, b] if b.time < a.time)).count() as u64;
            rows.sort_by_key(|row| row.time);
            if !header.counters {
                accumulate(&mut rows);
            }
            let series = |metric: &str, outcome: &str| {
                Labels::new([("__name__", metric), ("outcome", outcome), ("slo", slo.as_str())])
            };
            let [one, two] = header.parts;
            for (column, part, other) in [(0, one, two), (1, two, one)] {
                for labels in part.series(other, series) {
                    let at = gather.series(0, labels, None)?;
                    for row in &rows {
                        gather.push(0, at, row.time, row.counts[column])?;
                    }
                }
            }
            slos.extend(Some(slo).filter(|slo| !slo.is_empty()));
        }
        let mut loaded = gather.finish(Vec::new());
        loaded.notes.late = late;
        loaded.notes.not_a_number = self.not_counted;
        Ok(Table { loaded, part: header.part(), slos })
    }
}

/// Turns counts of intervals into counters that start at zero one interval before the first row. Of rows with the same time the
/// first counts.
fn accumulate(rows: &mut Vec<Row>) {
    rows.dedup_by_key(|row| row.time);
    let gap = rows.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(b.time - a.time),
        _ => None,
    });
    let gap = gap.min();
    let mut sums = [0.0; 2];
    for row in rows.iter_mut() {
        for (sum, count) in sums.iter_mut().zip(&mut row.counts) {
            *sum += *count;
            *count = *sum;
        }
    }
    if let (Some(gap), Some(first)) = (gap, rows.first()) {
        rows.insert(0, Row { time: first.time - gap, counts: [0.0; 2] });
    }
}

/// A cell of a number or a time, which some writers put in quotes.
fn bare(cell: &str) -> &str {
    cell.trim().trim_matches('"')
}

/// RFC 3339, or seconds or milliseconds since 1970, told apart by their size.
pub(crate) fn read_time(text: &str) -> Option<Millis> {
    if let Some(whole) = number::millis(text.as_bytes()).filter(|whole| *whole >= 100_000_000_000) {
        return Some(whole);
    }
    if let Some(seconds) = number::seconds(text.as_bytes()) {
        return Some(seconds);
    }
    let stamp: jiff::Timestamp = text.parse().ok()?;
    Some(stamp.as_millisecond())
}
