//! Writes a page with everything there is to draw: `cargo run -p loadline-draw --example demo -- FILE`.

use jiff::tz::TimeZone;
use loadline_draw::chart::Vertical;
use loadline_draw::{LineChart, Picture, TimeAxis, Tone, Unit};

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

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "demo".to_owned());
    std::fs::create_dir_all(&folder)?;
    for (name, chart) in [("errors", chart()), ("budget", burn_down()), ("latency", latency())] {
        std::fs::write(format!("{folder}/{name}.svg"), chart.draw(720.0).file())?;
    }
    Ok(())
}
