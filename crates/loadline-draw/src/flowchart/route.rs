//! How arrows run between two layers: down from a box or a lane, along a track of their own, and down to where they end.

use super::seats::{Seats, Sits};

/// Pixels that must lie between two verticals, and between the ends of two horizontals on one track.
const CLEAR: f64 = 5.0;
/// Pixels between the arrows that leave a box, where it is wide enough.
const SPREAD: f64 = 12.0;
/// Pixels from the corners of a box.
const CORNER: f64 = 10.0;

/// What comes from above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Top {
    pub(super) x: f64,
    /// Whether it is a box; a lane otherwise.
    pub(super) is_box: bool,
}

/// A stretch of the arrows of one port between two layers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Net {
    pub(super) port: usize,
    /// Where it goes on below.
    pub(super) bottom: f64,
    pub(super) tops: Vec<Top>,
    /// The track it runs on; none for what is straight.
    pub(super) track: Option<usize>,
}

/// All stretches between two layers.
#[derive(Debug, Default)]
pub(super) struct Channel {
    pub(super) nets: Vec<Net>,
    pub(super) tracks: usize,
}

/// The channels, by the layer they lead down to.
pub(super) fn channels(seats: &Seats<'_>) -> Vec<Channel> {
    (0..seats.rows.len()).map(|layer| channel(seats, layer)).collect()
}

fn channel(seats: &Seats<'_>, layer: usize) -> Channel {
    let mut nets: Vec<Net> = Vec::new();
    // Where links leave the boxes above: the net, where it would like to, and the box.
    let mut leaving: Vec<(usize, f64, usize)> = Vec::new();
    for link in &seats.links[layer] {
        let lower = &seats.all[link.lower];
        let bottom = match lower.sits {
            Sits::Node(_) => lower.x - lower.width / 2.0 + seats.ports[link.port].offset,
            Sits::Lane(_) => lower.x,
        };
        let net = nets.iter().position(|net| net.port == link.port).unwrap_or_else(|| {
            nets.push(Net { port: link.port, bottom, tops: Vec::new(), track: None });
            nets.len() - 1
        });
        let upper = &seats.all[link.upper];
        match upper.sits {
            Sits::Lane(_) => nets[net].tops.push(Top { x: upper.x, is_box: false }),
            Sits::Node(_) => leaving.push((net, bottom, link.upper)),
        }
    }
    for seat in layer.checked_sub(1).map_or(&[][..], |above| &seats.rows[above]) {
        let mut own: Vec<(usize, f64)> = leaving
            .iter()
            .filter(|(_, _, upper)| upper == seat)
            .map(|(net, wanted, _)| (*net, *wanted))
            .collect();
        own.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let one = &seats.all[*seat];
        let (low, high) = (one.x - one.width / 2.0 + CORNER, one.x + one.width / 2.0 - CORNER);
        let wanted: Vec<f64> = own.iter().map(|(_, wanted)| *wanted).collect();
        for ((net, _), x) in own.into_iter().zip(spread(&wanted, low, high.max(low))) {
            nets[net].tops.push(Top { x, is_box: true });
        }
    }
    let tracks = tracks(&mut nets);
    Channel { nets, tracks }
}

/// Places between `low` and `high`, apart from each other and close to what is wanted, which rises.
fn spread(wanted: &[f64], low: f64, high: f64) -> Vec<f64> {
    let step = SPREAD.min((high - low) / wanted.len().max(1) as f64);
    let mut found: Vec<f64> = Vec::with_capacity(wanted.len());
    for one in wanted {
        let least = found.last().map_or(low, |last| last + step);
        found.push(one.clamp(low, high).max(least));
    }
    let mut most = high;
    for one in found.iter_mut().rev() {
        *one = one.min(most);
        most = *one - step;
    }
    found
}

/// Gives tracks, counted from above; how many there are.
fn tracks(nets: &mut [Net]) -> usize {
    let bent: Vec<usize> = (0..nets.len())
        .filter(|net| nets[*net].tops.iter().any(|top| (top.x - nets[*net].bottom).abs() >= 0.5))
        .collect();
    let shape = |net: usize| {
        let net: &Net = &nets[net];
        let xs = || net.tops.iter().map(|top| top.x).chain([net.bottom]);
        let (low, high) = (xs().fold(f64::INFINITY, f64::min), xs().fold(f64::NEG_INFINITY, f64::max));
        // Whether it goes right on the whole.
        (low, high, net.bottom - low > high - net.bottom)
    };
    let shapes: Vec<(f64, f64, bool)> = bent.iter().map(|net| shape(*net)).collect();
    // What goes right lies the higher the further right it is, what goes left the other way round: so they do not cross.
    let mut order: Vec<usize> = (0..bent.len()).collect();
    order.sort_by(|a, b| {
        let (one, other) = (nets[bent[*a]].bottom, nets[bent[*b]].bottom);
        match (shapes[*a].2, shapes[*b].2) {
            (true, true) => other.total_cmp(&one),
            (false, false) => one.total_cmp(&other),
            (one, other) => other.cmp(&one),
        }
    });
    let overlap = |a: usize, b: usize| {
        let ((low, high, _), (other_low, other_high, _)) = (shapes[a], shapes[b]);
        low < other_high + CLEAR && other_low < high + CLEAR
    };
    // Whether `a` comes down where `b` goes on: it must have left by then.
    let above = |a: usize, b: usize| {
        let (a, b) = (&nets[bent[a]], &nets[bent[b]]);
        a.tops.iter().any(|top| (top.x - b.bottom).abs() < CLEAR)
    };
    let mut waits: Vec<usize> =
        (0..bent.len()).map(|one| (0..bent.len()).filter(|a| *a != one && above(*a, one)).count()).collect();
    let mut given: Vec<Option<usize>> = vec![None; bent.len()];
    let mut count = 0;
    while !order.is_empty() {
        // Where all wait for each other the first goes first.
        let next = order.iter().position(|one| waits[*one] == 0).unwrap_or(0);
        let one = order.remove(next);
        for other in order.iter().filter(|other| above(one, **other)) {
            waits[*other] -= 1;
        }
        let higher = (0..bent.len()).filter(|other| overlap(*other, one)).filter_map(|other| given[other]);
        let track = higher.max().map_or(0, |track| track + 1);
        given[one] = Some(track);
        count = count.max(track + 1);
    }
    for (net, track) in bent.into_iter().zip(given) {
        nets[net].track = track;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ends: &[(f64, f64)], expected: &[Option<usize>]) {
        let net = |(port, (top, bottom)): (usize, &(f64, f64))| Net {
            port,
            bottom: *bottom,
            tops: vec![Top { x: *top, is_box: true }],
            track: None,
        };
        let mut nets: Vec<Net> = ends.iter().enumerate().map(net).collect();
        tracks(&mut nets);
        assert_eq!(nets.iter().map(|net| net.track).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn arrows_that_go_the_same_way_do_not_cross() {
        check(&[(0.0, 0.0)], &[None]);
        check(&[(0.0, 50.0), (30.0, 90.0)], &[Some(1), Some(0)]);
        check(&[(50.0, 0.0), (90.0, 30.0)], &[Some(0), Some(1)]);
        check(&[(0.0, 10.0), (50.0, 90.0)], &[Some(0), Some(0)]);
    }

    #[test]
    fn arrows_leave_a_box_apart() {
        assert_eq!(spread(&[0.0, 0.0, 200.0], 10.0, 110.0), [10.0, 22.0, 110.0]);
        assert_eq!(spread(&[500.0, 500.0], 10.0, 110.0), [98.0, 110.0]);
    }
}
