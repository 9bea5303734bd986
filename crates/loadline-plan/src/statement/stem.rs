//! Words of one stem, however they end: `book`, `bookings`.

/// Whether two words have one stem: `book` and `bookings`.
pub(super) fn same(one: &str, other: &str) -> bool {
    let stem = |word: &str| {
        let short = ["ings", "ing", "ions", "ion", "ed", "es", "s", "e"]
            .iter()
            .find_map(|ending| word.strip_suffix(ending));
        short.filter(|short| short.len() >= 3).unwrap_or(word).to_owned()
    };
    let (one, other) = (stem(one), stem(other));
    one == other || one.len() >= 4 && other.len() >= 4 && (one.starts_with(&other) || other.starts_with(&one))
}
