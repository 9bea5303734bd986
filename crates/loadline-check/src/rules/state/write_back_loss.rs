//! A cache that alone holds what was already acknowledged.

use crate::prelude::*;
use loadline_model::kinds::{Cache, CachePattern, ReplicaMode};
use loadline_model::{Body, Component};

/// A cache that alone holds what was already acknowledged.
pub(crate) const RULE: Rule = Rule {
    code: "LL112",
    name: "write-back-loss",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a write-back cache holds the only version of acknowledged writes in one copy",
    requirements: &["P1", "P8", "R10"],
    pillar: None,
    facts: &[
        "caches.*.pattern",
        "caches.*.replicas.min",
        "caches.*.replicas.mode",
        "caches.*.replicas.lag",
        "caches.*.on-loss",
    ],
    page: include_str!("write_back_loss.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Body::Cache(cache) = component.body else { continue };
        let write_back = decided(&cache.pattern).filter(|pattern| pattern.value == CachePattern::WriteBack);
        // Whoever says what its loss means has decided on it.
        let (Some(pattern), None) = (write_back, &cache.on_loss) else { continue };
        if let Some(report) = judge(cx, &component, cache) {
            cx.report(report.and(pattern.span, "writes reach the origin later"));
        }
    }
}

fn judge(cx: &mut Check<'_>, component: &Component<'_>, cache: &Cache) -> Option<Report> {
    let name = component.name;
    let replicas = cache.common.replicas.as_deref();
    let Some(min) = replicas.and_then(|replicas| decided(&replicas.min)) else {
        cx.ask(
            &component.place(),
            "replicas/min",
            format!("how many copies of `{name}` hold a write before it is acknowledged?"),
        );
        return None;
    };
    let hint = "run at least 2 copies that acknowledge together, write through to the origin, or say under `on-loss:` that losing writes is accepted";
    if min.get() <= 1 {
        let report = Report::new(
            component.place(),
            format!("`{name}` holds acknowledged writes in {} copy", min.value),
        )
        .mark(min.span, "lost with it")
        .number(Quantity::stated("copies", min.get() as f64, "replicas"));
        return Some(report.hint(hint));
    }
    let mode = replicas.and_then(|replicas| decided(&replicas.mode))?;
    if mode.value != ReplicaMode::Async {
        return None;
    }
    let lag = replicas.and_then(|replicas| decided(&replicas.lag));
    let much = lag.map_or_else(String::new, |lag| format!("up to {} of ", lag.value));
    let mut report =
        Report::new(component.place(), format!("a failover of `{name}` loses {much}acknowledged writes"))
            .severity(Severity::Warning)
            .mark(mode.span, "acknowledged before the copies have it")
            .hint(hint);
    if let Some(lag) = lag {
        report = report.number(Quantity::stated("lag", lag.as_secs_f64(), "s"));
    }
    Some(report)
}
