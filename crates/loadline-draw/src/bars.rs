//! Amounts side by side: one horizontal bar each, so that long names can be read.

use crate::chart::Limit;
use crate::columns::{columns, cut, padded, tame};
use crate::markup::{Markup, element};
use crate::svg::frame::{EDGE, LINE, heading, nothing, wide};
use crate::svg::metrics::{fitted, width};
use crate::svg::shape::{Anchor, line, rect, text, told};
use crate::svg::{Drawing, Picture};
use crate::timeline::TextOptions;
use crate::tone::Tone;
use crate::unit::Unit;

/// Amounts of one unit.
#[derive(Debug, Clone, Default)]
pub struct BarChart {
    /// What the chart shows, in one line.
    pub title: String,
    /// What the amounts are.
    pub unit: Unit,
    /// From top to bottom, in the order given.
    pub bars: Vec<Bar>,
    /// An amount worth a line across all bars.
    pub limit: Option<Limit>,
}

/// One amount.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// How much; NaN is not known. Infinite amounts are drawn to the edge.
    pub value: f64,
    /// How loud.
    pub tone: Tone,
}

/// Pixels of a bar with its distance to the next.
const ROW: f64 = 24.0;
const BAR: f64 = 16.0;
const HUGE: f64 = 1e300;

impl BarChart {
    /// A chart without bars.
    pub fn new(title: impl Into<String>, unit: Unit) -> Self {
        Self { title: title.into(), unit, bars: Vec::new(), limit: None }
    }

    /// Adds an amount.
    pub fn bar(&mut self, label: impl Into<String>, value: f64, tone: Tone) {
        self.bars.push(Bar { label: label.into(), value, tone });
    }

    /// The least and the greatest of what is drawn; zero is always part of it.
    fn range(&self) -> (f64, f64) {
        let values = self.bars.iter().map(|bar| bar.value).chain(self.limit.iter().map(|limit| limit.value));
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = (low.max(-HUGE), high.min(HUGE));
        if high - low > 1e-280 { (low, high) } else { (0.0, 1.0) }
    }

    /// Where a value lies between the least and the greatest, from 0 to 1.
    fn share(&self, value: f64) -> f64 {
        let (low, high) = self.range();
        (value.clamp(low, high) - low) / (high - low)
    }

    fn told(&self) -> String {
        let one = |bar: &Bar| format!("{}: {}.", bar.label, self.unit.written(bar.value));
        let limit = self
            .limit
            .iter()
            .map(|limit| format!("Limit {}: {}.", limit.label, self.unit.written(limit.value)));
        self.bars.iter().take(50).map(one).chain(limit).collect::<Vec<_>>().join(" ")
    }
}

