//! Lines out of pieces of any size: whole lines are handed on where they lie, only those that a piece cuts are copied.

use super::Unreadable;

/// Longest line in bytes; a longer one is no line of samples.
pub(super) const LONGEST_LINE: usize = 1 << 20;

/// What a cut line has so far, and how many lines were handed on.
#[derive(Debug, Default)]
pub(super) struct Lines {
    cut: Vec<u8>,
    number: u64,
}

impl Lines {
    /// Hands every line that ends in `piece` to `take`, without its line break, numbered from 1.
    pub(super) fn feed(
        &mut self,
        mut piece: &[u8],
        mut take: impl FnMut(u64, &[u8]) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        if !self.cut.is_empty() {
            let Some(end) = find(piece, b'\n') else { return self.keep(piece) };
            self.keep(piece.get(..end).unwrap_or_default())?;
            piece = piece.get(end + 1..).unwrap_or_default();
            self.number += 1;
            let line = std::mem::take(&mut self.cut);
            take(self.number, without_return(&line))?;
        }
        while let Some(end) = find(piece, b'\n') {
            let (line, rest) = piece.split_at(end);
            piece = rest.get(1..).unwrap_or_default();
            self.number += 1;
            if line.len() > LONGEST_LINE {
                return Err(self.too_long());
            }
            take(self.number, without_return(line))?;
        }
        self.keep(piece)
    }

    /// Hands on the last line when it has no line break.
    pub(super) fn finish(
        &mut self,
        mut take: impl FnMut(u64, &[u8]) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        if self.cut.is_empty() {
            return Ok(());
        }
        self.number += 1;
        let line = std::mem::take(&mut self.cut);
        take(self.number, without_return(&line))
    }

    fn keep(&mut self, piece: &[u8]) -> Result<(), Unreadable> {
        if self.cut.len().saturating_add(piece.len()) > LONGEST_LINE {
            self.number += 1;
            return Err(self.too_long());
        }
        self.cut.extend_from_slice(piece);
        Ok(())
    }

    fn too_long(&self) -> Unreadable {
        Unreadable::new(self.number, format!("a line of more than {LONGEST_LINE} bytes"))
            .hint("a history is text with one sample a line")
    }
}

/// Where `byte` stands first.
pub(super) fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    memchr::memchr(byte, bytes)
}

fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}
