//! `formula`: closed forms by name, evaluated from `name=value` words.

use crate::load::Failure;
use loadline_base::did_you_mean;
use loadline_capacity::formula::{Arguments, FORMULAS, find};

pub use loadline_capacity::formula::{
    Argument, Default, Formula, Given, Kind, MOST_SERVERS, MOST_STATES, Measure, Parameter, Value,
};

/// A formula evaluated.
#[derive(Debug)]
pub struct Evaluation {
    /// The formula.
    pub formula: &'static Formula,
    /// Its parameters, given or by default.
    pub given: Vec<Given>,
    /// Its quantities with their values.
    pub figures: Vec<(&'static Measure, Value)>,
}

/// Every formula, by family.
#[must_use]
pub fn formulas() -> &'static [Formula] {
    FORMULAS
}

/// The formula of a name.
///
/// # Errors
/// When there is none.
pub fn formula(name: &str) -> Result<&'static Formula, Failure> {
    find(name).ok_or_else(|| {
        let hint = match did_you_mean(name, FORMULAS.iter().map(|formula| formula.name)) {
            Some(close) => format!("did you mean `{close}`? `loadline formula` lists them all"),
            None => "`loadline formula` lists them all".to_owned(),
        };
        Failure::new(format!("no formula is called `{name}`"), hint)
    })
}

/// What the formula comes to with arguments written `name=value`.
///
/// # Errors
/// When an argument cannot be understood, or the formula has no answer for them.
pub fn evaluate<'a>(
    formula: &'static Formula,
    words: impl IntoIterator<Item = &'a str>,
) -> Result<Evaluation, Failure> {
    let arguments =
        Arguments::read(formula, words).map_err(|error| Failure::new(error.message, error.hint))?;
    let figures = formula
        .evaluate(&arguments)
        .map_err(|refusal| Failure::new(refusal.to_string(), refusal.hint().replace("NAME", formula.name)))?;
    Ok(Evaluation { formula, given: arguments.given, figures })
}
