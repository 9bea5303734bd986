//! Where the name of a group stands: at the upper side of its frame, where no arrow comes down.

use super::Flowchart;
use super::layers::Band;
use super::place::place;
use super::route::{Channel, channels};
use super::seats::Seats;
use crate::svg::metrics::{fitted, width};

/// Pixels between a name and an arrow.
const CLEAR: f64 = 6.0;
/// Pixels to which a name may be cut.
const CUT: f64 = 72.0;

/// A name in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    pub(super) x: f64,
    pub(super) shown: String,
}

/// What has its place from left to right.
#[derive(Debug)]
pub(super) struct Placed {
    /// Pixels that all layers take.
    pub(super) room: f64,
    /// How arrows run.
    pub(super) channels: Vec<Channel>,
    /// The name of each band; none for boxes of no group.
    pub(super) names: Vec<Option<Name>>,
}

/// Gives every seat its place from `left` on, in `room` pixels or as many as it takes, and every name of a group one where no
/// arrow comes down.
pub(super) fn placed(
    chart: &Flowchart,
    seats: &mut Seats<'_>,
    bands: &[Band],
    left: f64,
    room: f64,
) -> Placed {
    // Where a name has no place between arrows, its layer makes room for it at the left.
    let mut aside = vec![0.0; seats.rows.len()];
    loop {
        let room = place(seats, &aside, left, room);
        let channels = channels(seats);
        let mut names = Vec::new();
        let mut made = false;
        for band in bands {
            let Some(name) = band.group.map(|group| chart.groups[group].as_str()) else {
                names.push(None);
                continue;
            };
            let arrows: Vec<f64> = channels[band.first].nets.iter().map(|net| net.bottom).collect();
            let found = spot(name, &arrows, left, left + room);
            if found.is_none() && aside[band.first] == 0.0 {
                aside[band.first] = needed(name);
                made = true;
            }
            // That room is always enough, and a band without its name would have no frame.
            names.push(Some(found.unwrap_or_else(|| Name { x: left, shown: name.to_owned() })));
        }
        if !made {
            return Placed { room, channels, names };
        }
    }
}

/// The first place from the left with room for the name between arrows that come down at `arrows`; the widest one where that
/// has room for a part that can be read; none otherwise.
fn spot(name: &str, arrows: &[f64], left: f64, right: f64) -> Option<Name> {
    let mut arrows: Vec<f64> = arrows.to_vec();
    arrows.sort_by(f64::total_cmp);
    let starts = std::iter::once(left).chain(arrows.iter().map(|x| x + CLEAR));
    let ends = arrows.iter().map(|x| x - CLEAR).chain([right]);
    let gaps: Vec<(f64, f64)> =
        starts.zip(ends).map(|(start, end)| (start, end.min(right) - start)).collect();
    let whole = gaps.iter().find(|(_, room)| *room >= width(name));
    let widest = || gaps.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, room)| *room >= CUT);
    let (x, room) = whole.or_else(widest)?;
    Some(Name { x: *x, shown: fitted(name, *room) })
}

/// How far right of `left` the first arrow must be for the name to stand there.
fn needed(name: &str) -> f64 {
    width(name).min(CUT) + CLEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arrows: &[f64], expected: Option<(f64, &str)>) {
        let expected = expected.map(|(x, shown)| Name { x, shown: shown.to_owned() });
        assert_eq!(spot("partners of all", arrows, 10.0, 300.0), expected);
    }

    #[test]
    fn a_name_stands_where_no_arrow_comes_down() {
        check(&[], Some((10.0, "partners of all")));
        check(&[200.0, 40.0], Some((46.0, "partners of all")));
        check(&[40.0, 130.0, 190.0, 250.0], Some((46.0, "partners o…")));
        check(&[40.0, 80.0, 120.0, 160.0, 200.0, 250.0], None);
    }
}
