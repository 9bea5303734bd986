//! Boxes and arrows as pictures: every box and every arrow is there, arrows keep clear of boxes, and large charts come in parts.

use crate::any::flowcharts;
use crate::picture::check;
use loadline_draw::flowchart::{Arrow, MOST_BOXES, Node};
use loadline_draw::{Drawing, Flowchart, Picture};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;

pub(crate) fn node(label: &str, group: Option<usize>) -> Node {
    Node { label: label.to_owned(), group, ..Node::default() }
}

pub(crate) fn arrow(from: usize, to: usize, label: &str) -> Arrow {
    Arrow { from, to, label: label.to_owned(), ..Arrow::default() }
}

fn chart(nodes: &[&str], arrows: &[(usize, usize, &str)]) -> Flowchart {
    Flowchart {
        nodes: nodes.iter().map(|label| node(label, None)).collect(),
        arrows: arrows.iter().map(|(from, to, label)| arrow(*from, *to, label)).collect(),
        ..Flowchart::default()
    }
}

/// What is drawn: boxes as left, top, right, bottom; lines as the points of each stretch; and how many heads.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) boxes: Vec<[f64; 4]>,
    pub(crate) stretches: Vec<[(f64, f64); 2]>,
    heads: usize,
}

pub(crate) fn seen(drawing: &Drawing) -> Seen {
    let file = drawing.file();
    let mut reader = Reader::from_str(&file);
    let mut seen = Seen::default();
    loop {
        let start = match reader.read_event().unwrap() {
            Event::Empty(start) | Event::Start(start) => start,
            Event::Eof => break,
            _ => continue,
        };
        let get = |name: &str| -> Option<String> {
            let mut all = start.attributes().map(Result::unwrap);
            all.find(|one| one.key.as_ref() == name).map(|one| one.value.into_owned())
        };
        let number = |name: &str| get(name).unwrap().parse::<f64>().unwrap();
        let class = get("class").unwrap_or_default();
        match (start.name().as_ref(), class.split(' ').next()) {
            ("rect", Some("node")) => {
                let (x, y) = (number("x"), number("y"));
                seen.boxes.push([x, y, x + number("width"), y + number("height")]);
            }
            ("path", Some("flow")) => {
                for path in get("d").unwrap().split('M').filter(|path| !path.is_empty()) {
                    let points: Vec<(f64, f64)> = path
                        .split('L')
                        .map(|point| {
                            let (x, y) = point.split_once(' ').unwrap();
                            (x.parse().unwrap(), y.parse().unwrap())
                        })
                        .collect();
                    seen.stretches.extend(points.windows(2).map(|two| [two[0], two[1]]));
                }
            }
            ("path", Some("head")) => seen.heads += 1,
            _ => {}
        }
    }
    seen
}

/// What must hold for any chart that one picture can hold.
#[track_caller]
fn sound(chart: &Flowchart) {
    for drawing in check(chart) {
        let seen = seen(&drawing);
        assert_eq!(seen.boxes.len(), chart.nodes.len());
        for (index, [left, top, right, bottom]) in seen.boxes.iter().enumerate() {
            for [other_left, other_top, other_right, other_bottom] in &seen.boxes[index + 1..] {
                let apart =
                    right < other_left || other_right < left || bottom < other_top || other_bottom < top;
                assert!(apart, "a box on another");
            }
            for [(x1, y1), (x2, y2)] in &seen.stretches {
                assert!((x1 - x2).abs() < 0.2 || (y1 - y2).abs() < 0.2, "neither upright nor level");
                let beside = x1.max(*x2) <= *left || x1.min(*x2) >= *right;
                let above = y1.max(*y2) <= top + 0.2 || y1.min(*y2) >= bottom - 0.2;
                assert!(beside || above, "an arrow through a box: {x1} {y1} {x2} {y2}");
            }
        }
        let count = chart.nodes.len();
        let pairs: BTreeSet<(usize, usize)> = chart
            .arrows
            .iter()
            .filter(|one| one.from < count && one.to < count && one.from != one.to)
            .map(|one| (one.from, one.to))
            .collect();
        assert!(seen.heads == 0 && pairs.is_empty() || seen.heads > 0 && !pairs.is_empty());
    }
}

