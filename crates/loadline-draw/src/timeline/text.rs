//! A timeline in a terminal: a lane is a line, an alarm a `▼` above its lane and a line of its own below the axis.

use super::cells::{loudest, loudest_mark};
use super::{Lane, Timeline};
use crate::axis::label_start;
use crate::columns::{columns, cut, padded, tame};
use crate::glyphs::Glyphs;
use crate::tone::Tone;

/// How a timeline is written.
#[derive(Debug, Clone, Copy)]
pub struct TextOptions {
    /// Columns to fill; below 40 it is drawn as if for 40.
    pub width: usize,
    /// The characters to use.
    pub glyphs: Glyphs,
    /// How many alarms are told one by one below the axis.
    pub told: usize,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { width: 80, glyphs: Glyphs::Unicode, told: 10 }
    }
}

const NARROWEST: usize = 40;
/// Columns from which on what is told below the axis is indented like the lanes.
const ROOMY: usize = 64;

impl Timeline {
    /// The timeline as lines of text, none wider than `options.width`.
    pub fn text(&self, options: TextOptions) -> String {
        let width = options.width.max(NARROWEST);
        let glyphs = options.glyphs;
        let counts: Vec<String> = self.lanes.iter().map(|lane| self.count(lane, glyphs)).collect();
        let counted =
            counts.iter().map(|count| columns(count) + 1).filter(|room| *room > 1).max().unwrap_or(0);
        let names: Vec<String> = self.lanes.iter().map(|lane| tame(&lane.name, glyphs)).collect();
        let named = names.iter().map(|name| columns(name)).max().unwrap_or(0).min(width / 4);
        let before = if named == 0 { 0 } else { named + 2 };
        let room = width.saturating_sub(before + counted).max(8);
        let indent = " ".repeat(before);

        let title = (!self.title.is_empty()).then(|| cut(&tame(&self.title, glyphs), width, glyphs));
        let mut lines: Vec<String> = title.into_iter().collect();
        for ((lane, name), count) in self.lanes.iter().zip(&names).zip(&counts) {
            let above = self.marks(lane, room, glyphs, |tone| tone == Tone::Alarm);
            if !above.trim().is_empty() {
                lines.push(format!("{indent}{above}"));
            }
            let name = padded(name, named, glyphs);
            let gap = if before == 0 { "" } else { "  " };
            lines.push(format!("{name}{gap}{} {count}", self.line(lane, room, glyphs)));
        }
        lines.extend(self.scale(room, glyphs).map(|line| format!("{indent}{line}")));
        lines.push(cut(&format!("{indent}{}", tame(&self.axis.caption(), glyphs)), width, glyphs));
        let indent = if width < ROOMY { String::new() } else { indent };
        lines.extend(self.key(&indent, width, glyphs));
        lines.extend(self.alarm_lines(&indent, width, options));
        lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// How often a lane would have woken somebody: `▼ 3`.
    fn count(&self, lane: &Lane, glyphs: Glyphs) -> String {
        match lane.marks.iter().filter(|mark| self.is_alarm(mark)).count() {
            0 => String::new(),
            alarms => format!("{} {alarms}", glyphs.mark(Tone::Alarm)),
        }
    }

    /// A lane with its spans, and its quieter marks on top of them.
    fn line(&self, lane: &Lane, room: usize, glyphs: Glyphs) -> String {
        let spans = loudest(&self.axis, &lane.spans, room);
        let marks = loudest_mark(&self.axis, &lane.marks, room, |tone| tone != Tone::Alarm);
        let cell = |(span, mark): (Option<Tone>, Option<Tone>)| match (span, mark) {
            (_, Some(tone)) => glyphs.mark(tone),
            (Some(tone), None) => glyphs.span(tone),
            (None, None) => glyphs.idle(),
        };
        spans.into_iter().zip(marks).map(cell).collect()
    }

    fn marks(&self, lane: &Lane, room: usize, glyphs: Glyphs, wanted: fn(Tone) -> bool) -> String {
        let marks = loudest_mark(&self.axis, &lane.marks, room, wanted);
        marks.into_iter().map(|mark| mark.map_or(' ', |tone| glyphs.mark(tone))).collect()
    }

    /// The axis: a rule with its ticks, and what is written at them.
    fn scale(&self, room: usize, glyphs: Glyphs) -> [String; 2] {
        let ticks = self.axis.ticks(room as f64, 2.0, |label| columns(label) as f64);
        let mut rule = vec![glyphs.pick('─', '-'); room];
        let mut labels = String::new();
        for tick in ticks {
            let at = (tick.position as usize).min(room.saturating_sub(1));
            if let Some(cell) = rule.get_mut(at) {
                *cell = glyphs.pick('┴', '+');
            }
            if tick.label.is_empty() {
                continue;
            }
            let start = label_start(tick.position, columns(&tick.label) as f64, room as f64) as usize;
            labels.push_str(&" ".repeat(start.saturating_sub(columns(&labels))));
            labels.push_str(&tick.label);
        }
        [rule.into_iter().collect(), labels]
    }

    /// What the glyphs stand for, in as many lines as it takes.
    fn key(&self, indent: &str, width: usize, glyphs: Glyphs) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for (tone, words) in &self.legend {
            let has_span = self.lanes.iter().any(|lane| lane.spans.iter().any(|span| span.tone == *tone));
            let has_mark = self.lanes.iter().any(|lane| lane.marks.iter().any(|mark| mark.tone == *tone));
            let sample = match (has_span, has_mark) {
                (true, false) | (false, false) => String::from(glyphs.span(*tone)).repeat(2),
                (false, true) => String::from(glyphs.mark(*tone)),
                (true, true) => format!("{}{}", glyphs.span(*tone), glyphs.mark(*tone)),
            };
            let item = format!("{sample} {}", tame(words, glyphs));
            match lines.last_mut() {
                Some(line) if columns(line) + 3 + columns(&item) <= width => {
                    line.push_str("   ");
                    line.push_str(&item);
                }
                _ => lines.push(cut(&format!("{indent}{item}"), width, glyphs)),
            }
        }
        lines
    }

    /// The alarms one by one.
    fn alarm_lines(&self, indent: &str, width: usize, options: TextOptions) -> Vec<String> {
        let glyphs = options.glyphs;
        let alarms = self.alarms();
        let line = |(lane, mark): &(&Lane, &super::Mark)| {
            let words = if mark.label.is_empty() { &lane.name } else { &mark.label };
            let text = format!(
                "{indent}{} {}  {}",
                glyphs.mark(Tone::Alarm),
                self.axis.short_moment(mark.at),
                tame(words, glyphs)
            );
            cut(&text, width, glyphs)
        };
        let mut lines: Vec<String> = alarms.iter().take(options.told).map(line).collect();
        if options.told > 0 && alarms.len() > options.told {
            lines.push(format!("{indent}  {} more", alarms.len() - options.told));
        }
        lines
    }
}
