//! A curve as a path: every peak of it, and no more points than there are pixels to show them.
//!
//! Of the points that fall into one column of pixels, the first, the least, the greatest and the last are kept, in their
//! order: drawn one pixel wide, that looks the same as all of them. A month of minutes (43,200 points) on 600 pixels becomes
//! at most 2,400 points.

use super::Series;
use super::vertical::Scale;
use crate::axis::{Millis, TimeAxis};
use crate::markup::Pixels;

/// Where the curve goes: stretches without a gap, in pixels.
pub(super) struct Curve {
    runs: Vec<Vec<(f64, f64)>>,
}

/// The rectangle the curve is drawn in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Plot {
    pub(super) fn bottom(&self) -> f64 {
        self.top + self.height
    }

    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }

    /// The height of a share of the plot, 0 at its bottom and 1 at its top.
    pub(super) fn y(&self, share: f64) -> f64 {
        self.bottom() - share * self.height
    }
}

impl Curve {
    /// The curve of a series.
    pub(super) fn of(series: &Series, axis: &TimeAxis, scale: &Scale, plot: Plot) -> Self {
        let mut points: Vec<(Millis, f64)> =
            series.points.iter().copied().filter(|(at, _)| axis.covers(*at)).collect();
        points.sort_by_key(|(at, _)| *at);

        let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut last: Option<(Millis, f64)> = None;
        let mut unknown = false;
        for (at, value) in points {
            let Some(share) = scale.place(value) else {
                unknown = true;
                continue;
            };
            let (x, y) = (plot.left + axis.position(at, plot.width), plot.y(share));
            // A gap that is narrower than a pixel cannot be seen; drawn, it would cut a curve into a thousand dots.
            let joined = last.is_some_and(|(before, before_x)| {
                let far = series.gap.is_some_and(|gap| at.saturating_sub(before) > gap);
                !(unknown || far) || x - before_x <= 1.0
            });
            match runs.last_mut() {
                Some(run) if joined => run.push((x, y)),
                _ => runs.push(vec![(x, y)]),
            }
            (last, unknown) = (Some((at, x)), false);
        }
        Self { runs: runs.iter().map(|run| thinned(run)).collect() }
    }

    /// The path of the line, without stretches of a single point.
    pub(super) fn line(&self) -> String {
        let mut path = String::new();
        for run in self.runs.iter().filter(|run| run.len() > 1) {
            draw(&mut path, run);
        }
        path
    }

    /// The path of single points: nothing but a round cap will be seen of each.
    pub(super) fn dots(&self) -> String {
        let single = self.runs.iter().filter(|run| run.len() == 1).flatten();
        single.map(|(x, y)| format!("M{} {}h0", Pixels(*x), Pixels(*y))).collect()
    }

    /// The path of what lies between the line and this height.
    pub(super) fn area(&self, base: f64) -> String {
        let mut path = String::new();
        for run in self.runs.iter().filter(|run| run.len() > 1) {
            draw(&mut path, run);
            if let (Some((from, _)), Some((to, _))) = (run.first(), run.last()) {
                path.push_str(&format!("L{} {base}H{}Z", Pixels(*to), Pixels(*from), base = Pixels(base)));
            }
        }
        path
    }
}

fn draw(path: &mut String, run: &[(f64, f64)]) {
    for (index, (x, y)) in run.iter().enumerate() {
        let letter = if index == 0 { 'M' } else { 'L' };
        path.push_str(&format!("{letter}{} {}", Pixels(*x), Pixels(*y)));
    }
}

/// The first, least, greatest and last of the points of each column of pixels.
fn thinned(run: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept = Vec::with_capacity(run.len().min(4_096));
    for column in run.chunk_by(|(a, _), (b, _)| a.floor() == b.floor()) {
        if column.len() <= 4 {
            kept.extend_from_slice(column);
            continue;
        }
        let (mut least, mut most) = (0, 0);
        for (index, (_, y)) in column.iter().enumerate() {
            if *y < column[least].1 {
                least = index;
            }
            if *y > column[most].1 {
                most = index;
            }
        }
        let mut chosen = [0, least.min(most), least.max(most), column.len() - 1].to_vec();
        chosen.dedup();
        kept.extend(chosen.into_iter().map(|index| column[index]));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peaks_survive_and_points_do_not() {
        let month: Vec<(f64, f64)> = (0..43_200)
            .map(|minute| {
                (f64::from(minute) / 72.0, if minute == 20_001 { 0.0 } else { f64::from(minute % 7) + 50.0 })
            })
            .collect();
        let thin = thinned(&month);
        assert!(thin.len() <= 2_400);
        assert!(thin.contains(&month[20_001]));
        assert!(thin.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        assert_eq!(thinned(&month[..4]), month[..4]);
    }
}
