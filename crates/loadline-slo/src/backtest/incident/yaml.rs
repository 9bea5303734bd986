//! Incidents as people keep them in YAML: `start`, `end`, `what`, and where known `severity` and `slo`. What cannot be read is told with
//! its place, all of it at once.

use super::{Incident, MOST};
use crate::history::read_time;
use loadline_base::{Diagnostic, FileId, Severity, Span, did_you_mean};
use loadline_model::faults;
use loadline_model::syntax::{self, NodeId, NodeKind, Tree};
use loadline_promql::Millis;

/// Fields of an incident. `name` is what tables call `what`.
const FIELDS: [&str; 6] = ["start", "end", "what", "name", "severity", "slo"];

/// Reads a list of incidents, or a map with the one field `incidents`. Times as RFC 3339, or seconds or milliseconds since 1970. The
/// incidents come back in the order of their starts; `None` when anything is wrong, and the diagnostics say where.
#[must_use]
pub fn read_incidents_yaml(file: FileId, text: &str) -> (Option<Vec<Incident>>, Vec<Diagnostic>) {
    let (tree, diagnostics) = syntax::parse(file, text);
    let Some(tree) = tree else { return (None, diagnostics) };
    let mut reading = Reading { tree: &tree, diagnostics };
    let mut incidents = reading.all();
    incidents.sort_by(|a, b| (a.start, a.end, &a.name).cmp(&(b.start, b.end, &b.name)));
    let sound = reading.diagnostics.iter().all(|found| found.severity != Severity::Error);
    (sound.then_some(incidents), reading.diagnostics)
}

