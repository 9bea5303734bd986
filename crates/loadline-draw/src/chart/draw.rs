//! A chart as SVG: title, legend, moments, curves, axes, from top to bottom and from back to front.

use super::curve::{Curve, Plot};
use super::vertical::Scale;
use super::{Limit, LineChart};
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
use crate::timeline::cells::{Piece, pieces, points};
use crate::tone::Tone;

/// Curves that differ in colour and dashes.
const STYLES: usize = 6;
/// How high the curves are.
const HEIGHT: f64 = 180.0;
/// Lines of labels above the curves.
const LABELS: usize = 2;

impl Picture for LineChart {
    fn draw(&self, asked: f64) -> Drawing {
        let wide = wide(asked);
        let (mut content, mut top) = heading(&self.title, wide);
        let (key, high) = legend(&self.entries(), EDGE, top, wide - 2.0 * EDGE);
        content.push(key);
        top += high + 4.0;

        let values = || self.series.iter().flat_map(|series| &series.points);
        let drawn = values().filter(|(at, _)| self.axis.covers(*at)).map(|(_, value)| *value);
        let limits = self.limits.iter().map(|limit| limit.value);
        let scale = Scale::of(self.vertical, drawn.chain(limits), &self.unit, HEIGHT);
        let widest = scale.ticks.iter().map(|(_, label)| width(label)).fold(0.0, f64::max);
        let left = (EDGE + widest + 8.0).min(wide / 2.0);
        let span = wide - left - EDGE - 4.0;

        let (labels, rows) = self.moments(left, span);
        top += rows as f64 * LINE + if self.marks.is_empty() { 4.0 } else { 12.0 };
        let plot = Plot { left, top, width: span, height: HEIGHT };
        for (x, row, words, tone) in labels {
            let class = if tone == Tone::Alarm { "alarm" } else { "muted" };
            let y = top - 12.0 - (row as f64) * LINE;
            content.push(text(x, y, Anchor::Start, class, &words));
        }
        let mut places = Places::default();
        content.push(self.bands(plot));
        content.push(axes(&scale, plot));
        content.push(self.limit_lines(&scale, plot));
        content.push(self.mark_lines(plot));
        content.push(self.curves(&scale, plot));
        for limit in self.limits.iter().filter(|limit| scale.covers(limit.value)) {
            content.extend_with(limit_label(limit, &scale, plot, &mut places));
        }
        content.extend_with(self.nothing(plot));
        let (labels, bottom) = time_labels(&self.axis, left, plot.bottom(), span);
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
        self.lines(options)
    }
}

/// The class of the curve with this number.
fn style(index: usize) -> String {
    format!("s{}", index % STYLES)
}

