//! Writes a page with everything there is to draw: `cargo run -p loadline-draw --example demo -- FILE`.

use jiff::tz::TimeZone;
use loadline_draw::chart::Vertical;
use loadline_draw::page::Align;
use loadline_draw::timeline::Lane;
use loadline_draw::{BarChart, LineChart, Page, Shell, Table, TimeAxis, Timeline, Tone, Unit};

const START: i64 = 1_772_409_600_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn month() -> TimeAxis {
    TimeAxis::new(START, START + 30 * DAY, TimeZone::UTC)
}

/// 43,200 minutes of errors: a low level, a daily wave, two incidents, an hour of no data and a single bad minute.
fn errors() -> Vec<(i64, f64)> {
    (0..43_200_i64)
        .map(|minute| {
            let wave = ((minute % 1_440) as f64 / 1_440.0 * std::f64::consts::TAU).sin();
            let noise = (minute * 7_919 % 101) as f64 / 101.0;
            let value = match minute {
                12_000..12_045 => 0.04,
                26_000..26_300 => 0.013,
                31_000..32_500 => f64::NAN,
                38_111 => 0.05,
                _ => 0.0008 + 0.0004 * wave + 0.0006 * noise,
            };
            (START + minute * MINUTE, value)
        })
        .collect()
}

fn chart() -> LineChart {
    let mut chart = LineChart::new("Share of failed requests, checkout", month(), Unit::Percent);
    chart.series("failed", errors()).area = true;
    chart.limit(0.0144, Tone::Alarm, "page: 14.4 times the budget");
    chart.limit(0.003, Tone::Warning, "ticket: 3 times the budget");
    chart.band(START + 31_000 * MINUTE, START + 32_500 * MINUTE, Tone::Missing, "no data");
    chart.band(START + 5 * DAY, START + 6 * DAY, Tone::Quiet, "maintenance");
    chart.mark(START + 12_003 * MINUTE, Tone::Alarm, "page");
    chart.mark(START + 26_120 * MINUTE, Tone::Warning, "ticket");
    chart.mark(START + 26_320 * MINUTE, Tone::Plain, "deploy 41 rolled back");
    chart.legend.push((Tone::Missing, "no data".to_owned()));
    chart.legend.push((Tone::Quiet, "maintenance".to_owned()));
    chart
}

fn burn_down() -> LineChart {
    let mut chart = LineChart::new("Error budget left", month(), Unit::Percent);
    let mut left = 1.0;
    let points = errors()
        .into_iter()
        .map(|(at, value)| {
            left -= if value.is_nan() { 0.0 } else { value / 0.0015 / 43_200.0 };
            (at, left)
        })
        .collect();
    chart.series("left", points).area = true;
    let (from, to) = (START, START + 30 * DAY);
    chart.series("even spending", vec![(from, 1.0), (to, 0.0)]);
    chart.limit(0.0, Tone::Alarm, "nothing left");
    chart
}

fn latency() -> LineChart {
    let mut chart = LineChart::new("Latency", month(), Unit::Seconds);
    chart.vertical = Vertical::Log;
    for (name, base) in [("median", 0.012), ("95% within", 0.09), ("99.9% within", 1.4)] {
        let points = (0..360)
            .map(|step: i64| (START + step * 2 * HOUR, base * (1.0 + ((step * 37 % 17) as f64) / 12.0)))
            .collect();
        chart.series(name, points);
    }
    chart
}

