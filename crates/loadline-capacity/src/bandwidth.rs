//! How many bytes a second go over the edges of the model and into and out of the system, as far as sizes are stated.
//!
//! Sizes are taken as stated; whether they are meant before or after compression is not known.

use crate::backlog::topic;
use crate::load::Loads;
use crate::provenance::input;
use crate::unknown::Unknown;
use loadline_base::figure::figure;
use loadline_base::units::Size;
use loadline_evidence::{Input, Quantity, Working};
use loadline_flow::{Flows, Station};
use loadline_model::kinds::Interface;
use loadline_model::{Component, ComponentKind, Edge, Model, Stated};
use std::sync::Arc;

/// Bytes a second between two ends.
#[derive(Debug, Clone)]
pub struct Link {
    /// The journey that enters, or the caller.
    pub from: String,
    /// What is called, with its interface or topic.
    pub to: String,
    /// Whether it crosses the edge of the system: a journey that enters, or a call to an external.
    pub crosses: bool,
    /// To the target; `None` when the size of what is sent is not known.
    pub there: Option<Way>,
    /// Back from the target; `None` when the size of what is answered is not known.
    pub back: Option<Way>,
    /// How it is compressed: what the model says, `none`, or `None` when nothing is said.
    pub compression: Option<String>,
}

/// Bytes a second one way, as far as the rate is known.
#[derive(Debug, Clone)]
pub struct Way {
    /// On average, in B/s.
    pub average: Option<Quantity>,
    /// At peak, in B/s.
    pub peak: Option<Quantity>,
}

impl Way {
    /// The figures that are known.
    pub fn figures(&self) -> impl Iterator<Item = &Quantity> {
        self.average.iter().chain(&self.peak)
    }

    /// The largest that is known, in B/s.
    fn most(&self) -> f64 {
        self.figures().map(|figure| figure.value).fold(0.0, f64::max)
    }
}

impl Link {
    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        self.there.iter().chain(&self.back).flat_map(Way::figures).collect()
    }

    /// The most bytes a second both ways that are known.
    #[must_use]
    pub fn most(&self) -> f64 {
        self.there.iter().chain(&self.back).map(Way::most).sum()
    }
}

/// Sizes of what goes there and what comes back.
#[derive(Default)]
struct Sizes {
    there: Option<Input>,
    back: Option<Input>,
}

/// Every link with a known size and rate, the widest first.
pub(crate) fn links<'m>(
    model: &'m Model,
    flows: &Flows<'m>,
    loads: &Loads<'m>,
    unknowns: &mut Vec<Unknown>,
) -> Vec<Link> {
    let mut links = Vec::new();
    for flow in flows.all() {
        let entry = flow.entry();
        let rates = (flow.average(), flow.peak());
        if rates.0.or(rates.1).is_none() {
            continue;
        }
        let interface = only_interface(entry.component, entry.part);
        match interface
            .map(|(id, interface)| (sizes_of(interface, &interface_path(entry.component, id)), interface))
        {
            Some((sizes, interface)) if sizes.there.is_some() || sizes.back.is_some() => {
                let compression = said(interface.compression.as_ref());
                links.push(link(
                    format!("{} (journey)", flow.id),
                    target(entry),
                    true,
                    &sizes,
                    rates,
                    compression,
                ));
            }
            _ => unknowns.push(Unknown::new(
                match entry.part {
                    Some(part) => format!("{}/payload", interface_path(entry.component, part)),
                    None => format!("{}/exposes", entry.component.path()),
                },
                format!("bandwidth of the journeys that enter at `{}`", target(entry)),
            )),
        }
    }
    for edge in model.edges() {
        let load = loads.edges.on(edge.id);
        let rates = (load.says_average.then_some(load.average), load.says_peak.then_some(load.peak));
        if rates.0.or(rates.1).is_none() {
            continue;
        }
        let (sizes, compression) = of_edge(&edge);
        if sizes.there.is_some() || sizes.back.is_some() {
            let crosses = edge.to.kind() == ComponentKind::External;
            links.push(link(edge.from.name.to_owned(), edge.target(), crosses, &sizes, rates, compression));
        }
    }
    // The sort is stable: equal links stay in the order written. Rates are not negative, so that their bits are in their
    // order; each link is moved once.
    links.sort_by_cached_key(|link| std::cmp::Reverse((link.most() + 0.0).to_bits()));
    links
}

