//! Timelines and bars as pictures, and every picture in a terminal.

use crate::any::{bar_charts, charts, timelines};
use crate::picture::check;
use jiff::tz::TimeZone;
use loadline_draw::timeline::Lane;
use loadline_draw::{
    BarChart, CurveChart, Glyphs, HeatMap, HeatRow, LineChart, Picture, TextOptions, TimeAxis, Timeline,
    Tone, Unit, columns,
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
fn curves_over_a_number() {
    let mut chart =
        CurveChart::new("Answered", "requests a second", Unit::Of("rps".to_owned()), Unit::Seconds);
    check(&chart);
    chart.curve("answered", vec![(10.0, 0.1), (20.0, 0.2), (40.0, f64::NAN), (80.0, 0.4)]).dots = true;
    chart.curves[0].within = vec![(10.0, 0.05, 0.15), (20.0, 0.1, 0.3)];
    chart.curve("all", (0..100).map(|x| (f64::from(x), f64::from(x) / 250.0)).collect());
    chart.limit(0.3, Tone::Alarm, "most");
    chart.mark(20.0, Tone::Good, "the knee");
    chart.mark(40.0, Tone::Plain, "this load");
    chart.bands.push((10.0, 20.0, Tone::Alarm, "wrong".to_owned()));
    let drawings = check(&chart);
    assert_eq!(
        drawings[2].description,
        "answered: at most 400 ms, at 80 rps. all: at most 396 ms, at 99 rps. the knee: 20 rps. this load: 40 rps."
    );
    let file = drawings[2].file();
    for part in [
        "curve s0",
        "dot s0",
        "area s0",
        "answered: its interval",
        "moment good",
        ">the knee</text>",
        "limit alarm",
    ] {
        assert!(file.contains(part), "{part}");
    }
}

#[test]
fn heat_has_numbers() {
    let row = |name: &str, shares: &[f64], note: &str| HeatRow {
        name: name.to_owned(),
        shares: shares.to_vec(),
        notes: vec![note.to_owned(); shares.len()],
    };
    let rows = vec![row("store down", &[1.0, 0.013], "stays"), row("cache empty", &[f64::NAN, 0.0], "")];
    let columns = vec!["order".to_owned(), "a journey with a long name".to_owned()];
    let heat = HeatMap { title: "Who is hit".to_owned(), columns, rows };
    let file = check(&heat)[2].file();
    assert!(file.contains(">100%, stays</text>") && file.contains(">no data</text>"), "{file}");
    check(&HeatMap::default());
    let text = heat.text(TextOptions { width: 80, glyphs: Glyphs::Unicode, told: 0 });
    assert!(
        text.contains("store down   order 100%, stays; a journey with a long name 1.3%, stays"),
        "{text}"
    );
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
