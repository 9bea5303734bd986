//! Compact tables of a capacity report, within 80 columns.

use super::figures::{until, wait};
use loadline_app::capacity::{After, CapacityReport, LimitRow, WaitRow};
use loadline_base::figure::Digits;
use loadline_evidence::Quantity;

/// Factors above this are far away, and only counted.
pub(super) const FAR: f64 = 10.0;
/// Rows of a list whose tail says little.
const ROWS: usize = 8;

/// A table with a line of heads; columns but the first are set flush right.
fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row.get(column).map_or(0, |cell| cell.chars().count()));
        cells.chain([heads[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let line = |cells: &[String]| {
        let cells = cells.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            if column == 0 { format!("{cell:width$}") } else { format!("{cell:>width$}") }
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        format!("  {}\n", line.trim_end())
    };
    let heads: Vec<String> = heads.iter().map(|&head| head.to_owned()).collect();
    std::iter::once(line(&heads)).chain(rows.iter().map(|row| line(row))).collect()
}

fn or_unknown(text: Option<String>) -> String {
    text.unwrap_or_else(|| "?".to_owned())
}

/// What happens at which factor of today's load, up to tenfold.
pub(super) fn limits(rows: &[LimitRow], digits: Digits) -> String {
    let left = |after: &After| match after {
        After::Used(used) => digits.used(used.value),
        After::Nothing => "none".to_owned(),
        After::Unknown => "–".to_owned(),
    };
    let near: Vec<Vec<String>> = rows
        .iter()
        .filter(|row| row.lasts.value < FAR)
        .map(|row| {
            let connections = row.what == "connections";
            let rate = |quantity: &Quantity| {
                if connections { quantity.number(digits) } else { quantity.words(digits) }
            };
            vec![
                format!("{} {}", short(&row.name), row.what),
                digits.times(row.lasts.value),
                format!("{}{}", rate(&row.load), if row.when == "on average" { "ª" } else { "" }),
                rate(&row.carries),
                digits.used(row.used.value),
                left(&row.without_copy),
                left(&row.without_zone),
            ]
        })
        .collect();
    if near.is_empty() {
        return String::new();
    }
    table(&["", "at", "today", "carries", "used", "−1 copy", "−1 zone"], &near)
}

/// Copies there are and copies wanted, and when growth ends what there is.
pub(super) fn growth(rows: &[LimitRow], digits: Digits, headroom: bool) -> String {
    let wants = |row: &LimitRow| {
        let wanted = row.wanted.as_ref()?;
        // A primary cannot be copied; more of it are shards.
        let unit = if wanted.unit == "shards" && wanted.value > 1.0 { " shards" } else { "" };
        Some(if wanted.unit == "rps" { wanted.words(digits) } else { format!("{}{unit}", whole(wanted)) })
    };
    let has = |row: &LimitRow| match (&row.wanted, row.copies) {
        (Some(wanted), _) if wanted.unit == "rps" => row.carries.words(digits),
        (_, Some(copies)) => copies.to_string(),
        _ => String::new(),
    };
    let near = rows.iter().filter(|row| row.lasts.value < FAR && row.wanted.is_some());
    let cells: Vec<Vec<String>> = near
        .map(|row| {
            let mut cells =
                vec![format!("{} {}", short(&row.name), row.what), has(row), or_unknown(wants(row))];
            if headroom {
                cells.push(or_unknown(row.headroom_ends.map(|ends| until(ends, digits))));
            }
            cells.push(or_unknown(row.full.map(|ends| until(ends, digits))));
            cells
        })
        .collect();
    if cells.is_empty() {
        return String::new();
    }
    let heads: &[&str] = if headroom {
        &["", "has", "wants", "headroom until", "full by"]
    } else {
        &["", "has", "needs", "full by"]
    };
    table(heads, &cells)
}

/// How long requests wait for a worker at the peak, the longest first, and how many more there are.
pub(super) fn waits(report: &CapacityReport, digits: Digits) -> (String, usize) {
    let longest = |row: &WaitRow| row.time.as_ref().map_or(f64::INFINITY, |time| time.p99.value);
    let mut rows: Vec<&WaitRow> = report.waits.iter().collect();
    // The sort is stable: what waits as long stays in the order written.
    rows.sort_by(|a, b| longest(b).total_cmp(&longest(a)));
    let more = rows.len().saturating_sub(ROWS);
    let cells = |row: &WaitRow| {
        let [mean, p99] = match &row.time {
            Ok(time) => time.figures().map(|time| wait(time.value, digits)),
            Err(_) => ["grows".to_owned(), "for ever".to_owned()],
        };
        let name = format!("{} {}", short(&row.component), row.what);
        vec![name, row.arrivals.words(digits), digits.used(row.utilisation.value), mean, p99]
    };
    let rows: Vec<Vec<String>> = rows.into_iter().take(ROWS).map(cells).collect();
    (table(&["", "to one copy", "workers busy", "mean wait", "99% wait at most"], &rows), more)
}

/// Whole counts are not rounded: three copies too few are three copies too few.
fn whole(quantity: &Quantity) -> String {
    loadline_base::units::format_number(quantity.value)
}

/// Rates of the journeys.
pub(super) fn traffic(report: &CapacityReport, digits: Digits) -> String {
    let rate = |rate: &Option<Quantity>| or_unknown(rate.as_ref().map(|rate| rate.words(digits)));
    let rows: Vec<Vec<String>> = report
        .traffic
        .iter()
        .map(|row| {
            let burst = row.burst.as_ref().map_or_else(|| "–".to_owned(), |burst| burst.words(digits));
            let growth = row.growth.as_ref().map_or_else(
                || "?".to_owned(),
                |growth| {
                    format!(
                        "{}%",
                        loadline_base::units::format_number(((growth.value - 1.0) * 1e4).round() / 100.0)
                    )
                },
            );
            vec![short(&row.journey), rate(&row.average), rate(&row.peak), burst, growth]
        })
        .collect();
    table(&["", "average", "peak", "burst", "growth/year"], &rows)
}

/// Pools against connections.
pub(super) fn connections(report: &CapacityReport, digits: Digits) -> String {
    let rows: Vec<Vec<String>> = report
        .connections
        .iter()
        .map(|row| {
            let number = |quantity: &Quantity| whole(quantity);
            let used = digits.used(row.most.value / row.accepts.value);
            vec![short(&row.component), number(&row.fewest), number(&row.most), number(&row.accepts), used]
        })
        .collect();
    table(&["", "held at least", "scaled out", "accepted", "used"], &rows)
}

/// Consumers and their recovery.
pub(super) fn backlogs(report: &CapacityReport, digits: Digits) -> String {
    let rows: Vec<Vec<String>> = report
        .backlogs
        .iter()
        .map(|row| {
            let time = |quantity: &Option<Quantity>| {
                or_unknown(quantity.as_ref().map(|quantity| digits.time(quantity.value)))
            };
            let outage = row.outage.as_ref().map(|(outage, _)| digits.time(outage.value));
            let recovery = if row.never_drains { "never".to_owned() } else { time(&row.drains_in) };
            vec![
                short(&row.component),
                digits.used(row.utilisation.value),
                or_unknown(row.at_peak.as_ref().map(|peak| digits.used(peak.value))),
                or_unknown(outage),
                or_unknown(row.piles_up.as_ref().map(|waiting| waiting.number(digits))),
                recovery,
                time(&row.may_wait),
            ]
        })
        .collect();
    table(&["", "used", "at peak", "outage", "piles up", "recovers in", "may wait"], &rows)
}

/// What is kept.
pub(super) fn storage(report: &CapacityReport, digits: Digits) -> String {
    let rows: Vec<Vec<String>> = report
        .stored
        .iter()
        .map(|row| {
            let bytes = |quantity: &Option<Quantity>| {
                or_unknown(quantity.as_ref().map(|quantity| digits.with_unit(quantity.value, "B")))
            };
            let year = || format!("+{}/year", digits.with_unit(row.per_day.value * 365.25, "B"));
            let kept = if row.for_ever { year() } else { bytes(&row.retained) };
            let replicated = if row.for_ever { "–".to_owned() } else { bytes(&row.replicated) };
            vec![
                format!("{} in {}", short(&row.name), short(&row.component)),
                digits.with_unit(row.per_day.value, "B"),
                kept,
                replicated,
            ]
        })
        .collect();
    table(&["", "adds a day", "kept", "with all copies"], &rows)
}

/// Bytes over the edges, the widest first, and how many more there are.
pub(super) fn links(report: &CapacityReport, digits: Digits) -> (String, usize) {
    let rows: Vec<Vec<String>> = report
        .links
        .iter()
        .take(ROWS)
        .map(|row| {
            let way = |way: &Option<(Quantity, Quantity)>| match way {
                Some((average, peak)) => {
                    [digits.with_unit(average.value, "B/s"), digits.with_unit(peak.value, "B/s")]
                }
                None => ["?".to_owned(), "?".to_owned()],
            };
            let packed = row.compression.clone().unwrap_or_else(|| "?".to_owned());
            let name = format!("{} → {}", row.from.trim_end_matches(" (journey)"), row.to);
            let cells = way(&row.there).into_iter().chain(way(&row.back)).chain([packed]);
            std::iter::once(short(&name)).chain(cells).collect()
        })
        .collect();
    let heads = ["", "there", "at peak", "back", "at peak", "packed"];
    (table(&heads, &rows), report.links.len().saturating_sub(ROWS))
}

/// A name that fits a column; the tail of a long one tells more than its head.
fn short(name: &str) -> String {
    const WIDTH: usize = 26;
    let length = name.chars().count();
    if length <= WIDTH {
        return name.to_owned();
    }
    let tail: String = name.chars().skip(length - WIDTH + 1).collect();
    format!("…{tail}")
}
