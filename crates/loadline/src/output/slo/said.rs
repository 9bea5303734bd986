//! What several answers about objectives say in the same words.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use loadline_app::slo::Correction;
use loadline_app::slo::status::NoData;
use loadline_app::slo::unusual::{Odd, Signal};
use loadline_base::figure::Digits;
use serde_json::{Value, json};

/// Why there is no number, in words that read after a colon.
pub(crate) fn no_data(why: &NoData) -> String {
    match why {
        NoData::NoTotal => "no series answers the query for all events".to_owned(),
        NoData::NoGood => {
            "all events are counted, but no series answers the query for the good ones; all bad, or a wrong selector"
                .to_owned()
        }
        NoData::NotANumber => "the server answers NaN or infinity".to_owned(),
        NoData::Impossible => "the server counts more events of the part than of all, or fewer than none".to_owned(),
        NoData::Ambiguous(series) => format!("the query gives {series} series where one is expected"),
        NoData::NotAsked(why) => why.clone(),
    }
}

/// A time by the clock of UTC, to the second.
pub(crate) fn time(millis: i64) -> String {
    Timestamp::from_millisecond(millis).map_or_else(|_| millis.to_string(), |time| format!("{time:.0}"))
}

/// A time that does not count: "2027-03-01T02:00:00Z to 2027-03-01T04:00:00Z (new switches)".
pub(crate) fn maintenance(correction: &Correction) -> String {
    let reason = correction.reason.as_ref().map_or_else(String::new, |reason| format!(" ({reason})"));
    format!("{} to {}{reason}", time(correction.from), time(correction.until))
}

/// The same for machines.
pub(crate) fn maintenance_json(correction: &Correction) -> Value {
    json!({"from": time(correction.from), "to": time(correction.until), "reason": correction.reason})
}

/// A time as people of `zone` read it: "1 Mar 2027, 14:30".
pub(crate) fn zoned(millis: i64, zone: &TimeZone) -> String {
    let Ok(time) = Timestamp::from_millisecond(millis) else { return millis.to_string() };
    time.to_zoned(zone.clone()).strftime("%-d %b %Y, %H:%M").to_string()
}

/// What was unusual, such as "errors 5% where 0.1% is usual, 12σ away".
pub(crate) fn unusual(signal: Signal, (value, usual): (f64, f64), sigmas: f64, digits: Digits) -> String {
    let far = digits.number(sigmas.abs());
    match signal {
        Signal::ErrorRatio => {
            format!("errors {} where {} is usual, {far}σ away", digits.percent(value), digits.percent(usual))
        }
        Signal::Traffic => format!(
            "{} events where {} are usual, {far}σ {}",
            digits.number(value),
            digits.number(usual),
            if sigmas < 0.0 { "below" } else { "above" }
        ),
    }
}

/// The signal in one word, for machines.
pub(crate) fn signal(signal: Signal) -> &'static str {
    match signal {
        Signal::ErrorRatio => "errors",
        Signal::Traffic => "traffic",
    }
}

/// The same with its time and its numbers.
pub(crate) fn odd_json(odd: &Odd) -> Value {
    json!({
        "signal": signal(odd.signal),
        "from": time(odd.from),
        "to": time(odd.until),
        "value": odd.value,
        "usual": odd.usual,
        "sigmas": odd.sigmas,
    })
}