impl LineChart {
    /// What the legend has: curves when there are several, and the tones that have words.
    fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        if self.series.len() > 1 {
            for (index, series) in self.series.iter().enumerate() {
                let class = format!("curve {}", style(index));
                entries.push(Entry {
                    sample: std::boxed::Box::new(move |x, y| line((x, y), (x + SAMPLE, y), &class).into()),
                    words: series.name.clone(),
                });
            }
        }
        for (tone, words) in &self.legend {
            let (tone, stretch) = (*tone, self.bands.iter().any(|band| band.tone == *tone));
            entries.push(Entry {
                sample: std::boxed::Box::new(move |x, y| match stretch {
                    true => band(x, y - 5.0, SAMPLE, 10.0, tone),
                    false => pointer(x + SAMPLE / 2.0, y + 4.0, &format!("fill {}", tone.word())).into(),
                }),
                words: words.clone(),
            });
        }
        entries
    }

    fn bands(&self, plot: Plot) -> Markup {
        let drawn = |piece: Piece| {
            let (x, wide) = (plot.left + piece.from, piece.to - piece.from);
            let shape = band(x, plot.top, wide, plot.height, piece.tone);
            let words = piece.words(&self.axis);
            told(element("g").with(shape), &words)
        };
        pieces(&self.axis, &self.bands, plot.width).into_iter().map(drawn).collect()
    }

    fn limit_lines(&self, scale: &Scale, plot: Plot) -> Markup {
        let shown = self.limits.iter().filter(|limit| scale.covers(limit.value));
        shown
            .filter_map(|limit| {
                let y = plot.y(scale.place(limit.value)?);
                let class = format!("limit {}", limit.tone.word());
                let words = format!("{}: {}", limit.label, self.unit.written(limit.value));
                Some(told(line((plot.left, y), (plot.right(), y), &class), &words))
            })
            .collect()
    }

    fn curves(&self, scale: &Scale, plot: Plot) -> Markup {
        let mut markup = Markup::new();
        for (index, series) in self.series.iter().enumerate().rev() {
            let curve = Curve::of(series, &self.axis, scale, plot);
            let style = style(index);
            if series.area {
                markup.push(path(&curve.area(plot.y(scale.base())), &format!("area {style}")));
            }
            for (d, class) in [(curve.line(), "curve"), (curve.dots(), "dot")] {
                if !d.is_empty() {
                    markup.push(told(path(&d, &format!("{class} {style}")), &series.name));
                }
            }
        }
        markup
    }

    fn mark_lines(&self, plot: Plot) -> Markup {
        let mut markup = Markup::new();
        for point in points(&self.axis, &self.marks, plot.width) {
            let (x, tone) = (plot.left + point.at, point.tone.word());
            let mut shape =
                element("g").with(line((x, plot.top - 2.0), (x, plot.bottom()), &format!("moment {tone}")));
            if point.tone == Tone::Alarm {
                shape = shape.with(pointer(x, plot.top, "fill alarm"));
            }
            markup.push(told(shape, &point.words(&self.axis)));
        }
        markup
    }

    /// Labels of the marks that find a place above the curves: where, in which row from below, what, how loud; and the number
    /// of rows that takes. The loudest are placed first.
    fn moments(&self, left: f64, span: f64) -> (Vec<(f64, usize, String, Tone)>, usize) {
        let mut points = points(&self.axis, &self.marks, span);
        points.sort_by_key(|point| std::cmp::Reverse(point.tone));
        let mut places = Places::default();
        let mut labels = Vec::new();
        for point in points.iter().filter(|point| !point.label.is_empty()) {
            let words = fitted(&point.label, span / 2.0);
            // Bold letters are wider by about a tenth.
            let room = width(&words) * if point.tone == Tone::Alarm { 1.1 } else { 1.0 };
            let x = label_start(point.at, room, span);
            let boxes =
                (0..LABELS).map(|row| Box { x: x - 5.0, y: row as f64, width: room + 10.0, height: 1.0 });
            if let Some(place) = places.place(boxes) {
                labels.push((left + x, place.y as usize, words, point.tone));
            }
        }
        let rows = labels.iter().map(|(_, row, ..)| row + 1).max().unwrap_or(0);
        (labels, rows)
    }

    /// What is written where there is no curve at all.
    fn nothing(&self, plot: Plot) -> Option<Markup> {
        let known = |(at, value): &(i64, f64)| self.axis.covers(*at) && !value.is_nan();
        let any = self.series.iter().any(|series| series.points.iter().any(known));
        let (x, y) = (plot.left + plot.width / 2.0, plot.top + plot.height / 2.0);
        (!any).then(|| text(x, y, Anchor::Middle, "muted over", "no data").into())
    }
}

/// A stretch: filled, or hatched where nothing is known.
pub(crate) fn band(x: f64, y: f64, wide: f64, high: f64, tone: Tone) -> Markup {
    let class = format!("soft {}", tone.word());
    let mut markup = Markup::from(rect(x, y, wide, high, &class));
    if tone == Tone::Missing {
        markup.push(path(&hatch(x, y, wide, high), "lined missing"));
    }
    markup
}

/// Lines at the values that are written, and the values.
fn axes(scale: &Scale, plot: Plot) -> Markup {
    let mut markup = Markup::new();
    for (value, label) in &scale.ticks {
        let Some(share) = scale.place(*value) else { continue };
        let y = plot.y(share);
        let class = if share == 0.0 || *value == 0.0 { "axis" } else { "grid" };
        markup.push(line((plot.left, y), (plot.right(), y), class));
        let shown = fitted(label, plot.left - 8.0);
        markup.push(text(plot.left - 6.0, y + 4.0, Anchor::End, "muted", &shown));
    }
    markup.push(line((plot.left, plot.bottom()), (plot.right(), plot.bottom()), "axis"));
    markup
}

/// The words of a limit, above or below its line at the right or left end, wherever there is room.
fn limit_label(limit: &Limit, scale: &Scale, plot: Plot, places: &mut Places) -> Option<Markup> {
    let y = plot.y(scale.place(limit.value)?);
    let words = fitted(&limit.label, plot.width - 8.0);
    let room = width(&words) * 1.1;
    let (above, below) = (y - LINE, y + 1.0);
    let (right, left) = (plot.right() - room - 4.0, plot.left + 4.0);
    let boxes = [(right, above), (right, below), (left, above), (left, below)].map(|(x, y)| Box {
        x,
        y,
        width: room,
        height: LINE - 1.0,
    });
    let inside =
        boxes.into_iter().filter(|place| place.y >= plot.top - 4.0 && place.y + LINE <= plot.bottom() + 4.0);
    let place = places.place(inside)?;
    let class = format!("over {}", limit.tone.word());
    let (x, anchor) = if place.x == right { (right + room, Anchor::End) } else { (place.x, Anchor::Start) };
    Some(text(x, place.y + 11.5, anchor, &class, &words).into())
}