#[test]
fn what_leads_on_stands_above() {
    let chart = chart(&["c", "b", "a"], &[(2, 1, "first"), (1, 0, "second"), (2, 0, "third")]);
    sound(&chart);
    let drawing = chart.draw(720.0);
    let boxes = seen(&drawing).boxes;
    assert!(boxes[0][1] < boxes[1][1] && boxes[1][1] < boxes[2][1]);
    assert_eq!(seen(&drawing).heads, 3);
    let file = drawing.file();
    for words in ["<title>a to b: first</title>", ">second</text>", ">third</text>"] {
        assert!(file.contains(words), "{words}");
    }
    assert_eq!(drawing.description, "3 boxes, 3 arrows. a to b: first. b to c: second. a to c: third.");
}

#[test]
fn an_arrow_that_leads_back_has_its_head_above() {
    let chart = chart(&["a", "b"], &[(0, 1, "ask"), (1, 0, "answer")]);
    sound(&chart);
    assert_eq!(seen(&chart.draw(720.0)).heads, 2);
}

#[test]
fn groups_are_bands_that_arrows_lead_down_through() {
    let mut chart = chart(&["keeps", "works", "user"], &[(2, 1, "asks"), (1, 0, "writes")]);
    chart.groups = ["vault", "app", "internet", "nobody"].map(str::to_owned).into();
    (0..3).for_each(|index| chart.nodes[index].group = Some(index));
    sound(&chart);
    let file = chart.draw(720.0).file();
    let place = |words: &str| file.find(words).unwrap();
    assert!(place(">internet<") < place(">app<") && place(">app<") < place(">vault<"));
    assert!(!file.contains("nobody"));
}

#[test]
fn text_of_others_stays_text() {
    let mut chart = chart(&["<script>alert(1)</script>", "b&\"'"], &[(0, 1, "</svg><img src=x>")]);
    chart.title = "<b>".to_owned();
    chart.groups = vec!["\"><g>".to_owned()];
    chart.nodes[0].group = Some(0);
    sound(&chart);
    let file = chart.draw(720.0).file();
    for markup in ["<script", "<img", "<b>", "\"><g>"] {
        assert!(!file.contains(markup), "{markup}");
    }
}

/// Two hundred boxes with circles among them; each box has up to three arrows.
fn large(groups: usize) -> Flowchart {
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let label = |index: usize| format!("component-with-a-name-of-some-length-{index}");
    let group = |index: usize| (groups > 0).then(|| index * groups / 200);
    let mut arrows = Vec::new();
    for from in 0..200 {
        for _ in 0..random(4) {
            arrows.push(arrow(from, random(200), &format!("what flows {}", random(9))));
        }
    }
    Flowchart {
        title: "all".to_owned(),
        groups: (0..groups).map(|group| format!("zone {group}")).collect(),
        nodes: (0..200).map(|index| node(&label(index), group(index))).collect(),
        arrows,
        legend: Vec::new(),
    }
}

#[test]
fn two_hundred_boxes_come_in_parts_that_show_every_box_and_every_arrow() {
    for groups in [0, 3, 8, 150] {
        let whole = large(groups);
        let parts = whole.clone().parts();
        let own =
            |part: &Flowchart| part.nodes.iter().filter(|one| one.label.starts_with("component")).count();
        assert_eq!(parts.iter().map(own).sum::<usize>(), 200);
        for part in &parts {
            assert!(own(part) <= MOST_BOXES);
            sound(part);
            assert_eq!(part.draw(720.0), part.draw(720.0));
        }
        let told_by: Vec<String> = parts.iter().map(|part| part.draw(720.0).description).collect();
        for one in whole.arrows.iter().filter(|one| one.from != one.to) {
            let (from, to) = (&whole.nodes[one.from].label, &whole.nodes[one.to].label);
            let told = format!("{from} to {to}: {}", one.label);
            let away = |part: &Flowchart| {
                part.arrows.iter().any(|arrow| {
                    part.nodes[arrow.from].label == *from && arrow.label.split(", ").any(|name| name == to)
                })
            };
            assert!(told_by.iter().any(|text| text.contains(&told)) || parts.iter().any(away), "{told}");
        }
    }
}

#[test]
fn what_no_picture_can_hold_is_said() {
    let names: Vec<String> = (0..3_000).map(|index| index.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let arrows: Vec<(usize, usize, &str)> = (1..3_000).map(|to| (0, to, "x")).collect();
    let huge = chart(&names, &arrows);
    assert!(huge.draw(720.0).file().contains("3000 boxes and 2999 arrows: too many for a picture"));
    huge.parts().iter().for_each(|part| drop(check(part)));
    check(&Flowchart::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_chart_is_sound(chart in flowcharts(40)) {
        sound(&chart);
        prop_assert_eq!(chart.draw(720.0), chart.draw(720.0));
    }
}
