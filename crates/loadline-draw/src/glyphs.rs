//! Which characters a drawing for terminals may use. Every glyph is one column wide.

use crate::tone::Tone;

/// The characters a terminal is trusted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// Block elements, lines and geometric shapes.
    #[default]
    Unicode,
    /// Nothing beyond ASCII: logs, mails, old consoles.
    Ascii,
}

impl Glyphs {
    /// Levels of a sparkline, the lowest first.
    pub(crate) fn levels(self) -> [char; 8] {
        match self {
            Self::Unicode => ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
            Self::Ascii => ['_', '-', '=', '+', '*', '%', '#', '@'],
        }
    }

    /// Where nothing is known.
    pub(crate) fn missing(self) -> char {
        self.pick('·', '.')
    }

    /// A lane on which nothing happens.
    pub(crate) fn idle(self) -> char {
        self.pick('─', '-')
    }

    /// A stretch of time. No two tones share a glyph, so that no colour is needed to tell them apart.
    pub(crate) fn span(self, tone: Tone) -> char {
        match tone {
            Tone::Missing => self.missing(),
            Tone::Quiet => self.pick('░', ':'),
            Tone::Plain => self.pick('▒', '='),
            Tone::Good => self.pick('━', '~'),
            Tone::Warning => self.pick('▓', '+'),
            Tone::Alarm => self.pick('█', '#'),
        }
    }

    /// A point in time. An alarm stands in a row of its own above its lane and points down at it.
    pub(crate) fn mark(self, tone: Tone) -> char {
        match tone {
            Tone::Alarm => self.pick('▼', '!'),
            Tone::Warning => self.pick('△', '^'),
            Tone::Missing => self.pick('○', '?'),
            Tone::Quiet | Tone::Plain | Tone::Good => self.pick('•', 'o'),
        }
    }

    /// What stands for the end of a text that was cut.
    pub(crate) fn ellipsis(self) -> char {
        self.pick('…', '~')
    }

    /// The one or the other character.
    pub(crate) fn pick(self, unicode: char, ascii: char) -> char {
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
        }
    }
}
