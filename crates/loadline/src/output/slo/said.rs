//! What several answers about objectives say in the same words.

use jiff::Timestamp;
use loadline_app::slo::status::NoData;

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
