//! Which layer each box stands in: groups are bands of layers, arrows lead downwards where they can, and no layer is wider
//! than the page.

use super::Flowchart;

/// A stretch of layers that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Band {
    /// The group whose boxes stand here; none for boxes of no group.
    pub(super) group: Option<usize>,
    /// Its first layer.
    pub(super) first: usize,
    /// Its last layer.
    pub(super) last: usize,
}

/// Every box in its layer.
#[derive(Debug)]
pub(super) struct Layers {
    /// The layer of each box.
    pub(super) of: Vec<usize>,
    /// The bands from top to bottom; together they are all layers.
    pub(super) bands: Vec<Band>,
}

/// Finds the layers; `widths` is what each box takes, `room` what a layer may take.
pub(super) fn layers(chart: &Flowchart, widths: &[f64], room: f64) -> Layers {
    let arrows: Vec<(usize, usize)> = chart.between().map(|one| (one.from, one.to)).collect();
    let bands = in_bands(chart, &arrows);
    let mut of = vec![0; chart.nodes.len()];
    let mut found = Vec::new();
    let mut first = 0;
    for (group, members) in bands {
        let count = inside(&members, &arrows, widths, room, &mut of);
        members.iter().for_each(|member| of[*member] += first);
        found.push(Band { group, first, last: first + count - 1 });
        first += count;
    }
    Layers { of, bands: found }
}

/// The boxes of each band, the bands ordered so that few arrows lead upwards.
fn in_bands(chart: &Flowchart, arrows: &[(usize, usize)]) -> Vec<(Option<usize>, Vec<usize>)> {
    let mut bands: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
    // Of the boxes of no group those that start something stand apart from those that only follow.
    let mut keys: Vec<(Option<usize>, bool)> = Vec::new();
    let grouped = (0..chart.nodes.len()).any(|node| chart.group(node).is_some());
    let mut band_of = Vec::new();
    for node in 0..chart.nodes.len() {
        let group = chart.group(node);
        let starts = grouped && group.is_none() && !arrows.iter().any(|(_, to)| *to == node);
        let band = keys.iter().position(|key| *key == (group, starts)).unwrap_or_else(|| {
            keys.push((group, starts));
            bands.push((group, Vec::new()));
            keys.len() - 1
        });
        bands[band].1.push(node);
        band_of.push(band);
    }
    let between: Vec<(usize, usize)> = arrows
        .iter()
        .map(|(from, to)| (band_of[*from], band_of[*to]))
        .filter(|(from, to)| from != to)
        .collect();
    let order = forwards(bands.len(), &between);
    order.into_iter().map(|band| std::mem::take(&mut bands[band])).collect()
}

/// Layers of the boxes of one band, written to `of` from 0 on; how many there are.
fn inside(
    members: &[usize],
    arrows: &[(usize, usize)],
    widths: &[f64],
    room: f64,
    of: &mut [usize],
) -> usize {
    let mut place = vec![usize::MAX; of.len()];
    members.iter().enumerate().for_each(|(index, member)| place[*member] = index);
    let local: Vec<(usize, usize)> = arrows
        .iter()
        .map(|(from, to)| (place[*from], place[*to]))
        .filter(|(from, to)| *from != usize::MAX && *to != usize::MAX)
        .collect();
    let order = forwards(members.len(), &local);
    let mut rank = vec![0; members.len()];
    order.iter().enumerate().for_each(|(index, member)| rank[*member] = index);
    // Arrows that lead back are turned: every one leads to a later box now.
    let turned =
        |(from, to): &(usize, usize)| if rank[*from] < rank[*to] { (*from, *to) } else { (*to, *from) };
    let local: Vec<(usize, usize)> = local.iter().map(turned).collect();
    let mut taken: Vec<f64> = Vec::new();
    let mut layer = vec![0; members.len()];
    for member in &order {
        let before = local.iter().filter(|(_, to)| to == member).map(|(from, _)| layer[*from] + 1);
        let mut at: usize = before.max().unwrap_or(0);
        let wide = widths[members[*member]];
        loop {
            if taken.len() <= at {
                taken.resize(at + 1, 0.0);
            }
            if taken[at] <= 0.0 || taken[at] + wide <= room {
                break;
            }
            at += 1;
        }
        taken[at] += wide;
        layer[*member] = at;
    }
    // What nothing leads to stands right above what it leads to.
    for member in order.iter().rev() {
        let (node, wide) = (members[*member], widths[members[*member]]);
        let led = arrows.iter().any(|(_, to)| *to == node) || local.iter().any(|(_, to)| to == member);
        let below = local.iter().filter(|(from, _)| from == member).map(|(_, to)| layer[*to]).min();
        let Some(lowest) = below.filter(|_| !led).and_then(|below| below.checked_sub(1)) else { continue };
        let free = (layer[*member] + 1..=lowest).rev().find(|at| taken[*at] + wide <= room);
        if let Some(at) = free.filter(|_| taken[layer[*member]] > wide) {
            taken[layer[*member]] -= wide;
            taken[at] += wide;
            layer[*member] = at;
        }
    }
    members.iter().zip(&layer).for_each(|(member, layer)| of[*member] = *layer);
    taken.len().max(1)
}

/// An order in which few arrows lead backwards: what nothing leads to first, what leads to nothing last, and of a circle
/// the one with most ways out (Eades, Lin and Smyth, "A fast and effective heuristic for the feedback arc set problem", 1993).
fn forwards(count: usize, arrows: &[(usize, usize)]) -> Vec<usize> {
    let mut out = vec![0_usize; count];
    let mut into = vec![0_usize; count];
    let mut near: Vec<Vec<(usize, bool)>> = vec![Vec::new(); count];
    for (from, to) in arrows.iter().filter(|(from, to)| from != to) {
        out[*from] += 1;
        into[*to] += 1;
        near[*from].push((*to, true));
        near[*to].push((*from, false));
    }
    let mut left: Vec<usize> = (0..count).collect();
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    while !left.is_empty() {
        let source = left.iter().position(|node| into[*node] == 0);
        let sink = || left.iter().rposition(|node| out[*node] == 0);
        let (at, is_sink) = match source.map(|at| (at, false)).or_else(|| sink().map(|at| (at, true))) {
            Some(found) => found,
            None => {
                let lead = |node: usize| out[node] as i64 - into[node] as i64;
                // The first of those with the greatest lead.
                let best = (0..left.len()).rev().max_by_key(|at| lead(left[*at])).unwrap_or(0);
                (best, false)
            }
        };
        let node = left.remove(at);
        if is_sink {
            tail.push(node)
        } else {
            head.push(node)
        }
        for (other, outwards) in std::mem::take(&mut near[node]) {
            let degree = if outwards { &mut into[other] } else { &mut out[other] };
            *degree = degree.saturating_sub(1);
        }
    }
    head.extend(tail.into_iter().rev());
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(count: usize, arrows: &[(usize, usize)], expected: &[usize]) {
        assert_eq!(forwards(count, arrows), expected);
    }

    #[test]
    fn few_arrows_lead_backwards() {
        check(3, &[(2, 1), (1, 0)], &[2, 1, 0]);
        check(3, &[(0, 1), (1, 2), (2, 0)], &[0, 1, 2]);
        check(4, &[(3, 0), (0, 1), (1, 0), (1, 2)], &[3, 0, 1, 2]);
        check(2, &[], &[0, 1]);
    }
}
