//! So many writes for each read, where neither is counted by itself: `one write for every read`, `as many writes as reads`, `reads and writes
//! are balanced`, `for each read there are two writes`. It is the share of writes.

use super::{Head, Reader};
use crate::statement::amount::Measure;
use crate::statement::numeral;

/// Words that lead to the other one of both.
const FOR: &[&str] = &["for", "per", "to", "with", "against"];
/// Words that say that both are as many.
#[rustfmt::skip]
const EVEN: &[&str] = &[
    "balance", "balanced", "even", "equal", "equally", "alike", "half", "fifty", "evenly", "same",
];

/// The share of writes that writes for each read come to, at token `at`.
pub(super) fn balance(reader: &Reader<'_>, at: usize) -> Option<Head> {
    let (share, next) = as_many(reader, at)
        .or_else(|| both(reader, at))
        .or_else(|| so_many_for_each(reader, at))
        .or_else(|| for_each_so_many(reader, at))?;
    Some(Head::new(share, Measure::Share, next))
}

/// Whether a word names writes; none for what is neither written nor read.
fn names_writes(word: &str) -> Option<bool> {
    match word {
        "write" | "writes" | "writing" => Some(true),
        "read" | "reads" | "reading" => Some(false),
        _ => None,
    }
}

/// Whether two words name one each of writes and reads.
fn are_both(one: &str, other: &str) -> bool {
    names_writes(one).zip(names_writes(other)).is_some_and(|(one, other)| one != other)
}

/// `as many writes as reads`, `as many of them writes as reads`
fn as_many(reader: &Reader<'_>, at: usize) -> Option<(f64, usize)> {
    let word = |at: usize| reader.word(at);
    let led = (word(at), word(at + 1)) == ("as", "many") || (word(at), word(at + 1)) == ("as", "often");
    let of = 2 * usize::from(word(at + 2) == "of");
    let one = at + 2 + of;
    // `twice as many writes as reads` says another number.
    let times = at.checked_sub(1).map_or("", |before| reader.tokens[before].word.as_str());
    let more = matches!(times, "twice" | "times" | "thrice" | "half");
    (led && !more && word(one + 1) == "as" && are_both(word(one), word(one + 2))).then_some((0.5, one + 3))
}

/// `reads and writes are balanced`
fn both(reader: &Reader<'_>, at: usize) -> Option<(f64, usize)> {
    let word = |at: usize| reader.word(at);
    let named = word(at + 1) == "and" && are_both(word(at), word(at + 2));
    let even = (at + 3..at + 7)
        .take_while(|at| !matches!(word(*at), "" | "," | ";" | "." | "not"))
        .find(|at| EVEN.contains(&word(*at)))?;
    named.then_some((0.5, even + 1))
}

/// `one write for every read`, `a read per write`, `two writes for each read`; three reads for each write are read elsewhere.
fn so_many_for_each(reader: &Reader<'_>, at: usize) -> Option<(f64, usize)> {
    let word = |at: usize| reader.word(at);
    let count = counted(reader, at)?;
    let writes = names_writes(word(at + 1))?;
    let led = FOR.contains(&word(at + 2));
    let each = usize::from(matches!(word(at + 3), "each" | "every" | "one" | "a"));
    let other = at + 3 + each;
    let read = names_writes(word(other)).is_some_and(|other| other != writes);
    let plain = count == 1.0 || writes;
    (led && read && plain).then(|| (share(count, writes), other + 1))
}

/// `for each read there are two writes`, `per read there is one write`
fn for_each_so_many(reader: &Reader<'_>, at: usize) -> Option<(f64, usize)> {
    let word = |at: usize| reader.word(at);
    let each = match (word(at), word(at + 1)) {
        ("for" | "with" | "to", "each" | "every") => at + 2,
        ("per", _) => at + 1,
        _ => return None,
    };
    let writes = names_writes(word(each)).map(|other| !other)?;
    let verb = usize::from(word(each + 1) == ",");
    let number = (each + 1 + verb..each + 5 + verb).find(|at| names_writes(word(at + 1)) == Some(writes))?;
    let count = counted(reader, number)?;
    let plain = count == 1.0 || writes;
    plain.then(|| (share(count, writes), number + 2))
}

/// The number a token says, also by an article.
fn counted(reader: &Reader<'_>, at: usize) -> Option<f64> {
    match reader.word(at) {
        "a" | "an" => Some(1.0),
        word => numeral::small(word)
            .or_else(|| reader.token(at)?.number())
            .filter(|count| (1.0..=1_000.0).contains(count)),
    }
}

/// The share of writes, where there are so many writes for each read, or so many reads for each write.
fn share(count: f64, writes: bool) -> f64 {
    if writes { count / (1.0 + count) } else { 1.0 / (1.0 + count) }
}
