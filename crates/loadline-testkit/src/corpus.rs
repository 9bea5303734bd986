//! The folder of other people's files that some tests read in place and never copy.

use std::path::{Path, PathBuf};

/// The folder, from `LOADLINE_CORPUS` or beside the checkout. Without it, says so in one line and gives `None`.
#[must_use]
pub fn corpus(part: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let root = std::env::var_os("LOADLINE_CORPUS").map_or(beside, PathBuf::from);
    let folder = root.join(part);
    if folder.is_dir() {
        return Some(folder);
    }
    #[expect(clippy::print_stderr, reason = "a test that leaves something out says so")]
    {
        eprintln!(
            "left out: there is no corpus folder `{part}` (set LOADLINE_CORPUS to read foreign inputs)"
        );
    }
    None
}