fn alerts() -> Timeline {
    let at = |minute: i64| START + minute * MINUTE;
    let mut timeline = Timeline::new("What would have paged whom", month());
    timeline.lane(Lane::new("incidents").span(at(11_990), at(12_060), Tone::Plain, "db failover").span(
        at(25_900),
        at(28_400),
        Tone::Plain,
        "slow rollout",
    ));
    timeline.lane(
        Lane::new("14.4x, 1 h and 5 min")
            .span(at(12_003), at(12_066), Tone::Alarm, "")
            .span(at(38_112), at(38_118), Tone::Alarm, "")
            .mark(at(12_003), Tone::Alarm, "page after 3 min")
            .mark(at(38_112), Tone::Alarm, "page for one bad minute"),
    );
    timeline.lane(Lane::new("3x, 1 d and 2 h").span(at(26_120), at(29_700), Tone::Warning, "").mark(
        at(26_120),
        Tone::Warning,
        "ticket after 2 h",
    ));
    timeline.lane(
        Lane::new("data")
            .span(at(0), at(31_000), Tone::Good, "")
            .span(at(31_000), at(32_500), Tone::Missing, "")
            .span(at(32_500), at(43_200), Tone::Good, ""),
    );
    timeline.lane(Lane::new("maintenance").span(at(7_200), at(8_640), Tone::Quiet, ""));
    timeline.legend(Tone::Alarm, "somebody is woken");
    timeline.legend(Tone::Warning, "ticket in working hours");
    timeline.legend(Tone::Missing, "no data");
    timeline.legend(Tone::Quiet, "not counted");
    timeline
}

fn spent() -> BarChart {
    let mut bars = BarChart::new("Budget spent by journey", Unit::Percent);
    bars.bar("buy a basket of things", 0.79, Tone::Warning);
    bars.bar("search", 0.31, Tone::Plain);
    bars.bar("log in with a very long name that does not fit before the bars of a phone", 1.12, Tone::Alarm);
    bars.bar("export", f64::NAN, Tone::Plain);
    bars.bar("refunded", -0.05, Tone::Good);
    bars.limit =
        Some(loadline_draw::chart::Limit { value: 1.0, tone: Tone::Alarm, label: "all of it".to_owned() });
    bars
}

fn table() -> Table {
    let row = |cells: [&str; 7]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    Table {
        title: "policies, the fewest pages first".to_owned(),
        columns: vec![
            ("policy", Align::Left),
            ("pages", Align::Right),
            ("tickets", Align::Right),
            ("detected in, median", Align::Right),
            ("95% within", Align::Right),
            ("for nothing", Align::Right),
            ("what it is", Align::Left),
        ],
        rows: vec![
            row(["`workbook`", "2", "1", "3 min", "11 min", "50%", "the four windows of the SRE Workbook"]),
            row([
                "`one-window`",
                "9",
                "0",
                "1 min",
                "2 min",
                "78%",
                "a threshold on <5 minutes> & nothing else",
            ]),
        ],
        rest: 12,
    }
}

fn page() -> Page {
    let mut page = Page::default();
    page.part("Checkout");
    page.head("`checkout` kept its promise: 79% of the budget is spent");
    page.say("43,121 of 43,200 minutes were good enough; 25 hours are without data and count for nothing.");
    page.note(
        Tone::Alarm,
        "One page was for nothing.",
        "A single bad minute on Sat 28 Mar woke somebody at 11:12.",
    );
    page.figure(alerts());
    page.figure(chart());
    page.figure(burn_down());
    page.table(table());
    page.list(
        "worst hours",
        vec!["Tue 10 Mar 08:00: 12% of the budget".to_owned(), "Fri 20 Mar 01:00: 6%".to_owned()],
    );
    page.aside("how this was counted", vec!["in slices of 1 min".to_owned(), "by `prometheus`".to_owned()]);
    page.part("All journeys");
    page.head("one journey of five is over its budget");
    page.figure(spent());
    page.figure(latency());
    page.note(Tone::Plain, "How to read this.", "What is below zero was given back after a correction.");
    page.code("sum(rate(http_requests_total{job=\"checkout\",code=~\"5..\"}[5m])) / sum(rate(http_requests_total{job=\"checkout\"}[5m]))");
    page.aside("guessed, since nobody says", (1..9).map(|n| format!("`service-{n}`: 99.9%")).collect());
    page.head("nothing is known of `batch`");
    page.figure(LineChart::new("Batch runs", month(), Unit::Number));
    page
}

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "demo.html".to_owned());
    let shell = Shell {
        title: "Objectives in March 2026".to_owned(),
        lead: "What was promised, what was kept, and which alerts can be trusted.".to_owned(),
        footer: "drawn by `loadline-draw`".to_owned(),
    };
    std::fs::write(path, shell.html(&page()))
}
