//! Spans of the calendar in PromQL, which knows no dynamic ranges: every sample is recorded once more under the number of its span
//! modulo a small one, a range that is long enough for any span is added up under the number that now is, and other
//! spans within the range have other numbers. Only UTC: PromQL has no time zones.

use crate::{Calendar, Unit};

/// Which share of the day has gone by.
const DAY: &str = "time() % 86400 / 86400";
/// 1 in a leap year, else 0.
const LEAP: &str = "((year() % 4 == bool 0) - (year() % 100 == bool 0) + (year() % 400 == bool 0))";

/// How a span is found.
pub(crate) struct Span {
    /// What its series are called by: `month`.
    pub(crate) word: &'static str,
    /// The number of the span that a moment lies in.
    number: &'static str,
    /// As many spans as may lie in the range have different numbers modulo this.
    modulo: u8,
    /// Longest span.
    range: &'static str,
    /// Which share of it has gone by, 0 to 1.
    elapsed: String,
}

/// The span of `calendar`, or why PromQL cannot say it.
pub(crate) fn span(calendar: &Calendar) -> Result<Span, &'static str> {
    if !matches!(
        calendar.zone.as_str(),
        "UTC" | "Etc/UTC" | "Etc/UCT" | "UCT" | "Zulu" | "Etc/Zulu" | "GMT" | "Etc/GMT"
    ) {
        return Err("PromQL knows no time zones");
    }
    if calendar.count != 1 || calendar.start.is_some() {
        return Err("PromQL can only say spans of one unit from the turn of the calendar");
    }
    let days = "floor(vector(time()) / 86400)";
    let (word, number, modulo, range) = match calendar.unit {
        Unit::Day => ("day", days, 2, "1d"),
        // 1970 began on a Thursday.
        Unit::Week => ("week", "floor((vector(time()) / 86400 + 3) / 7)", 2, "7d"),
        // The last day of January, all of February and the first of March lie within 31 days.
        Unit::Month => ("month", "month()", 3, "31d"),
        Unit::Quarter => ("quarter", "floor((month() - 1) / 3)", 4, "92d"),
        Unit::Year => ("year", "year()", 3, "366d"),
    };
    let elapsed = match calendar.unit {
        Unit::Day => DAY.to_owned(),
        Unit::Week => "(time() / 86400 + 3) % 7 / 7".to_owned(),
        Unit::Month => format!("scalar((day_of_month() - 1 + {DAY}) / days_in_month())"),
        // 90 days, or 91 in a leap year; then 91, 92 and 92.
        Unit::Quarter => format!(
            "scalar(\n  (day_of_year() - 1 + {DAY} - (90 + {LEAP}) * (month() > bool 3) - 91 * (month() > bool 6) \
             - 92 * (month() > bool 9))\n  /\n  (90 + {LEAP} * (month() < bool 4) + (month() > bool 3) + (month() > bool 6))\n)"
        ),
        Unit::Year => format!("scalar((day_of_year() - 1 + {DAY}) / (365 + {LEAP}))"),
    };
    Ok(Span { word, number, modulo, range, elapsed })
}

impl Span {
    /// The numbers that spans have.
    pub(crate) fn parts(&self) -> impl Iterator<Item = String> {
        (0..self.modulo).map(|rest| rest.to_string())
    }

    /// Whether now is in a span of that number.
    pub(crate) fn is_now(&self, part: &str) -> String {
        format!("on() {} % {} == {part}", self.number, self.modulo)
    }

    /// `ratio` of the events so far as the ratio of the whole span, if it has as many events in every hour and no more bad ones.
    pub(crate) fn so_far(&self, ratio: &str) -> String {
        format!("({ratio}) * ({})", self.elapsed)
    }

    /// `function` over the samples of the present span, one every `step`; `series` says those of one number.
    pub(crate) fn over(&self, function: &str, series: impl Fn(&str) -> String, step: &str) -> String {
        let terms: Vec<String> = self
            .parts()
            .map(|part| {
                let range = format!("{}[{}:{step}]", series(&part), self.range);
                format!("({function}({range}) and {})", self.is_now(&part))
            })
            .collect();
        format!("sum without (part) (\n  {}\n)", terms.join("\n  or\n  "))
    }
}
