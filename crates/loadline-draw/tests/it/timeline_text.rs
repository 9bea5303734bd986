//! Timelines in a terminal.

use crate::any::timelines;
use jiff::tz::TimeZone;
use loadline_draw::timeline::{Lane, TextOptions};
use loadline_draw::{Glyphs, TimeAxis, Timeline, Tone, columns};
use proptest::prelude::*;

const START: i64 = 1_772_409_600_000;
const HOUR: i64 = 3_600_000;

fn week() -> Timeline {
    let at = |hours: i64| START + hours * HOUR;
    let mut timeline = Timeline::new("checkout, one week", TimeAxis::new(at(0), at(168), TimeZone::UTC));
    timeline.lane(Lane::new("incidents").span(at(30), at(34), Tone::Plain, "db").span(
        at(100),
        at(103),
        Tone::Plain,
        "dns",
    ));
    timeline.lane(
        Lane::new("fast burn")
            .span(at(31), at(35), Tone::Alarm, "")
            .span(at(101), at(103), Tone::Alarm, "")
            .mark(at(31), Tone::Alarm, "page: 14.4 times over 1 h")
            .mark(at(101), Tone::Alarm, "page: 6 times over 6 h"),
    );
    timeline.lane(Lane::new("slow burn").span(at(90), at(120), Tone::Warning, "").mark(
        at(120),
        Tone::Warning,
        "ticket",
    ));
    timeline.lane(Lane::new("data").span(at(60), at(70), Tone::Missing, ""));
    timeline.legend(Tone::Alarm, "somebody is woken");
    timeline.legend(Tone::Warning, "ticket");
    timeline.legend(Tone::Missing, "no data");
    timeline
}

#[track_caller]
fn check(timeline: &Timeline, width: usize, glyphs: Glyphs, expected: &str) {
    let text = timeline.text(TextOptions { width, glyphs, ..TextOptions::default() });
    assert_eq!(text, expected, "\n{text}");
}

#[test]
fn a_week() {
    check(
        &week(),
        80,
        Glyphs::Unicode,
        "\
checkout, one week
incidents  ───────────▒▒▒────────────────────────▒▒─────────────────────────
                      ▼                           ▼
fast burn  ───────────███─────────────────────────█───────────────────────── ▼ 2
slow burn  ──────────────────────────────────▓▓▓▓▓▓▓▓▓▓▓▓△──────────────────
data       ───────────────────────·····─────────────────────────────────────
           ┴────────┴────────┴────────┴─────────┴────────┴────────┴────────┴
                 3 Mar     4 Mar    5 Mar    6 Mar    7 Mar     8 Mar
           2 to 8 Mar 2026, UTC
           █▼ somebody is woken   ▓△ ticket   ·· no data
           ▼ Tue 3 Mar 07:00  page: 14.4 times over 1 h
           ▼ Fri 6 Mar 05:00  page: 6 times over 6 h
",
    );
}

#[test]
fn a_week_in_ascii_and_narrow() {
    check(
        &week(),
        40,
        Glyphs::Ascii,
        "\
checkout, one week
incidents  ----==--------==---------
               !          !
fast burn  ----##---------#--------- ! 2
slow burn  -------------++++^-------
data       --------...--------------
           +------+------+------+---
               4 Mar  6 Mar  8 Mar
           2 to 8 Mar 2026, UTC
#! somebody is woken   +^ ticket
.. no data
! Tue 3 Mar 07:00  page: 14.4 times ove~
! Fri 6 Mar 05:00  page: 6 times over 6~
",
    );
}

#[test]
fn nothing_at_all() {
    check(
        &Timeline::new("", TimeAxis::new(0, 0, TimeZone::UTC)),
        40,
        Glyphs::Unicode,
        "\
┴───────────────────┴──────────────────┴
23:59:30       Thu 1 Jan        00:00:30
31 Dec 1969 to 1 Jan 1970, UTC
",
    );
}

proptest! {
    #[test]
    fn no_line_is_wider_than_asked(timeline in timelines(), width in 40usize..200, ascii in any::<bool>()) {
        let glyphs = if ascii { Glyphs::Ascii } else { Glyphs::Unicode };
        let text = timeline.text(TextOptions { width, glyphs, told: 3 });
        for line in text.lines() {
            prop_assert!(columns(line) <= width, "{} of {width}: {line:?}", columns(line));
            prop_assert!(!ascii || line.is_ascii(), "{line:?}");
        }
        prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
    }
}
