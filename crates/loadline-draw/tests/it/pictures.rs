//! Timelines and bars as pictures, and every picture in a terminal.

use crate::any::{bar_charts, charts, timelines};
use crate::picture::check;
use jiff::tz::TimeZone;
use loadline_draw::timeline::Lane;
use loadline_draw::{
    BarChart, Glyphs, LineChart, Picture, TextOptions, TimeAxis, Timeline, Tone, Unit, columns,
};
use proptest::prelude::*;

const START: i64 = 1_772_409_600_000;
const MINUTE: i64 = 60_000;

#[test]
fn an_alarm_is_seen_and_told() {
    let axis = TimeAxis::new(START, START + 600 * MINUTE, TimeZone::UTC);
    let mut timeline = Timeline::new("night", axis);
    timeline.lane(Lane::new("fast").span(START, START + 60 * MINUTE, Tone::Alarm, "burning").mark(
        START + 30 * MINUTE,
        Tone::Alarm,
        "page",
    ));
    let drawings = check(&timeline);
    let file = drawings[2].file();
    for part in ["fill alarm", "across alarm", ">page</text>", ">burning</text>"] {
        assert!(file.contains(part), "{part}");
    }
    assert!(file.contains("<title>burning: Mon 2 Mar 2026 00:00 to 01:00 (1 h)</title>"));
    assert_eq!(
        drawings[2].description,
        "Timeline, 2 Mar 2026, UTC. fast: 1 stretches, 1 moments, 1 of them alarms. Mon 2 Mar 2026 00:30: page."
    );
}

#[test]
fn ten_thousand_gaps_are_no_more_than_can_be_seen() {
    let mut lane = Lane::new("data");
    for gap in 0..10_000 {
        lane = lane.span(START + gap * 4 * MINUTE, START + (gap * 4 + 1) * MINUTE, Tone::Missing, "");
        lane = lane.mark(START + gap * 4 * MINUTE, Tone::Alarm, "x");
    }
    let mut timeline = Timeline::new("", TimeAxis::new(START, START + 40_000 * MINUTE, TimeZone::UTC));
    timeline.lane(lane);
    assert!(check(&timeline)[2].file().len() < 150_000);
}

#[test]
fn bars_in_a_terminal() {
    let mut bars = BarChart::new("spent", Unit::Percent);
    bars.bar("search", 0.5, Tone::Plain);
    bars.bar("log in", 1.0, Tone::Alarm);
    bars.bar("export", f64::NAN, Tone::Plain);
    bars.bar("refund", -0.25, Tone::Good);
    let text = bars.text(TextOptions { width: 40, glyphs: Glyphs::Unicode, told: 0 });
    let expected = "\
spent
search      50%  ████████████
log in     100%  ███████████████████████
export  no data
refund     -25%  ╳╳╳╳╳╳
";
    assert_eq!(text, expected, "\n{text}");
    check(&bars);
}

#[test]
fn curves_in_a_terminal() {
    let axis = TimeAxis::new(START, START + 10 * MINUTE, TimeZone::UTC);
    let mut chart = LineChart::new("errors", axis, Unit::Percent);
    chart.series("one", (0..11).map(|minute| (START + minute * MINUTE, minute as f64 / 100.0)).collect());
    let text = chart.text(TextOptions { width: 48, glyphs: Glyphs::Ascii, told: 0 });
    assert_eq!(text, "errors\none  __-=++*%#@@  0% to 10%, last 10%\n2 Mar 2026, UTC\n", "\n{text}");
}

fn fits(picture: &impl Picture, width: usize, glyphs: Glyphs) -> Result<(), TestCaseError> {
    for line in picture.text(TextOptions { width, glyphs, told: 3 }).lines() {
        prop_assert!(columns(line) <= width, "{} of {width}: {line:?}", columns(line));
        prop_assert!(glyphs == Glyphs::Unicode || line.is_ascii(), "{line:?}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_timeline_is_sound(timeline in timelines()) {
        check(&timeline);
    }

    #[test]
    fn any_bars_are_sound(bars in bar_charts()) {
        check(&bars);
    }

    #[test]
    fn any_picture_fits_a_terminal(bars in bar_charts(), chart in charts(), width in 40usize..200, ascii in any::<bool>()) {
        let glyphs = if ascii { Glyphs::Ascii } else { Glyphs::Unicode };
        fits(&bars, width, glyphs)?;
        fits(&chart, width, glyphs)?;
    }
}
