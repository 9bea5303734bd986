//! Composites: what their members counted, put together.

use super::data::counted;
use super::{Data, Stretch};
use crate::{Decimal, Joint};
use loadline_promql::Labels;
use rustc_hash::FxHashMap;

/// One composite in one stretch of time, by the labels by which it is kept apart.
pub(super) type Key = (usize, Stretch, Labels);

/// What composites came to; `None` while one is being worked out.
pub(super) type Known = FxHashMap<Key, Option<Data>>;

/// Members put together, each of which `member` tells by its id. One that has no number leaves the whole without one.
pub(super) fn together(members: &[(String, Decimal)], joint: Joint, member: impl Fn(&str) -> Data) -> Data {
    let (mut bad, mut weights, mut seen) = (0.0, 0.0, false);
    for (id, weight) in members {
        let weight = f64::try_from(*weight).unwrap_or(0.0);
        match member(id) {
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
