//! What must hold for any picture: well-formed, finite, inside its frame, and no label on another.

use loadline_draw::{Drawing, Picture, columns};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Draws at three widths and checks each.
#[track_caller]
pub(crate) fn check(picture: &impl Picture) -> Vec<Drawing> {
    let drawings: Vec<Drawing> = [0.0, 360.0, 720.0].map(|width| picture.draw(width)).into();
    for drawing in &drawings {
        sound(drawing);
    }
    drawings
}

#[track_caller]
fn sound(drawing: &Drawing) {
    let file = drawing.file();
    let texts = read(&file, drawing.width.round(), drawing.height.round());
    for (index, one) in texts.iter().enumerate() {
        for other in &texts[index + 1..] {
            assert!(!one.meets(other), "{one:?} on {other:?}");
        }
    }
}

/// Where letters are at least.
#[derive(Debug)]
struct Letters {
    left: f64,
    right: f64,
    base: f64,
    words: String,
}

impl Letters {
    fn meets(&self, other: &Self) -> bool {
        let apart =
            self.right <= other.left || other.right <= self.left || (self.base - other.base).abs() >= 10.0;
        !apart && !self.words.is_empty() && !other.words.is_empty()
    }
}

/// Reads the file as XML, checks every number, and says where the texts are.
#[track_caller]
fn read(file: &str, width: f64, height: f64) -> Vec<Letters> {
    let mut reader = Reader::from_str(file);
    reader.config_mut().check_end_names = true;
    let mut texts: Vec<Letters> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                open.push(start.name().as_ref().to_owned());
                element(&start, width, height, &mut texts);
            }
            Event::Empty(start) => element(&start, width, height, &mut texts),
            Event::End(_) => drop(open.pop()),
            Event::Text(text) if open.last().is_some_and(|name| name == "text") => {
                texts.last_mut().unwrap().words.push_str(text.as_ref());
            }
            Event::GeneralRef(_) if open.last().is_some_and(|name| name == "text") => {
                texts.last_mut().unwrap().words.push('&');
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    for text in &mut texts {
        // Narrow letters take about 3 pixels each: less than anything could take.
        let wide = columns(&text.words) as f64 * 3.0;
        match text.right {
            end if end == f64::INFINITY => text.right = text.left + wide,
            end if text.left == f64::NEG_INFINITY => text.left = end - wide,
            _ => (text.left, text.right) = (text.left - wide / 2.0, text.right + wide / 2.0),
        }
        assert!(text.left >= -1.0 && text.right <= width + 1.0, "{text:?} of {width}");
    }
    texts
}

fn element(start: &BytesStart<'_>, width: f64, height: f64, texts: &mut Vec<Letters>) {
    let attributes: BTreeMap<String, String> = start
        .attributes()
        .map(|attribute| {
            let attribute = attribute.unwrap();
            let name = attribute.key.as_ref().to_owned();
            (name, attribute.value.into_owned())
        })
        .collect();
    let number = |name: &str| attributes.get(name).map(|value| value.parse::<f64>().unwrap());
    let inside =
        |value: f64, most: f64| assert!((-0.1..=most + 0.1).contains(&value), "{value} of {most}: {start:?}");
    for (names, most) in [(["x", "x1", "x2", "cx"], width), (["y", "y1", "y2", "cy"], height)] {
        for value in names.into_iter().filter_map(number) {
            inside(value, most);
        }
    }
    if start.name().as_ref() == "rect" {
        inside(number("x").unwrap() + number("width").unwrap(), width);
        inside(number("y").unwrap() + number("height").unwrap(), height);
    }
    if start.name().as_ref() == "text" {
        let (x, base) = (number("x").unwrap(), number("y").unwrap());
        let (left, right) = match attributes.get("text-anchor").map(String::as_str) {
            None => (x, f64::INFINITY),
            Some("end") => (f64::NEG_INFINITY, x),
            Some(_) => (x, x),
        };
        texts.push(Letters { left, right, base, words: String::new() });
    }
    for (command, numbers) in attributes.get("d").map(|d| commands(d)).unwrap_or_default() {
        match (command, numbers.as_slice()) {
            ('M' | 'L', [x, y]) => {
                inside(*x, width);
                inside(*y, height);
            }
            ('H', [x]) => inside(*x, width),
            ('h', [0.0]) | ('Z', []) => {}
            other => assert_eq!(other, (char::MIN, &[][..]), "not a command of these pictures"),
        }
    }
}

fn commands(d: &str) -> Vec<(char, Vec<f64>)> {
    let mut commands: Vec<(char, Vec<f64>)> = Vec::new();
    for part in d.split_inclusive(|c: char| c.is_ascii_alphabetic()) {
        let (numbers, letter) = match part.chars().last().filter(char::is_ascii_alphabetic) {
            Some(letter) => (&part[..part.len() - 1], Some(letter)),
            None => (part, None),
        };
        if let Some((_, last)) = commands.last_mut() {
            last.extend(numbers.split_whitespace().map(|number| number.parse::<f64>().unwrap()));
        }
        commands.extend(letter.map(|letter| (letter, Vec::new())));
    }
    commands
}
