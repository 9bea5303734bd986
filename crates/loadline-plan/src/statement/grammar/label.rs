//! Numbers that only name a part of something and count nothing: `item 3 (requirements)`, `section 4:`, `phase one`, `SHOP-212:`, or the
//! place of an item in a list: `3. Every write calls a provider`.

use super::Reader;
use crate::statement::numeral;
use crate::statement::token::Kind;

/// What has numbers for names.
#[rustfmt::skip]
const NUMBERED: &[&str] =
    &["item", "section", "chapter", "paragraph", "appendix", "annex", "figure", "ticket", "agenda"];
/// What is done in parts, one after the other.
const PARTS: &[&str] = &["phase", "stage", "wave"];

/// Whether a number only names its part of a paper or of what is planned, ends a name, or counts the items of a list.
pub(super) fn is_label(reader: &Reader<'_>, at: usize, from: usize) -> bool {
    let whole =
        matches!(reader.token(at).map(|token| token.kind), Some(Kind::Number(value)) if value.fract() == 0.0);
    let before = if at > from { reader.word(at - 1) } else { "" };
    let closed = matches!(reader.word(at + 1), "" | "(" | ":" | "," | ")" | "." | "-" | "–");
    // `in phase one one person builds it`
    let part = PARTS.contains(&before) && (whole || numeral::units(reader.word(at)).is_some());
    part || whole
        && (NUMBERED.contains(&before) && closed || ends_a_name(reader, at) || begins_an_item(reader, at))
}

/// Whether a number is the last part of a name in capitals: `SHOP-212`.
fn ends_a_name(reader: &Reader<'_>, at: usize) -> bool {
    let glued = at >= 2 && reader.glued(at) && reader.glued(at - 1) && reader.word(at - 1) == "-";
    let name = || reader.written(at - 2);
    glued && name().len() >= 2 && name().chars().all(|letter| letter.is_ascii_uppercase())
}

/// Whether a number counts the items of a list: it begins a line, a dot or a bracket and a space follow, and there is an item before it
/// or, of the first, behind it. A line of a mail may begin with any other number: `the peak per second is` and below it `50. Each …`.
fn begins_an_item(reader: &Reader<'_>, at: usize) -> bool {
    let Some(token) = reader.token(at) else { return false };
    let Kind::Number(value) = token.kind else { return false };
    let sign = reader.word(at + 1);
    let marked = matches!(sign, "." | ")") && reader.glued(at + 1) && !reader.glued(at + 2);
    if !marked || !(1.0..100.0).contains(&value) || !token.breaks && at > 0 {
        return false;
    }
    let beside = if value < 2.0 { value + 1.0 } else { value - 1.0 };
    let item = format!("{beside}{sign} ");
    reader.text.lines().any(|line| line.trim_start().starts_with(&item))
}
