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
            let file = below_root(sources.file(span.file).name(), sources);
            let place = format!("{file}:{}", sources.start(*span).line);
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

/// The name of a file as readers elsewhere know it: where the model lies on the machine that wrote a document is no part of
/// it, and must not change its bytes.
fn below_root<'n>(name: &'n str, sources: &Sources) -> &'n str {
    if !std::path::Path::new(name).is_absolute() {
        return name;
    }
    let folders = sources.iter().filter_map(|(_, file)| Some(file.name().rsplit_once('/')?.0));
    let root = folders.reduce(common).unwrap_or_default();
    // Of files that have nothing in common no name may look as if it began at one root.
    if root.is_empty() {
        return name;
    }
    name.strip_prefix(root).map_or(name, |rest| rest.trim_start_matches('/'))
}

/// The folder that both are in.
fn common<'f>(one: &'f str, other: &'f str) -> &'f str {
    let pairs = one.split('/').zip(other.split('/')).take_while(|(one, other)| one == other);
    let length: usize = pairs.map(|(name, _)| name.len() + 1).sum();
    &one[..length.saturating_sub(1)]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_does_not_say_where_the_model_lies_on_a_machine() {
        let mut sources = Sources::default();
        for name in ["/srv/models/shop/loadline.yaml", "/srv/models/shop/parts/web.yaml"] {
            sources.add(name, "");
        }
        assert_eq!(below_root("/srv/models/shop/parts/web.yaml", &sources), "parts/web.yaml");
        assert_eq!(below_root("/srv/models/shop/loadline.yaml", &sources), "loadline.yaml");
        assert_eq!(below_root("shop/loadline.yaml", &sources), "shop/loadline.yaml");
    }
}
