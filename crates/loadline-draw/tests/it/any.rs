//! Anything that can be drawn, reasonable or not.

use jiff::tz::TimeZone;
use loadline_draw::bars::Bar;
use loadline_draw::chart::{Limit, Vertical};
use loadline_draw::flowchart::{Arrow, Node, Shape};
use loadline_draw::timeline::Lane;
use loadline_draw::{BarChart, Flowchart, LineChart, TimeAxis, Timeline, Tone, Unit};
use proptest::prelude::*;

const START: i64 = 1_772_409_600_000;
const MINUTE: i64 = 60_000;

fn tones() -> impl Strategy<Value = Tone> {
    proptest::sample::select(Tone::ALL.to_vec())
}

/// Lanes with spans and marks.
pub(crate) fn timelines() -> impl Strategy<Value = Timeline> {
    let time = prop_oneof![START - 9_000_000..START + 9_000_000, any::<i64>()];
    let span = (time.clone(), time.clone(), tones(), ".{0,12}");
    let mark = (time.clone(), tones(), ".{0,12}");
    let lane = (".{0,30}", proptest::collection::vec(span, 0..5), proptest::collection::vec(mark, 0..5));
    let legend = proptest::collection::vec((tones(), ".{0,60}"), 0..5);
    (".{0,60}", time.clone(), time, proptest::collection::vec(lane, 0..5), legend).prop_map(
        |(title, from, to, lanes, legend)| {
            let mut timeline = Timeline::new(title, TimeAxis::new(from, to, TimeZone::UTC));
            for (name, spans, marks) in lanes {
                let mut lane = Lane::new(name);
                for (from, to, tone, label) in spans {
                    lane = lane.span(from, to, tone, label);
                }
                for (at, tone, label) in marks {
                    lane = lane.mark(at, tone, label);
                }
                timeline.lane(lane);
            }
            timeline.legend = legend;
            timeline
        },
    )
}

/// Curves with limits, bands and marks.
pub(crate) fn charts() -> impl Strategy<Value = LineChart> {
    let time = || prop_oneof![8 => START..START + 600 * MINUTE, 1 => any::<i64>()];
    let value = || prop_oneof![8 => -10.0..1000.0, 1 => any::<f64>(), 1 => Just(f64::NAN)];
    let series = (
        "\\PC{0,20}",
        proptest::collection::vec((time(), value()), 0..60),
        any::<bool>(),
        proptest::option::of(any::<i64>()),
    );
    let units = proptest::sample::select(vec![
        Unit::Number,
        Unit::Percent,
        Unit::Seconds,
        Unit::Bytes,
        Unit::Of("rps".to_owned()),
    ]);
    let vertical = prop_oneof![
        Just(Vertical::Auto),
        Just(Vertical::Zero),
        Just(Vertical::Log),
        (value(), value()).prop_map(|(a, b)| Vertical::Between(a, b))
    ];
    (
        (".{0,90}", time(), time(), units, vertical),
        proptest::collection::vec(series, 0..8),
        proptest::collection::vec((value(), tones(), "\\PC{0,40}"), 0..5),
        proptest::collection::vec((time(), time(), tones(), ".{0,9}"), 0..9),
        proptest::collection::vec((time(), tones(), "\\PC{0,30}"), 0..9),
    )
        .prop_map(|((title, from, to, unit, vertical), series, limits, bands, marks)| {
            let mut chart = LineChart::new(title, TimeAxis::new(from, to, TimeZone::UTC), unit);
            chart.vertical = vertical;
            for (name, points, area, gap) in series {
                let series = chart.series(name, points);
                (series.area, series.gap) = (area, gap);
            }
            for (value, tone, label) in limits {
                chart.limit(value, tone, label);
            }
            for (from, to, tone, label) in bands {
                chart.band(from, to, tone, label);
            }
            for (at, tone, label) in marks {
                chart.mark(at, tone, label);
            }
            chart.legend = vec![(Tone::Missing, "no data".to_owned()), (Tone::Alarm, "page".to_owned())];
            chart
        })
}

/// Bars of any amount.
pub(crate) fn bar_charts() -> impl Strategy<Value = BarChart> {
    let value = || prop_oneof![8 => -10.0..1000.0, 1 => any::<f64>(), 1 => Just(f64::NAN)];
    let bar = (".{0,50}", value(), tones()).prop_map(|(label, value, tone)| Bar { label, value, tone });
    let limit = (".{0,50}", value(), tones()).prop_map(|(label, value, tone)| Limit { label, value, tone });
    let units = proptest::sample::select(vec![Unit::Number, Unit::Percent, Unit::Seconds, Unit::Bytes]);
    (".{0,50}", units, proptest::collection::vec(bar, 0..8), proptest::option::of(limit))
        .prop_map(|(title, unit, bars, limit)| BarChart { title, unit, bars, limit })
}

/// Boxes and arrows, with circles, arrows to themselves and to nowhere, and groups that nobody stands in.
pub(crate) fn flowcharts(most: usize) -> impl Strategy<Value = Flowchart> {
    let shapes =
        vec![Shape::Plain, Shape::Round, Shape::Keeps, Shape::Hands, Shape::Foreign, Shape::Elsewhere];
    let words = || prop_oneof![8 => "[a-z]{1,9}(-[a-z]{1,9}){0,2}", 1 => ".{0,90}"];
    let node = (words(), "[a-z]{0,9}", proptest::sample::select(shapes), proptest::option::of(0_usize..5));
    let arrow = (0..most + 1, 0..most + 1, prop_oneof![words(), Just(String::new())], words(), any::<bool>());
    let legend = proptest::collection::vec((any::<bool>(), words()), 0..3);
    (
        words(),
        proptest::collection::vec(words(), 0..4),
        proptest::collection::vec(node, 0..most),
        proptest::collection::vec(arrow, 0..most * 2),
        legend,
    )
        .prop_map(|(title, groups, nodes, arrows, legend)| {
            let node = |(label, note, shape, group)| Node { label, note, shape, group };
            let arrow = |(from, to, label, note, dashed)| Arrow { from, to, label, note, dashed };
            let nodes = nodes.into_iter().map(node).collect();
            let arrows = arrows.into_iter().map(arrow).collect();
            Flowchart { title, groups, nodes, arrows, legend }
        })
}
