//! Large files in pieces, so that whoever reads them can show how far they are and need not hold them whole.

use crate::UnreadableFile;
use crate::fragments::unreadable;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Bytes of a piece.
const PIECE: usize = 1 << 20;

/// Hands the file at `path` to `take` piece by piece, each with the bytes handed over before it and the bytes of the file. `take` may
/// stop by returning an error, which comes back inside `Ok`.
///
/// # Errors
/// When the file is missing or cannot be read.
pub fn read_pieces<E>(
    path: &Path,
    mut take: impl FnMut(&[u8], u64, u64) -> Result<(), E>,
) -> Result<Result<(), E>, UnreadableFile> {
    let fail = |error: std::io::Error| unreadable(path, &error);
    let mut file = File::open(path).map_err(fail)?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    let (mut piece, mut done) = (vec![0; PIECE], 0);
    loop {
        let read = file.read(&mut piece).map_err(fail)?;
        if read == 0 {
            return Ok(Ok(()));
        }
        if let Err(error) = take(piece.get(..read).unwrap_or_default(), done, size) {
            return Ok(Err(error));
        }
        done += read as u64;
    }
}
