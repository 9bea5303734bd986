//! The order from left to right in which few arrows cross: sweeps by barycentre, then swaps of neighbours (Sugiyama, Tagawa
//! and Toda, "Methods for visual understanding of hierarchical system structures", 1981).

use super::seats::{Link, Seats};

/// Sweeps over all layers.
const SWEEPS: usize = 10;
/// Rounds of swaps in a layer.
const ROUNDS: usize = 4;

/// Orders every layer.
pub(super) fn order(seats: &mut Seats<'_>) {
    let mut best = seats.rows.clone();
    let mut fewest = crossings(seats);
    for sweep in 0..SWEEPS {
        if fewest == 0 {
            break;
        }
        let down = sweep % 2 == 0;
        let count = seats.rows.len();
        for step in 0..count {
            let layer = if down { step } else { count - 1 - step };
            by_middle(seats, layer, down);
        }
        for layer in 0..count {
            swap(seats, layer);
        }
        let now = crossings(seats);
        if now < fewest {
            (fewest, best) = (now, seats.rows.clone());
        }
    }
    seats.rows = best;
}

/// Where each seat stands in its layer.
fn places(seats: &Seats<'_>) -> Vec<usize> {
    let mut places = vec![0; seats.all.len()];
    for row in &seats.rows {
        row.iter().enumerate().for_each(|(place, seat)| places[*seat] = place);
    }
    places
}

/// Sorts a layer by the middle of what each seat is linked to on one side; a seat without links stays where it is.
fn by_middle(seats: &mut Seats<'_>, layer: usize, above: bool) {
    let places = places(seats);
    let links: &[Link] = match above {
        true => &seats.links[layer],
        false => seats.links.get(layer + 1).map_or(&[], Vec::as_slice),
    };
    let mut sums = vec![(0_usize, 0_usize); seats.all.len()];
    for link in links {
        let (here, there) = if above { (link.lower, link.upper) } else { (link.upper, link.lower) };
        sums[here] = (sums[here].0 + places[there], sums[here].1 + 1);
    }
    let row = &seats.rows[layer];
    let middle = |seat: usize| (sums[seat].1 > 0).then(|| sums[seat].0 as f64 / sums[seat].1 as f64);
    let mut linked: Vec<usize> = row.iter().copied().filter(|seat| middle(*seat).is_some()).collect();
    linked.sort_by(|a, b| middle(*a).unwrap_or(0.0).total_cmp(&middle(*b).unwrap_or(0.0)));
    let mut linked = linked.into_iter();
    let sorted =
        row.iter().map(|seat| if middle(*seat).is_some() { linked.next().unwrap_or(*seat) } else { *seat });
    seats.rows[layer] = sorted.collect();
}

/// Swaps neighbours while that saves a crossing.
fn swap(seats: &mut Seats<'_>, layer: usize) {
    let places = places(seats);
    let mut near: Vec<[Vec<usize>; 2]> = vec![[Vec::new(), Vec::new()]; seats.all.len()];
    for link in &seats.links[layer] {
        near[link.lower][0].push(places[link.upper]);
    }
    for link in seats.links.get(layer + 1).into_iter().flatten() {
        near[link.upper][1].push(places[link.lower]);
    }
    let crossed = |left: usize, right: usize| -> usize {
        let side = |side: usize| {
            let rights = |a: &usize| near[right][side].iter().filter(|b| *b < a).count();
            near[left][side].iter().map(rights).sum::<usize>()
        };
        side(0) + side(1)
    };
    let row = &mut seats.rows[layer];
    for _ in 0..ROUNDS {
        let mut changed = false;
        for at in 1..row.len() {
            if crossed(row[at], row[at - 1]) < crossed(row[at - 1], row[at]) {
                row.swap(at - 1, at);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
}

/// How many pairs of links cross.
fn crossings(seats: &Seats<'_>) -> usize {
    let places = places(seats);
    let mut count = 0;
    for links in &seats.links {
        let mut ends: Vec<(usize, usize)> =
            links.iter().map(|link| (places[link.upper], places[link.lower])).collect();
        ends.sort_unstable();
        // Of each, how many earlier ones end further right.
        let most = ends.iter().map(|(_, lower)| *lower).max().unwrap_or(0);
        let mut seen = vec![0_usize; most + 2];
        for (index, (_, lower)) in ends.iter().enumerate() {
            let upto: usize = seen[..=*lower].iter().sum();
            count += index - upto;
            seen[*lower] += 1;
        }
    }
    count
}
