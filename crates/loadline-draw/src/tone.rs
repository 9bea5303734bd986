//! How loud a thing is drawn. A tone says how much attention is asked for, never what the thing is.

/// How much attention a span, a mark, a bar or a line asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tone {
    /// Nothing is known here.
    Missing,
    /// In the background: planned, excluded, silenced.
    Quiet,
    /// As anything else.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// Worth a look in working hours.
    Warning,
    /// Somebody would have been woken: seen first, also without colour.
    Alarm,
}

impl Tone {
    /// Every tone, the quietest first. Where two meet in one cell, the louder one is drawn.
    pub const ALL: [Self; 6] =
        [Self::Missing, Self::Quiet, Self::Plain, Self::Good, Self::Warning, Self::Alarm];

    /// One word, as the classes of the style sheets have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Quiet => "quiet",
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Alarm => "alarm",
        }
    }
}
