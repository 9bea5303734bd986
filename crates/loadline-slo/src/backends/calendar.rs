//! Spans of the calendar in PromQL, which knows no dynamic ranges: every sample is recorded once more under the number of its span
//! modulo a small one, a range that is long enough for any span is added up under the number that now is, and other
//! spans within the range have other numbers. Only UTC: PromQL has no time zones.

use crate::{Calendar, Unit};

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
    Ok(match calendar.unit {
        Unit::Day => Span { word: "day", number: days, modulo: 2, range: "1d" },
        // 1970 began on a Thursday.
        Unit::Week => {
            Span { word: "week", number: "floor((vector(time()) / 86400 + 3) / 7)", modulo: 2, range: "7d" }
        }
        // The last day of January, all of February and the first of March lie within 31 days.
        Unit::Month => Span { word: "month", number: "month()", modulo: 3, range: "31d" },
        Unit::Quarter => {
            Span { word: "quarter", number: "floor((month() - 1) / 3)", modulo: 4, range: "92d" }
        }
        Unit::Year => Span { word: "year", number: "year()", modulo: 3, range: "366d" },
    })
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
