//! OpenMetrics text (times in seconds, `# EOF` at the end) and the older text format of Prometheus (times in milliseconds).
//!
//! Types, help and exemplars are skipped: a replay needs samples only. A sample without a time is refused.
//! Sources: OpenMetrics 1.0 (2022), "ABNF"; Prometheus documentation, "Exposition formats".

mod labels;

use super::gather::{At, Gather, Limits};
use super::lines::Lines;
use super::{Loaded, Unreadable, excerpt, number};
use loadline_promql::Millis;

/// A time that is a whole number of this size or more is in milliseconds: as seconds it would be the year 5138.
const LEAST_MILLIS: i64 = 100_000_000_000;

/// In which unit times are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clock {
    Seconds,
    Millis,
}

/// A reader that is fed pieces of text. Which of the two formats it is, the first time tells by its size.
#[derive(Debug)]
pub struct OpenMetrics {
    lines: Lines,
    state: State,
}

#[derive(Debug)]
struct State {
    gather: Gather,
    clock: Option<Clock>,
    ended: bool,
    last: Vec<u8>,
    last_at: At,
}

impl OpenMetrics {
    /// A reader of a text within these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let state =
            State { gather: Gather::new(limits), clock: None, ended: false, last: Vec::new(), last_at: 0 };
        Self { lines: Lines::default(), state }
    }

    /// Reads a whole text.
    ///
    /// # Errors
    /// At the first line that is no sample and no comment.
    pub fn read(text: &[u8], limits: Limits) -> Result<Loaded, Unreadable> {
        let mut reader = Self::new(limits);
        reader.feed(text)?;
        reader.finish()
    }

    /// Takes the next piece of the text, cut anywhere.
    ///
    /// # Errors
    /// At the first line that is no sample and no comment.
    pub fn feed(&mut self, piece: &[u8]) -> Result<(), Unreadable> {
        let state = &mut self.state;
        self.lines.feed(piece, |number, line| state.line(number, line))
    }

    /// The series, when the text is over.
    ///
    /// # Errors
    /// When the last line is cut, or OpenMetrics text ends without `# EOF`.
    pub fn finish(mut self) -> Result<Loaded, Unreadable> {
        let state = &mut self.state;
        self.lines.finish(|number, line| state.line(number, line))?;
        if state.clock == Some(Clock::Seconds) && !state.ended {
            return Err(Unreadable::new(0, "the text ends without `# EOF`")
                .hint("the file was cut short, or it is no OpenMetrics text: add `# EOF` as its last line if it is whole"));
        }
        Ok(self.state.gather.finish(Vec::new()))
    }
}

impl State {
    fn line(&mut self, number: u64, line: &[u8]) -> Result<(), Unreadable> {
        let line = line.trim_ascii();
        if line.is_empty() {
            return Ok(());
        }
        if self.ended {
            return Err(Unreadable::new(number, "text after `# EOF`")
                .hint("put several files together without the `# EOF` of all but the last"));
        }
        if line.first() == Some(&b'#') {
            self.ended = line == b"# EOF";
            return Ok(());
        }
        let (at, rest) = self.series(number, line)?;
        let mut words = rest.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty());
        let value = words.next().unwrap_or_default();
        let value = number::value(value).ok_or_else(|| {
            Unreadable::new(number, format!("`{}` is no value of a sample", excerpt(value)))
        })?;
        let time = words.next().filter(|word| *word != b"#").ok_or_else(|| {
            Unreadable::new(number, "a sample without a time")
                .hint("a history needs the time of every sample")
        })?;
        let time = self.time(number, time)?;
        match words.next() {
            Some(b"#") | None => self.gather.push(number, at, time, value),
            Some(word) => Err(Unreadable::new(number, format!("`{}` after a sample", excerpt(word)))),
        }
    }

    fn time(&mut self, line: u64, text: &[u8]) -> Result<Millis, Unreadable> {
        let clock = *self.clock.get_or_insert_with(|| match number::millis(text) {
            Some(whole) if whole >= LEAST_MILLIS => Clock::Millis,
            _ => Clock::Seconds,
        });
        let read = match clock {
            Clock::Seconds => number::seconds(text),
            Clock::Millis => number::millis(text),
        };
        let unit = if clock == Clock::Seconds { "seconds" } else { "milliseconds" };
        let too_late = read.is_some_and(|time| clock == Clock::Seconds && time >= LEAST_MILLIS * 1000);
        read.filter(|_| !too_late).ok_or_else(|| {
            Unreadable::new(line, format!("`{}` is no time in {unit} since 1970", excerpt(text)))
                .hint("the first sample decides for the whole text between seconds and milliseconds")
        })
    }

    /// The series at the start of the line, and what follows it.
    fn series<'l>(&mut self, number: u64, line: &'l [u8]) -> Result<(At, &'l [u8]), Unreadable> {
        // Files go series by series or scrape by scrape; in the first case this saves the search for the end of the labels.
        if let Some(rest) = line.strip_prefix(self.last.as_slice())
            && matches!(rest.first(), Some(b' ' | b'\t'))
            && !self.last.is_empty()
            && rest.trim_ascii_start().first() != Some(&b'{')
        {
            return Ok((self.last_at, rest));
        }
        let end = labels::end(line)
            .ok_or_else(|| Unreadable::new(number, format!("`{}` is no sample", excerpt(line))))?;
        let (text, rest) = line.split_at(end);
        let at = match self.gather.known(text) {
            Some(at) => at,
            None => {
                let labels = labels::read(text, self.gather.limits.labels)
                    .map_err(|what| Unreadable::new(number, what))?;
                self.gather.series(number, labels, Some(text))?
            }
        };
        self.last.clear();
        self.last.extend_from_slice(text);
        self.last_at = at;
        Ok((at, rest))
    }
}
