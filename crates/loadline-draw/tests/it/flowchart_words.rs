//! Words of a chart can be read: no arrow runs through what is written beside another one or through the name of a group, and
//! no words lie on other words or on a box.

use crate::any::flowcharts;
use crate::flowchart::{arrow, node, seen};
use loadline_draw::flowchart::Arrow;
use loadline_draw::{Drawing, Flowchart, Picture, columns};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use quick_xml::Reader;
use quick_xml::events::Event;

/// A phone, a page, and less than anybody has.
const WIDTHS: [f64; 3] = [376.0, 776.0, 240.0];

/// Words that do not belong to a box: where their letters are, and whether they are the name of a group.
#[derive(Debug)]
struct Words {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    is_name: bool,
    /// Whether they end where others start.
    is_end: bool,
}

impl Words {
    fn meets(&self, left: f64, top: f64, right: f64, bottom: f64) -> bool {
        self.left < right && left < self.right && self.top < bottom && top < self.bottom
    }
}

/// About how wide the words are in the fonts of most readers: Arial, in hundredths of the size of the letters.
fn wide(words: &str, size: f64) -> f64 {
    let advance = |c: char| match c {
        'i' | 'j' | 'l' | '|' | '\'' => 22,
        't' | 'f' | 'r' | ' ' | '-' | '!'..='/' | ':' | ';' | 'I' | '[' | ']' => 28,
        'm' | 'w' | 'M' | 'W' => 75,
        ' '..='~' => 50,
        other => 50 * columns(other.encode_utf8(&mut [0; 4])),
    };
    words.chars().map(advance).sum::<usize>() as f64 / 100.0 * size
}

fn words(drawing: &Drawing) -> Vec<Words> {
    let file = drawing.file();
    let mut reader = Reader::from_str(&file);
    let (mut found, mut open): (Vec<Words>, bool) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let get = |name: &str| -> Option<String> {
                    let mut all = start.attributes().map(Result::unwrap);
                    all.find(|one| one.key.as_ref() == name).map(|one| one.value.into_owned())
                };
                let class = get("class").unwrap_or_default();
                open = start.name().as_ref() == "text" && class.split(' ').any(|one| one == "over");
                if open {
                    let number = |name: &str| get(name).unwrap().parse::<f64>().unwrap();
                    let (left, base) = (number("x"), number("y"));
                    let is_name = !class.split(' ').any(|one| one == "small");
                    let is_end = get("text-anchor").as_deref() == Some("end");
                    let (right, top, bottom) = (left, base - 8.0, base + 2.0);
                    found.push(Words { left, right, top, bottom, is_name, is_end });
                }
            }
            Event::Text(text) if open => {
                let last = found.last_mut().unwrap();
                let wide = wide(text.as_ref(), if last.is_name { 12.0 } else { 11.0 });
                *(if last.is_end { &mut last.left } else { &mut last.right }) +=
                    if last.is_end { -wide } else { wide };
            }
            Event::End(_) => open = false,
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// What is in the way of words, counted.
#[derive(Debug, Default, PartialEq, Eq)]
struct Harm {
    /// Words beside an arrow.
    labels: usize,
    /// Those of them that an arrow runs through.
    crossed: usize,
    /// Those of them that lie on other words or on a box.
    covered: usize,
    /// Names of groups.
    names: usize,
    /// Those of them that an arrow runs through.
    names_crossed: usize,
    /// Those of them that lie on a box.
    names_covered: usize,
}

impl Harm {
    fn count(&mut self, chart: &Flowchart) {
        for drawing in WIDTHS.map(|width| chart.draw(width)) {
            let (seen, words) = (seen(&drawing), words(&drawing));
            for (index, one) in words.iter().enumerate() {
                let crossed = seen.stretches.iter().any(|[(x1, y1), (x2, y2)]| {
                    one.meets(x1.min(*x2) - 0.1, y1.min(*y2) - 0.1, x1.max(*x2) + 0.1, y1.max(*y2) + 0.1)
                });
                let boxed = seen.boxes.iter().any(|[a, b, c, d]| one.meets(*a, *b, *c, *d));
                let mut others = words.iter().enumerate().filter(|(other, _)| *other != index);
                let covered =
                    boxed || others.any(|(_, two)| one.meets(two.left, two.top, two.right, two.bottom));
                let (all, harmed, hidden) = match one.is_name {
                    true => (&mut self.names, &mut self.names_crossed, &mut self.names_covered),
                    false => (&mut self.labels, &mut self.crossed, &mut self.covered),
                };
                *all += 1;
                *harmed += usize::from(crossed);
                *hidden += usize::from(covered);
            }
        }
    }
}

/// Nothing is in the way, and there was something to look at.
#[track_caller]
fn check(charts: impl IntoIterator<Item = Flowchart>, least: usize) {
    let mut harm = Harm::default();
    charts.into_iter().for_each(|chart| harm.count(&chart));
    assert!(harm.labels >= least, "{harm:?}");
    assert_eq!(harm, Harm { labels: harm.labels, names: harm.names, ..Harm::default() });
}

fn labelled(from: usize, to: usize, label: &str, note: &str) -> Arrow {
    Arrow { note: note.to_owned(), ..arrow(from, to, label) }
}

