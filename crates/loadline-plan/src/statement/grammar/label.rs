//! Numbers that only name a part of a paper and count nothing: `item 3 (requirements)`, `section 4:`.

use super::Reader;
use crate::statement::token::Kind;

/// Whether a number only names its part of a paper: `item 3 (requirements)`, `section 4:`.
pub(super) fn is_label(reader: &Reader<'_>, at: usize, from: usize) -> bool {
    const LABELLED: &[&str] =
        &["item", "section", "chapter", "paragraph", "appendix", "annex", "figure", "ticket", "agenda"];
    let plain =
        matches!(reader.token(at).map(|token| token.kind), Some(Kind::Number(value)) if value.fract() == 0.0);
    plain
        && at > from
        && LABELLED.contains(&reader.word(at - 1))
        && matches!(reader.word(at + 1), "" | "(" | ":" | "," | ")" | "." | "-" | "–")
}
