//! A table of shares as colours: what is hit how hard by what. The number stands in every cell, so that colour is never all.

use crate::columns::{columns, cut, padded, tame};
use crate::markup::{Markup, element};
use crate::svg::frame::{EDGE, LINE, heading, nothing, wide};
use crate::svg::metrics::{fitted, width};
use crate::svg::shape::{Anchor, rect, text, told};
use crate::svg::{Drawing, Picture};
use crate::timeline::TextOptions;
use crate::unit::Unit;

/// Shares by row and column.
#[derive(Debug, Clone, Default)]
pub struct HeatMap {
    /// What it shows, in one line.
    pub title: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows from top to bottom.
    pub rows: Vec<HeatRow>,
}

/// A row of shares.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatRow {
    /// What it is of.
    pub name: String,
    /// From 0 to 1, a column each; NaN is not known.
    pub shares: Vec<f64>,
    /// What is said of each cell beside the number, such as `does not recover`; may be empty.
    pub notes: Vec<String>,
}

/// Pixels of a row.
const ROW: f64 = 22.0;

impl HeatMap {
    fn told(&self) -> String {
        let cell = |row: &HeatRow, (column, share): (&String, &f64)| {
            format!("{}, {column}: {}.", row.name, Unit::Percent.written(*share))
        };
        let cells = self
            .rows
            .iter()
            .flat_map(|row| self.columns.iter().zip(&row.shares).map(move |pair| cell(row, pair)));
        cells.take(60).collect::<Vec<_>>().join(" ")
    }
}

impl HeatRow {
    fn words(&self, column: usize) -> String {
        let share = self.shares.get(column).copied().unwrap_or(f64::NAN);
        match self.notes.get(column).filter(|note| !note.is_empty()) {
            Some(note) => format!("{}, {note}", Unit::Percent.written(share)),
            None => Unit::Percent.written(share),
        }
    }
}

impl Picture for HeatMap {
    fn draw(&self, asked: f64) -> Drawing {
        let wide = wide(asked);
        let (mut content, mut top) = heading(&self.title, wide);
        let named = self.rows.iter().map(|row| width(&row.name)).fold(0.0, f64::max).min(wide * 0.45);
        let left = EDGE + named + 10.0;
        let cell = ((wide - left - EDGE) / self.columns.len().max(1) as f64).min(180.0);
        top += LINE;
        for (column, name) in self.columns.iter().enumerate() {
            let x = left + (column as f64 + 0.5) * cell;
            content.push(text(x, top - 4.0, Anchor::Middle, "muted", &fitted(name, cell - 4.0)));
        }
        for row in &self.rows {
            let base = top + ROW / 2.0 + 4.0;
            let name = text(left - 10.0, base, Anchor::End, "", &fitted(&row.name, named));
            content.push(told(element("g").with(name), &row.name));
            for (column, share) in row.shares.iter().enumerate().take(self.columns.len()) {
                let x = left + column as f64 * cell;
                content.push(square(x, top, cell, *share));
                let words = row.words(column);
                let shown = text(x + cell / 2.0, base, Anchor::Middle, "over", &fitted(&words, cell - 6.0));
                content.push(told(element("g").with(shown), &format!("{}: {words}", row.name)));
            }
            top += ROW;
        }
        if self.rows.is_empty() {
            content.push(nothing(left, top, ROW));
            top += ROW;
        }
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
        let names: Vec<String> = self.rows.iter().map(|row| tame(&row.name, glyphs)).collect();
        let named = names.iter().map(|name| columns(name)).max().unwrap_or(0).min(width / 2);
        let mut lines = vec![cut(&tame(&self.title, glyphs), width, glyphs)];
        for (row, name) in self.rows.iter().zip(names) {
            let cells: Vec<String> = self
                .columns
                .iter()
                .enumerate()
                .map(|(column, title)| format!("{title} {}", row.words(column)))
                .collect();
            let cells = cut(&tame(&cells.join("; "), glyphs), width - named - 2, glyphs);
            lines.push(format!("{}  {cells}", padded(&name, named, glyphs)));
        }
        lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }
}

/// A cell, the redder the larger its share. The root makes small shares visible: one in a hundred is a tenth of the red.
fn square(x: f64, y: f64, side: f64, share: f64) -> Markup {
    if share.is_nan() {
        return rect(x + 1.0, y + 1.0, side - 2.0, ROW - 2.0, "soft missing").into();
    }
    let strength = (share.clamp(0.0, 1.0).sqrt() * 0.8 * 100.0).round() / 100.0;
    let shape = rect(x + 1.0, y + 1.0, side - 2.0, ROW - 2.0, "fill alarm");
    let behind = rect(x + 1.0, y + 1.0, side - 2.0, ROW - 2.0, "soft quiet");
    [Markup::from(behind), shape.attribute("fill-opacity", &format!("{strength}")).into()]
        .into_iter()
        .collect()
}
