//! Where the copies of a component stand, dealt out as availability deals them: in turn, at every level of failure domains, so
//! that neighbours stand as far apart as they can.

use loadline_flow::domains::Domains;
use loadline_model::Component;
use loadline_model::kinds::RegionMode;

/// Levels of domains that are looked into; a tree this deep is a circle.
const DEEPEST: usize = 32;

/// A failure domain that copies stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place<'m> {
    /// Its id.
    pub(crate) name: &'m str,
    /// Whether no other domain lies in it.
    pub(crate) is_innermost: bool,
    /// From the outermost level inwards: its turn, and among how many.
    turns: Vec<(u64, u64)>,
}

impl Place<'_> {
    /// How many of `copies` stand in it.
    pub(crate) fn holds(&self, copies: u64) -> u64 {
        self.turns.iter().fold(copies, |left, (turn, all)| left / all + u64::from(*turn < left % all))
    }
}

/// The places of a component's copies, those that hold others before what they hold; none where they are not known. A single
/// zone holds all copies.
pub(crate) fn places<'m>(domains: &Domains<'m>, component: Component<'m>) -> Vec<Place<'m>> {
    let common = component.common();
    let regions = common.regions.as_ref().and_then(|regions| regions.mode.as_ref());
    // Regions that wait for the loss of another one do not share its load.
    if regions.is_some_and(|mode| mode.value == RegionMode::ActivePassive) {
        return Vec::new();
    }
    let spread = common.replicas.as_deref().and_then(|replicas| replicas.spread.as_ref());
    let Some(at) = spread.or(common.domain.as_ref()).map(|at| at.id.as_str()) else { return Vec::new() };
    let known = |id: &str| domains.is_one_place(id);
    if spread.is_none() || domains.inside(at).is_empty() {
        let whole = Place { name: at, is_innermost: true, turns: Vec::new() };
        return if domains.get(at).is_some() && known(at) { vec![whole] } else { Vec::new() };
    }
    let mut found = Vec::new();
    inside(domains, at, &[], &mut found);
    // One place that may be anything says nothing about its zones; a part of a whole that does not say its kind is one.
    if let [only] = found.as_slice()
        && !known(only.name)
        && domains.kind(only.name).is_some()
    {
        return Vec::new();
    }
    found
}

fn inside<'m>(domains: &Domains<'m>, at: &str, turns: &[(u64, u64)], found: &mut Vec<Place<'m>>) {
    if turns.len() >= DEEPEST {
        return;
    }
    let parts = domains.inside(at);
    for (turn, name) in (0u64..).zip(parts) {
        let turns: Vec<(u64, u64)> = turns.iter().copied().chain([(turn, parts.len() as u64)]).collect();
        found.push(Place { name, is_innermost: domains.inside(name).is_empty(), turns: turns.clone() });
        inside(domains, name, &turns, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_dealt_out_at_every_level() {
        let place = |turns: &[(u64, u64)]| Place { name: "p", is_innermost: true, turns: turns.to_vec() };
        // Seven copies over two regions: 0, 2, 4, 6 and 1, 3, 5; within the first over two zones: 0, 4 and 2, 6.
        assert_eq!(place(&[(0, 2)]).holds(7), 4);
        assert_eq!(place(&[(1, 2)]).holds(7), 3);
        assert_eq!([0, 1].map(|turn| place(&[(0, 2), (turn, 2)]).holds(7)), [2, 2]);
        assert_eq!([0, 1].map(|turn| place(&[(1, 2), (turn, 2)]).holds(7)), [2, 1]);
        assert_eq!(place(&[]).holds(7), 7);
    }
}
