//! A chart in words: for a terminal, and for those who cannot see it.

use super::seats::Port;
use super::{Arrow, Flowchart};
use crate::columns::{cut, tame};
use crate::timeline::TextOptions;

/// Arrows that are told at most.
const TOLD: usize = 200;

/// What the picture shows, in sentences.
pub(super) fn description(chart: &Flowchart) -> String {
    let groups: Vec<&str> = (0..chart.groups.len())
        .filter(|group| (0..chart.nodes.len()).any(|node| chart.group(node) == Some(*group)))
        .map(|group| chart.groups[group].as_str())
        .collect();
    let count = chart.between().count();
    let groups = if groups.is_empty() { String::new() } else { format!(" in {}", groups.join(", ")) };
    let mut told = format!("{} boxes{groups}, {count} arrows.", chart.nodes.len());
    for one in chart.between().take(TOLD) {
        told.push_str(&format!(" {}.", arrow(chart, one)));
    }
    told
}

/// The arrows of a port, one a line.
pub(super) fn port(chart: &Flowchart, port: &Port<'_>) -> String {
    let one = |end: &usize| {
        let (from, to) = if port.up { (port.node, *end) } else { (*end, port.node) };
        arrow(chart, &Arrow { from, to, ..port.arrow.clone() })
    };
    port.ends.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// A box and where it stands.
pub(super) fn node(chart: &Flowchart, index: usize) -> String {
    let node = &chart.nodes[index];
    let group = chart.group(index).map(|group| format!("in {}", chart.groups[group]));
    let parts = [node.label.clone(), node.note.clone(), group.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn arrow(chart: &Flowchart, arrow: &Arrow) -> String {
    let words: Vec<&str> =
        [arrow.label.as_str(), arrow.note.as_str()].into_iter().filter(|words| !words.is_empty()).collect();
    let words = if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) };
    format!("{} to {}{words}", chart.nodes[arrow.from].label, chart.nodes[arrow.to].label)
}

/// For a terminal: an arrow a line.
pub(super) fn text(chart: &Flowchart, options: TextOptions) -> String {
    let (width, glyphs) = (options.width.max(40), options.glyphs);
    let lines = std::iter::once(chart.title.clone())
        .chain(chart.between().map(|one| format!("  {}", arrow(chart, one))));
    let fit = |line: String| cut(&tame(&line, glyphs), width, glyphs);
    lines.map(|line| format!("{}\n", fit(line).trim_end())).collect()
}
