//! Values of the tree with their kinds checked, and the messages for those that are not what they should be.

use super::Reading;
use loadline_base::{Diagnostic, Span, did_you_mean};
use loadline_model::faults;
use loadline_model::syntax::{Entry, NodeId, NodeKind};
use loadline_promql::Millis;

/// The fields of a map.
pub(super) struct Fields(Vec<(String, NodeId)>);

impl Fields {
    /// The value of a field that is given.
    pub(super) fn get(&self, name: &str) -> Option<NodeId> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }
}

impl Reading<'_> {
    pub(super) fn wrong(&mut self, place: Span, what: &str, hint: &str) {
        let diagnostic = Diagnostic::error(faults::WRONG_VALUE.code, what).at(place, "");
        self.diagnostics.push(if hint.is_empty() { diagnostic } else { diagnostic.hint(hint) });
    }

    pub(super) fn unknown(&mut self, place: Span, key: &str, of: &str, known: &[&str]) {
        let diagnostic =
            Diagnostic::error(faults::UNKNOWN_KEY.code, format!("unknown field `{key}` of {of}"))
                .at(place, "");
        self.diagnostics.push(match did_you_mean(key, known.iter().copied()) {
            Some(close) => diagnostic.hint(format!("did you mean `{close}`?")),
            None => diagnostic,
        });
    }

    /// The fields of a map that has no others than the known ones; those without a value are as good as absent.
    pub(super) fn fields(&mut self, id: NodeId, of: &str, known: &[&str]) -> Option<Fields> {
        let mut fields = Vec::new();
        if !matches!(self.tree.node(id).kind, NodeKind::Map { .. }) {
            self.wrong(self.span(id), &format!("{of} is a map of fields"), "");
            return None;
        }
        for entry in self.tree.entries(id) {
            let key = self.tree.scalar(entry.key).unwrap_or_default();
            if !known.contains(&key) {
                self.unknown(self.span(entry.key), key, of, known);
            } else if self.given(entry.value) {
                fields.push((key.to_owned(), entry.value));
            }
        }
        Some(Fields(fields))
    }

    /// The items of a list, none where there is none.
    pub(super) fn list(&mut self, id: Option<NodeId>) -> Vec<NodeId> {
        let Some(id) = id else { return Vec::new() };
        if !matches!(self.tree.node(id).kind, NodeKind::List { .. }) {
            self.wrong(self.span(id), "a list is wanted here", "");
        }
        self.tree.items(id).to_vec()
    }

    /// The entries of a map.
    pub(super) fn map(&mut self, id: NodeId) -> Vec<Entry> {
        if !matches!(self.tree.node(id).kind, NodeKind::Map { .. }) {
            self.wrong(self.span(id), "a map is wanted here", "");
        }
        self.tree.entries(id).to_vec()
    }

    pub(super) fn text(&mut self, id: NodeId) -> Option<String> {
        let text = self.tree.scalar(id).map(str::to_owned);
        if text.is_none() {
            self.wrong(self.span(id), "a single value is wanted here", "");
        }
        text
    }

    /// The single values of a list.
    pub(super) fn texts(&mut self, id: Option<NodeId>) -> Vec<String> {
        let items = self.list(id);
        items.into_iter().filter_map(|item| self.text(item)).collect()
    }

    pub(super) fn boolean(&mut self, id: NodeId) -> bool {
        match self.tree.plain(id) {
            Some("true" | "True" | "TRUE" | "yes" | "on") => true,
            Some("false" | "False" | "FALSE" | "no" | "off") => false,
            _ => {
                self.wrong(self.span(id), "`true` or `false` is wanted here", "");
                false
            }
        }
    }

    pub(super) fn duration(&mut self, id: NodeId) -> Option<Millis> {
        let text = self.text(id)?;
        let read = duration(&text);
        if read.is_none() {
            let text: String = text.chars().take(40).collect();
            self.wrong(
                self.span(id),
                &format!("`{text}` is no duration"),
                "write `30s`, `5m`, `1h30m` or `1d`",
            );
        }
        read
    }
}

/// A duration of Prometheus: `1d`, `1h30m`, `250ms`, `0`; units from the largest to the smallest, each once.
fn duration(text: &str) -> Option<Millis> {
    if text == "0" {
        return Some(0);
    }
    let units: [(&str, i64); 7] = [
        ("y", 365 * 86_400_000),
        ("w", 7 * 86_400_000),
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("m", 60_000),
        ("s", 1000),
        ("ms", 1),
    ];
    let (mut rest, mut sum, mut from) = (text, 0i64, 0);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, after) = rest.split_at(digits);
        let end = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (unit, next) = after.split_at(end);
        let at = units.iter().position(|(name, _)| *name == unit).filter(|at| *at >= from)?;
        let number: i64 = number.parse().ok()?;
        sum = sum.checked_add(number.checked_mul(units.get(at)?.1)?)?;
        (rest, from) = (next, at + 1);
    }
    // A century is enough, and sums with times stay far from overflow.
    (!text.is_empty() && sum <= 100 * 365 * 86_400_000).then_some(sum)
}

#[cfg(test)]
mod tests {
    #[test]
    fn durations_are_those_of_prometheus() {
        for (text, millis) in [
            ("0", Some(0)),
            ("30s", Some(30_000)),
            ("1h30m", Some(5_400_000)),
            ("1d", Some(86_400_000)),
            ("250ms", Some(250)),
            ("", None),
            ("5", None),
            ("1m1h", None),
            ("1m1m", None),
            ("1.5h", None),
            ("-1s", None),
            ("99999999999999999999s", None),
            ("9999y", None),
        ] {
            assert_eq!(super::duration(text), millis, "{text}");
        }
    }
}
