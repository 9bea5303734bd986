//! What is written beside arrows: above its box every port has a column of its own, its line on the left and its words right of
//! that, so that no line runs through the words of another. Where the page has no room for all columns they stand in steps.

use super::seats::{Link, Port, Seats, Sits, Stand};
use super::steps::{self, BESIDE};
use crate::svg::metrics::{fitted, width};

/// Lines that a label takes at most, and a note below it.
const LINES: (usize, usize) = (3, 2);
/// Pixels from the left side of a box to its first port.
const FIRST: f64 = 12.0;
/// Pixels from a port without words to the next.
const NEXT: f64 = 14.0;
const BEHIND: f64 = 7.0;
/// Pixels that words take at most.
const WIDEST: f64 = 124.0;

/// Gives every port room for its words; how wide the boxes are with that, each `boxes` wide at least, and no wider than `most`
/// where its words can be broken so, or than `room` where they can be cut so.
pub(super) fn columns(ports: &mut [Port<'_>], boxes: &[f64], most: f64, room: f64) -> Vec<f64> {
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); boxes.len()];
    ports.iter().enumerate().for_each(|(index, port)| of[port.node].push(index));
    let wide = |(own, wide): (&Vec<usize>, &f64)| above(ports, own, *wide, most, room);
    of.iter().zip(boxes).map(wide).collect()
}

/// The same for the ports of one box.
fn above(ports: &mut [Port<'_>], own: &[usize], least: f64, most: f64, room: f64) -> f64 {
    let bare = NEXT.min((most - FIRST - 60.0).max(0.0) / own.len().max(2) as f64);
    let around = |words: f64| if words > 0.0 { BESIDE + words + BEHIND } else { bare };
    // What each takes in one line, and broken as often as may be.
    let whole: Vec<f64> = own.iter().map(|port| around(broken_to(&ports[*port], (1, 1)))).collect();
    let narrow: Vec<f64> = own.iter().map(|port| around(broken_to(&ports[*port], LINES))).collect();
    // Behind the last one nothing follows in the box.
    let all = |columns: &[f64]| FIRST - BEHIND + columns.iter().sum::<f64>();
    let (low, high) = (all(&narrow), all(&whole));
    if low > room {
        let needed = own.iter().map(|port| broken_to(&ports[*port], LINES)).fold(0.0, f64::max);
        let words = steps::words(own.len(), room, FIRST).min(needed);
        own.iter().for_each(|port| write(&mut ports[*port], Stand::Step(words), words));
        return least.max(steps::wide(own.len(), words, FIRST));
    }
    let wide = least.max(high.min(most)).max(low);
    let share = if high > low { ((wide - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
    for ((port, narrow), whole) in own.iter().zip(narrow).zip(whole) {
        let column = narrow + share * (whole - narrow);
        // A box with one port may be wider than its words.
        let words = if own.len() == 1 { wide - FIRST } else { column - BEHIND } - BESIDE;
        write(&mut ports[*port], Stand::Column(column), words);
    }
    wide
}

/// Breaks the words of a port to `room` pixels.
fn write(port: &mut Port<'_>, stand: Stand, room: f64) {
    let label = wrapped(&port.arrow.label, room, LINES.0).into_iter().map(|line| (false, line));
    let note = wrapped(&port.arrow.note, room, LINES.1).into_iter().map(|line| (true, line));
    port.lines = label.chain(note).collect();
    port.stand = stand;
}

/// Orders the ports of every box by where their arrows come from, so that these do not cross right above it.
pub(super) fn arrange(seats: &mut Seats<'_>) {
    let mut from = vec![(0.0, 0.0); seats.ports.len()];
    for (layer, links) in seats.links.iter().enumerate().skip(1) {
        for (place, seat) in seats.rows[layer - 1].iter().enumerate() {
            let led =
                |link: &&Link| link.upper == *seat && matches!(seats.all[link.lower].sits, Sits::Node(_));
            for link in links.iter().filter(led) {
                from[link.port].0 += place as f64;
                from[link.port].1 += 1.0;
            }
        }
    }
    let middle = |port: usize| from[port].0 / f64::max(from[port].1, 1.0);
    let mut order: Vec<usize> = (0..seats.ports.len()).collect();
    order.sort_by(|a, b| middle(*a).total_cmp(&middle(*b)));
    // How many of a box have their place, and what those take.
    let mut taken = vec![(0, FIRST); seats.all.len()];
    for port in order {
        let port = &mut seats.ports[port];
        let (count, right) = &mut taken[port.node];
        match port.stand {
            Stand::Column(wide) => {
                port.offset = *right;
                *right += wide;
            }
            Stand::Step(words) => (port.offset, port.lower) = steps::place(*count, words, FIRST),
        }
        *count += 1;
    }
}

/// Pixels of the small letters beside arrows, which are 11 where the others are 12.
fn small(words: &str) -> f64 {
    width(words) * 11.0 / 12.0
}

/// The least room in which label and note take that many lines.
fn broken_to(port: &Port<'_>, (label, note): (usize, usize)) -> f64 {
    least(&port.arrow.label, label).max(least(&port.arrow.note, note))
}

/// The least room in which the words take `most` lines, as far as they may go on.
fn least(words: &str, most: usize) -> f64 {
    let mut room = words.split(' ').map(small).fold(0.0, f64::max);
    while room < WIDEST {
        let lines = broken(words, room);
        if lines.len() <= most {
            break;
        }
        // With less than this every line would be the same.
        let more = lines.windows(2).map(|two| with(&two[0], two[1].split(' ').next().unwrap_or_default()));
        room = more.fold(WIDEST, f64::min);
    }
    room.min(WIDEST)
}

/// Pixels of a line with a word more.
fn with(line: &str, word: &str) -> f64 {
    small(line) + small(" ") + small(word)
}

/// The words in lines of `room` pixels; a word that is wider has a line of its own.
fn broken(words: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(last) if with(last, word) > room => lines.push(word.to_owned()),
            Some(last) => *last = format!("{last} {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The same, the last line cut where they take more than `most`.
fn wrapped(words: &str, room: f64, most: usize) -> Vec<String> {
    let mut lines = broken(words, room);
    let rest = lines.split_off(most.min(lines.len()));
    if let Some(last) = lines.last_mut().filter(|_| !rest.is_empty()) {
        *last = format!("{last} {}", rest.join(" "));
    }
    // Sums of fractions: what takes just the room has it.
    let room = room * 12.0 / 11.0 + 0.01;
    lines.into_iter().map(|line| fitted(&line, room)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, most: usize, expected: &[&str]) {
        assert_eq!(broken(words, least(words, most)), expected);
    }

    #[test]
    fn words_take_the_least_room_for_that_many_lines() {
        check("reads/writes, hard", 1, &["reads/writes, hard"]);
        check("reads/writes, hard", 2, &["reads/writes,", "hard"]);
        check("a bb ccc dddd", 2, &["a bb ccc", "dddd"]);
        check("a bb ccc dddd", 3, &["a bb", "ccc", "dddd"]);
        check("", 1, &[]);
    }
}
