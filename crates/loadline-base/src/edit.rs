//! Minimal edits to source text, and applying them all at once.

use std::ops::Range;

/// Replaces the bytes of `range` with `text`. An empty range inserts, an empty text deletes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes to replace.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

/// Why edits cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two edits touch the same bytes.
    #[error("two edits touch the same text at byte {0}")]
    Overlap(usize),
    /// An edit lies outside the text or splits a character.
    #[error("an edit at byte {0} does not fit the text")]
    OutOfBounds(usize),
}

/// Applies `edits` to `text`. Bytes that no edit names stay as they are; insertions at one place keep their order.
///
/// # Errors
/// When two edits overlap, or one does not fit the text.
pub fn apply_edits(text: &str, edits: &[TextEdit]) -> Result<String, EditError> {
    let mut order: Vec<&TextEdit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in order {
        if edit.range.start < done {
            return Err(EditError::Overlap(edit.range.start));
        }
        let kept = text.get(done..edit.range.start).ok_or(EditError::OutOfBounds(edit.range.start))?;
        text.get(edit.range.clone()).ok_or(EditError::OutOfBounds(edit.range.end))?;
        out.push_str(kept);
        out.push_str(&edit.text);
        done = edit.range.end;
    }
    out.push_str(&text[done..]);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, text: &str) -> TextEdit {
        TextEdit { range, text: text.into() }
    }

    #[test]
    fn edits_change_only_what_they_name() {
        let out = apply_edits("abcdef", &[edit(4..5, "X"), edit(1..1, "_"), edit(1..2, "")]).unwrap();
        assert_eq!(out, "a_cdXf");
    }

    #[test]
    fn overlapping_and_foreign_edits_are_refused() {
        assert_eq!(apply_edits("abc", &[edit(0..2, ""), edit(1..3, "")]), Err(EditError::Overlap(1)));
        assert_eq!(apply_edits("é", &[edit(1..2, "")]), Err(EditError::OutOfBounds(1)));
        assert_eq!(apply_edits("a", &[edit(0..9, "")]), Err(EditError::OutOfBounds(9)));
    }
}
