//! `xtask/tidy.allow`: files that may be long, each with a reason.

use std::collections::BTreeMap;

use crate::repository::TrackedFile;

/// Where the exceptions are kept.
pub(crate) const ALLOWED: &str = "xtask/tidy.allow";

/// Path of the excused file → line of the excuse and its reason.
pub(crate) type Allowed = BTreeMap<String, (usize, String)>;

/// The exceptions; a line without a reason has an empty one.
pub(crate) fn read(files: &[TrackedFile]) -> Allowed {
    files
        .iter()
        .filter(|file| file.path == ALLOWED)
        .flat_map(TrackedFile::lines)
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
        .map(|(number, line)| {
            let (path, reason) = line.split_once(':').unwrap_or((line, ""));
            (path.trim().to_owned(), (number, reason.trim().to_owned()))
        })
        .collect()
}
