//! All of those that were counted one place at a time: `each pen carries 18 sensors, which makes 25,200 sensors in all`.

use crate::statement::stated::{Basis, Population};
use crate::statement::token::Token;
use crate::statement::vocabulary::Members;

/// `with 18 sensors on each of 1,400 pens there are 25,200 sensors in total`: all of those that were counted one place at a time.
pub(super) fn said_in_all(found: &Population, before: &mut [Population], tokens: &[Token]) {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let (start, end) = (found.tokens.start, found.tokens.end);
    let behind =
        matches!((word(end), word(end + 1)), ("in", "all" | "total") | ("altogether" | "overall", _));
    let led = start >= 2
        && (matches!(
            (word(start - 2), word(start - 1)),
            ("that" | "which", "is" | "are" | "makes") | ("this", "is")
        ) || word(start - 1) == "makes");
    if !(behind || led) || found.each.is_some() {
        return;
    }
    let part = before.iter_mut().rev().find(|known| {
        known.noun == found.noun
            && known.value < found.value
            && known.sentence + 1 >= found.sentence
            && known.basis == Basis::Plain
            && known.members == Members::Machines
    });
    if let Some(part) = part {
        (part.value, part.each) = (found.value, None);
    }
}
