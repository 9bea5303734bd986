//! A diagram as a picture, for browsers.

use loadline_app::plan::bundle::Diagram;
use loadline_draw::Flowchart;
use loadline_draw::flowchart::{Arrow, Node, Shape};

pub(super) fn of(diagram: &Diagram) -> Flowchart {
    let nodes = diagram.boxes.iter().map(|one| Node {
        label: one.id.clone(),
        note: one.kind.to_owned(),
        shape: shape(one.kind),
        group: one.group,
    });
    let arrows = diagram.arrows.iter().map(|one| Arrow {
        from: one.from,
        to: one.to,
        label: one.label.clone(),
        note: one.via.clone(),
        dashed: one.dashed,
    });
    let both = diagram.arrows.iter().any(|one| one.dashed) && !diagram.arrows.iter().all(|one| one.dashed);
    let legend = [(false, "the caller waits"), (true, "nobody waits")];
    let legend = legend.map(|(dashed, words)| (dashed, words.to_owned()));
    Flowchart {
        title: diagram.title.clone(),
        groups: diagram.groups.clone(),
        nodes: nodes.collect(),
        arrows: arrows.collect(),
        legend: if both { legend.into() } else { Vec::new() },
    }
}

fn shape(kind: &str) -> Shape {
    match kind {
        "actor" => Shape::Round,
        "store" | "cache" => Shape::Keeps,
        "queue" => Shape::Hands,
        "external" => Shape::Foreign,
        _ => Shape::Plain,
    }
}
