//! Compact tables of a capacity report, within 80 columns.

use super::figures::{until, wait};
use crate::output::page::Table;
use crate::output::table::Align;
use loadline_app::capacity::{After, CapacityReport, LimitRow, TakeoverRow, WaitRow, Way};
use loadline_base::figure::Digits;
use loadline_base::units::format_number;
use loadline_evidence::Quantity;

/// Factors above this are far away, and only counted.
pub(super) const FAR: f64 = 10.0;
/// Rows of a list whose tail says little.
const ROWS: usize = 8;

/// A table and what is to be known when reading it.
pub(super) type Noted = (Table, Vec<String>);

/// Columns but the first are numbers.
fn table(title: impl Into<String>, heads: &[&'static str], rows: Vec<Vec<String>>) -> Table {
    let columns = heads.iter().enumerate();
    let columns =
        columns.map(|(index, head)| (*head, if index == 0 { Align::Left } else { Align::Right })).collect();
    Table { title: title.into(), columns, rows, rest: 0 }
}

fn or_unknown(text: Option<String>) -> String {
    text.unwrap_or_else(|| "?".to_owned())
}

/// What happens at which factor of today's load, up to tenfold.
pub(super) fn limits(report: &CapacityReport, digits: Digits) -> Noted {
    let (near, far): (Vec<&LimitRow>, Vec<&LimitRow>) =
        report.limits.iter().partition(|row| row.lasts.value < FAR);
    let cells = |row: &&LimitRow| {
        let connections = row.what == "connections";
        let rate = |quantity: &Quantity| {
            if connections { quantity.number(digits) } else { quantity.words(digits) }
        };
        vec![
            named(row),
            digits.times(row.lasts.value),
            format!("{}{}", rate(&row.load), if row.when == "on average" { "ª" } else { "" }),
            rate(&row.carries),
            digits.used(row.used.value),
        ]
    };
    let mut notes = Vec::new();
    if near.iter().any(|row| row.when == "on average") {
        notes.push("ª average load, since nobody waits for it".to_owned());
    }
    match far.len() {
        0 => {}
        1 => notes.push("1 more carries tenfold load".to_owned()),
        far => notes.push(format!("{far} more carry tenfold load")),
    }
    let title = "what breaks first, by factor of today's load, scaled out to the most copies";
    (table(title, &["what", "at", "today", "carries", "used"], near.iter().map(cells).collect()), notes)
}

/// What is left after a loss: with the copies that run, and with all that scaling may add.
pub(super) fn losses(report: &CapacityReport, digits: Digits) -> Noted {
    let left = |after: &After| match after {
        After::Used(used) => digits.used(used.value),
        After::Nothing => "none".to_owned(),
        After::Unknown => "–".to_owned(),
    };
    let near = |row: &&LimitRow| {
        let losses = [&row.running, row.at_most()];
        let lost = losses.iter().any(|losses| losses.copy.is_too_much() || losses.zone.is_too_much());
        row.copies.is_some() && (row.lasts.value < FAR || lost)
    };
    let cells = |row: &LimitRow| {
        let running = &row.running;
        let used = running.used.as_ref().unwrap_or(&row.used);
        let number = |copies: u64| format_number(copies as f64);
        let mut cells = vec![
            named(row),
            number(running.copies),
            digits.used(used.value),
            left(&running.copy),
            left(&running.zone),
        ];
        if let Some(most) = &row.scaled_out {
            cells.extend([number(most.copies), left(&most.copy), left(&most.zone)]);
        }
        cells
    };
    let rows: Vec<Vec<String>> = report.limits.iter().filter(near).map(cells).collect();
    let scales = rows.iter().any(|row| row.len() > HEADS);
    let heads = ["what", "runs", "used", "−1 copy", "−1 zone", "most", "−1 copy", "−1 zone"];
    let (title, heads) = if scales {
        ("used after a loss, with the copies that run and, scaled out, with the most", &heads[..])
    } else {
        ("used after a loss", &heads[..HEADS])
    };
    (table(title, heads, rows), Vec::new())
}

/// Columns about the copies that run.
const HEADS: usize = 5;

/// Copies there are and copies wanted, and when growth ends what there is.
pub(super) fn growth(report: &CapacityReport, digits: Digits) -> Noted {
    let wants = |row: &LimitRow| {
        let wanted = row.wanted.as_ref()?;
        // A primary cannot be copied; more of it are shards.
        let unit = if wanted.unit == "shards" && wanted.value > 1.0 { " shards" } else { "" };
        Some(if wanted.unit == "rps" { wanted.words(digits) } else { format!("{}{unit}", whole(wanted)) })
    };
    let has = |row: &LimitRow| match (&row.wanted, row.copies) {
        (Some(wanted), _) if wanted.unit == "rps" => row.carries.words(digits),
        (_, Some(copies)) => format_number(copies as f64),
        _ => String::new(),
    };
    let near = report.limits.iter().filter(|row| row.lasts.value < FAR && row.wanted.is_some());
    let cells = |row: &LimitRow| {
        let mut cells = vec![named(row), has(row), or_unknown(wants(row))];
        if report.headroom.is_some() {
            cells.push(or_unknown(row.headroom_ends.map(|ends| until(ends, digits))));
        }
        cells.push(or_unknown(row.full.map(|ends| until(ends, digits))));
        cells
    };
    let rows = near.map(cells).collect();
    let table = match &report.headroom {
        Some(headroom) => table(
            format!("copies wanted for {}× today's load, and growth", format_number(headroom.value)),
            &["what", "has", "wants", "headroom until", "full by"],
            rows,
        ),
        None => {
            table("copies needed for today's load, and growth", &["what", "has", "needs", "full by"], rows)
        }
    };
    (table, Vec::new())
}

/// How long requests wait for a worker at the peak, the longest first.
pub(super) fn waits(report: &CapacityReport, digits: Digits) -> Noted {
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
        let name = of_kind(&row.component, row.what);
        vec![name, row.arrivals.words(digits), digits.used(row.utilisation.value), mean, p99]
    };
    let heads = ["what", "to one copy", "workers busy", "mean wait", "99% wait at most"];
    let rows = rows.into_iter().take(ROWS).map(cells).collect();
    let mut notes: Vec<String> =
        (more > 0).then(|| format!("{more} shorter waits left out")).into_iter().collect();
    notes.push(
        "M/G/c by Allen–Cunneen, one queue a copy; a worker is taken to be busy with its own work only"
            .to_owned(),
    );
    (table("waiting for a free worker, at peak", &heads, rows), notes)
}

