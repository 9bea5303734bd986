//! What stands in a layer from left to right: boxes, and lanes on which arrows pass.
//!
//! Arrows with the same end below and the same words share a port there, and the lane that leads up from it.

use super::layers::Layers;
use super::{Arrow, Flowchart};

/// Where arrows meet the upper side of a box.
#[derive(Debug)]
pub(super) struct Port<'a> {
    /// The box.
    pub(super) node: usize,
    /// The other ends, all in layers above.
    pub(super) ends: Vec<usize>,
    /// Whether the arrows lead up, away from the box.
    pub(super) up: bool,
    /// One of its arrows, for what is written beside them.
    pub(super) arrow: &'a Arrow,
    /// How far right of the left side of the box.
    pub(super) offset: f64,
    /// How its words stand beside those of others.
    pub(super) stand: Stand,
    /// Whether they are left of it, below those of its neighbours.
    pub(super) lower: bool,
    /// What is written beside it, in lines, muted ones last.
    pub(super) lines: Vec<(bool, String)>,
}

/// How the words of a port stand beside those of others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stand {
    /// In a column, with its pixels.
    Column(f64),
    /// On one of two steps, with the pixels of the words.
    Step(f64),
}

/// Who sits on a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sits {
    /// A box, by its index.
    Node(usize),
    /// The arrows of a port, by its index, on their way.
    Lane(usize),
}

/// A place in a layer.
#[derive(Debug)]
pub(super) struct Seat {
    /// Who sits there.
    pub(super) sits: Sits,
    /// Pixels it takes.
    pub(super) width: f64,
    /// Where its middle is.
    pub(super) x: f64,
}

/// A piece of an arrow from one layer to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    /// The seat above.
    pub(super) upper: usize,
    /// The seat below.
    pub(super) lower: usize,
    /// Whose arrow it is.
    pub(super) port: usize,
}

/// All layers with all seats.
#[derive(Debug)]
pub(super) struct Seats<'a> {
    /// Every seat; layers refer to them by index.
    pub(super) all: Vec<Seat>,
    /// The layers from top to bottom, each from left to right.
    pub(super) rows: Vec<Vec<usize>>,
    /// The pieces of arrows, by the layer they lead down to.
    pub(super) links: Vec<Vec<Link>>,
    /// The ports.
    pub(super) ports: Vec<Port<'a>>,
}

/// Pixels of a lane.
pub(super) const LANE: f64 = 2.0;

/// The ports of a chart whose boxes stand in these layers.
pub(super) fn ports<'a>(chart: &'a Flowchart, layer: &[usize]) -> Vec<Port<'a>> {
    let mut ports: Vec<Port<'a>> = Vec::new();
    for arrow in chart.between() {
        let up = layer[arrow.to] < layer[arrow.from];
        let (node, end) = if up { (arrow.from, arrow.to) } else { (arrow.to, arrow.from) };
        let same = |port: &&mut Port<'_>| {
            let one = port.arrow;
            (port.node, port.up) == (node, up)
                && (&one.label, &one.note, one.dashed) == (&arrow.label, &arrow.note, arrow.dashed)
        };
        match ports.iter_mut().find(same) {
            Some(port) if port.ends.contains(&end) => {}
            Some(port) => port.ends.push(end),
            None => {
                let (ends, stand) = (vec![end], Stand::Column(0.0));
                let lines = Vec::new();
                ports.push(Port { node, ends, up, arrow, offset: 0.0, stand, lower: false, lines });
            }
        }
    }
    ports
}

/// Seats for every box and every lane, in the order of the chart.
pub(super) fn seats<'a>(widths: &[f64], layers: &Layers, ports: Vec<Port<'a>>) -> Seats<'a> {
    let count = layers.bands.last().map_or(0, |band| band.last + 1);
    let mut seats = Seats {
        all: Vec::new(),
        rows: vec![Vec::new(); count],
        links: vec![Vec::new(); count],
        ports: Vec::new(),
    };
    for (node, width) in widths.iter().enumerate() {
        seats.all.push(Seat { sits: Sits::Node(node), width: *width, x: 0.0 });
        seats.rows[layers.of[node]].push(node);
    }
    for (index, port) in ports.iter().enumerate() {
        let bottom = layers.of[port.node];
        let top = port.ends.iter().map(|end| layers.of[*end]).min().unwrap_or(bottom);
        let mut lower = port.node;
        for layer in (top..bottom).rev() {
            for end in port.ends.iter().filter(|end| layers.of[**end] == layer) {
                seats.links[layer + 1].push(Link { upper: *end, lower, port: index });
            }
            if layer > top {
                let upper = seats.all.len();
                seats.all.push(Seat { sits: Sits::Lane(index), width: LANE, x: 0.0 });
                seats.rows[layer].push(upper);
                seats.links[layer + 1].push(Link { upper, lower, port: index });
                lower = upper;
            }
        }
    }
    seats.ports = ports;
    seats
}
