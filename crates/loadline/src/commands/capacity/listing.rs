//! Names listed in a sentence: a few of them, and how many more there are.

/// Names written out in a sentence; the others are counted.
pub(super) const NAMED: usize = 4;

/// `` `a`, `b` and `c` ``; `None` without any.
pub(super) fn named<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    listed(names.map(|name| format!("`{name}`")))
}

/// ``a, b, c and 3 more``.
pub(super) fn listed(names: impl Iterator<Item = String>) -> Option<String> {
    let mut names: Vec<String> = names.collect();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if more > 0 {
        return Some(format!("{} and {more} more", names.join(", ")));
    }
    let last = names.pop()?;
    Some(if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) })
}
