//! What counts as good in a model: its `sli` as an [`Indicator`].

use super::{FromModel, Reading, exact, seconds};
use crate::selector::Selector;
use crate::{Decimal, Events, Indicator, Joint, Kind, Part};
use loadline_base::Diagnostic;
use loadline_model::kinds::{self, Sli};
use loadline_model::{Stated, faults};
use std::collections::{HashMap, HashSet};

impl Reading<'_> {
    pub(super) fn indicator(&mut self, sli: &Stated<Sli>) -> Option<Indicator> {
        let said = [
            sli.availability.is_some(),
            sli.latency.is_some(),
            sli.freshness.is_some(),
            sli.correctness.is_some(),
            sli.throughput.is_some(),
            sli.gauge.is_some(),
            sli.raw.is_some(),
            sli.composite.is_some(),
        ];
        match said.iter().filter(|said| **said).count() {
            0 => return self.gap("sli"),
            1 => {}
            _ => {
                return self.fault(
                    sli.span,
                    "an objective has one indicator, and several stand here",
                    "write one objective for each, and a `composite` over them if they are promised together",
                );
            }
        }
        if let Some(ratio) = &sli.availability {
            return self.ratio(ratio, Kind::Availability, "sli.availability");
        }
        if let Some(ratio) = &sli.correctness {
            return self.ratio(ratio, Kind::Correctness, "sli.correctness");
        }
        if let Some(latency) = &sli.latency {
            return self.latency(latency);
        }
        if let Some(raw) = &sli.raw {
            return self.raw(raw);
        }
        self.looked_at(sli)
    }

    fn ratio(&mut self, ratio: &Stated<kinds::AvailabilitySli>, kind: Kind, path: &str) -> Option<Indicator> {
        let total = self.needed(ratio.total.as_ref(), &format!("{path}.total"));
        let (part, part_events) = match (&ratio.good, &ratio.bad) {
            (Some(good), None) => (Part::Good, good),
            (None, Some(bad)) => (Part::Bad, bad),
            (Some(_), Some(_)) => {
                let hint = "leave one out: the other follows from `total`";
                return self.fault(ratio.span, "both `good` and `bad` stand here", hint);
            }
            (None, None) => return self.gap(&format!("{path}.good")),
        };
        Some(Indicator::Ratio { kind, part, events: events(part_events), total: events(total?) })
    }

    fn latency(&mut self, latency: &kinds::LatencySli) -> Option<Indicator> {
        let under = self.needed(latency.under.as_ref(), "sli.latency.under");
        let histogram = self.needed(latency.histogram.as_ref(), "sli.latency.histogram")?;
        let Some(selector) = Selector::parse(histogram).filter(|selector| !selector.name.is_empty()) else {
            return self.fault(
                histogram.span,
                format!("`{}` is not the name of a histogram", short(histogram)),
                "write its name without `_bucket`, and matchers in braces if it needs some: `took_seconds{job=\"a\"}`",
            );
        };
        if selector.matcher("le").is_some() {
            let hint = "leave it out: it follows from `under`";
            return self.fault(histogram.span, "the histogram is matched by `le`", hint);
        }
        let name = ["_bucket", "_count", "_sum"].iter().find_map(|end| selector.name.strip_suffix(end));
        Some(Indicator::Latency {
            histogram: name.unwrap_or(selector.name).to_owned(),
            matchers: selector.matchers_without("le"),
            under: seconds(under?.value),
        })
    }

    fn raw(&mut self, raw: &Stated<kinds::RawSli>) -> Option<Indicator> {
        let (part, ratio) = match (&raw.good, &raw.bad) {
            (Some(good), None) => (Part::Good, good),
            (None, Some(bad)) => (Part::Bad, bad),
            (Some(_), Some(_)) => {
                return self.fault(raw.span, "both `good` and `bad` stand here", "leave one out");
            }
            (None, None) => return self.gap("sli.raw.bad"),
        };
        Some(Indicator::Raw { part, ratio: Events::Expression(ratio.value.clone()) })
    }

    fn looked_at(&mut self, sli: &Sli) -> Option<Indicator> {
        if let Some(freshness) = &sli.freshness {
            let within = self.needed(freshness.within.as_ref(), "sli.freshness.within");
            let metric = self.needed(freshness.metric.as_ref(), "sli.freshness.metric");
            return Some(Indicator::Freshness { metric: self.selector(metric?)?, within: within?.value });
        }
        if let Some(throughput) = &sli.throughput {
            let at_least = self.needed(throughput.at_least.as_ref(), "sli.throughput.at-least");
            let metric = self.needed(throughput.metric.as_ref(), "sli.throughput.metric");
            let metric = self.selector(metric?)?;
            return Some(Indicator::Throughput { metric, at_least: exact(at_least?.get())? });
        }
        if let Some(gauge) = &sli.gauge {
            let metric = self.needed(gauge.metric.as_ref(), "sli.gauge.metric")?;
            return Some(Indicator::Gauge { metric: self.selector(metric)? });
        }
        let members = sli.composite.as_ref()?;
        if members.is_empty() {
            return self.gap("sli.composite");
        }
        let members = members.iter().map(|member| (member.id.clone(), Decimal::ONE)).collect();
        Some(Indicator::Composite { members, joint: Joint::Every })
    }

    fn selector(&mut self, metric: &Stated<String>) -> Option<String> {
        if Selector::parse(metric).is_none() {
            let message = format!("`{}` is not a selector of series", short(metric));
            return self.fault(
                metric.span,
                message,
                "write a metric's name, with matchers in braces if it needs some",
            );
        }
        Some(metric.trim().to_owned())
    }
}

/// What a text of the model counts: a selector, an expression with `$window`, or words for people.
fn events(text: &Stated<String>) -> Events {
    let text = text.trim();
    if text.contains("$window") {
        Events::Expression(text.to_owned())
    } else if Selector::parse(text).is_some() {
        Events::Counter(text.to_owned())
    } else {
        Events::Foreign { system: "words".to_owned(), query: text.to_owned() }
    }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Leaves out composites that hold themselves, directly or through others: they promise nothing.
pub(super) fn drop_circles(found: &mut FromModel) {
    let members: HashMap<&str, Vec<&str>> = found
        .slos
        .iter()
        .filter_map(|slo| match &slo.indicator {
            Indicator::Composite { members, .. } => {
                Some((slo.id.as_str(), members.iter().map(|(id, _)| id.as_str()).collect()))
            }
            _ => None,
        })
        .collect();
    let holds_itself = |id: &str| {
        let (mut seen, mut left) = (HashSet::new(), vec![id]);
        while let Some(next) = left.pop() {
            for member in members.get(next).into_iter().flatten() {
                if *member == id {
                    return true;
                }
                if seen.insert(*member) {
                    left.push(member);
                }
            }
        }
        false
    };
    let circular: HashSet<String> =
        members.keys().filter(|id| holds_itself(id)).map(|id| (*id).to_owned()).collect();
    for slo in found.slos.iter().filter(|slo| circular.contains(&slo.id)) {
        let message = format!("the composite `{}` holds itself", slo.id);
        let fault =
            Diagnostic::error(faults::WRONG_VALUE.code, message).hint("name objectives that are counted");
        found.faults.push(match slo.place {
            Some(place) => fault.at(place, ""),
            None => fault,
        });
    }
    found.slos.retain(|slo| !circular.contains(&slo.id));
}
