//! Numbers that only name a part of a paper and count nothing: `item 3 (requirements)`, `section 4:`, `SHOP-212:`, or
//! the place of an item in a list: `3. Every write calls a provider`.

use super::Reader;
use crate::statement::token::Kind;

/// Whether a number is the last part of a name in capitals: `SHOP-212`.
fn ends_a_name(reader: &Reader<'_>, at: usize) -> bool {
    let glued = at >= 2 && reader.glued(at) && reader.glued(at - 1) && reader.word(at - 1) == "-";
    let name = || reader.written(at - 2);
    glued && name().len() >= 2 && name().chars().all(|letter| letter.is_ascii_uppercase())
}

/// Whether a number counts the items of a list: it begins one, and a dot or a bracket and a space follow.
fn begins_an_item(reader: &Reader<'_>, at: usize) -> bool {
    let Some(token) = reader.token(at) else { return false };
    let small = matches!(token.kind, Kind::Number(value) if value < 100.0);
    let sign = matches!(reader.word(at + 1), "." | ")") && reader.glued(at + 1) && !reader.glued(at + 2);
    small && sign && (token.breaks || at == 0)
}

/// Whether a number only names its part of a paper: `item 3 (requirements)`, `section 4:`, `SHOP-212`.
pub(super) fn is_label(reader: &Reader<'_>, at: usize, from: usize) -> bool {
    const LABELLED: &[&str] =
        &["item", "section", "chapter", "paragraph", "appendix", "annex", "figure", "ticket", "agenda"];
    let plain =
        matches!(reader.token(at).map(|token| token.kind), Some(Kind::Number(value)) if value.fract() == 0.0);
    plain && (ends_a_name(reader, at) || begins_an_item(reader, at))
        || plain
            && at > from
            && LABELLED.contains(&reader.word(at - 1))
            && matches!(reader.word(at + 1), "" | "(" | ":" | "," | ")" | "." | "-" | "–")
}
