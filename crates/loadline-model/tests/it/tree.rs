//! The tree under arbitrary text: parsing never panics, printing gives the same bytes, and every place is a real place.

use loadline_base::{FileId, Span};
use loadline_model::syntax::{NodeId, NodeKind, Tree, parse};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const GOOD: [&str; 2] = [include_str!("../data/good/shop.yaml"), include_str!("../data/good/forms.yaml")];

/// Pieces that mean something to YAML, so that random texts reach every corner of the parser.
const PIECES: [&str; 40] = [
    "a",
    "b: ",
    "loadline: 1\n",
    "\n",
    "\n  ",
    "\n    ",
    "\r\n",
    " ",
    "\t",
    "- ",
    "? ",
    ": ",
    ":",
    ",",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "#",
    " # c\n",
    "|\n",
    ">-\n",
    "|+2\n",
    "&x ",
    "*x",
    "!t ",
    "<<: ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "~",
    "none",
    "é",
    "\u{feff}",
    "\u{2028}",
    "\u{0}",
    "\\",
    "a\n\n b",
];

fn good() -> impl Strategy<Value = &'static str> {
    select(&GOOD[..])
}

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat())
}

/// A good model with slices taken out, doubled, or put in.
fn mutated() -> impl Strategy<Value = String> {
    let change = (any::<Index>(), 0..60usize, 0..3u8, pieces());
    (good(), prop::collection::vec(change, 1..6)).prop_map(|(text, changes)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, length, how, new) in changes {
            let start = at.index(chars.len() + 1);
            let end = (start + length).min(chars.len());
            let slice: Vec<char> = chars[start..end].to_vec();
            let new: Vec<char> = match how {
                0 => Vec::new(),
                1 => slice.iter().chain(&slice).copied().collect(),
                _ => slice.into_iter().chain(new.chars()).collect(),
            };
            chars.splice(start..end, new);
        }
        chars.into_iter().collect()
    })
}

/// Everything that must hold for a tree, whatever the text.
fn check(text: &str) {
    let (tree, faults) = parse(FileId(0), text);
    assert!(tree.is_some() || !faults.is_empty(), "nothing was read and nothing was said");
    for fault in &faults {
        let label = fault.primary.as_ref().expect("every fault has a place");
        assert!(text.get(label.span.range()).is_some(), "{fault:?}");
    }
    let Some(tree) = tree else { return };
    assert_eq!(tree.print(), text);
    let mut done = 0;
    check_node(&tree, tree.root(), &mut done);
    for pair in tree.comments().windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "comments are in order");
    }
    for comment in tree.comments() {
        assert!(tree.slice(comment.span).starts_with('#'), "{:?}", tree.slice(comment.span));
    }
}

/// Checks the places of a node and everything below it; `done` is where the node before it ended.
fn check_node(tree: &Tree, id: NodeId, done: &mut u32) -> Span {
    let span = tree.span(id);
    assert!(span.start <= span.end && tree.text().get(span.range()).is_some(), "{span:?} is no place");
    assert!(*done <= span.start, "{:?} is out of order", tree.slice(span));
    *done = span.start;
    let mut within = |child: NodeId| {
        let inner = check_node(tree, child, done);
        assert!(span.covers(inner), "{inner:?} {:?} lies outside {span:?}", tree.slice(inner));
    };
    match &tree.node(id).kind {
        NodeKind::Scalar { .. } => {}
        NodeKind::Map { entries, .. } => entries.iter().for_each(|entry| {
            within(entry.key);
            within(entry.value);
        }),
        NodeKind::List { items, .. } => items.iter().for_each(|item| within(*item)),
    }
    *done = span.end;
    span
}

#[test]
fn good_models_have_places() {
    GOOD.iter().for_each(|text| check(text));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_parsed(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_pieces_of_yaml_can_be_parsed(text in pieces()) {
        check(&text);
    }

    #[test]
    fn any_change_of_a_good_model_can_be_parsed(text in mutated()) {
        check(&text);
    }

    #[test]
    fn any_change_of_a_good_model_can_be_read(text in mutated()) {
        let text = format!("loadline: 1\n{text}");
        let (sources, reading) = super::read_files(&[&text, GOOD[1]]);
        for fault in &reading.faults {
            super::line(&sources, fault);
        }
        for edge in reading.model.edges() {
            prop_assert!(reading.model.find(edge.to.name).is_some());
        }
    }
}
