//! Curves: small pictures by hand, and any picture by property.

use crate::any::charts;
use crate::picture::check;
use jiff::tz::TimeZone;
use loadline_draw::chart::Vertical;
use loadline_draw::{LineChart, Picture, TimeAxis, Tone, Unit};
use proptest::prelude::*;

const START: i64 = 1_772_409_600_000;
const MINUTE: i64 = 60_000;

fn chart(minutes: i64, unit: Unit, points: Vec<(i64, f64)>) -> LineChart {
    let mut chart =
        LineChart::new("a < b", TimeAxis::new(START, START + minutes * MINUTE, TimeZone::UTC), unit);
    chart.series("one", points);
    chart
}

fn every_minute(values: &[f64]) -> Vec<(i64, f64)> {
    values.iter().enumerate().map(|(index, value)| (START + index as i64 * MINUTE, *value)).collect()
}

/// The paths of curves in the picture.
fn curves(chart: &LineChart) -> Vec<String> {
    let file = chart.draw(720.0).file();
    let paths =
        file.split("<path d=\"").skip(1).filter(|path| path.contains("\"curve ") || path.contains("\"dot "));
    paths.map(|path| path.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn a_curve_is_broken_where_nothing_is_known() {
    let values = [1.0, 2.0, f64::NAN, 2.0, 1.0, f64::NAN, 4.0];
    let chart = chart(6, Unit::Number, every_minute(&values));
    check(&chart);
    let paths = curves(&chart);
    assert_eq!(paths.len(), 2, "{paths:?}");
    assert_eq!(paths[0].matches('M').count(), 2, "{paths:?}");
    assert!(paths[1].ends_with("h0"), "{paths:?}");
}

#[test]
fn a_curve_is_broken_where_points_are_too_far_apart() {
    let mut chart = chart(
        60,
        Unit::Number,
        vec![(START, 1.0), (START + MINUTE, 1.0), (START + 50 * MINUTE, 1.0), (START + 51 * MINUTE, 1.0)],
    );
    assert_eq!(curves(&chart)[0].matches('M').count(), 1);
    chart.series[0].gap = Some(5 * MINUTE);
    assert_eq!(curves(&chart)[0].matches('M').count(), 2);
}

#[test]
fn odd_series_are_drawn() {
    for values in [
        &[][..],
        &[3.0],
        &[0.0, 0.0],
        &[f64::NAN],
        &[-5.0, 5.0],
        &[1e308, -1e308],
        &[f64::INFINITY, 1.0],
        &[5e-324],
    ] {
        for vertical in [
            Vertical::Auto,
            Vertical::Zero,
            Vertical::Log,
            Vertical::Between(0.0, 2.0),
            Vertical::Between(f64::NAN, 1.0),
        ] {
            let mut chart = chart(10, Unit::Seconds, every_minute(values));
            chart.vertical = vertical;
            chart.series[0].area = true;
            check(&chart);
        }
    }
}

#[test]
fn a_month_of_minutes_is_small_and_keeps_its_peak() {
    let mut values = vec![0.001; 43_200];
    values[20_001] = 1.0;
    let chart = chart(43_200, Unit::Percent, every_minute(&values));
    let drawings = check(&chart);
    assert!(drawings[2].file().len() < 60_000);
    assert!(
        drawings[2].description.contains("greatest 100% on Sun 15 Mar 2026 21:21"),
        "{}",
        drawings[2].description
    );
    let top = curves(&chart)[0]
        .split(['M', 'L'])
        .filter_map(|point| point.split(' ').nth(1)?.parse().ok())
        .fold(f64::MAX, f64::min);
    let axis =
        drawings[2].file().split("\"grid\"").next().unwrap().rsplit("y1=\"").next().unwrap().to_owned();
    assert!(top < 60.0, "{top} {axis}");
}

#[test]
fn words_of_others_bring_no_markup() {
    let mut chart = chart(10, Unit::Of("</text><script>".to_owned()), every_minute(&[1.0, 2.0]));
    chart.title = "\"><script>alert(1)</script>\u{0}\u{ffff}".to_owned();
    chart.limit(1.0, Tone::Alarm, "<b>");
    chart.band(START, START + MINUTE, Tone::Missing, "]]><i>");
    chart.mark(START, Tone::Alarm, "&amp;'");
    for drawing in check(&chart) {
        assert!(!drawing.file().contains("<script") && !drawing.file().contains("<b>"));
    }
}

proptest! {
    #[test]
    fn any_chart_is_sound(chart in charts()) {
        check(&chart);
    }
}
