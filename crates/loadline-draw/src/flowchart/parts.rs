//! A chart that is too large to be read as several that are not.
//!
//! Groups stay together where they can. Each part shows its own boxes, and one box for each other part it has to do with.

use super::{Arrow, Flowchart, MOST_BOXES, Node, Shape};

/// What a part is called, and its boxes.
struct Part {
    name: String,
    nodes: Vec<usize>,
}

impl Flowchart {
    /// The chart itself where it can be read; otherwise an overview and its parts.
    #[must_use]
    pub fn parts(self) -> Vec<Self> {
        if self.nodes.len() <= MOST_BOXES {
            return vec![self];
        }
        let parts = divided(&self);
        let mut part_of = vec![0; self.nodes.len()];
        for (index, part) in parts.iter().enumerate() {
            part.nodes.iter().for_each(|node| part_of[*node] = index);
        }
        let overview = overview(&self, &parts, &part_of);
        let shown = (0..parts.len()).map(|index| shown(&self, &parts, &part_of, index));
        std::iter::once(overview).chain(shown).collect()
    }
}

/// Parts of a size that can be read: small groups together, large ones in pieces whose boxes have much to do with each other.
fn divided(chart: &Flowchart) -> Vec<Part> {
    let groups = (0..chart.groups.len()).map(Some).chain([None]);
    let mut found: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for group in groups {
        let members: Vec<usize> = (0..chart.nodes.len()).filter(|node| chart.group(*node) == group).collect();
        let own: Vec<usize> = group.into_iter().collect();
        let most = MOST_BOXES * 3 / 4;
        if members.is_empty() {
            continue;
        }
        if members.len() > most {
            found.extend(pieces(chart, members, most).into_iter().map(|piece| (own.clone(), piece)));
            continue;
        }
        match found.last_mut() {
            Some((names, last))
                if last.len() + members.len() <= most && (names.is_empty() == own.is_empty()) =>
            {
                names.extend(own);
                last.extend(members);
            }
            _ => found.push((own, members)),
        }
    }
    let count = found.len();
    let mut parts = Vec::new();
    for (index, (groups, nodes)) in found.into_iter().enumerate() {
        let name = format!("part {} of {count}", index + 1);
        let groups: Vec<&str> = groups.iter().map(|group| chart.groups[*group].as_str()).collect();
        let name = if groups.is_empty() { name } else { format!("{name}, {}", groups.join(", ")) };
        parts.push(Part { name, nodes });
    }
    parts
}

/// Boxes in pieces of at most `most`: each grows by the box that has the most arrows with it.
fn pieces(chart: &Flowchart, members: Vec<usize>, most: usize) -> Vec<Vec<usize>> {
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); chart.nodes.len()];
    for arrow in chart.between() {
        near[arrow.from].push(arrow.to);
        near[arrow.to].push(arrow.from);
    }
    // As even as can be: no piece of one box behind full ones.
    let count = members.len().div_ceil(most);
    let most = members.len().div_ceil(count);
    let mut left = members;
    let mut pieces = Vec::new();
    let mut ties = vec![0_usize; chart.nodes.len()];
    while !left.is_empty() {
        let mut piece = Vec::new();
        ties.fill(0);
        while piece.len() < most && !left.is_empty() {
            // The first of those with the most ties; without any, the next in order.
            let at = (0..left.len()).rev().max_by_key(|at| ties[left[*at]]).unwrap_or(0);
            let node = left.remove(at);
            near[node].iter().for_each(|other| ties[*other] += 1);
            piece.push(node);
        }
        piece.sort_unstable();
        pieces.push(piece);
    }
    pieces
}

fn flows(count: usize) -> String {
    if count == 1 { "1 flow".to_owned() } else { format!("{count} flows") }
}

/// The parts as boxes, and how many arrows lead from each to each.
fn overview(chart: &Flowchart, parts: &[Part], part_of: &[usize]) -> Flowchart {
    let node = |part: &Part| Node {
        label: part.name.clone(),
        note: format!("{} boxes", part.nodes.len()),
        ..Node::default()
    };
    let mut counts = vec![vec![0_usize; parts.len()]; parts.len()];
    for arrow in chart.between() {
        counts[part_of[arrow.from]][part_of[arrow.to]] += 1;
    }
    let mut arrows = Vec::new();
    for (from, row) in counts.iter().enumerate() {
        for (to, count) in row.iter().enumerate().filter(|(to, count)| **count > 0 && *to != from) {
            arrows.push(Arrow { from, to, label: flows(*count), ..Arrow::default() });
        }
    }
    Flowchart {
        title: format!("{}: overview of {} parts", chart.title, parts.len()),
        nodes: parts.iter().map(node).collect(),
        arrows,
        ..Flowchart::default()
    }
}

/// One part, with a box for each other part that arrows lead to or come from.
fn shown(chart: &Flowchart, parts: &[Part], part_of: &[usize], index: usize) -> Flowchart {
    let part = &parts[index];
    let mut place = vec![None; chart.nodes.len()];
    let mut nodes: Vec<Node> = Vec::new();
    for node in &part.nodes {
        place[*node] = Some(nodes.len());
        nodes.push(chart.nodes[*node].clone());
    }
    let mut others: Vec<(usize, bool, usize)> = Vec::new();
    let mut arrows: Vec<Arrow> = Vec::new();
    let mut names: Vec<Vec<&str>> = Vec::new();
    for arrow in chart.between() {
        let (from, to) = (place[arrow.from], place[arrow.to]);
        if let (Some(from), Some(to)) = (from, to) {
            arrows.push(Arrow { from, to, ..arrow.clone() });
            names.push(Vec::new());
            continue;
        }
        let (here, there, away) = match (from, to) {
            (Some(here), None) => (here, arrow.to, true),
            (None, Some(here)) => (here, arrow.from, false),
            _ => continue,
        };
        let key = (part_of[there], away);
        let known = others.iter().find(|(part, leads, _)| (*part, *leads) == key).map(|(_, _, at)| *at);
        let other = known.unwrap_or_else(|| {
            let label = parts[key.0].name.split(',').next().unwrap_or_default().to_owned();
            nodes.push(Node { label, shape: Shape::Elsewhere, ..Node::default() });
            others.push((key.0, away, nodes.len() - 1));
            nodes.len() - 1
        });
        let (from, to) = if away { (here, other) } else { (other, here) };
        let name = chart.nodes[there].label.as_str();
        match arrows.iter().position(|known| (known.from, known.to) == (from, to)) {
            Some(at) if names[at].contains(&name) => {}
            Some(at) => {
                names[at].push(name);
                arrows[at].dashed &= arrow.dashed;
            }
            None => {
                arrows.push(Arrow { from, to, dashed: arrow.dashed, ..Arrow::default() });
                names.push(vec![name]);
            }
        }
    }
    for (arrow, names) in arrows.iter_mut().zip(names).filter(|(_, names)| !names.is_empty()) {
        arrow.label = names.join(", ");
    }
    let title = format!("{}: {}", chart.title, part.name);
    Flowchart { title, groups: chart.groups.clone(), nodes, arrows, legend: chart.legend.clone() }
}
