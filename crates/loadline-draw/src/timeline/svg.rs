//! A timeline as SVG: a lane is a row of bars, the louder the higher; an alarm points down at its lane and crosses all others.

use super::cells::{Piece, Point, pieces, points};
use super::{Lane, Timeline};
use crate::axis::label_start;
use crate::markup::{Markup, element};
use crate::svg::frame::{EDGE, LINE, heading, time_labels, wide};
use crate::svg::hatch::hatch;
use crate::svg::legend::{Entry, SAMPLE, legend};
use crate::svg::metrics::{fitted, width};
use crate::svg::place::{Box, Places};
use crate::svg::shape::{Anchor, line, path, pointer, rect, text, told};
use crate::svg::{Drawing, Picture};
use crate::timeline::TextOptions;
use crate::tone::Tone;

/// How high a lane is, without room for the labels of marks.
const LANE: f64 = 26.0;
/// Pictures narrower than this have the names of lanes above them, not before them.
const NARROW: f64 = 480.0;

/// How high the bar of a tone is: the order of loudness without any colour.
fn high(tone: Tone) -> f64 {
    match tone {
        Tone::Good => 6.0,
        Tone::Quiet => 10.0,
        Tone::Missing | Tone::Plain | Tone::Warning => 14.0,
        Tone::Alarm => 18.0,
    }
}

impl Picture for Timeline {
    fn draw(&self, asked: f64) -> Drawing {
        let wide = wide(asked);
        let (mut content, mut top) = heading(&self.title, wide);
        let (key, high) = legend(&self.entries(), EDGE, top, wide - 2.0 * EDGE);
        content.push(key);
        top += high + 6.0;

        let above = wide < NARROW;
        let named = self.lanes.iter().map(|lane| width(&lane.name)).fold(0.0, f64::max).min(wide * 0.3);
        let left = EDGE + if above || named == 0.0 { 0.0 } else { named + 10.0 };
        let span = wide - left - EDGE - 4.0;

        let mut lanes = Markup::new();
        let mut alarms = Vec::new();
        let start = top;
        for lane in &self.lanes {
            let points = points(&self.axis, &lane.marks, span);
            if above && !lane.name.is_empty() {
                let name = fitted(&lane.name, span);
                lanes.push(text(left, top + 11.0, Anchor::Start, "over muted", &name));
                top += LINE;
            }
            top += if points.is_empty() { 0.0 } else { LINE };
            let middle = top + LANE / 2.0;
            if !above && named > 0.0 {
                let name = fitted(&lane.name, named);
                lanes.push(text(left - 10.0, middle + 4.0, Anchor::End, "", &name));
            }
            lanes.push(line((left, middle), (left + span, middle), "grid"));
            lanes.push(self.bars(lane, left, middle, span));
            lanes.push(self.moments(&points, left, middle, span));
            alarms
                .extend(points.iter().filter(|point| point.tone == Tone::Alarm).map(|point| left + point.at));
            top += LANE;
        }
        for tick in self.axis.ticks(span, 14.0, width) {
            let x = left + tick.position;
            content.push(line((x, start), (x, top + 4.0), "grid"));
        }
        // Many alarms would be a wall and not a help.
        if alarms.len() <= 40 {
            content.extend(alarms.into_iter().map(|x| line((x, start), (x, top), "across alarm")));
        }
        content.push(lanes);
        if self.lanes.is_empty() {
            content.push(text(left, top + 11.0, Anchor::Start, "muted", "nothing to show"));
            top += LINE;
        }
        content.push(line((left, top), (left + span, top), "axis"));
        let (labels, bottom) = time_labels(&self.axis, left, top, span);
        content.push(labels);
        Drawing {
            width: wide,
            height: bottom + EDGE,
            title: self.title.clone(),
            description: self.told(),
            content,
        }
    }

    fn text(&self, options: TextOptions) -> String {
        Self::text(self, options)
    }
}

impl Timeline {
    fn entries(&self) -> Vec<Entry> {
        let entry = |(tone, words): &(Tone, String)| {
            let tone = *tone;
            let span = self.lanes.iter().any(|lane| lane.spans.iter().any(|span| span.tone == tone));
            let mark = self.lanes.iter().any(|lane| lane.marks.iter().any(|mark| mark.tone == tone));
            Entry {
                sample: std::boxed::Box::new(move |x, y| {
                    let mut sample = Markup::new();
                    if span || !mark {
                        sample.push(bar(x, y, SAMPLE, tone, high(tone).min(12.0)));
                    } else {
                        sample.push(sign(x + SAMPLE / 2.0, y + 5.0, tone));
                    }
                    sample
                }),
                words: words.clone(),
            }
        };
        self.legend.iter().map(entry).collect()
    }

