//! A diagram as a Mermaid flowchart, which readers of Markdown draw.

use loadline_app::plan::bundle::{Diagram, DiagramBox};

pub(super) fn of(diagram: &Diagram) -> String {
    let mut text = String::from("flowchart LR\n");
    let inside =
        |group: Option<usize>| diagram.boxes.iter().enumerate().filter(move |(_, one)| one.group == group);
    for (index, one) in inside(None) {
        text.push_str(&format!("    {}\n", node(index, one)));
    }
    for (number, group) in diagram.groups.iter().enumerate() {
        if inside(Some(number)).next().is_none() {
            continue;
        }
        text.push_str(&format!("    subgraph g{number}[\"{}\"]\n", word(group)));
        for (index, one) in inside(Some(number)) {
            text.push_str(&format!("        {}\n", node(index, one)));
        }
        text.push_str("    end\n");
    }
    for arrow in &diagram.arrows {
        let line = if arrow.dashed { "-.->" } else { "-->" };
        let label = match (arrow.label.as_str(), arrow.via.as_str()) {
            (label, "") => word(label),
            ("", via) => word(via),
            (label, via) => word(&format!("{label} ({via})")),
        };
        let label = if label.is_empty() { String::new() } else { format!("|\"{label}\"|") };
        text.push_str(&format!("    n{} {line}{label} n{}\n", arrow.from, arrow.to));
    }
    text
}

fn node(index: usize, one: &DiagramBox) -> String {
    let (open, close) = match one.kind {
        "store" | "cache" => ("[(", ")]"),
        "queue" => ("[[", "]]"),
        "actor" => ("([", "])"),
        "external" => ("{{", "}}"),
        _ => ("[", "]"),
    };
    format!("n{index}{open}\"{}\"{close}", word(&one.id))
}

/// Text that can neither end its quotes nor its line.
fn word(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' => '\'',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect()
}
