//! A stretch of time that is drawn from left to right, and where on it to write which time.
//!
//! Times are milliseconds since 1970-01-01T00:00Z. The zone is handed in; nothing here knows what time it is.

mod calendar;
mod step;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use step::STEPS;

/// Milliseconds since 1970-01-01T00:00Z.
pub type Millis = i64;

/// The first and the last time of a drawing, and the zone its labels are written in.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeAxis {
    from: Millis,
    to: Millis,
    zone: TimeZone,
}

/// A time that is written on the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// When.
    pub at: Millis,
    /// Where: 0 at the beginning of the axis, the extent at its end.
    pub position: f64,
    /// What is written.
    pub label: String,
}

impl TimeAxis {
    /// From one time to another, in either order. Times beyond the years -9999 to 9999 are drawn at their ends; a stretch
    /// without length becomes one of a minute around it.
    pub fn new(from: Millis, to: Millis, zone: TimeZone) -> Self {
        let clamped = |at: Millis| {
            // A day short of what the calendar can do, so that no offset leads beyond it.
            let day = 86_400_000;
            at.clamp(Timestamp::MIN.as_millisecond() + day, Timestamp::MAX.as_millisecond() - day)
        };
        let (from, to) = (clamped(from.min(to)), clamped(from.max(to)));
        let (from, to) = if from == to { (clamped(from - 30_000), clamped(to + 30_000)) } else { (from, to) };
        Self { from, to, zone }
    }

    /// The first time.
    pub fn from(&self) -> Millis {
        self.from
    }

    /// The last time.
    pub fn to(&self) -> Millis {
        self.to
    }

    /// Where a time lies on an axis of this extent; times beyond its ends lie on its ends.
    pub fn position(&self, at: Millis, extent: f64) -> f64 {
        let at = at.clamp(self.from, self.to);
        (at - self.from) as f64 / (self.to - self.from) as f64 * extent
    }

    /// Whether a time lies on the axis.
    pub fn covers(&self, at: Millis) -> bool {
        (self.from..=self.to).contains(&at)
    }

    /// The times to write on an axis of this extent: as many as fit with `gap` between their labels, on round times of the
    /// zone's clock (minutes, hours, days, Mondays, months, years). `measure` is the extent of a label.
    ///
    /// Labels are centred at their time, and moved inwards at the ends of the axis. A label there that would meet its
    /// neighbour is left empty; the tick stays.
    pub fn ticks(&self, extent: f64, gap: f64, measure: impl Fn(&str) -> f64) -> Vec<Tick> {
        let most = (extent / (measure("00") + gap)).clamp(1.0, 500.0) as i64 + 1;
        let steps = STEPS.iter().filter(|step| (self.to - self.from) / step.length() <= most);
        let mut labelled = steps.filter_map(|step| {
            let tick = |at| Tick {
                at,
                position: self.position(at, extent),
                label: step.label(calendar::civil(at, &self.zone)),
            };
            fitted(
                step.times(self.from, self.to, &self.zone).into_iter().map(tick).collect(),
                extent,
                gap,
                &measure,
            )
        });
        labelled.next().unwrap_or_default()
    }

    /// A time in words: `Tue 3 Mar 2026 02:14`, with seconds where there are any.
    pub fn moment(&self, at: Millis) -> String {
        calendar::moment(calendar::civil(at, &self.zone), true)
    }

    /// A time in words, without the year when the whole axis lies in one.
    pub(crate) fn short_moment(&self, at: Millis) -> String {
        let year = |at| calendar::civil(at, &self.zone).year();
        calendar::moment(calendar::civil(at, &self.zone), year(self.from) != year(self.to))
    }

    /// A stretch in words: `Tue 3 Mar 2026 02:14 to 02:31 (17 min)`.
    pub fn stretch(&self, from: Millis, to: Millis) -> String {
        let (from, to) = (from.min(to), from.max(to));
        let (start, end) = (calendar::civil(from, &self.zone), calendar::civil(to, &self.zone));
        let length = calendar::length(to.saturating_sub(from));
        let end = match start.date() == end.date() {
            true => calendar::clock(end),
            false => calendar::moment(end, start.year() != end.year()),
        };
        format!("{} to {end} ({length})", calendar::moment(start, true))
    }

    /// The whole axis in words, with its zone: `2 Mar 2026 to 9 Mar 2026, UTC`.
    pub fn caption(&self) -> String {
        let (start, end) = (calendar::civil(self.from, &self.zone), calendar::civil(self.to, &self.zone));
        format!("{}, {}", calendar::span_of_days(start, end), self.zone_name())
    }

    /// The name of the zone: `UTC`, `Europe/Berlin`, `UTC+05:30`.
    pub fn zone_name(&self) -> String {
        match self.zone.iana_name() {
            Some(name) => name.to_owned(),
            None => calendar::offset_name(&self.zone, self.from),
        }
    }
}

/// The ticks, if their labels do not meet.
fn fitted(mut ticks: Vec<Tick>, extent: f64, gap: f64, measure: impl Fn(&str) -> f64) -> Option<Vec<Tick>> {
    let stretch = |tick: &Tick| {
        let width = measure(&tick.label);
        let start = label_start(tick.position, width, extent);
        (start, start + width)
    };
    let meet = |left: &Tick, right: &Tick| stretch(right).0 < stretch(left).1 + gap;
    let moved = |tick: &Tick| (stretch(tick).0 - (tick.position - measure(&tick.label) / 2.0)).abs() > 1e-9;
    if let [first, second, _, ..] = ticks.as_mut_slice()
        && moved(first)
        && meet(first, second)
    {
        first.label.clear();
    }
    if let [_, .., before, last] = ticks.as_mut_slice()
        && moved(last)
        && meet(before, last)
    {
        last.label.clear();
    }
    let shown: Vec<&Tick> = ticks.iter().filter(|tick| !tick.label.is_empty()).collect();
    let wide = shown.iter().any(|tick| measure(&tick.label) > extent);
    let met = shown.windows(2).any(|pair| meet(pair[0], pair[1]));
    (!shown.is_empty() && !wide && !met).then_some(ticks)
}

/// Where a label begins that is centred at `position` as far as the axis allows.
pub(crate) fn label_start(position: f64, width: f64, extent: f64) -> f64 {
    (position - width / 2.0).min(extent - width).max(0.0)
}
