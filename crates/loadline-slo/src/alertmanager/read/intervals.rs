//! Time intervals by name, under either of their two spellings.

use super::Reading;
use super::fields::Fields;
use crate::alertmanager::{TimeInterval, Zone};
use loadline_model::syntax::NodeId;

const DAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Reading<'_> {
    pub(super) fn intervals(&mut self, fields: &Fields) -> Vec<(String, Vec<TimeInterval>)> {
        let mut intervals: Vec<(String, Vec<TimeInterval>)> = Vec::new();
        for field in ["mute_time_intervals", "time_intervals"] {
            for item in self.list(fields.get(field)) {
                let Some(fields) = self.fields(item, "a time interval", &["name", "time_intervals"]) else {
                    continue;
                };
                let name = fields.get("name").and_then(|name| self.text(name)).unwrap_or_default();
                if name.is_empty() {
                    self.wrong(self.span(item), "a time interval without a `name`", "");
                } else if intervals.iter().any(|(known, _)| *known == name) {
                    self.wrong(self.span(item), &format!("time interval `{name}` comes twice"), "");
                }
                let parts = self.list(fields.get("time_intervals"));
                let parts = parts.into_iter().filter_map(|part| self.interval(part)).collect();
                intervals.push((name, parts));
            }
        }
        intervals
    }

    fn interval(&mut self, id: NodeId) -> Option<TimeInterval> {
        let known = &["times", "weekdays", "days_of_month", "months", "years", "location"];
        let fields = self.fields(id, "a time interval", known)?;
        let mut times = Vec::new();
        for item in self.list(fields.get("times")) {
            let Some(fields) = self.fields(item, "a span of the day", &["start_time", "end_time"]) else {
                continue;
            };
            let mut time =
                |name: &str| fields.get(name).and_then(|id| self.text(id)).as_deref().and_then(minute);
            match (time("start_time"), time("end_time")) {
                (Some(from), Some(to)) if from < to => times.push((from, to)),
                _ => self.wrong(
                    self.span(item),
                    "a span of the day has a `start_time` and a later `end_time`",
                    "write `09:00` and `24:00` in quotes; split a span that goes over midnight in two",
                ),
            }
        }
        let word = |words: &'static [&'static str], from: i32| {
            move |text: &str| {
                let at = words.iter().position(|word| word.eq_ignore_ascii_case(text))?;
                Some(i32::try_from(at).ok()? + from)
            }
        };
        let number = |least: i32, most: i32| {
            move |text: &str| text.parse().ok().filter(|number| (least..=most).contains(number))
        };
        let weekdays = self.ranges(fields.get("weekdays"), word(&DAYS, 0));
        let days_of_month =
            self.ranges(fields.get("days_of_month"), |text| number(-31, 31)(text).filter(|day| *day != 0));
        let months =
            self.ranges(fields.get("months"), |text| number(1, 12)(text).or_else(|| word(&MONTHS, 1)(text)));
        let years = self.ranges(fields.get("years"), number(0, 9999));
        let zone = match fields.get("location") {
            None => Zone::utc(),
            Some(id) => {
                let name = self.text(id)?;
                let zone = Zone::named(&name);
                if zone.is_none() {
                    let hint = "write a name of the IANA database such as `Europe/Berlin`";
                    self.wrong(self.span(id), &format!("there is no time zone `{name}`"), hint);
                }
                zone.unwrap_or(Zone::utc())
            }
        };
        Some(TimeInterval { times, weekdays, days_of_month, months, years, zone })
    }

    /// `first:last` or a single one, a list of them.
    fn ranges(&mut self, list: Option<NodeId>, read: impl Fn(&str) -> Option<i32>) -> Vec<(i32, i32)> {
        let mut ranges = Vec::new();
        for item in self.list(list) {
            let Some(text) = self.text(item) else { continue };
            let (first, last) = text.split_once(':').unwrap_or((&text, &text));
            match (read(first.trim()), read(last.trim())) {
                (Some(first), Some(last)) if first <= last || (first > 0 && last < 0) => {
                    ranges.push((first, last))
                }
                _ => {
                    let text: String = text.chars().take(40).collect();
                    self.wrong(
                        self.span(item),
                        &format!("`{text}` is no range here"),
                        "write `first:last`, the earlier first",
                    );
                }
            }
        }
        ranges
    }
}

/// Minutes since midnight of `HH:MM`, up to `24:00`.
fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (minutes < 60 && hours * 60 + minutes <= 24 * 60).then_some(hours * 60 + minutes)
}
