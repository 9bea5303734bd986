//! The stretches of time that something can be counted per.

/// What a rate, a growth or a sum of money is counted per. Ordered from short to long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// `/s`, `per second`.
    Second,
    /// `/min`, `per minute`.
    Minute,
    /// `/h`, `per hour`.
    Hour,
    /// `/d`, `per day`: 24 h.
    Day,
    /// `/w`, `per week`: 7 d.
    Week,
    /// `/month`, `per month`: a twelfth of a year, 365.25/12 d.
    Month,
    /// `/y`, `per year`: 365.25 d.
    Year,
}

impl Period {
    /// The period called `word`. `m` is none: it could be a minute or a month.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "s" | "second" => Self::Second,
            "min" | "minute" => Self::Minute,
            "h" | "hour" => Self::Hour,
            "d" | "day" => Self::Day,
            "w" | "week" => Self::Week,
            "month" => Self::Month,
            "y" | "year" => Self::Year,
            _ => return None,
        })
    }

    /// How long it is, in seconds.
    #[must_use]
    pub const fn seconds(self) -> f64 {
        const DAY: f64 = 86_400.0;
        match self {
            Self::Second => 1.0,
            Self::Minute => 60.0,
            Self::Hour => 3_600.0,
            Self::Day => DAY,
            Self::Week => 7.0 * DAY,
            Self::Month => 365.25 * DAY / 12.0,
            Self::Year => 365.25 * DAY,
        }
    }

    /// The full word, `month`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The short form behind a `/`: `s`, `min`, `h`, `d`, `w`, `month`, `y`.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day => "d",
            Self::Week => "w",
            Self::Month => "month",
            Self::Year => "y",
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}
