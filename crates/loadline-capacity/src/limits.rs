//! The limits of one component: of its copies, its primary and its followers, or of the quota it grants.

use crate::copies::{Copies, whole_copies};
use crate::limit::Limit;
use crate::loss::{Judged, RUNNING, SCALED_OUT, needed};
use crate::one_copy::OneCopy;
use crate::place::places;
use crate::reading::Reading;
use crate::side::{Side, What, carries, parenthesised};
use crate::unknown::Unknown;
use crate::yardstick::Yardstick;
use loadline_base::figure::figure;
use loadline_evidence::{Input, Quantity, Working};
use loadline_model::Body;
use std::sync::Arc;

impl<'m> Yardstick<'m, '_> {
    /// The limits of one component, and what is not known about them.
    pub(crate) fn limits(&self, reading: &Reading<'m, '_>, unknowns: &mut Vec<Unknown>) -> Vec<Limit<'m>> {
        let Reading { component, when, .. } = *reading;
        let Some(rate) = reading.rate.filter(|rate| *rate > 0.0) else { return Vec::new() };
        let Some(one) = &reading.one else {
            let (path, name) = (component.path(), component.name);
            let field = match component.body {
                Body::External(external) => {
                    let decided = external.quota.as_ref().is_some_and(|quota| quota.is_decided());
                    (!decided).then(|| format!("{path}/quota"))
                }
                _ => Some(format!("{path}/capacity/rps")),
            };
            let tells =
                format!("how much more than its {} rps {} `{name}` carries", figure(rate), when.words());
            unknowns.extend(field.map(|field| Unknown::new(field, tells).hiding_limit_of(name)));
            return Vec::new();
        };
        if matches!(component.body, Body::External(_)) {
            return crate::quota::limit(self, component, one, when).into_iter().collect();
        }
        let Some(copies) = &reading.copies else {
            let tells = format!("what all copies of `{}` carry together", component.name);
            let unknown = Unknown::new(format!("{}/replicas/min", component.path()), tells);
            unknowns.push(unknown.hiding_limit_of(component.name));
            return Vec::new();
        };
        let places = places(&self.domains, component);
        let needed = needed(&reading.sides, copies, one.rps);
        let judged = reading.sides.iter().map(|side| Judged { side, copies, one, places: &places, needed });
        judged.map(|judged| self.limit(reading, rate, &judged)).collect()
    }

    fn limit(&self, reading: &Reading<'m, '_>, rate: f64, judged: &Judged<'_, 'm>) -> Limit<'m> {
        let Judged { side, copies, one, .. } = *judged;
        let (component, when) = (reading.component, reading.when);
        let serving = side.serving(copies.most.saturating_add(copies.readers));
        let (most, formula) = carries(copies, serving, one.rps, &one.formula);
        let carries = Quantity::computed("carries", most, "rps", formula).from(Arc::clone(&reading.basis));
        let scales = copies.most > copies.fewest;
        let replicas = component.common().replicas.as_deref();
        let autoscale = replicas.and_then(|replicas| replicas.autoscale.as_ref());
        let lag = autoscale.and_then(|autoscale| autoscale.lag.as_ref()).map(|lag| lag.value);
        Limit {
            wanted: self.wanted(side, copies, one),
            copies: Some(serving.saturating_mul(copies.groups())),
            running: judged.running(rate, if scales { &RUNNING } else { &SCALED_OUT }),
            scaled_out: scales.then(|| judged.scaled_out()),
            scales_in: lag.filter(|_| scales),
            ..self.base(component, side.what, when, side.load.clone(), carries)
        }
    }

    /// What the load needs with the headroom wanted; without it, what the load alone needs.
    fn wanted(&self, side: &Side, copies: &Copies, one: &OneCopy) -> Option<Quantity> {
        let (headroom, times) = self.headroom_words();
        let load = side.load.value;
        let groups = if side.what == What::Primary { copies.cells } else { copies.groups() };
        let group_load = load * headroom / groups as f64;
        let needed = whole_copies(group_load, one.rps)?.max(1);
        let (needed, extra, unit) = match side.what {
            What::Followers => (needed.saturating_add(1), " + 1 primary", "copies"),
            What::Primary => (needed, "", "shards"),
            _ => (needed, "", "copies"),
        };
        let each = one.formula.clone();
        let formula = Working::new(move |f| {
            let (load, each) = (figure(load), parenthesised(&each));
            match groups {
                0 | 1 => write!(f, "ceil({load} rps{times} ÷ {each}){extra}"),
                _ => write!(f, "{groups} × (ceil({load} rps{times} ÷ {groups} groups ÷ {each}){extra})"),
            }
        });
        let total = needed.saturating_mul(groups) as f64;
        let inputs = one.inputs.iter().chain(self.headroom.iter().map(|(_, input)| input));
        let inputs: Arc<[Input]> = inputs.cloned().collect();
        Some(Quantity::computed("wanted", total, unit, formula).from(inputs))
    }
}
