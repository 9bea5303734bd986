//! Words for units and periods. Decimal sizes, months of 30 days, quarters of 90 and years of 365: a statement of need
//! means round figures.

/// Seconds of a minute, an hour, a day, …
pub const MINUTE: f64 = 60.0;
/// Seconds of an hour.
pub const HOUR: f64 = 3_600.0;
/// Seconds of a day.
pub const DAY: f64 = 86_400.0;
/// Seconds of a week.
pub const WEEK: f64 = 7.0 * DAY;
/// Seconds of a month of 30 days.
pub const MONTH: f64 = 30.0 * DAY;
/// Seconds of a year of 365 days.
pub const YEAR: f64 = 365.0 * DAY;

/// Durations: words, seconds, and whether the word is too short to stand away from its number.
const DURATIONS: &[(&[&str], f64, bool)] = &[
    (&["us", "µs", "μs", "microsecond", "microseconds"], 1e-6, false),
    (&["ms", "msec", "msecs", "millis", "millisecond", "milliseconds"], 1e-3, false),
    (&["s", "sec", "secs", "second", "seconds"], 1.0, false),
    (&["min", "mins", "minute", "minutes"], MINUTE, false),
    (&["m"], MINUTE, true),
    (&["h", "hr", "hrs", "hour", "hours"], HOUR, false),
    (&["d", "day", "days", "night", "nights"], DAY, false),
    (&["w"], WEEK, true),
    (&["wk", "wks", "week", "weeks"], WEEK, false),
    (&["fortnight", "fortnights"], 2.0 * WEEK, false),
    (&["mo", "mos", "mth", "mths", "month", "months"], MONTH, false),
    (&["quarter", "quarters"], 90.0 * DAY, false),
    (&["y"], YEAR, false),
    (&["yr", "yrs", "year", "years", "annum"], YEAR, false),
    (&["decade", "decades"], 10.0 * YEAR, false),
];

/// Adverbs that say how often.
const ADVERBS: &[(&str, f64)] = &[
    ("hourly", HOUR),
    ("daily", DAY),
    ("nightly", DAY),
    ("weekly", WEEK),
    ("monthly", MONTH),
    ("quarterly", 90.0 * DAY),
    ("yearly", YEAR),
    ("annual", YEAR),
    ("annually", YEAR),
    ("pcm", MONTH),
    ("pa", YEAR),
    ("p.a", YEAR),
];

/// Words of sizes in bytes.
const SIZES: &[(&[&str], f64)] = &[
    (&["b", "byte", "bytes", "octet", "octets"], 1.0),
    (&["kb", "kilobyte", "kilobytes", "kbyte", "kbytes"], 1e3),
    (&["mb", "megabyte", "megabytes", "mbyte", "mbytes", "meg", "megs"], 1e6),
    (&["gb", "gigabyte", "gigabytes", "gbyte", "gbytes", "gig", "gigs"], 1e9),
    (&["tb", "terabyte", "terabytes", "tbyte", "tbytes"], 1e12),
    (&["pb", "petabyte", "petabytes", "pbyte", "pbytes"], 1e15),
    (&["kib", "kibibyte", "kibibytes"], 1024.0),
    (&["mib", "mebibyte", "mebibytes"], 1_048_576.0),
    (&["gib", "gibibyte", "gibibytes"], 1_073_741_824.0),
    (&["tib", "tebibyte", "tebibytes"], 1_099_511_627_776.0),
    (&["pib", "pebibyte", "pebibytes"], 1_125_899_906_842_624.0),
];

/// Words of sizes in bits.
const BITS: &[(&[&str], f64)] = &[
    (&["bit", "bits"], 1.0),
    (&["kbit", "kbits", "kilobit", "kilobits", "kbps"], 1e3),
    (&["mbit", "mbits", "megabit", "megabits", "mbps"], 1e6),
    (&["gbit", "gbits", "gigabit", "gigabits", "gbps"], 1e9),
    (&["tbit", "tbits", "tbps"], 1e12),
];

/// Words that are a count per second on their own.
const RATES: &[(&str, &str, f64)] = &[
    ("rps", "request", 1.0),
    ("qps", "query", 1.0),
    ("tps", "transaction", 1.0),
    ("eps", "event", 1.0),
    ("ops", "operation", 1.0),
    ("iops", "operation", 1.0),
    ("rpm", "request", MINUTE),
    ("rph", "request", HOUR),
    ("hz", "sample", 1.0),
];

/// Months by name.
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Seconds of the duration word; `glued` = it stands right behind its number.
pub(super) fn duration(word: &str, glued: bool) -> Option<f64> {
    DURATIONS.iter().find(|(names, _, short)| names.contains(&word) && (glued || !short)).map(|row| row.1)
}

/// Seconds of a period after `per` or `/`.
pub(super) fn period(word: &str) -> Option<f64> {
    let full = duration(word, true)?;
    (word.len() > 1 || matches!(word, "s" | "h" | "d" | "y" | "w")).then_some(full)
}

/// Seconds between two times of `hourly`, `daily`, …
pub(super) fn adverb(word: &str) -> Option<f64> {
    ADVERBS.iter().find(|(name, _)| *name == word).map(|(_, seconds)| *seconds)
}

/// Bytes of a size word as written: `kB` and `KB` are bytes, `Mb` behind which comes `/s` is bits.
pub(super) fn size(word: &str, written: &str) -> Option<f64> {
    // A lower-case `b` alone is a billion or nothing.
    if written == "b" {
        return None;
    }
    SIZES.iter().find(|(names, _)| names.contains(&word)).map(|(_, bytes)| *bytes)
}

/// Bits of a word.
pub(super) fn bits(word: &str) -> Option<f64> {
    BITS.iter().find(|(names, _)| names.contains(&word)).map(|(_, bits)| *bits)
}

/// What a word such as `rps` counts, and over which seconds.
pub(super) fn rate(word: &str) -> Option<(&'static str, f64)> {
    RATES.iter().find(|(name, ..)| *name == word).map(|(_, noun, seconds)| (*noun, *seconds))
}

/// Number of the month of that name, 1 to 12; short names count from three letters.
pub(super) fn month(word: &str) -> Option<u8> {
    let index =
        MONTHS.iter().position(|name| *name == word || (word.len() == 3 && name.starts_with(word)))?;
    u8::try_from(index + 1).ok()
}
