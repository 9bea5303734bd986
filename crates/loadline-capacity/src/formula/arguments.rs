//! What a formula is evaluated with: its parameters, read from `name=value` by the table alone.

use super::{Default, Formula, Kind, Parameter};
use loadline_base::did_you_mean;
use loadline_base::units::{Duration, Rate, Share, Size, Unit};

/// The longest list that is read.
const LONGEST_LIST: usize = 10_000;

/// One value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// A number in the unit of the parameter.
    Number(f64),
    /// Numbers in the unit of the parameter.
    List(Vec<f64>),
    /// One of the words of the parameter.
    Word(&'static str),
}

/// An argument that was given or stands in for one.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// What it is.
    pub parameter: &'static Parameter,
    /// Its value.
    pub value: Argument,
    /// Whether the default of the table was taken.
    pub is_default: bool,
}

/// The arguments of one evaluation, in the order of the table; optional ones may be absent.
#[derive(Debug, Clone, PartialEq)]
pub struct Arguments {
    /// Every parameter that has a value.
    pub given: Vec<Given>,
}

/// An argument that cannot be understood, with a hint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct BadArgument {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Arguments {
    /// Reads `name=value` words as arguments of `formula`.
    ///
    /// # Errors
    /// A word without `=`, an unknown or repeated name, a value that cannot be read, a missing parameter.
    pub fn read<'a>(
        formula: &'static Formula,
        words: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, BadArgument> {
        let mut written: Vec<Option<Argument>> = vec![None; formula.parameters.len()];
        for word in words {
            let Some((name, text)) = word.split_once('=') else {
                return Err(bad(
                    format!("`{word}` is not written as `name=value`"),
                    format!("`{}` takes {}", formula.name, names(formula)),
                ));
            };
            let (name, text) = (name.trim(), text.trim());
            let Some(index) = formula.parameters.iter().position(|parameter| parameter.name == name) else {
                return Err(unknown(formula, name));
            };
            let parameter = &formula.parameters[index];
            if written[index].is_some() {
                return Err(bad(format!("`{name}` is given twice"), "leave one of the two out".to_owned()));
            }
            written[index] = Some(value(parameter, text)?);
        }
        let mut given = Vec::new();
        for (parameter, value_given) in formula.parameters.iter().zip(written) {
            let is_default = value_given.is_none();
            let value = match (value_given, parameter.default) {
                (Some(value), _) => value,
                (None, Default::Value(text)) => value(parameter, text)?,
                (None, Default::Optional) => continue,
                (None, Default::Required) => return Err(missing(formula, parameter)),
            };
            given.push(Given { parameter, value, is_default });
        }
        Ok(Self { given })
    }

    /// The number of a parameter that the table makes sure of; NaN, which every formula refuses, for any other.
    pub(crate) fn number(&self, name: &str) -> f64 {
        self.optional(name).unwrap_or(f64::NAN)
    }

    /// The number of a parameter that may be absent.
    pub(crate) fn optional(&self, name: &str) -> Option<f64> {
        match self.value(name)? {
            Argument::Number(number) => Some(*number),
            Argument::List(_) | Argument::Word(_) => None,
        }
    }

    /// The whole number of a parameter of [`Kind::Count`].
    pub(crate) fn count(&self, name: &str) -> u64 {
        // Reading made sure that it is whole; the cast saturates.
        self.optional(name).map_or(0, |number| number as u64)
    }

    /// The list of a parameter of [`Kind::List`] or [`Kind::Counts`].
    pub(crate) fn list(&self, name: &str) -> &[f64] {
        match self.value(name) {
            Some(Argument::List(list)) => list,
            _ => &[],
        }
    }

    /// The word of a parameter of [`Kind::Word`].
    pub(crate) fn word(&self, name: &str) -> &'static str {
        match self.value(name) {
            Some(Argument::Word(word)) => word,
            _ => "",
        }
    }

    fn value(&self, name: &str) -> Option<&Argument> {
        self.given.iter().find(|given| given.parameter.name == name).map(|given| &given.value)
    }
}

fn value(parameter: &Parameter, text: &str) -> Result<Argument, BadArgument> {
    let wrong = || {
        bad(
            format!("`{}={text}` is not {}", parameter.name, parameter.kind.wants()),
            format!("`{}`: {}", parameter.name, parameter.meaning),
        )
    };
    match parameter.kind {
        Kind::Word(words) => match words.iter().find(|word| **word == text) {
            Some(word) => Ok(Argument::Word(word)),
            None => Err(BadArgument {
                hint: match did_you_mean(text, words.iter().copied()) {
                    Some(close) => format!("did you mean `{close}`?"),
                    None => format!("one of `{}`", words.join("`, `")),
                },
                ..wrong()
            }),
        },
        Kind::List(of) => {
            let numbers: Option<Vec<f64>> =
                text.split(',').take(LONGEST_LIST + 1).map(|part| number(of, part.trim())).collect();
            let numbers = numbers.ok_or_else(wrong)?;
            if numbers.len() > LONGEST_LIST {
                return Err(bad(
                    format!("`{}` has more than {LONGEST_LIST} entries", parameter.name),
                    "shorten the list".to_owned(),
                ));
            }
            Ok(Argument::List(numbers))
        }
        kind => number(&kind, text).map(Argument::Number).ok_or_else(wrong),
    }
}

/// A number in the unit of `kind`, written plainly or with a unit.
fn number(kind: &Kind, text: &str) -> Option<f64> {
    let plain = text.replace('_', "").parse::<f64>().ok().filter(|number| number.is_finite());
    match kind {
        Kind::Time => plain.or_else(|| Some(Duration::read(text).ok()?.as_secs_f64())),
        Kind::Rate => plain.or_else(|| Some(Rate::read(text).ok()?.per_second())),
        Kind::Share => plain.or_else(|| Some(Share::read(text).ok()?.fraction())),
        Kind::Bytes => plain.or_else(|| Some(Size::read(text).ok()?.bytes() as f64)),
        Kind::Count => plain.filter(|number| number.fract() == 0.0 && *number >= 0.0),
        _ => plain,
    }
}

fn unknown(formula: &Formula, name: &str) -> BadArgument {
    let list = names(formula);
    let hint = match did_you_mean(name, formula.parameters.iter().map(|parameter| parameter.name)) {
        Some(close) => format!("did you mean `{close}`? `{}` takes {list}", formula.name),
        None => format!("`{}` takes {list}", formula.name),
    };
    bad(format!("`{}` has no parameter `{name}`", formula.name), hint)
}

fn missing(formula: &Formula, parameter: &Parameter) -> BadArgument {
    let unit = match parameter.kind.unit() {
        "1" => String::new(),
        unit => format!(", in {unit}"),
    };
    bad(
        format!("`{}` needs `{}`", formula.name, parameter.name),
        format!("`{}=…`: {}{unit}", parameter.name, parameter.meaning),
    )
}

fn names(formula: &Formula) -> String {
    let names: Vec<String> =
        formula.parameters.iter().map(|parameter| format!("`{}`", parameter.name)).collect();
    names.join(", ")
}

const fn bad(message: String, hint: String) -> BadArgument {
    BadArgument { message, hint }
}
