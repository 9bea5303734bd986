//! A chart in words, for those who cannot see it.

use super::{LineChart, Series};
use crate::unit::Unit;

impl LineChart {
    /// What the chart shows: when, the least and the greatest of each curve, limits, stretches and moments.
    pub(super) fn told(&self) -> String {
        let mut sentences = vec![format!("Curves over time, {}.", self.axis.caption())];
        if self.series.is_empty() {
            sentences.push("There is no curve.".to_owned());
        }
        sentences.extend(self.series.iter().map(|series| self.one(series)));
        let written = |value: f64| self.unit.written(value);
        sentences.extend(
            self.limits.iter().map(|limit| format!("Limit {}: {}.", limit.label, written(limit.value))),
        );
        for (count, one, many) in
            [(self.bands.len(), "stretch", "stretches"), (self.marks.len(), "moment", "moments")]
        {
            if count > 0 {
                sentences.push(format!("{count} {} marked.", if count == 1 { one } else { many }));
            }
        }
        sentences.join(" ")
    }

    fn one(&self, series: &Series) -> String {
        let known = || {
            let drawn = |(at, value): &&(i64, f64)| self.axis.covers(*at) && !value.is_nan();
            series.points.iter().filter(drawn)
        };
        let name = if series.name.is_empty() { "The curve" } else { series.name.as_str() };
        let least = known().min_by(|a, b| a.1.total_cmp(&b.1));
        let most = known().max_by(|a, b| a.1.total_cmp(&b.1));
        let last = known().max_by_key(|(at, _)| *at);
        let (Some(least), Some(most), Some(last)) = (least, most, last) else {
            return format!("{name}: no data.");
        };
        let at =
            |(at, value): &(i64, f64)| format!("{} on {}", of(&self.unit, *value), self.axis.moment(*at));
        format!("{name}: least {}, greatest {}, last {}.", at(least), at(most), of(&self.unit, last.1))
    }
}

fn of(unit: &Unit, value: f64) -> String {
    unit.written(value)
}
