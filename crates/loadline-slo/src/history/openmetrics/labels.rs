//! The name and labels at the start of a sample: `metric{name="value",…}`, or `{"any name", name="value"}` of newer writers.

use super::excerpt;
use loadline_promql::{Labels, METRIC_NAME};

/// Where the text of the series ends: past its closing brace, or at the space behind its bare name.
pub(super) fn end(line: &[u8]) -> Option<usize> {
    let open = line.iter().position(|byte| matches!(byte, b'{' | b' ' | b'\t'))?;
    let brace = if line.get(open) == Some(&b'{') {
        open
    } else {
        // `metric {a="b"}` is allowed by the older format.
        let spaces = line.get(open..)?.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if line.get(open + spaces) != Some(&b'{') {
            return Some(open);
        }
        open + spaces
    };
    let mut at = brace + 1;
    let mut quoted = false;
    while let Some(byte) = line.get(at) {
        match byte {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'}' if !quoted => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The labels that the text of a series names.
pub(super) fn read(text: &[u8], most: usize) -> Result<Labels, String> {
    let text = std::str::from_utf8(text).map_err(|_| "the labels are not UTF-8".to_owned())?;
    let (name, inside) = match text.split_once('{') {
        Some((name, rest)) => (name.trim_end(), rest.strip_suffix('}').unwrap_or(rest)),
        None => (text, ""),
    };
    let mut pairs: Vec<(String, String)> = Vec::new();
    if !name.is_empty() {
        if !is_name(name, true) {
            return Err(format!("`{}` is no name of a metric", excerpt(name.as_bytes())));
        }
        pairs.push((METRIC_NAME.to_owned(), name.to_owned()));
    }
    let mut rest = inside.trim_start();
    while !rest.is_empty() {
        let (label, after) = if rest.starts_with('"') {
            let (label, after) = quoted(rest)?;
            let after = after.trim_start();
            if !after.starts_with('=') {
                // A quoted word without a value is the name of the metric.
                add(&mut pairs, METRIC_NAME.to_owned(), label, most)?;
                rest = next(after)?;
                continue;
            }
            (label, after)
        } else {
            let at = rest.find(['=', ' ', '\t']).unwrap_or(rest.len());
            let (label, after) = rest.split_at(at);
            if !is_name(label, false) {
                return Err(format!("`{}` is no name of a label", excerpt(label.as_bytes())));
            }
            (label.to_owned(), after.trim_start())
        };
        let value = after.strip_prefix('=').map(str::trim_start).filter(|value| value.starts_with('"'));
        let (value, after) = quoted(
            value.ok_or_else(|| format!("label `{}` has no quoted value", excerpt(label.as_bytes())))?,
        )?;
        add(&mut pairs, label, value, most)?;
        rest = next(after.trim_start())?;
    }
    if pairs.iter().all(|(name, _)| name != METRIC_NAME) {
        return Err("a sample without a name".to_owned());
    }
    Ok(Labels::new(pairs))
}

fn add(pairs: &mut Vec<(String, String)>, name: String, value: String, most: usize) -> Result<(), String> {
    if pairs.iter().any(|(known, _)| *known == name) {
        return Err(format!("label `{}` comes twice", excerpt(name.as_bytes())));
    }
    if pairs.len() > most {
        return Err(format!("more than {most} labels (limit `labels`)"));
    }
    pairs.push((name, value));
    Ok(())
}

/// What follows the comma behind a label; a comma at the end is allowed.
fn next(rest: &str) -> Result<&str, String> {
    match rest.strip_prefix(',') {
        Some(more) => Ok(more.trim_start()),
        None if rest.is_empty() => Ok(rest),
        None => Err(format!("`{}` where a comma should be", excerpt(rest.as_bytes()))),
    }
}

/// The unescaped text in quotes at the start, and what follows it.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let mut value = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Ok((value, text.get(at + 1..).unwrap_or_default())),
            '\\' => match characters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, escaped @ ('\\' | '"'))) => value.push(escaped),
                // Prometheus keeps an unknown escape as it stands.
                Some((_, other)) => value.extend(['\\', other]),
                None => break,
            },
            other => value.push(other),
        }
    }
    Err("a quoted value does not end".to_owned())
}

fn is_name(name: &str, colons: bool) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || (colons && byte == b':');
    name.bytes().all(inner) && name.bytes().next().is_some_and(|first| !first.is_ascii_digit())
}
