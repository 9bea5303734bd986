//! A chart as a picture: sizes of boxes and words, where every layer lies, and the shapes.

use super::layers::{Band, layers};
use super::names::{Name, Placed, placed};
use super::order::order;
use super::route::{Channel, Net};
use super::seats::{Port, Seats, Sits, ports, seats};
use super::steps::BESIDE;
use super::words::{arrange, columns};
use super::{Flowchart, Node, Shape, told};
use crate::markup::{Markup, Pixels, element};
use crate::svg::Drawing;
use crate::svg::frame::{EDGE, LINE, heading, wide};
use crate::svg::legend::{Entry, SAMPLE, legend};
use crate::svg::metrics::{fitted, width};
use crate::svg::shape::{Anchor, line, path, rect, text, told as with_title};

/// Pixels of a box from top to bottom.
const BOX: f64 = 38.0;
/// Pixels of a line of words beside an arrow.
const ROW: f64 = 13.0;
/// Pixels between tracks.
const TRACK: f64 = 8.0;
/// Pixels of the head of an arrow.
const HEAD: f64 = 7.0;
/// Pixels between the frame of a band and what is in it.
const INSIDE: f64 = 10.0;
/// Pixels of the name of a band.
const NAME: f64 = 20.0;

pub(super) fn draw(chart: &Flowchart, asked: f64) -> Drawing {
    let wide = wide(asked);
    let (mut content, top) = heading(&chart.title, wide);
    let (mut full, mut height) = (wide, top);
    if chart.is_held() && !chart.nodes.is_empty() {
        let sketch = Sketch::new(chart, wide, top);
        content.push(sketch.shapes());
        (full, height) = (sketch.width, sketch.bottom);
    } else {
        let words = match chart.nodes.len() {
            0 => "nothing to show".to_owned(),
            boxes => format!("{boxes} boxes and {} arrows: too many for a picture", chart.arrows.len()),
        };
        content.push(text(EDGE, top + LINE, Anchor::Start, "muted", &fitted(&words, wide - 2.0 * EDGE)));
        height += LINE + EDGE;
    }
    let entries: Vec<Entry> = chart
        .legend
        .iter()
        .map(|(dashed, words)| {
            let class = if *dashed { "flow dashed" } else { "flow" };
            let sample = Box::new(move |x, y| line((x, y), (x + SAMPLE, y), class).into());
            Entry { sample, words: words.clone() }
        })
        .collect();
    let (markup, taken) = legend(&entries, EDGE, height + 4.0, full - 2.0 * EDGE);
    content.push(markup);
    let height = height + if taken > 0.0 { taken + 4.0 } else { 0.0 };
    Drawing {
        width: full,
        height: height + EDGE,
        title: chart.title.clone(),
        description: told::description(chart),
        content,
    }
}

/// Everything that has its place.
struct Sketch<'a> {
    chart: &'a Flowchart,
    seats: Seats<'a>,
    bands: Vec<Band>,
    channels: Vec<Channel>,
    /// The upper side of the boxes of each layer.
    tops: Vec<f64>,
    /// The name of each band.
    names: Vec<Option<Name>>,
    /// Where the tracks above each layer begin.
    tracks: Vec<f64>,
    /// Upper and lower side of the frame of each band.
    frames: Vec<(f64, f64)>,
    width: f64,
    bottom: f64,
}

impl<'a> Sketch<'a> {
    fn new(chart: &'a Flowchart, wide: f64, top: f64) -> Self {
        let margin = EDGE + if chart.groups.is_empty() { 0.0 } else { INSIDE };
        let room = wide - 2.0 * margin;
        let most = (room - 20.0).min(if wide < 500.0 { 150.0 } else { 168.0 });
        let boxes: Vec<f64> = chart.nodes.iter().map(|node| box_width(node, most)).collect();
        // Which arrows lead up is known when layers are, and the width of boxes is needed before: as if none did.
        let widths = columns(&mut ports(chart, &vec![0; boxes.len()]), &boxes, most, room);
        let spaced: Vec<f64> = widths.iter().map(|width| width + 34.0).collect();
        let layers = layers(chart, &spaced, room);
        let mut ports = ports(chart, &layers.of);
        let widths = columns(&mut ports, &boxes, most, room);
        let mut seats = seats(&widths, &layers, ports);
        order(&mut seats);
        arrange(&mut seats);
        let Placed { room, channels, names } = placed(chart, &mut seats, &layers.bands, margin, room);
        let mut sketch = Self {
            chart,
            seats,
            bands: layers.bands,
            channels,
            tops: Vec::new(),
            tracks: Vec::new(),
            frames: Vec::new(),
            names,
            width: (room + 2.0 * margin).ceil(),
            bottom: top,
        };
        sketch.stack();
        sketch
    }

