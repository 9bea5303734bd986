//! Single words that are a number: `seven`, `seventeen`, `seventy`.

/// Small numbers in words.
const SMALL: &[(&str, f64)] = &[
    ("zero", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
];

/// Tens in words.
const TENS: &[(&str, f64)] = &[
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fourty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];

/// What a table says of a word.
pub(super) fn find(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The number that a word up to nineteen is.
pub(super) fn units(word: &str) -> Option<f64> {
    find(SMALL, word)
}

/// The tens that a word is.
pub(super) fn tens(word: &str) -> Option<f64> {
    find(TENS, word)
}

/// The number in words that a single word is, up to nineteen and the tens.
pub(super) fn small(word: &str) -> Option<f64> {
    units(word).or_else(|| tens(word))
}
