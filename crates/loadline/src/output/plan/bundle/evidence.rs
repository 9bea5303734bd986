//! The evidence of a bundle in words: where a fact is written, or how a number was worked out and from what.

use loadline_app::plan::bundle::Evidence;
use loadline_base::Sources;
use loadline_base::units::format_number;
use loadline_evidence::{Input, Quantity};

/// Characters of the text of a fact that are shown.
const SHOWN: usize = 90;
/// Inputs of a number that are told.
const INPUTS: usize = 8;

/// One exhibit in a line.
pub(super) fn words(evidence: &Evidence, sources: &Sources) -> String {
    match evidence {
        Evidence::Stated { span, assumption, .. } => {
            let place = format!("{}:{}", sources.file(span.file).name(), sources.start(*span).line);
            let by = assumption.as_ref().map_or_else(String::new, |id| format!("; by assumption `{id}`"));
            format!("{place}: {}{by}", quoted(sources.slice(*span)))
        }
        Evidence::Computed { quantity, .. } => number(quantity),
        Evidence::Assumed { assumption, until, .. } => {
            format!("not known; assumption `{assumption}` stands in until {until}")
        }
        Evidence::Silent { rules } => format!("silence of {}", rules.join(", ")),
    }
}

/// The text as written, in one line.
fn quoted(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ").replace('`', "'");
    let short: String = line.chars().take(SHOWN).collect();
    if short.len() < line.len() { format!("`{short}`…") } else { format!("`{short}`") }
}

fn number(quantity: &Quantity) -> String {
    let unit = if quantity.unit == "1" { String::new() } else { format!(" {}", quantity.unit) };
    let mut text = format!("{}: {}{unit}", quantity.name, short(quantity.value));
    if let Some(formula) = &quantity.formula {
        text.push_str(&format!(" = {formula}"));
    }
    let told: Vec<String> = quantity.inputs.iter().take(INPUTS).map(input).collect();
    if !told.is_empty() {
        let more = quantity.inputs.len().saturating_sub(INPUTS);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        text.push_str(&format!("; from {}{more}", told.join(", ")));
    }
    text
}

fn input(input: &Input) -> String {
    let unit = if input.unit == "1" { String::new() } else { format!(" {}", input.unit) };
    format!("`{}` {}{unit} ({})", input.path, short(input.value), input.provenance.word())
}

/// Six digits that count: enough to work it out again.
fn short(value: f64) -> String {
    format_number(loadline_base::figure::significant(value, 6))
}
