//! Curves over a number, such as load against what is answered, or latency against seconds: for what has no date.

use crate::chart::vertical::Scale;
use crate::chart::{Limit, Vertical};
use crate::columns::{cut, padded, tame};
use crate::markup::{Markup, Pixels, element};
use crate::sparkline::sparkline;
use crate::svg::frame::{EDGE, LINE, heading, wide};
use crate::svg::legend::{Entry, SAMPLE, legend};
use crate::svg::metrics::{fitted, width};
use crate::svg::shape::{Anchor, line, path, rect, text, told};
use crate::svg::{Drawing, Picture};
use crate::timeline::TextOptions;
use crate::tone::Tone;
use crate::unit::Unit;

/// Curves that differ in colour and dashes.
const STYLES: usize = 6;
/// How high the curves are.
const HEIGHT: f64 = 180.0;

/// Curves over one axis of numbers.
#[derive(Debug, Clone, Default)]
pub struct CurveChart {
    /// What the chart shows, in one line.
    pub title: String,
    /// What stands below the chart: what the numbers from left to right are of.
    pub across: String,
    /// What they are.
    pub across_unit: Unit,
    /// What the values are.
    pub unit: Unit,
    /// From which value to which.
    pub vertical: Vertical,
    /// The curves; a legend names them when there are several.
    pub curves: Vec<NumberCurve>,
    /// Values worth a line from left to right.
    pub limits: Vec<Limit>,
    /// Numbers worth a line from top to bottom.
    pub marks: Vec<Limit>,
    /// From where to where something is the matter.
    pub bands: Vec<(f64, f64, Tone, String)>,
}

/// One curve: (number, value), joined in the order given; a value that is NaN is not known and parts the curve.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberCurve {
    /// What it is.
    pub name: String,
    /// The points.
    pub points: Vec<(f64, f64)>,
    /// Whether each point is drawn as a dot as well.
    pub dots: bool,
    /// The band in which the curve lies: (number, lower end, upper end), joined in the order given.
    pub within: Vec<(f64, f64, f64)>,
}

/// Where a share of each axis lies.
struct Area {
    left: f64,
    top: f64,
    width: f64,
}

impl Area {
    fn x(&self, share: f64) -> f64 {
        self.left + share * self.width
    }

    fn y(&self, share: f64) -> f64 {
        self.top + (1.0 - share) * HEIGHT
    }
}

impl CurveChart {
    /// A chart without curves.
    pub fn new(title: impl Into<String>, across: impl Into<String>, across_unit: Unit, unit: Unit) -> Self {
        Self { title: title.into(), across: across.into(), across_unit, unit, ..Self::default() }
    }

    /// Adds a curve.
    pub fn curve(&mut self, name: impl Into<String>, points: Vec<(f64, f64)>) -> &mut NumberCurve {
        self.curves.push(NumberCurve { name: name.into(), points, ..NumberCurve::default() });
        let last = self.curves.len() - 1;
        &mut self.curves[last]
    }

    /// Adds a line from left to right.
    pub fn limit(&mut self, value: f64, tone: Tone, label: impl Into<String>) {
        self.limits.push(Limit { value, tone, label: label.into() });
    }

    /// Adds a line from top to bottom.
    pub fn mark(&mut self, number: f64, tone: Tone, label: impl Into<String>) {
        self.marks.push(Limit { value: number, tone, label: label.into() });
    }

    fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        self.curves.iter().flat_map(|curve| curve.points.iter().copied())
    }

    fn entries(&self) -> Vec<Entry> {
        if self.curves.len() < 2 {
            return Vec::new();
        }
        let entry = |(index, curve): (usize, &NumberCurve)| {
            let class = format!("curve s{}", index % STYLES);
            let sample = move |x, y| line((x, y), (x + SAMPLE, y), &class).into();
            Entry { sample: Box::new(sample), words: curve.name.clone() }
        };
        self.curves.iter().enumerate().map(entry).collect()
    }

    fn told(&self) -> String {
        let one = |curve: &NumberCurve| {
            let known = curve.points.iter().filter(|(_, value)| value.is_finite());
            let most = known.max_by(|one, other| one.1.total_cmp(&other.1));
            most.map(|(at, value)| {
                let (value, at) = (self.unit.written(*value), self.across_unit.written(*at));
                format!("{}: at most {value}, at {at}.", curve.name)
            })
        };
        let mark = |mark: &Limit| format!("{}: {}.", mark.label, self.across_unit.written(mark.value));
        self.curves.iter().filter_map(one).chain(self.marks.iter().map(mark)).collect::<Vec<_>>().join(" ")
    }

    /// The ends of all bands.
    fn ends(&self) -> impl Iterator<Item = f64> {
        self.curves.iter().flat_map(|curve| curve.within.iter().flat_map(|(_, low, high)| [*low, *high]))
    }

    /// The bands in which curves lie, one surface each.
    fn bands_of(&self, across: &Scale, scale: &Scale, area: &Area) -> Markup {
        let mut markup = Markup::new();
        for (index, curve) in self.curves.iter().enumerate() {
            let place = |number: f64, value: f64| {
                let (x, y) = across.place(number).zip(scale.place(value))?;
                Some((area.x(x), area.y(y)))
            };
            let upper = curve.within.iter().filter_map(|(at, _, high)| place(*at, *high));
            let lower = curve.within.iter().rev().filter_map(|(at, low, _)| place(*at, *low));
            let mut d = String::new();
            for (x, y) in upper.chain(lower) {
                d.push_str(&format!("{}{} {}", if d.is_empty() { 'M' } else { 'L' }, Pixels(x), Pixels(y)));
            }
            if !d.is_empty() {
                d.push('Z');
                let words = format!("{}: its interval", curve.name);
                markup.push(told(path(&d, &format!("area s{}", index % STYLES)), &words));
            }
        }
        markup
    }

    fn lines_of(&self, across: &Scale, scale: &Scale, area: &Area) -> Markup {
        let mut markup = Markup::new();
        for (index, curve) in self.curves.iter().enumerate().rev() {
            let (mut d, mut dots, mut joined) = (String::new(), String::new(), false);
            for (number, value) in &curve.points {
                let Some((x, y)) = across.place(*number).zip(scale.place(*value)) else {
                    joined = false;
                    continue;
                };
                let (x, y) = (Pixels(area.x(x)), Pixels(area.y(y)));
                d.push_str(&format!("{}{x} {y}", if joined { 'L' } else { 'M' }));
                if curve.dots {
                    dots.push_str(&format!("M{x} {y}h0"));
                }
                joined = true;
            }
            for (d, class) in [(d, "curve"), (dots, "dot")] {
                if !d.is_empty() {
                    markup.push(told(path(&d, &format!("{class} s{}", index % STYLES)), &curve.name));
                }
            }
        }
        markup
    }

    /// Lines from top to bottom with their words above the curves, one row each.
    fn marks_of(&self, across: &Scale, area: &Area) -> Markup {
        let mut markup = Markup::new();
        for (row, mark) in self.marks.iter().enumerate() {
            let Some(share) = across.place(mark.value) else { continue };
            let (x, tone) = (area.x(share), mark.tone.word());
            let top = area.top - 4.0 - row as f64 * LINE;
            markup.push(line((x, top), (x, area.y(0.0)), &format!("moment {tone}")));
            let words = fitted(&mark.label, area.width);
            let (at, anchor) = if share > 0.5 { (x - 4.0, Anchor::End) } else { (x + 4.0, Anchor::Start) };
            markup.push(text(at, top + 4.0, anchor, &format!("over {tone}"), &words));
        }
        markup
    }
}

