//! Receivers: their names, their means, and whether those tell the end of an alert.

use super::Reading;
use super::fields::Fields;
use crate::alertmanager::{Integration, Receiver};

/// Means by their `…_configs`, and whether they tell the end of an alert unless the file says otherwise.
/// Source: prometheus/alertmanager documentation, "Configuration", `send_resolved` of each.
const MEANS: &[(&str, bool)] = &[
    ("discord", true),
    ("email", false),
    ("incidentio", true),
    ("jira", true),
    ("mattermost", true),
    ("msteams", true),
    ("msteamsv2", true),
    ("opsgenie", true),
    ("pagerduty", true),
    ("pushover", true),
    ("rocketchat", false),
    ("slack", false),
    ("sns", true),
    ("telegram", true),
    ("victorops", true),
    ("webex", true),
    ("webhook", true),
    ("wechat", false),
];

impl Reading<'_> {
    pub(super) fn receivers(&mut self, fields: &Fields) -> Vec<Receiver> {
        let means: Vec<String> = MEANS.iter().map(|(kind, _)| format!("{kind}_configs")).collect();
        let mut known: Vec<&str> = means.iter().map(String::as_str).collect();
        known.push("name");
        let mut receivers: Vec<Receiver> = Vec::new();
        for item in self.list(fields.get("receivers")) {
            let Some(fields) = self.fields(item, "a receiver", &known) else { continue };
            let name = fields.get("name").and_then(|name| self.text(name)).unwrap_or_default();
            if name.is_empty() {
                self.wrong(self.span(item), "a receiver without a `name`", "");
            } else if receivers.iter().any(|receiver| receiver.name == name) {
                self.wrong(self.span(item), &format!("receiver `{name}` comes twice"), "");
            }
            let mut integrations = Vec::new();
            for ((kind, resolved), field) in MEANS.iter().zip(&means) {
                for config in self.list(fields.get(field)) {
                    let send_resolved = match self.tree.get(config, "send_resolved") {
                        Some(entry) => self.boolean(entry.value),
                        None => *resolved,
                    };
                    integrations.push(Integration { kind: (*kind).to_owned(), send_resolved });
                }
            }
            receivers.push(Receiver { name, integrations });
        }
        receivers
    }
}
