//! The configuration file as text: every field known or refused by its place, inheritance worked out.
//!
//! What only concerns how a message looks or travels (addresses, templates, secrets) is skipped; `amtool check-config` judges that.

mod fields;
mod intervals;
mod receivers;
mod routes;

use super::{Config, Inhibition, Matcher};
use fields::Fields;
use loadline_base::{Diagnostic, FileId, Severity, Span};
use loadline_model::syntax::{self, NodeId, Tree};

/// Fields of `global` end or start like this; only `resolve_timeout` changes what is told when.
const GLOBAL: &[&str] = &[
    "smtp_",
    "slack_",
    "pagerduty_",
    "opsgenie_",
    "wechat_",
    "victorops_",
    "telegram_",
    "webex_",
    "rocketchat_",
    "jira_",
    "mattermost_",
    "http_config",
    "resolve_timeout",
];

/// Most routes and inhibitions of a file: more are no configuration but an attack.
const MOST: usize = 20_000;

/// Reads a configuration file of Alertmanager. It is `None` when a part of it cannot be read or contradicts itself; the
/// diagnostics say where.
#[must_use]
pub fn read(file: FileId, text: &str) -> (Option<Config>, Vec<Diagnostic>) {
    let (tree, diagnostics) = syntax::parse(file, text);
    let Some(tree) = tree else { return (None, diagnostics) };
    let mut reading = Reading { tree: &tree, diagnostics };
    let config = reading.config();
    let diagnostics = reading.diagnostics;
    let sound = diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    (config.filter(|_| sound), diagnostics)
}

/// A tree that is being read, and what was wrong so far.
pub(super) struct Reading<'t> {
    tree: &'t Tree,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Reading<'t> {
    fn config(&mut self) -> Option<Config> {
        let known = &[
            "global",
            "templates",
            "route",
            "inhibit_rules",
            "receivers",
            "mute_time_intervals",
            "time_intervals",
            "tracing",
        ];
        let root = self.tree.root();
        let fields = self.fields(root, "the configuration", known)?;
        let resolve_timeout = self.global(&fields);
        let receivers = self.receivers(&fields);
        let intervals = self.intervals(&fields);
        let inhibitions = self.inhibitions(&fields);
        let Some(route) = fields.get("route") else {
            self.wrong(
                self.tree.span(root),
                "no `route`",
                "a configuration has one root route with a `receiver`",
            );
            return None;
        };
        let names = intervals.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let route = self.root_route(route, &receivers, &names)?;
        Some(Config { resolve_timeout, route, inhibitions, receivers, intervals })
    }

    fn global(&mut self, fields: &Fields) -> i64 {
        let Some(global) = fields.get("global") else { return 300_000 };
        let mut timeout = 300_000;
        for entry in self.tree.entries(global) {
            let key = self.tree.scalar(entry.key).unwrap_or_default();
            if key == "resolve_timeout" {
                timeout = self.duration(entry.value).unwrap_or(timeout);
            } else if !GLOBAL.iter().any(|known| key.starts_with(known)) {
                self.unknown(self.tree.span(entry.key), key, "global", GLOBAL);
            }
        }
        timeout
    }

    fn inhibitions(&mut self, fields: &Fields) -> Vec<Inhibition> {
        let known = &[
            "name",
            "source_match",
            "source_match_re",
            "source_matchers",
            "target_match",
            "target_match_re",
            "target_matchers",
            "equal",
        ];
        let mut inhibitions = Vec::new();
        for item in self.list(fields.get("inhibit_rules")) {
            let Some(fields) = self.fields(item, "an inhibition", known) else { continue };
            let mut side = |side: &str| {
                self.matchers(
                    &fields,
                    &[&format!("{side}_match"), &format!("{side}_match_re"), &format!("{side}_matchers")],
                )
            };
            let (source, target) = (side("source"), side("target"));
            let equal = self.texts(fields.get("equal"));
            inhibitions.push(Inhibition { source, target, equal });
        }
        if inhibitions.len() > MOST {
            self.wrong(self.tree.span(self.tree.root()), &format!("more than {MOST} inhibitions"), "");
        }
        inhibitions
    }

    /// The matchers under the names of `match`, `match_re` and `matchers`.
    fn matchers(&mut self, fields: &Fields, names: &[&str; 3]) -> Vec<Matcher> {
        let mut matchers = Vec::new();
        for (name, operator) in [(names[0], "="), (names[1], "=~")] {
            let Some(map) = fields.get(name) else { continue };
            for entry in self.map(map) {
                let key = self.tree.scalar(entry.key).unwrap_or_default().to_owned();
                let Some(value) = self.text(entry.value) else { continue };
                match Matcher::new(&key, operator, &value) {
                    Ok(matcher) => matchers.push(matcher),
                    Err(error) => self.wrong(self.tree.span(entry.value), &error.to_string(), ""),
                }
            }
        }
        for item in self.list(fields.get(names[2])) {
            let Some(text) = self.text(item) else { continue };
            match Matcher::parse(&text) {
                Ok(more) => matchers.extend(more),
                Err(error) => self.wrong(self.tree.span(item), &error.to_string(), "write `label=\"value\"`"),
            }
        }
        matchers
    }

    /// Whether a value is there and not YAML's word for nothing.
    fn given(&self, id: NodeId) -> bool {
        !self.tree.is_empty_value(id)
    }

    fn span(&self, id: NodeId) -> Span {
        self.tree.span(id)
    }
}
