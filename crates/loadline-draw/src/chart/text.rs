//! A chart in a terminal: a sparkline for each curve, with its least, its greatest and its last value.

use super::{LineChart, Series};
use crate::columns::{columns, cut, padded, tame};
use crate::glyphs::Glyphs;
use crate::sparkline::sparkline;
use crate::timeline::TextOptions;

impl LineChart {
    /// The chart as lines of text, none wider than `options.width` (at least 40).
    pub(super) fn lines(&self, options: TextOptions) -> String {
        let (width, glyphs) = (options.width.max(40), options.glyphs);
        let names: Vec<String> = self.series.iter().map(|series| tame(&series.name, glyphs)).collect();
        let figures: Vec<String> = self.series.iter().map(|series| self.figures(series, glyphs)).collect();
        let named = names.iter().map(|name| columns(name)).max().unwrap_or(0).min(width / 4);
        let figured = figures.iter().map(|figure| columns(figure)).max().unwrap_or(0).min(width / 2);
        let room = width - named - figured - 4;
        let mut lines = vec![cut(&tame(&self.title, glyphs), width, glyphs)];
        for ((series, name), figure) in self.series.iter().zip(names).zip(figures) {
            let curve = sparkline(&self.columns_of(series, room), room, glyphs);
            let (name, figure) = (padded(&name, named, glyphs), cut(&figure, figured, glyphs));
            lines.push(format!("{name}  {curve}  {figure}"));
        }
        lines.push(cut(&tame(&self.axis.caption(), glyphs), width, glyphs));
        lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// The greatest value in each column of the axis; NaN where there is none. No more columns than points: what lies between
    /// two of them is no gap.
    fn columns_of(&self, series: &Series, room: usize) -> Vec<f64> {
        let room = room.min(series.points.iter().filter(|(at, _)| self.axis.covers(*at)).count());
        let mut line = vec![f64::NAN; room];
        for (at, value) in series.points.iter().filter(|(at, value)| self.axis.covers(*at) && !value.is_nan())
        {
            let column = (self.axis.position(*at, room as f64) as usize).min(room.saturating_sub(1));
            if let Some(slot) = line.get_mut(column) {
                *slot = slot.max(*value);
            }
        }
        line
    }

    fn figures(&self, series: &Series, glyphs: Glyphs) -> String {
        let known = || series.points.iter().filter(|(at, value)| self.axis.covers(*at) && !value.is_nan());
        let least = known().map(|(_, value)| *value).reduce(f64::min);
        let most = known().map(|(_, value)| *value).reduce(f64::max);
        let last = known().max_by_key(|(at, _)| *at);
        let (Some(least), Some(most), Some((_, last))) = (least, most, last) else {
            return "no data".to_owned();
        };
        let written = |value: f64| self.unit.written(value).replace('\u{2212}', "-");
        tame(&format!("{} to {}, last {}", written(least), written(most), written(*last)), glyphs)
    }
}