    /// The bars of a lane, and their labels where they fit inside.
    fn bars(&self, lane: &Lane, left: f64, middle: f64, span: f64) -> Markup {
        let mut markup = Markup::new();
        let pieces = pieces(&self.axis, &lane.spans, span);
        for piece in &pieces {
            let (x, wide) = (left + piece.from, piece.to - piece.from);
            let shape = element("g").with(bar(x, middle, wide, piece.tone, high(piece.tone)));
            markup.push(told(shape, &piece.words(&self.axis)));
        }
        // The loudest is on top, and is the first to be named.
        let mut places = Places::default();
        for piece in pieces.iter().rev() {
            markup.extend_with(name(piece, left, middle, &mut places));
            let (x, wide) = (piece.from, piece.to - piece.from);
            places.place([Box { x, y: 0.0, width: wide, height: 1.0 }]);
        }
        markup
    }

    /// The signs of the marks above a lane, and their labels where there is room.
    fn moments(&self, points: &[Point], left: f64, middle: f64, span: f64) -> Markup {
        let mut markup = Markup::new();
        let mut places = Places::default();
        let base = middle - LANE / 2.0 + 2.0;
        for point in points {
            places.place([Box { x: point.at - 6.0, y: 0.0, width: 12.0, height: 1.0 }]);
            let shape = element("g").with(sign(left + point.at, base, point.tone));
            markup.push(told(shape, &point.words(&self.axis)));
        }
        let mut ordered: Vec<&Point> = points.iter().filter(|point| !point.label.is_empty()).collect();
        ordered.sort_by_key(|point| std::cmp::Reverse(point.tone));
        for point in ordered {
            let words = fitted(&point.label, span / 2.0);
            let room = width(&words) * if point.tone == Tone::Alarm { 1.1 } else { 1.0 };
            let sides = [point.at + 8.0, point.at - 14.0 - room];
            let inside = sides.into_iter().filter(|x| *x >= 0.0 && x + room <= span);
            let boxes = inside.map(|x| Box { x, y: 0.0, width: room + 6.0, height: 1.0 });
            if let Some(place) = places.place(boxes) {
                let class = if point.tone == Tone::Alarm { "over alarm" } else { "over muted" };
                markup.push(text(left + place.x, base, Anchor::Start, class, &words));
            }
        }
        markup
    }

    /// The timeline in words, for those who cannot see it.
    fn told(&self) -> String {
        let mut sentences = vec![format!("Timeline, {}.", self.axis.caption())];
        for lane in &self.lanes {
            let (spans, marks) =
                (pieces(&self.axis, &lane.spans, 720.0), points(&self.axis, &lane.marks, 720.0));
            let alarms = lane.marks.iter().filter(|mark| self.is_alarm(mark)).count();
            let loud = if alarms > 0 { format!(", {alarms} of them alarms") } else { String::new() };
            sentences.push(match (spans.len(), marks.len()) {
                (0, 0) => format!("{}: nothing.", lane.name),
                (stretches, 0) => format!("{}: {stretches} stretches.", lane.name),
                (0, moments) => format!("{}: {moments} moments{loud}.", lane.name),
                (stretches, moments) => {
                    format!("{}: {stretches} stretches, {moments} moments{loud}.", lane.name)
                }
            });
        }
        let alarms = self.alarms();
        for (lane, mark) in alarms.iter().take(10) {
            let words = if mark.label.is_empty() { &lane.name } else { &mark.label };
            sentences.push(format!("{}: {words}.", self.axis.moment(mark.at)));
        }
        sentences.join(" ")
    }
}

/// A bar of its tone, with its middle at y.
fn bar(x: f64, y: f64, wide: f64, tone: Tone, high: f64) -> Markup {
    let top = y - high / 2.0;
    let class = if tone == Tone::Missing { "soft" } else { "fill" };
    let mut markup = Markup::from(rect(x, top, wide, high, &format!("{class} {}", tone.word())));
    if tone == Tone::Missing {
        markup.push(path(&hatch(x, top, wide, high), "lined missing"));
    }
    markup
}

/// The sign of a mark whose lowest point is at `(x, y)`: an alarm is filled, the rest is hollow.
fn sign(x: f64, y: f64, tone: Tone) -> Markup {
    match tone {
        Tone::Alarm => pointer(x, y, "fill alarm").into(),
        tone => pointer(x, y, &format!("hollow {}", tone.word())).into(),
    }
}

/// The label of a bar inside it, if it fits and nothing louder lies there.
fn name(piece: &Piece, left: f64, middle: f64, places: &mut Places) -> Option<Markup> {
    let room = width(&piece.label);
    let wide = piece.to - piece.from;
    if piece.label.is_empty() || room + 8.0 > wide || high(piece.tone) < 10.0 {
        return None;
    }
    let x = label_start((piece.from + piece.to) / 2.0, room, piece.to);
    let place = places.place([Box { x, y: 0.0, width: room, height: 1.0 }])?;
    let class = match piece.tone {
        Tone::Missing | Tone::Quiet => "over muted",
        _ => "inside",
    };
    Some(text(left + place.x + room / 2.0, middle + 4.0, Anchor::Middle, class, &piece.label).into())
}