    /// Lays the layers below each other.
    fn stack(&mut self) {
        let mut y = self.bottom;
        for band in &self.bands {
            let framed = band.group.is_some();
            let mut from = y;
            for layer in band.first..=band.last {
                let channel = &self.channels[layer];
                y += if layer == 0 { 0.0 } else { 6.0 };
                self.tracks.push(y);
                y += channel.tracks as f64 * TRACK;
                if layer == band.first && framed {
                    y += 4.0;
                    from = y;
                    y += NAME;
                }
                let rows = self.seats.rows[layer].iter().map(|seat| words_rows(&self.seats, *seat)).max();
                let rows = rows.unwrap_or(0);
                y += rows as f64 * ROW + if layer == 0 { 2.0 } else { HEAD + 4.0 };
                self.tops.push(y);
                y += BOX;
            }
            // The heads of arrows that lead up lie below the boxes.
            y += HEAD;
            if framed {
                y += INSIDE - 4.0;
            }
            self.frames.push((from, y));
            y += 2.0;
        }
        self.bottom = y;
    }

    fn shapes(&self) -> Markup {
        let mut markup = Markup::new();
        for (name, (top, bottom)) in self.names.iter().zip(&self.frames) {
            let Some(name) = name else { continue };
            let room = self.width - 2.0 * EDGE;
            markup.push(rect(EDGE, *top, room, bottom - top, "band").attribute("rx", "4"));
            markup.push(text(name.x, top + 14.0, Anchor::Start, "over muted", &name.shown));
        }
        for (layer, channel) in self.channels.iter().enumerate() {
            channel.nets.iter().for_each(|net| markup.push(self.flow(layer, net)));
        }
        for (layer, row) in self.seats.rows.iter().enumerate() {
            for seat in row {
                if let Sits::Node(node) = self.seats.all[*seat].sits {
                    self.words(layer, *seat, &mut markup);
                    markup.push(self.one_box(layer, *seat, node));
                }
            }
        }
        markup
    }

    /// A stretch of an arrow, with its heads.
    fn flow(&self, layer: usize, net: &Net) -> Markup {
        let port = &self.seats.ports[net.port];
        // What comes from above comes from below the boxes there.
        let top = layer.checked_sub(1).map_or(0.0, |above| self.tops[above] + BOX);
        let ends = self.seats.links[layer]
            .iter()
            .any(|link| link.port == net.port && matches!(self.seats.all[link.lower].sits, Sits::Node(_)));
        // A lane goes on to below its layer.
        let bottom = if ends { self.tops[layer] } else { self.tops[layer] + BOX };
        let to = if ends && !port.up { bottom - HEAD + 1.0 } else { bottom };
        let from = |is_box: bool| if is_box && port.up { top + HEAD - 1.0 } else { top };
        let mut d = String::new();
        match (net.track, net.tops.as_slice()) {
            (Some(track), tops) => {
                let y = self.tracks[layer] + (track as f64 + 0.5) * TRACK;
                for (index, one) in tops.iter().enumerate() {
                    d.push_str(&format!(
                        "M{} {}L{} {}",
                        Pixels(one.x),
                        Pixels(from(one.is_box)),
                        Pixels(one.x),
                        Pixels(y)
                    ));
                    d.push_str(&format!("L{} {}", Pixels(net.bottom), Pixels(y)));
                    if index == 0 {
                        d.push_str(&format!("L{} {}", Pixels(net.bottom), Pixels(to)));
                    }
                }
            }
            (None, tops) => {
                let start = tops.iter().map(|one| from(one.is_box)).fold(to, f64::min);
                let x = Pixels(net.bottom);
                d.push_str(&format!("M{x} {}L{x} {}", Pixels(start), Pixels(to)));
            }
        }
        let class = if port.arrow.dashed { "flow dashed" } else { "flow" };
        let mut group = element("g").with(element("title").with(told::port(self.chart, port)));
        group = group.with(path(&d, class));
        if ends && !port.up {
            group = group.with(head(net.bottom, bottom, -HEAD));
        }
        if port.up {
            for one in net.tops.iter().filter(|one| one.is_box) {
                group = group.with(head(one.x, top, HEAD));
            }
        }
        group.into()
    }

