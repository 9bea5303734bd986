//! What is written above a box that more arrows lead to than the page has columns for: words in two steps.
//!
//! The first arrow has its words on the right, and so has every second one behind it, all on the upper step. The others have
//! theirs on the left, on the lower step: between two arrows stand the words of one above those of the other.

/// Pixels from a line to its own words, to those of another, and to the line right of it that belongs to the same pair.
pub(super) const BESIDE: f64 = 5.0;
const APART: f64 = 10.0;
const PAIR: f64 = 8.0;
/// Pixels of the words where the page has no room for more.
const CUT: f64 = 56.0;

/// Pixels that words may take above a box with so many arrows, where all of it should take `room`.
pub(super) fn words(count: usize, room: f64, first: f64) -> f64 {
    let (between, behind) = (count / 2, count % 2);
    let lines = first + across(0.0) * between as f64 + BESIDE + PAIR * (between.max(1) - 1 + behind) as f64;
    ((room - lines) / (between + behind).max(1) as f64).max(CUT)
}

/// Where the arrow stands that comes in this place from the left, and whether its words are on the lower step.
pub(super) fn place(index: usize, words: f64, first: f64) -> (f64, bool) {
    let before = index.div_ceil(2) as f64;
    let lower = index % 2 == 1;
    let pairs = (index / 2) as f64;
    (first + before * across(words) + pairs * PAIR, lower)
}

/// Pixels that a box with so many arrows takes.
pub(super) fn wide(count: usize, words: f64, first: f64) -> f64 {
    let (last, lower) = place(count.max(1) - 1, words, first);
    last + BESIDE + if lower { 0.0 } else { words }
}

/// Pixels from one pair of lines to the next.
fn across(words: f64) -> f64 {
    BESIDE + words + APART
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(count: usize, room: f64, words_room: f64, lines: &[f64]) {
        let found = words(count, room, 12.0);
        assert_eq!(found, words_room);
        let places: Vec<f64> = (0..count).map(|index| place(index, found, 12.0).0).collect();
        assert_eq!(places, lines);
        assert!(found == CUT || wide(count, found, 12.0) == room);
    }

    #[test]
    fn between_two_arrows_stand_the_words_of_both() {
        check(2, 132.0, 100.0, &[12.0, 127.0]);
        check(3, 240.0, 100.0, &[12.0, 127.0, 135.0]);
        check(5, 363.0, 100.0, &[12.0, 127.0, 135.0, 250.0, 258.0]);
        check(4, 100.0, 56.0, &[12.0, 83.0, 91.0, 162.0]);
    }
}
