//! Where seats stand from left to right: as close to what they are linked to as order and distances allow.

use super::seats::{Seats, Sits};

/// Sweeps over all layers.
const SWEEPS: usize = 10;
/// Pixels by which something may be moved to take a bend out of a line.
const NEAR: f64 = 16.0;

/// Pixels between neighbours.
fn gap(a: Sits, b: Sits) -> f64 {
    match (a, b) {
        (Sits::Node(_), Sits::Node(_)) => 24.0,
        (Sits::Lane(_), Sits::Lane(_)) => 7.0,
        _ => 12.0,
    }
}

/// How far the middles of two neighbours are apart at least.
fn apart(seats: &Seats<'_>, a: usize, b: usize) -> f64 {
    let (a, b) = (&seats.all[a], &seats.all[b]);
    a.width / 2.0 + gap(a.sits, b.sits) + b.width / 2.0
}

/// Gives every seat its place from `left` on, in `room` pixels or as many as it takes; that many are returned. Each layer keeps
/// as many pixels free at its left as `aside` says.
pub(super) fn place(seats: &mut Seats<'_>, aside: &[f64], left: f64, room: f64) -> f64 {
    let taken = |(row, aside): (&Vec<usize>, &f64)| -> f64 {
        let ends = row.first().map_or(0.0, |one| seats.all[*one].width / 2.0)
            + row.last().map_or(0.0, |one| seats.all[*one].width / 2.0);
        aside + ends + row.windows(2).map(|two| apart(seats, two[0], two[1])).sum::<f64>()
    };
    let room = seats.rows.iter().zip(aside).map(taken).fold(room, f64::max);
    for seat in &mut seats.all {
        seat.x = left + room / 2.0;
    }
    let count = seats.rows.len();
    let sides = |layer: usize| (left + aside[layer], room - aside[layer]);
    for sweep in 0..SWEEPS {
        for step in 0..count {
            let down = sweep % 2 == 0;
            let layer = if down { step } else { count - 1 - step };
            // The last two look both ways.
            let (above, below) = (down || sweep + 2 >= SWEEPS, !down || sweep + 2 >= SWEEPS);
            row(seats, layer, (above, below), sides(layer));
        }
    }
    for layer in 1..count {
        straighten(seats, layer, sides(layer));
    }
    room
}

/// Moves lanes, and boxes with one port, right below the lane that leads to them, where that is close and there is room.
fn straighten(seats: &mut Seats<'_>, layer: usize, (left, room): (f64, f64)) {
    for link in seats.links[layer].clone() {
        if !matches!(seats.all[link.upper].sits, Sits::Lane(_)) {
            continue;
        }
        let one = &seats.all[link.lower];
        let offset = match one.sits {
            Sits::Node(node) if seats.ports.iter().filter(|port| port.node == node).count() > 1 => continue,
            Sits::Node(_) => seats.ports[link.port].offset - one.width / 2.0,
            Sits::Lane(_) => 0.0,
        };
        let (x, half) = (seats.all[link.upper].x - offset, one.width / 2.0);
        let row = &seats.rows[layer];
        let Some(at) = row.iter().position(|seat| *seat == link.lower) else { continue };
        let least = at
            .checked_sub(1)
            .map_or(left + half, |before| seats.all[row[before]].x + apart(seats, row[before], link.lower));
        let most = row
            .get(at + 1)
            .map_or(left + room - half, |behind| seats.all[*behind].x - apart(seats, link.lower, *behind));
        if (x - one.x).abs() < NEAR && least <= x && x <= most {
            seats.all[link.lower].x = x;
        }
    }
}

fn row(seats: &mut Seats<'_>, layer: usize, (above, below): (bool, bool), (left, room): (f64, f64)) {
    let mut wanted = vec![(0.0, 0.0); seats.all.len()];
    let mut want = |seat: usize, x: f64, weight: f64| {
        wanted[seat].0 += x * weight;
        wanted[seat].1 += weight;
    };
    let is_lane = |seat: usize| matches!(seats.all[seat].sits, Sits::Lane(_));
    // Where a link meets its lower seat, from the middle of that.
    let offset = |seat: usize, port: usize| match seats.all[seat].sits {
        Sits::Node(_) => seats.ports[port].offset - seats.all[seat].width / 2.0,
        Sits::Lane(_) => 0.0,
    };
    // A lane that bends is worse than a box that stands aside.
    let weight = |a: usize, b: usize| if is_lane(a) && is_lane(b) { 4.0 } else { 1.0 };
    if above {
        for link in &seats.links[layer] {
            let x = seats.all[link.upper].x - offset(link.lower, link.port);
            want(link.lower, x, weight(link.upper, link.lower));
        }
    }
    if below {
        for link in seats.links.get(layer + 1).into_iter().flatten() {
            let x = seats.all[link.lower].x + offset(link.lower, link.port);
            want(link.upper, x, weight(link.upper, link.lower));
        }
    }
    let row = seats.rows[layer].clone();
    // Distances are taken out, so that what is left must only not fall.
    let mut shift = Vec::with_capacity(row.len());
    let mut sum = row.first().map_or(0.0, |first| seats.all[*first].width / 2.0);
    for (index, seat) in row.iter().enumerate() {
        if let Some(before) = index.checked_sub(1) {
            sum += apart(seats, row[before], *seat);
        }
        shift.push(sum);
    }
    let last = row.last().map_or(0.0, |last| seats.all[*last].width / 2.0);
    let most = left + (room - sum - last).max(0.0);
    let targets: Vec<(f64, f64)> = row
        .iter()
        .zip(&shift)
        .map(|(seat, shift)| match wanted[*seat] {
            (x, weight) if weight > 0.0 => (x / weight - shift, weight),
            // What is linked to nothing stays about where it is.
            _ => (seats.all[*seat].x - shift, 0.01),
        })
        .collect();
    let found = rising(&targets);
    for ((seat, shift), x) in row.into_iter().zip(shift).zip(found) {
        seats.all[seat].x = x.clamp(left, most) + shift;
    }
}

/// The values that never fall and are closest to the targets, by the squares of the distances times the weights (pooling of
/// adjacent violators: Ayer and others, "An empirical distribution function for sampling with incomplete information", 1955).
fn rising(targets: &[(f64, f64)]) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (target, weight) in targets {
        let mut pool = (*target, *weight, 1);
        while let Some(before) = pools.last().filter(|before| before.0 > pool.0).copied() {
            let weight = before.1 + pool.1;
            pool = ((before.0 * before.1 + pool.0 * pool.1) / weight, weight, before.2 + pool.2);
            pools.pop();
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(value, _, count)| std::iter::repeat_n(value, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(targets: &[(f64, f64)], expected: &[f64]) {
        assert_eq!(rising(targets), expected);
    }

    #[test]
    fn values_never_fall_and_stay_close() {
        check(&[(1.0, 1.0), (2.0, 1.0)], &[1.0, 2.0]);
        check(&[(3.0, 1.0), (1.0, 1.0), (5.0, 1.0)], &[2.0, 2.0, 5.0]);
        check(&[(4.0, 3.0), (0.0, 1.0), (1.0, 4.0)], &[2.0, 2.0, 2.0]);
        check(&[], &[]);
    }
}