fn link(
    from: String,
    to: String,
    crosses: bool,
    sizes: &Sizes,
    (average, peak): (Option<f64>, Option<f64>),
    compression: Option<String>,
) -> Link {
    let both = |size: &Option<Input>, [on_average, at_peak]: [&'static str; 2]| {
        let size = size.as_ref()?;
        let (inputs, size): (Arc<[Input]>, f64) = (Arc::new([size.clone()]), size.value);
        let quantity = |name: &'static str, rate: f64| {
            let formula = Working::new(move |f| write!(f, "{} rps × {} B", figure(rate), figure(size)));
            Quantity::computed(name, rate * size, "B/s", formula).from(Arc::clone(&inputs))
        };
        let average = average.map(|rate| quantity(on_average, rate));
        Some(Way { average, peak: peak.map(|rate| quantity(at_peak, rate)) })
    };
    Link {
        there: both(&sizes.there, ["bytes there on average", "bytes there at peak"]),
        back: both(&sizes.back, ["bytes back on average", "bytes back at peak"]),
        from,
        to,
        crosses,
        compression,
    }
}

fn of_edge(edge: &Edge<'_>) -> (Sizes, Option<String>) {
    let own = edge.need.payload.as_ref().map(|size| read(size, format!("{}/payload", edge.path())));
    let compression = said(edge.need.compression.as_ref());
    if edge.to.kind() == ComponentKind::Queue {
        let path = format!("{}/topics/{}/payload", edge.to.path(), edge.part.unwrap_or_default());
        let of_topic = || topic(edge).and_then(|topic| topic.payload.as_ref()).map(|size| read(size, path));
        let message = own.or_else(of_topic);
        // A consumer takes messages back from the broker.
        let sizes = if edge.consumes() {
            Sizes { there: None, back: message }
        } else {
            Sizes { there: message, back: None }
        };
        return (sizes, compression);
    }
    let interface = only_interface(edge.to, edge.part);
    let stated =
        interface.map(|(id, interface)| (sizes_of(interface, &interface_path(edge.to, id)), interface));
    let (mut sizes, interface) = match stated {
        Some((sizes, interface)) => (sizes, Some(interface)),
        None => (Sizes::default(), None),
    };
    // What the edge says of its answer wins over what the interface says of all of them.
    sizes.back = own.or(sizes.back);
    (sizes, compression.or_else(|| interface.and_then(|interface| said(interface.compression.as_ref()))))
}

fn sizes_of(interface: &Interface, path: &str) -> Sizes {
    let payload = interface.payload.as_deref();
    let there = payload.and_then(|payload| payload.request.as_ref());
    let back = payload.and_then(|payload| payload.response.as_ref());
    Sizes {
        there: there.map(|size| read(size, format!("{path}/payload/in"))),
        back: back.map(|size| read(size, format!("{path}/payload/out"))),
    }
}

fn read(size: &Stated<Size>, path: String) -> Input {
    input(path, size.bytes() as f64, "B", size)
}

fn said(compression: Option<&Stated<loadline_model::Decided<String>>>) -> Option<String> {
    compression.map(|said| said.value.value().cloned().unwrap_or_else(|| "none".to_owned()))
}

/// The interface that is named, or the only one there is.
fn only_interface<'m>(component: Component<'m>, part: Option<&'m str>) -> Option<(&'m str, &'m Interface)> {
    let all = component.interfaces()?;
    let mut all = all.iter().filter(|(id, _)| part.is_none_or(|part| part == *id));
    let (id, only) = all.next()?;
    all.next().is_none().then_some((id, &only.value))
}

fn interface_path(component: Component<'_>, id: &str) -> String {
    format!("{}/exposes/{id}", component.path())
}

fn target(station: &Station<'_>) -> String {
    let name = station.component.name;
    station.part.map_or_else(|| name.to_owned(), |part| format!("{name}.{part}"))
}
