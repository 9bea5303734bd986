//! Prints templates.

use super::{Call, Function, Piece, Template, format, humanize};
use crate::Labels;

/// What a template may ask for.
pub(in crate::rules) struct Context<'a> {
    pub(in crate::rules) labels: &'a Labels,
    pub(in crate::rules) value: f64,
    pub(in crate::rules) external: &'a [(String, String)],
}

/// What an action comes to.
enum Printed {
    Number(f64),
    Text(String),
}

impl Template {
    /// The text for one alert. What goes wrong only now, such as a label that is no number, is told in its place, as
    /// Prometheus does.
    pub(in crate::rules) fn expand(&self, context: &Context<'_>) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Action(call) => match print(call, context) {
                    Ok(Printed::Text(text)) => out.push_str(&text),
                    Ok(Printed::Number(value)) => out.push_str(&format::value(value)),
                    Err(error) => return format!("<error expanding template: {error}>"),
                },
            }
        }
        out
    }
}

fn print(call: &Call, context: &Context<'_>) -> Result<Printed, String> {
    Ok(match call {
        Call::Value => Printed::Number(context.value),
        Call::Number(value) => Printed::Number(*value),
        Call::Text(text) => Printed::Text(text.clone()),
        Call::Label(name) => Printed::Text(context.labels.get(name).unwrap_or_default().to_owned()),
        Call::External(name) => {
            let found = context.external.iter().find(|(known, _)| known == name);
            Printed::Text(found.map(|(_, value)| value.clone()).unwrap_or_default())
        }
        Call::Function { name: Function::Printf, arguments } => Printed::Text(printf(arguments, context)?),
        Call::Function { name, arguments } => {
            let argument =
                arguments.first().map_or(Ok(Printed::Text(String::new())), |a| print(a, context))?;
            Printed::Text(apply(*name, argument)?)
        }
    })
}

fn apply(function: Function, argument: Printed) -> Result<String, String> {
    let humanized: fn(f64) -> String = match function {
        Function::Humanize => humanize::metric,
        Function::Humanize1024 => humanize::binary,
        Function::HumanizeDuration => humanize::duration,
        Function::HumanizePercentage => humanize::percentage,
        Function::ToUpper | Function::ToLower | Function::Printf => {
            let text = match argument {
                Printed::Text(text) => text,
                Printed::Number(value) => format::value(value),
            };
            return Ok(if function == Function::ToUpper { text.to_uppercase() } else { text.to_lowercase() });
        }
    };
    match argument {
        Printed::Number(value) => Ok(humanized(value)),
        Printed::Text(text) => text.parse().map(humanized).map_err(|_| format!("`{text}` is not a number")),
    }
}

fn printf(arguments: &[Call], context: &Context<'_>) -> Result<String, String> {
    let Some((Call::Text(pattern), arguments)) = arguments.split_first() else { return Ok(String::new()) };
    let printed: Vec<Printed> =
        arguments.iter().map(|argument| print(argument, context)).collect::<Result<_, _>>()?;
    let out = std::cell::RefCell::new(String::new());
    let mut next = printed.into_iter();
    format::walk(
        pattern,
        |c| out.borrow_mut().push(c),
        |verb| match next.next() {
            Some(Printed::Number(value)) => out.borrow_mut().push_str(&verb.number(value)),
            Some(Printed::Text(text)) => out.borrow_mut().push_str(&text),
            None => {}
        },
    )?;
    Ok(out.into_inner())
}