    /// What is written beside the arrows above a box.
    fn words(&self, layer: usize, seat: usize, markup: &mut Markup) {
        let one = &self.seats.all[seat];
        let (left, lower) = (one.x - one.width / 2.0, step_rows(&self.seats, seat, true));
        for port in ports_of(&self.seats, seat) {
            let rows = port.lines.len() + if port.lower { 0 } else { lower };
            let mut y = self.tops[layer] - HEAD - 4.0 - rows as f64 * ROW + 10.0;
            let (aside, anchor) = if port.lower { (-BESIDE, Anchor::End) } else { (BESIDE, Anchor::Start) };
            for (muted, words) in &port.lines {
                let class = if *muted { "over small muted" } else { "over small" };
                markup.push(text(left + port.offset + aside, y, anchor, class, words));
                y += ROW;
            }
        }
    }

    fn one_box(&self, layer: usize, seat: usize, index: usize) -> Markup {
        let (one, node, y) = (&self.seats.all[seat], &self.chart.nodes[index], self.tops[layer]);
        let (x, wide) = (one.x - one.width / 2.0, one.width);
        let class = match node.shape {
            Shape::Plain | Shape::Round | Shape::Keeps | Shape::Hands => "node",
            Shape::Foreign => "node foreign",
            Shape::Elsewhere => "node elsewhere",
        };
        let corner = match node.shape {
            Shape::Round => "19",
            Shape::Keeps => "9",
            _ => "3",
        };
        let mut group = element("g").with(element("title").with(told::node(self.chart, index)));
        group = group.with(rect(x, y, wide, BOX, class).attribute("rx", corner));
        match node.shape {
            Shape::Keeps => group = group.with(line((x, y + 6.0), (x + wide, y + 6.0), "mark")),
            Shape::Hands => {
                for x in [x + 5.0, x + wide - 5.0] {
                    group = group.with(line((x, y), (x, y + BOX), "mark"));
                }
            }
            _ => {}
        }
        let (middle, room) = (one.x, wide - 14.0);
        let base = if node.note.is_empty() { y + 24.0 } else { y + 19.0 };
        let label = fitted(&node.label, room / 1.1);
        group = group.with(text(middle, base, Anchor::Middle, "name", &label));
        if !node.note.is_empty() {
            let note = fitted(&node.note, room);
            group = group.with(text(middle, y + 32.0, Anchor::Middle, "small muted", &note));
        }
        with_title(group, "")
    }
}

fn head(x: f64, tip: f64, back: f64) -> Markup {
    let (left, right, base) = (Pixels(x - 3.5), Pixels(x + 3.5), Pixels(tip + back));
    path(&format!("M{left} {base}L{right} {base}L{} {}Z", Pixels(x), Pixels(tip)), "head").into()
}

fn box_width(node: &Node, most: f64) -> f64 {
    let words = (width(&node.label) * 1.1).max(width(&node.note));
    (words + 16.0).clamp(84.0_f64.min(most), most)
}

fn ports_of<'s, 'a>(seats: &'s Seats<'a>, seat: usize) -> impl Iterator<Item = &'s Port<'a>> {
    let node = match seats.all[seat].sits {
        Sits::Node(node) => Some(node),
        Sits::Lane(_) => None,
    };
    seats.ports.iter().filter(move |port| Some(port.node) == node)
}

/// Lines of words above a box.
fn words_rows(seats: &Seats<'_>, seat: usize) -> usize {
    step_rows(seats, seat, false) + step_rows(seats, seat, true)
}

/// Those of one step.
fn step_rows(seats: &Seats<'_>, seat: usize, lower: bool) -> usize {
    let own = ports_of(seats, seat).filter(|port| port.lower == lower);
    own.map(|port| port.lines.len()).max().unwrap_or(0)
}
