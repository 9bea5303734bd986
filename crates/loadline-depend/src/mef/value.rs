//! Numbers: constants, parameters and plain arithmetic over them.

use super::MefError;
use super::definitions::{Definition, Definitions};
use super::scope::{Container, Named};
use super::xml::Element;

/// Parameters that lead to each other at most.
const MAX_CHAIN: usize = 100;

impl<'x> Definitions<'x> {
    /// The probability of a basic event.
    pub(super) fn probability(&self, event: Definition<'x>) -> Result<f64, MefError> {
        let element = event.element;
        let Some(expression) = only(element)? else {
            return Err(element.error(
                format!("the basic event `{}` has no probability", self.name(event)),
                "write `<float value=\"…\"/>` inside it",
            ));
        };
        let value = self.value(expression, event.scope, 0)?;
        if (0.0..=1.0).contains(&value) {
            return Ok(value);
        }
        Err(expression.error(
            format!("the probability of `{}` is {value}, which is not in [0, 1]", self.name(event)),
            "a probability is at least 0 and at most 1",
        ))
    }

    /// Whether a house event happens.
    pub(super) fn happens(&self, event: Definition<'x>) -> Result<bool, MefError> {
        match only(event.element)? {
            None => Ok(false),
            Some(constant) if constant.name() == "constant" => truth(constant),
            Some(other) => Err(other.refused("define-house-event")),
        }
    }

    fn value(&self, expression: Element<'x>, scope: Container, chain: usize) -> Result<f64, MefError> {
        let name = expression.name();
        match name {
            "float" | "int" => {
                let written = expression.required("value")?;
                let number = written.parse::<f64>().ok().filter(|number| number.is_finite());
                number.ok_or_else(|| {
                    expression.error(format!("`{written}` is no number"), "write a number such as 1.5e-3")
                })
            }
            "bool" | "constant" => truth(expression).map(|value| f64::from(u8::from(value))),
            "parameter" => {
                let used = expression.required("name")?;
                let Some(Named::Parameter(index)) = self.names.find(used, scope, true) else {
                    let hint = self.advice(used, "parameter");
                    return Err(expression.error(format!("the parameter `{used}` is not defined"), hint));
                };
                let parameter = self.parameters[index as usize];
                if chain >= MAX_CHAIN {
                    let message =
                        format!("the parameter `{used}` is defined by itself, or by {MAX_CHAIN} others");
                    return Err(parameter.element.error(message, "give one of them a number"));
                }
                match only(parameter.element)? {
                    Some(inner) => self.value(inner, parameter.scope, chain + 1),
                    None => Err(parameter.element.error(
                        format!("the parameter `{used}` has no value"),
                        "write `<float value=\"…\"/>` inside it",
                    )),
                }
            }
            "neg" | "add" | "sub" | "mul" | "div" | "exponential" => {
                let values: Result<Vec<f64>, MefError> =
                    expression.parts().map(|part| self.value(part, scope, chain)).collect();
                arithmetic(name, &values?).ok_or_else(|| {
                    expression.error(
                        format!("`<{name}>` has the wrong number of values"),
                        "see the format's reference",
                    )
                })
            }
            _ => Err(expression.error(
                format!("the expression `<{name}>` is not supported"),
                "write the probability as a number: `<float value=\"…\"/>`",
            )),
        }
    }
}

fn arithmetic(name: &str, values: &[f64]) -> Option<f64> {
    match (name, values) {
        ("neg", [value]) => Some(-value),
        ("add", [_, ..]) => Some(values.iter().sum()),
        ("mul", [_, ..]) => Some(values.iter().product()),
        ("sub", [first, rest @ ..]) => Some(first - rest.iter().sum::<f64>()),
        ("div", [first, rest @ ..]) => Some(first / rest.iter().product::<f64>()),
        // Of a failure rate and a time.
        ("exponential", [rate, time]) => Some(-(-rate * time).exp_m1()),
        _ => None,
    }
}

fn truth(constant: Element<'_>) -> Result<bool, MefError> {
    match constant.required("value")? {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        other => Err(constant.error(format!("`{other}` is no truth value"), "write `true` or `false`")),
    }
}

/// The only part of an element.
pub(super) fn only(element: Element<'_>) -> Result<Option<Element<'_>>, MefError> {
    let mut parts = element.parts();
    let first = parts.next();
    match parts.next() {
        None => Ok(first),
        Some(second) => Err(second
            .error(format!("`<{}>` holds more than one expression", element.name()), "leave one of them")),
    }
}

impl Element<'_> {
    /// The truth value of a `<constant>`.
    pub(super) fn truth(self) -> Result<bool, MefError> {
        truth(self)
    }
}