struct Reading<'t> {
    tree: &'t Tree,
    diagnostics: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn wrong(&mut self, place: Span, what: impl Into<String>, hint: &str) {
        let found = Diagnostic::error(faults::WRONG_VALUE.code, what.into()).at(place, "");
        self.diagnostics.push(if hint.is_empty() { found } else { found.hint(hint) });
    }

    fn unknown(&mut self, key: NodeId, of: &str, known: &[&str]) {
        let name = self.tree.scalar(key).unwrap_or_default();
        let found = Diagnostic::error(faults::UNKNOWN_KEY.code, format!("unknown field `{name}` of {of}"))
            .at(self.tree.span(key), "");
        let hint = match did_you_mean(name, known.iter().copied()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("known are `{}`", known.join("`, `")),
        };
        self.diagnostics.push(found.hint(hint));
    }

    fn all(&mut self) -> Vec<Incident> {
        let root = self.tree.root();
        let mut list = root;
        if matches!(self.tree.node(root).kind, NodeKind::Map { .. }) {
            for entry in self.tree.entries(root) {
                if self.tree.scalar(entry.key) == Some("incidents") {
                    list = entry.value;
                } else {
                    self.unknown(entry.key, "a list of incidents", &["incidents"]);
                }
            }
        }
        if !matches!(self.tree.node(list).kind, NodeKind::List { .. }) {
            if self.diagnostics.is_empty() {
                let hint = "write `- {start: 2027-03-01T12:00:00Z, end: 2027-03-01T12:30:00Z, what: …}`, one an incident";
                self.wrong(self.tree.span(list), "a list of incidents is wanted here", hint);
            }
            return Vec::new();
        }
        let items = self.tree.items(list);
        if items.len() > MOST {
            self.wrong(self.tree.span(list), format!("more than {MOST} incidents"), "");
            return Vec::new();
        }
        items.iter().filter_map(|item| self.one(*item)).collect()
    }

    fn one(&mut self, item: NodeId) -> Option<Incident> {
        if !matches!(self.tree.node(item).kind, NodeKind::Map { .. }) {
            self.wrong(
                self.tree.span(item),
                "an incident is a map of fields",
                "give it `start`, `end` and `what`",
            );
            return None;
        }
        for entry in self.tree.entries(item) {
            if !self.tree.scalar(entry.key).is_some_and(|key| FIELDS.contains(&key)) {
                self.unknown(entry.key, "an incident", &FIELDS);
            }
        }
        let start = self.time(item, "start");
        let end = self.time(item, "end");
        let name = self.text(item, "what").or_else(|| self.text(item, "name"));
        if name.is_none() {
            self.wrong(
                self.tree.span(item),
                "an incident without `what`",
                "say in a few words what went wrong",
            );
        }
        let (severity, slo) = (self.text(item, "severity"), self.text(item, "slo"));
        let (start, end, name) = (start?, end?, name?);
        if end < start {
            let place = self.tree.get(item, "end").map_or(item, |entry| entry.value);
            self.wrong(self.tree.span(place), "the incident ends before it begins", "");
            return None;
        }
        Some(Incident { name, start, end, severity, slo })
    }

    /// The text of a field; `None` where it is absent, empty or none, the last of which is told.
    fn text(&mut self, item: NodeId, name: &str) -> Option<String> {
        let value = self.tree.get(item, name)?.value;
        if self.tree.is_empty_value(value) {
            return None;
        }
        let text = self.tree.scalar(value).map(|text| text.trim().to_owned());
        if text.is_none() {
            self.wrong(self.tree.span(value), format!("`{name}` is a single value"), "");
        }
        text.filter(|text| !text.is_empty())
    }

    fn time(&mut self, item: NodeId, name: &str) -> Option<Millis> {
        let hint = "write `2027-03-01T12:00:00Z`, or seconds since 1970";
        let known = self.diagnostics.len();
        let Some(text) = self.text(item, name) else {
            if self.diagnostics.len() == known {
                self.wrong(self.tree.span(item), format!("an incident without `{name}`"), hint);
            }
            return None;
        };
        let read = read_time(&text);
        if read.is_none() {
            let place = self.tree.get(item, name).map_or(item, |entry| entry.value);
            let short: String = text.chars().take(40).collect();
            self.wrong(self.tree.span(place), format!("`{short}` is no time"), hint);
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_base::Sources;

    /// `line:column: message` of everything that is wrong, or the incidents.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut sources = Sources::default();
        let file = sources.add("incidents.yaml", text);
        let (incidents, diagnostics) = read_incidents_yaml(file, text);
        let mut told: Vec<String> = diagnostics
            .iter()
            .map(|found| {
                let place = sources.start(found.primary.as_ref().unwrap().span);
                format!("{}:{}: {}", place.line, place.column, found.message)
            })
            .collect();
        assert_eq!(incidents.is_some(), told.is_empty());
        told.extend(incidents.into_iter().flatten().map(|one| {
            let option = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
            format!("{} {} {} {} {}", one.start, one.end, one.name, option(one.severity), option(one.slo))
        }));
        assert_eq!(told.join("\n"), expected, "{text}");
    }

    #[test]
    fn incidents_are_read_in_the_order_of_time() {
        let second = "- {start: 2027-03-01T12:00:00Z, end: 2027-03-01T14:30:00+02:00, what: database full, severity: sev1, slo: shop}\n";
        let both = "1000 2000 a -\u{20}-\n1803902400000 1803904200000 database full sev1 shop";
        check(&format!("{second}- start: 1\n  end: 2\n  name: a\n"), both);
        check("incidents:\n- {start: 1, end: 2, what: \"a: b\"}\n", "1000 2000 a: b - -");
        check("incidents: []\n", "");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        check("incident: []\n", "1:1: unknown field `incident` of a list of incidents");
        check("incidents: none\n", "1:12: a list of incidents is wanted here");
        check("- outage\n", "1:3: an incident is a map of fields");
        check(
            "- start: soon\n  end: 5\n  what: a\n  sevrity: 1\n- {start: 2, end: 1, what: b}\n- {end: 1}\n",
            "4:3: unknown field `sevrity` of an incident\n1:10: `soon` is no time\n5:19: the incident ends before it begins\n\
             6:3: an incident without `start`\n6:3: an incident without `what`",
        );
        check("- {start: [1], end: 2, what: c}\n", "1:11: `start` is a single value");
    }
}
