//! Encryption that has been broken for years.

use crate::prelude::*;
use loadline_base::Span;
use loadline_model::{Decided, Stated};
use rustc_hash::FxHashSet;

/// Encryption that has been broken for years.
pub(crate) const RULE: Rule = Rule {
    code: "LL709",
    name: "obsolete-tls",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a connection may use a version of TLS that must not be used any more",
    requirements: &["D7", "E7"],
    pillar: None,
    facts: &["services.*.needs.*.tls", "services.*.exposes.*.tls"],
    page: include_str!("obsolete_tls.md"),
    check,
};

/// RFC 8996 forbids everything below, which leaves 1.2 and 1.3.
const LEAST: f64 = 1.2;

fn check(cx: &mut Check<'_>) {
    // A profile is one decision, however many edges use it.
    let mut told = FxHashSet::default();
    for component in cx.model.components() {
        for (id, it) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
            let place = Place::new(format!("{}/exposes/{id}", component.path()), it.key);
            judge(cx, place, &format!("`{}.{id}`", component.name), &it.tls, &mut told);
        }
    }
    for edge in cx.model.edges() {
        let name = format!("the call from `{}` to `{}`", edge.from.name, edge.target());
        judge(cx, edge.place(), &name, &edge.need.tls, &mut told);
    }
}

fn judge(
    cx: &mut Check<'_>,
    place: Place,
    name: &str,
    tls: &Option<Stated<Decided<String>>>,
    told: &mut FxHashSet<Span>,
) {
    let Saying::Value(text, span) = Saying::of(tls) else { return };
    let Some(version) = version(text).filter(|version| *version < LEAST) else { return };
    if !told.insert(span) {
        return;
    }
    cx.report(
        Report::new(place, format!("{name} may use `{text}`, but {LEAST} is the least that is safe"))
            .mark(span, "must not be used any more")
            .number(Quantity::stated("TLS version", version, "1"))
            .hint("set `tls: \"1.2\"` or `\"1.3\"`, and look in the logs first who would be left behind"),
    );
}

/// The version a text names: `1.1`, `TLSv1.0`, `SSLv3` (which is 0). Other texts name none.
fn version(text: &str) -> Option<f64> {
    let text = text.trim().to_ascii_lowercase();
    if text.starts_with("ssl") {
        return Some(0.0);
    }
    let digits = text.strip_prefix("tls").unwrap_or(&text).trim_start_matches(['v', ' ', '-']);
    digits.trim_end_matches('+').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::version;

    #[track_caller]
    fn check(text: &str, expected: Option<f64>) {
        assert_eq!(version(text), expected);
    }

    #[test]
    fn versions_are_read_as_people_write_them() {
        check("1.3", Some(1.3));
        check("TLSv1.1", Some(1.1));
        check("tls 1.0", Some(1.0));
        check("1.2+", Some(1.2));
        check("SSLv3", Some(0.0));
        check("mesh", None);
        check("", None);
    }
}
