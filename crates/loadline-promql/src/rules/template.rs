//! The part of Go's templates that labels and annotations of alerts use: `{{ $labels.job }}`, `{{ $value | humanize }}`,
//! `{{ printf "%.2f" $value }}`. Everything else is refused by name when it is read.

mod expand;
mod format;
mod humanize;
mod parse;

pub(super) use expand::Context;

/// A text with actions in double braces.
#[derive(Debug, Clone)]
pub struct Template {
    text: String,
    pieces: Vec<Piece>,
}

/// A template that is not expanded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}; hint: labels, the value, `printf` and the `humanize…` functions can be used in templates")]
pub struct TemplateError {
    /// What is wrong or not evaluated.
    pub reason: String,
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Action(Call),
}

/// What an action prints.
#[derive(Debug, Clone)]
enum Call {
    Value,
    Label(String),
    External(String),
    Text(String),
    Number(f64),
    Function { name: Function, arguments: Vec<Self> },
}

/// The functions that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    Printf,
    Humanize,
    Humanize1024,
    HumanizeDuration,
    HumanizePercentage,
    ToUpper,
    ToLower,
}

const FUNCTIONS: &[(&str, Function)] = &[
    ("printf", Function::Printf),
    ("humanize", Function::Humanize),
    ("humanize1024", Function::Humanize1024),
    ("humanizeDuration", Function::HumanizeDuration),
    ("humanizePercentage", Function::HumanizePercentage),
    ("toUpper", Function::ToUpper),
    ("toLower", Function::ToLower),
];

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// It is broken, or uses something that is not expanded here.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        Ok(Self { text: text.to_owned(), pieces: parse::pieces(text)? })
    }

    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether what it prints depends on the value.
    pub(super) fn reads_value(&self) -> bool {
        fn reads(call: &Call) -> bool {
            match call {
                Call::Value => true,
                Call::Function { arguments, .. } => arguments.iter().any(reads),
                _ => false,
            }
        }
        self.pieces.iter().any(|piece| matches!(piece, Piece::Action(call) if reads(call)))
    }
}