/// What is taken over when something fails.
pub(super) fn takeovers(report: &CapacityReport, digits: Digits) -> Noted {
    let cells = |row: &TakeoverRow| {
        vec![
            short(&row.component),
            short(&row.failed),
            row.load.words(digits),
            or_unknown(row.carries.as_ref().map(|carries| carries.words(digits))),
            or_unknown(row.used.as_ref().map(|used| digits.used(used.value))),
        ]
    };
    let rows = report.takeovers.iter().map(cells).collect();
    let heads = ["what", "while this fails", "gets at peak", "carries", "used"];
    (table("what takes over, with the copies that run", &heads, rows), Vec::new())
}

/// Whole counts are not rounded: three copies too few are three copies too few.
fn whole(quantity: &Quantity) -> String {
    format_number(quantity.value)
}

/// Rates of the journeys.
pub(super) fn traffic(report: &CapacityReport, digits: Digits) -> Noted {
    let rate = |rate: &Option<Quantity>| or_unknown(rate.as_ref().map(|rate| rate.words(digits)));
    let rows: Vec<Vec<String>> = report
        .traffic
        .iter()
        .map(|row| {
            let burst = row.burst.as_ref().map_or_else(|| "–".to_owned(), |burst| burst.words(digits));
            let growth = row.growth.as_ref().map_or_else(
                || "?".to_owned(),
                |growth| format!("{}%", format_number(((growth.value - 1.0) * 1e4).round() / 100.0)),
            );
            vec![short(&row.journey), rate(&row.average), rate(&row.peak), burst, growth]
        })
        .collect();
    (table("traffic", &["journey", "average", "peak", "burst", "growth/year"], rows), Vec::new())
}

/// Pools against connections.
pub(super) fn connections(report: &CapacityReport, digits: Digits) -> Noted {
    let rows: Vec<Vec<String>> = report
        .connections
        .iter()
        .map(|row| {
            let number = |quantity: &Quantity| whole(quantity);
            let used = digits.used(row.most.value / row.accepts.value);
            let limit =
                report.limits.iter().find(|limit| limit.what == "connections" && limit.name == row.component);
            // What callers never use up has no limit.
            let full = limit.map_or_else(
                || "never".to_owned(),
                |limit| or_unknown(limit.full.map(|full| until(full, digits))),
            );
            vec![
                short(&row.component),
                number(&row.fewest),
                number(&row.most),
                number(&row.accepts),
                used,
                full,
            ]
        })
        .collect();
    let heads = ["what", "held at least", "scaled out", "accepted", "used", "full by"];
    (table("connections", &heads, rows), Vec::new())
}

/// Consumers and their recovery.
pub(super) fn backlogs(report: &CapacityReport, digits: Digits) -> Noted {
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
    let heads = ["what", "used", "at peak", "outage", "piles up", "recovers in", "may wait"];
    (table("consumers after an outage, at average load", &heads, rows), Vec::new())
}

/// What is kept.
pub(super) fn storage(report: &CapacityReport, digits: Digits) -> Noted {
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
    let note = "before replication unless said; every write taken as a new record; without indexes, logs and backups";
    (table("storage", &["what", "adds a day", "kept", "with all copies"], rows), vec![note.to_owned()])
}

/// Bytes over the edges, the widest first.
pub(super) fn links(report: &CapacityReport, digits: Digits) -> Noted {
    let rows: Vec<Vec<String>> = report
        .links
        .iter()
        .take(ROWS)
        .map(|row| {
            let rate =
                |rate: Option<&Quantity>| or_unknown(rate.map(|rate| digits.with_unit(rate.value, "B/s")));
            let way = |way: &Option<Way>| {
                let of = |read: fn(&Way) -> &Option<Quantity>| {
                    rate(way.as_ref().and_then(|way| read(way).as_ref()))
                };
                [of(|way| &way.average), of(|way| &way.peak)]
            };
            let packed = row.compression.clone().unwrap_or_else(|| "?".to_owned());
            let name = format!("{} → {}", row.from.trim_end_matches(" (journey)"), row.to);
            let cells = way(&row.there).into_iter().chain(way(&row.back)).chain([packed]);
            std::iter::once(short(&name)).chain(cells).collect()
        })
        .collect();
    let heads = ["what", "there", "at peak", "back", "at peak", "packed"];
    let table = Table { rest: report.links.len().saturating_sub(ROWS), ..table("bandwidth", &heads, rows) };
    (table, vec!["sizes as stated, whether before or after packing is not known".to_owned()])
}

/// `orders-db primary`; copies need no word.
fn named(row: &LimitRow) -> String {
    of_kind(&row.name, row.what)
}

fn of_kind(name: &str, what: &str) -> String {
    if what == "copies" { short(name) } else { format!("{} {what}", short(name)) }
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
