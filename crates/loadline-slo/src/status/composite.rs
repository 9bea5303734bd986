//! Composites: what their members counted, put together, each member once however many paths lead to it.

use super::judge::{Judge, counted};
use super::question::of_member;
use super::{Data, NoData, Stretch};
use crate::slice_counts::DEEPEST;
use crate::{Decimal, Indicator, Joint, Slo};
use loadline_promql::Labels;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;

/// One composite in one stretch of time, by the labels by which it is kept apart.
type Key = (usize, Stretch, Labels);

/// What composites came to; `None` while one is being worked out.
pub(super) type Known = FxHashMap<Key, Option<Data>>;

impl Judge<'_> {
    /// The label sets by which an objective is kept apart; those of its members where it is made of others.
    pub(super) fn groups(&self, index: usize, slo: &Slo) -> Vec<Labels> {
        let grouped = !slo.grouping.is_empty();
        if !grouped || !matches!(slo.indicator, Indicator::Composite { .. }) {
            return self.answers.groups(index, grouped);
        }
        let (mut open, mut seen, mut groups) = (vec![index], BTreeSet::new(), BTreeSet::new());
        while let Some(at) = open.pop().filter(|at| seen.insert(*at)) {
            groups.extend(self.answers.groups(at, true));
            if let Some(Indicator::Composite { members, .. }) = self.slos.get(at).map(|slo| &slo.indicator) {
                open.extend(members.iter().filter_map(|(id, _)| self.places.get(id.as_str())));
            }
        }
        let none = Labels::default();
        let named: Vec<Labels> = groups.into_iter().filter(|group| *group != none).collect();
        if named.is_empty() { vec![none] } else { named }
    }

    /// What the composite `slo` came to, worked out once.
    pub(super) fn joined(
        &self,
        key: Key,
        slo: &Slo,
        (members, joint): (&[(String, Decimal)], Joint),
        depth: usize,
    ) -> Data {
        match self.known.borrow_mut().entry(key.clone()) {
            Entry::Occupied(known) => {
                let circle = || Data::None(NoData::NotAsked(format!("`{}` leads back to itself", slo.id)));
                return known.get().clone().unwrap_or_else(circle);
            }
            Entry::Vacant(place) => drop(place.insert(None)),
        }
        let data = self.together(members, joint, &key.2, key.1, depth);
        self.known.borrow_mut().insert(key, Some(data.clone()));
        data
    }

    /// Members put together.
    fn together(
        &self,
        members: &[(String, Decimal)],
        joint: Joint,
        group: &Labels,
        stretch: Stretch,
        depth: usize,
    ) -> Data {
        let (mut bad, mut weights, mut seen) = (0.0, 0.0, false);
        for (id, weight) in members {
            let weight = f64::try_from(*weight).unwrap_or(0.0);
            let place = self.places.get(id.as_str());
            let Some((index, slo)) = place.and_then(|at| Some((*at, self.slos.get(*at)?))) else {
                return Data::None(NoData::NotAsked(format!("its member `{id}` is not known")));
            };
            let Some(depth) = depth.checked_sub(1) else {
                return Data::None(NoData::NotAsked(format!(
                    "its members are nested more than {DEEPEST} deep"
                )));
            };
            match self.data(index, slo, group, of_member(slo, stretch), depth) {
                Data::Counted { spent, .. } => {
                    let ratio = spent.error_ratio().unwrap_or(0.0);
                    match joint {
                        Joint::Every => bad += ratio,
                        Joint::WeightedMean => bad += weight * ratio,
                    }
                    weights += weight;
                    seen = true;
                }
                // Nobody asked this member for anything.
                Data::NoTraffic => {}
                none @ Data::None(_) => return none,
            }
        }
        match (seen, joint) {
            (false, _) => Data::NoTraffic,
            (true, Joint::Every) => counted(bad.min(1.0), 1.0, false),
            (true, Joint::WeightedMean) => counted(bad / weights, 1.0, false),
        }
    }
}