impl Picture for BarChart {
    fn draw(&self, asked: f64) -> Drawing {
        let wide = wide(asked);
        let (mut content, mut top) = heading(&self.title, wide);
        let named = self.bars.iter().map(|bar| width(&bar.label)).fold(0.0, f64::max).min(wide * 0.4);
        let amounts: Vec<String> = self.bars.iter().map(|bar| self.unit.written(bar.value)).collect();
        let amount =
            amounts.iter().map(|amount| width(amount)).fold(0.0, f64::max).min(wide * 0.2 - 6.0) + 6.0;
        let left = EDGE + named + if named > 0.0 { 10.0 } else { 0.0 };
        // Amounts stand beyond the ends of bars, on both sides if bars go both ways.
        let before = if self.range().0 < 0.0 { amount } else { 0.0 };
        let (start, span) = (left + before, (wide - left - EDGE - before - amount).max(20.0));
        let zero = start + self.share(0.0) * span;

        let limit_top = top;
        top += if self.limit.is_some() { LINE + 2.0 } else { 2.0 };
        let first = top;
        let bottom = top + ROW * self.bars.len().max(1) as f64;
        if let Some(limit) = &self.limit {
            content.push(self.limit_line(limit, (start, span), (limit_top, bottom), wide));
        }
        for (bar, amount) in self.bars.iter().zip(&amounts) {
            let base = top + ROW / 2.0 + 4.0;
            if named > 0.0 {
                let label = text(left - 10.0, base, Anchor::End, "", &fitted(&bar.label, named));
                content.push(told(element("g").with(label), &bar.label));
            }
            let end = if bar.value.is_nan() { zero } else { start + self.share(bar.value) * span };
            if !bar.value.is_nan() {
                let (x, length) = (zero.min(end), (zero - end).abs());
                let shape =
                    rect(x, top + (ROW - BAR) / 2.0, length, BAR, &format!("fill {}", bar.tone.word()));
                content.push(told(shape, &format!("{}: {amount}", bar.label)));
            }
            let room = wide - EDGE - end - 5.0;
            let class = if bar.value.is_nan() { "over muted" } else { "over" };
            content.push(match bar.value < 0.0 {
                true => text(end - 5.0, base, Anchor::End, class, &fitted(amount, end - 5.0 - left)),
                false => text(end + 5.0, base, Anchor::Start, class, &fitted(amount, room)),
            });
            top += ROW;
        }
        if self.bars.is_empty() {
            content.push(nothing(left, top, ROW));
            top += ROW;
        }
        content.push(line((zero, first), (zero, top), "axis"));
        Drawing {
            width: wide,
            height: top + EDGE,
            title: self.title.clone(),
            description: self.told(),
            content,
        }
    }

    fn text(&self, options: TextOptions) -> String {
        let (width, glyphs) = (options.width.max(40), options.glyphs);
        let labels: Vec<String> = self.bars.iter().map(|bar| tame(&bar.label, glyphs)).collect();
        let amounts: Vec<String> = self
            .bars
            .iter()
            .map(|bar| tame(&self.unit.written(bar.value).replace('\u{2212}', "-"), glyphs))
            .collect();
        let named = labels.iter().map(|label| columns(label)).max().unwrap_or(0).min(width / 3);
        let amount = amounts.iter().map(|amount| columns(amount)).max().unwrap_or(0).min(width / 3);
        let room = width - named - amount - 4;
        let mut lines = vec![cut(&tame(&self.title, glyphs), width, glyphs)];
        let largest = self.range().1.max(-self.range().0);
        for ((bar, label), amount_text) in self.bars.iter().zip(labels).zip(amounts) {
            let share = if bar.value.is_nan() { 0.0 } else { (bar.value.abs() / largest).min(1.0) };
            let cells = (share * room as f64).round() as usize;
            let cells = if share > 0.0 { cells.max(1) } else { 0 };
            let glyph = if bar.value < 0.0 { glyphs.pick('╳', 'x') } else { glyphs.pick('█', '#') };
            let gap = " ".repeat(amount.saturating_sub(columns(&amount_text)));
            lines.push(format!(
                "{}  {gap}{}  {}",
                padded(&label, named, glyphs),
                cut(&amount_text, amount, glyphs),
                String::from(glyph).repeat(cells)
            ));
        }
        lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }
}

impl BarChart {
    /// The line of the limit, and its words above the bars.
    fn limit_line(
        &self,
        limit: &Limit,
        (start, span): (f64, f64),
        (top, bottom): (f64, f64),
        wide: f64,
    ) -> Markup {
        if !limit.value.is_finite() {
            return Markup::new();
        }
        let x = start + self.share(limit.value) * span;
        let amount = self.unit.written(limit.value);
        let words = fitted(&format!("{}: {amount}", limit.label), wide - 2.0 * EDGE);
        let at = crate::axis::label_start(x - EDGE, width(&words), wide - 2.0 * EDGE) + EDGE;
        let mut markup =
            told(line((x, top + LINE), (x, bottom), &format!("limit {}", limit.tone.word())), &words);
        markup.push(text(at + width(&words) / 2.0, top + 12.0, Anchor::Middle, limit.tone.word(), &words));
        markup
    }
}