impl Picture for CurveChart {
    fn draw(&self, asked: f64) -> Drawing {
        let wide = wide(asked);
        let (mut content, mut top) = heading(&self.title, wide);
        let (key, high) = legend(&self.entries(), EDGE, top, wide - 2.0 * EDGE);
        content.push(key);
        top += high + 6.0 + self.marks.len() as f64 * LINE;
        let limits = self.limits.iter().map(|limit| limit.value);
        let values = self.points().map(|(_, value)| value).chain(limits).chain(self.ends());
        let scale = Scale::of(self.vertical, values, &self.unit, HEIGHT);
        let widest = scale.ticks.iter().map(|(_, label)| width(label)).fold(0.0, f64::max);
        let left = (EDGE + widest + 8.0).min(wide / 2.0);
        let area = Area { left, top, width: wide - left - EDGE - 12.0 };
        let marks = self.marks.iter().map(|mark| mark.value);
        let numbers = self.points().map(|(number, _)| number).chain(marks);
        // A label of the lower axis takes about twice the room that one of the left axis has.
        let across = Scale::of(Vertical::Zero, numbers, &self.across_unit, area.width / 2.0);

        for (from, to, tone, words) in &self.bands {
            let (Some(from), Some(to)) = (across.place(*from), across.place(*to)) else { continue };
            let (x, long) = (area.x(from), (area.x(to) - area.x(from)).max(1.0));
            content.push(told(rect(x, top, long, HEIGHT, &format!("soft {}", tone.word())), words));
        }
        for (value, label) in &scale.ticks {
            let Some(share) = scale.place(*value) else { continue };
            let y = area.y(share);
            let class = if share == 0.0 { "axis" } else { "grid" };
            content.push(line((left, y), (area.x(1.0), y), class));
            content.push(text(left - 6.0, y + 4.0, Anchor::End, "muted", &fitted(label, left - 8.0)));
        }
        let bottom = area.y(0.0);
        content.push(line((left, bottom), (area.x(1.0), bottom), "axis"));
        for (number, label) in &across.ticks {
            let Some(share) = across.place(*number) else { continue };
            let x = area.x(share);
            content.push(line((x, bottom), (x, bottom + 4.0), "axis"));
            content.push(text(x, bottom + LINE, Anchor::Middle, "muted", label));
        }
        for limit in &self.limits {
            let Some(share) = scale.place(limit.value) else { continue };
            let (y, tone) = (area.y(share), limit.tone.word());
            let words = format!("{}: {}", limit.label, self.unit.written(limit.value));
            content.push(told(line((left, y), (area.x(1.0), y), &format!("limit {tone}")), &words));
            content.push(text(
                area.x(1.0) - 4.0,
                y - 4.0,
                Anchor::End,
                &format!("over {tone}"),
                &fitted(&words, area.width),
            ));
        }
        content.push(self.bands_of(&across, &scale, &area));
        content.push(self.marks_of(&across, &area));
        content.push(self.lines_of(&across, &scale, &area));
        if !self.points().any(|(_, value)| value.is_finite()) {
            content.push(text(area.x(0.5), area.y(0.5), Anchor::Middle, "muted over", "no data"));
        }
        content.push(text(
            left,
            bottom + 2.0 * LINE,
            Anchor::Start,
            "muted",
            &fitted(&self.across, area.width),
        ));
        Drawing {
            width: wide,
            height: bottom + 2.0 * LINE + EDGE,
            title: self.title.clone(),
            description: self.told(),
            content: element("g").with(content).into(),
        }
    }

    fn text(&self, options: TextOptions) -> String {
        let (width, glyphs) = (options.width.max(40), options.glyphs);
        let mut lines = vec![cut(&tame(&self.title, glyphs), width, glyphs)];
        for curve in &self.curves {
            let values: Vec<f64> = curve.points.iter().map(|(_, value)| *value).collect();
            let name = padded(&tame(&curve.name, glyphs), width / 3, glyphs);
            lines.push(format!("{name}  {}", sparkline(&values, width - width / 3 - 2, glyphs)));
        }
        for mark in &self.marks {
            let words = format!("{}: {}", mark.label, self.across_unit.written(mark.value));
            lines.push(cut(&tame(&words, glyphs), width, glyphs));
        }
        lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }
}
