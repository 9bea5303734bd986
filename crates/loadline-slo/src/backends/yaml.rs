//! Writes trees as YAML that reads the same under YAML 1.1 and 1.2: what could be taken for anything but text is quoted.
//! It knows nothing of rules.

use serde_json::Value;
use std::fmt::Write as _;

/// The tree in block style, with a newline at its end.
pub(crate) fn write(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Object(map) if !map.is_empty() => block(&mut text, value, 0),
        Value::Array(items) if !items.is_empty() => block(&mut text, value, 0),
        _ => {
            scalar(&mut text, value, 0);
            text.push('\n');
        }
    }
    text
}

/// A comment of one or more lines.
pub(crate) fn comment(text: &str) -> String {
    text.lines().fold(String::new(), |mut out, line| {
        let line: String = line.chars().filter(|c| !c.is_control() && !breaks(*c)).collect();
        let _ = writeln!(out, "# {line}");
        out
    })
}

fn block(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Object(map) => {
            for (at, (key, value)) in map.iter().enumerate() {
                // The first key of a map in a list stands behind its dash.
                if at > 0 || out.is_empty() || out.ends_with('\n') {
                    pad(out, indent);
                }
                inline(out, key);
                out.push(':');
                below(out, value, indent);
            }
        }
        Value::Array(items) => {
            for item in items {
                if out.is_empty() || out.ends_with('\n') {
                    pad(out, indent);
                }
                out.push('-');
                match item {
                    Value::Object(map) if !map.is_empty() => {
                        out.push(' ');
                        block(out, item, indent + 2);
                    }
                    _ => below(out, item, indent),
                }
            }
        }
        _ => below(out, value, indent),
    }
}

/// What stands behind a colon or a dash.
fn below(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            out.push('\n');
            block(out, value, indent + 2);
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            block(out, value, indent + 2);
        }
        _ => {
            out.push(' ');
            scalar(out, value, indent);
            out.push('\n');
        }
    }
}

fn scalar(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::String(text) if is_literal(text) => {
            out.push_str("|-");
            for line in text.split('\n') {
                out.push('\n');
                if !line.is_empty() {
                    pad(out, indent + 2);
                    out.push_str(line);
                }
            }
        }
        Value::String(text) => inline(out, text),
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            let _ = write!(out, "{value}");
        }
    }
}

/// Text of several lines that a literal block keeps as it is.
fn is_literal(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n', '\t'])
        && !text.ends_with('\n')
        && text.chars().all(|c| c == '\n' || (!c.is_control() && !breaks(c)))
}

fn inline(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
    } else if text.chars().all(|c| !c.is_control() && !breaks(c)) && text.contains(['"', '\\']) {
        out.push('\'');
        out.push_str(&text.replace('\'', "''"));
        out.push('\'');
    } else {
        out.push('"');
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                '\r' => out.push_str("\\r"),
                c if c.is_control() || breaks(c) => {
                    let _ = write!(out, "\\u{:04X}", u32::from(c));
                }
                c => out.push(c),
            }
        }
        out.push('"');
    }
}

/// Characters that some reader takes for the end of a line, or refuses.
const fn breaks(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Words and durations that no reader takes for anything but text.
fn is_plain(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':');
    if !text.chars().all(inner) || text.ends_with(':') {
        return false;
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() < text.len() {
        return matches!(digits, "ms" | "s" | "m" | "h" | "d" | "w");
    }
    let lower = text.to_ascii_lowercase();
    let taken = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "infinity"];
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && !taken.contains(&lower.as_str())
}

fn pad(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn looks_as_people_write_it() {
        let tree = json!({"groups": [{"name": "a", "rules": [
            {"record": "slo:bad:increase5m", "expr": "x{a=\"b\"}", "for": "5m", "labels": {}},
            {"expr": "a\nand\n  b", "labels": {"on": "no", "tier": "2", "at": "12:30"}},
        ]}], "none": null, "list": [1, true, "text here", ["x"]]});
        let expected = "groups:\n  - name: a\n    rules:\n      - record: slo:bad:increase5m\n        expr: 'x{a=\"b\"}'\n        for: 5m\n        labels: {}\n      - expr: |-\n          a\n          and\n            b\n        labels:\n          \"on\": \"no\"\n          tier: \"2\"\n          at: \"12:30\"\nnone: null\nlist:\n  - 1\n  - true\n  - \"text here\"\n  -\n    - x\n";
        assert_eq!(write(&tree), expected);
    }

    fn tree() -> impl Strategy<Value = Value> {
        let words = prop_oneof![
            any::<String>(),
            "[-?:,\\[\\]{}#&*!|>'\"%@`~0-9eE+._xo\n ]{0,8}".prop_map(String::from),
            prop::sample::select(vec![
                "yes",
                "NO",
                "~",
                "1e3",
                "0x1f",
                "12:30:45",
                "2024-01-01",
                ".inf",
                "<<",
                "="
            ])
            .prop_map(String::from),
        ];
        let leaf = prop_oneof![
            words.clone().prop_map(Value::String),
            any::<bool>().prop_map(Value::Bool),
            any::<i32>().prop_map(Value::from)
        ];
        leaf.prop_recursive(3, 24, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::vec((words.clone(), inner), 0..4)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(tree in tree()) {
            let text = write(&tree);
            let read: Value = serde_saphyr::from_str(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            prop_assert_eq!(read, tree, "{}", text);
        }
    }
}
