//! Secrets where every child process and every crash report can read them.

use crate::prelude::*;
use loadline_model::kinds::SecretSource;
use loadline_model::{Evidence, Origin};

/// Secrets where every child process and every crash report can read them.
pub(crate) const RULE: Rule = Rule {
    code: "LL705",
    name: "secret-in-environment",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "secrets are given in environment variables",
    requirements: &["D7", "E7"],
    pillar: None,
    facts: &["services.*.secrets.from", "services.*.secrets.names", "services.*.secrets.rotation"],
    page: include_str!("secret_in_environment.md"),
    check,
};

/// How many names a message lists.
const SHOWN: usize = 3;

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Some(secrets) = component.common().secrets.as_deref() else { continue };
        let Some(source) =
            decided(&secrets.source).filter(|source| source.value == SecretSource::Environment)
        else {
            continue;
        };
        let names: Vec<&str> =
            secrets.names.iter().flat_map(|names| names.iter()).map(|name| name.value.as_str()).collect();
        let what = match names.len() {
            0 => "its secrets".to_owned(),
            1 => "1 secret".to_owned(),
            count => format!("{count} secrets"),
        };
        let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
        let more =
            if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
        let list = if shown.is_empty() { String::new() } else { format!(" ({}{more})", shown.join(", ")) };
        // An importer goes by the names of variables; whether they hold a secret is likely, not known.
        let guessed = matches!(source.origin, Origin::Imported(Evidence::Inferred));
        let severity = if guessed { Severity::Note } else { Severity::Warning };
        let mut report = Report::new(
            component.place(),
            format!("`{}` gets {what} from its environment{list}", component.name),
        )
        .severity(severity)
        .mark(source.span, "seen by child processes, crash reports and whoever may look at the process")
        .number(Quantity::computed("secrets", names.len() as f64, "1", "names under `secrets`"))
        .hint("mount them as files or read them from a secret manager, and replace the ones used so far");
        if let Some(rotation) = &secrets.rotation
            && rotation.is_none()
        {
            report = report.and(rotation.span, "and they are never replaced");
        }
        cx.report(report);
    }
}