/// Money that goes through zones to partners: arrows pass zones whose names stand in their way.
fn payments() -> Flowchart {
    let nodes = [
        ("merchant", 0),
        ("api", 1),
        ("payments", 2),
        ("fraud", 2),
        ("sweep-pending", 2),
        ("ledger", 2),
        ("settle", 2),
        ("ledger-db", 2),
        ("events", 2),
        ("status-cache", 2),
        ("notifier", 2),
        ("refunder", 2),
        ("bank", 3),
        ("psp-north", 3),
        ("psp-south", 3),
        ("merchant-hooks", 3),
    ];
    let arrows = [
        (0, 1, "pay, look-up, refund", "https"),
        (1, 2, "card, payment", "grpc, hard"),
        (1, 5, "payment, notice", "grpc, hard"),
        (2, 3, "notice", "grpc, soft"),
        (2, 5, "payment", "grpc, hard"),
        (4, 5, "notice, payment", "grpc, hard"),
        (2, 13, "card", "https, hard"),
        (2, 14, "card", "https, hard"),
        (4, 13, "notice", "https, hard"),
        (4, 14, "notice", "https, hard"),
        (5, 7, "payment", "reads/writes, hard"),
        (6, 7, "payment", "hard"),
        (5, 8, "notice", "published, hard"),
        (5, 9, "notice", "reads, soft"),
        (8, 10, "notice", "consumed, hard"),
        (8, 11, "notice", "consumed, hard"),
        (11, 5, "payment", "grpc, hard"),
        (11, 13, "card", "https, hard"),
        (11, 14, "card", "https, hard"),
        (10, 15, "notice", "soft"),
        (6, 12, "payout", "hard"),
    ];
    Flowchart {
        groups: ["internet", "edge", "cde", "partners"].map(str::to_owned).into(),
        nodes: nodes.iter().map(|(label, group)| node(label, Some(*group))).collect(),
        arrows: arrows.iter().map(|(from, to, label, note)| labelled(*from, *to, label, note)).collect(),
        ..Flowchart::default()
    }
}

/// One box that `callers` call, each for something else.
fn shared(callers: usize) -> Flowchart {
    let name = |index: usize| format!("service-{index}");
    let nodes = (0..callers).map(|index| node(&name(index), Some(0))).chain([node("database", Some(1))]);
    let arrows =
        (0..callers).map(|from| labelled(from, callers, &format!("records of kind {from}"), "reads/writes"));
    Flowchart {
        groups: vec!["services of the shop".to_owned(), "what is kept, and for how long".to_owned()],
        nodes: nodes.collect(),
        arrows: arrows.collect(),
        ..Flowchart::default()
    }
}

/// Charts as people have them: components in zones, most called by several, each for something of its own.
fn busy() -> impl Strategy<Value = Flowchart> {
    let share = || 0.0..1.0_f64;
    (4_usize..32, 0_usize..5).prop_flat_map(move |(count, groups)| {
        let what = "[a-z]{3,9}(, [a-z]{3,9}){0,3}";
        let how =
            proptest::sample::select(vec!["https, hard", "reads/writes, hard", "grpc, soft", "soft", ""]);
        let calls = proptest::collection::vec((share(), share(), what, how), count..count * 2);
        let names = proptest::collection::vec("[a-z]{2,9}( [a-z]{2,9}){0,2}", groups);
        (calls, names).prop_map(move |(calls, names)| {
            let group = |index: usize| (groups > 0).then(|| index * groups / count);
            let spot = |share: f64| (share * count as f64) as usize;
            let arrows =
                calls.iter().map(|(from, to, label, note)| labelled(spot(*from), spot(*to), label, note));
            Flowchart {
                groups: names,
                nodes: (0..count).map(|index| node(&format!("component-{index}"), group(index))).collect(),
                arrows: arrows.collect(),
                ..Flowchart::default()
            }
        })
    })
}

fn drawn(strategy: &impl Strategy<Value = Flowchart>, count: usize) -> Vec<Flowchart> {
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn nothing_runs_through_the_words_of_an_architecture() {
    check([payments()], 120);
}

#[test]
fn what_many_call_keeps_the_words_of_each_apart() {
    check([2, 3, 5, 8, 13].map(shared), 150);
}

#[test]
fn nothing_runs_through_the_words_of_charts_as_people_have_them() {
    check(drawn(&busy(), 60), 10_000);
}

#[test]
fn nothing_runs_through_the_words_of_any_chart() {
    check(drawn(&flowcharts(24), 100), 2_000);
}

#[test]
fn words_stand_in_the_order_in_which_their_arrows_come() {
    let chart = Flowchart {
        nodes: ["left", "right", "below"].map(|label| node(label, None)).into(),
        arrows: vec![arrow(1, 2, "from the right"), arrow(0, 2, "from the left")],
        ..Flowchart::default()
    };
    let words = words(&chart.draw(776.0));
    assert!(words[2].right < words[0].left, "{words:?}");
}

#[test]
fn a_name_that_has_no_place_between_arrows_moves_them_aside() {
    let mut chart = shared(7);
    chart.arrows.iter_mut().for_each(|one| *one = arrow(one.from, one.to, &format!("kind {}", one.from)));
    let place = |chart: &Flowchart| seen(&chart.draw(376.0)).boxes[7][0];
    let moved = place(&chart);
    check([chart.clone()], 21);
    chart.groups[1] = "kept".to_owned();
    assert!(place(&chart) + 10.0 < moved, "{} {moved}", place(&chart));
}

#[test]
fn what_more_call_than_the_page_has_columns_for_has_their_words_in_two_steps() {
    let drawing = shared(8).draw(376.0);
    let rows: std::collections::BTreeSet<String> =
        words(&drawing).iter().filter(|one| !one.is_name).map(|one| one.top.to_string()).collect();
    assert_eq!(rows.len(), 6);
    assert!(drawing.width < 500.0, "{}", drawing.width);
}
