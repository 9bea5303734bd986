//! A backup that nobody has ever restored.

use crate::prelude::*;
use crate::readings::promise::backup;
use loadline_base::Date;
use loadline_model::Component;
use loadline_model::kinds::{Backup, TestKind};
use rustc_hash::FxHashMap;

/// Days after which a restore proves little: data, sizes and people have changed.
const STALE: i64 = 365;

/// A backup that nobody has ever restored.
pub(crate) const RULE: Rule = Rule {
    code: "LL403",
    name: "backup-never-restored",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a backup is planned, but no restore of it was tried, or not for a year",
    requirements: &["R10", "D9", "R5"],
    pillar: None,
    facts: &[
        "stores.*.backup.restore-tested",
        "stores.*.backup.rto",
        "stores.*.backup.every",
        "tests.*.kind",
        "tests.*.of",
        "tests.*.last",
    ],
    page: include_str!("backup_never_restored.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let tests = restore_tests(cx);
    for component in cx.model.components() {
        let Some(plan) = backup(component) else { continue };
        let tested = plan.restore_tested.as_ref().filter(|tested| tested.is_decided());
        let day = tested.and_then(|tested| tested.value.value()).copied();
        let last = day.into_iter().chain(tests.get(component.name).copied()).max();
        match (last, tested) {
            (Some(last), _) => judge_age(cx, component, last),
            (None, Some(never)) => {
                let message = format!("no restore of `{}` was ever tried{}", component.name, promised(plan));
                cx.report(advise(
                    Report::new(component.place(), message)
                        .severity(Severity::Error)
                        .mark(never.span, "never"),
                    plan,
                ));
            }
            (None, None) if cx.model.is_imported(&component.path()) => {
                cx.ask(
                    &component.place(),
                    "backup/restore-tested",
                    "when was a restore last tried (`none` = never)?",
                );
            }
            (None, None) => {
                let message = format!(
                    "nothing says that a restore of `{}` was ever tried{}",
                    component.name,
                    promised(plan)
                );
                let span = component_span(component);
                cx.report(advise(Report::new(component.place(), message).mark(span, "the plan"), plan));
            }
        }
    }
}

/// The latest restore test that passed, by store.
fn restore_tests<'m>(cx: &Check<'m>) -> FxHashMap<&'m str, Date> {
    let mut found = FxHashMap::default();
    for (_, test) in cx.model.system.tests.iter().flat_map(|all| all.iter()) {
        let is_restore = test.kind.as_ref().is_some_and(|kind| kind.value == TestKind::Restore);
        let passed = test.passed.as_ref().is_none_or(|passed| passed.value);
        if let (true, true, Some(of), Some(last)) = (is_restore, passed, &test.of, &test.last) {
            let day = found.entry(of.base()).or_insert(last.value);
            *day = last.value.max(*day);
        }
    }
    found
}

fn judge_age(cx: &mut Check<'_>, component: Component<'_>, last: Date) {
    let days = last.days_until(cx.today);
    if days <= STALE {
        return;
    }
    let message = format!("the last restore of `{}` was tried {days} days ago", component.name);
    let report =
        Report::new(component.place(), message).mark(component_span(component), format!("on {last}")).number(
            Quantity::computed("age of the last restore", days as f64, "d", format!("{} − {last}", cx.today)),
        );
    cx.report(
        report.hint(
            "restore it into an empty place, check the data, and write down the day and the time it took",
        ),
    );
}

/// Where the plan or its test date is written.
fn component_span(component: Component<'_>) -> loadline_base::Span {
    let loadline_model::Body::Store(store) = component.body else { return component.key };
    let plan = store.backup.as_ref();
    let tested = plan.and_then(|plan| plan.value.value()?.restore_tested.as_ref());
    tested.map(|tested| tested.span).or(plan.map(|plan| plan.span)).unwrap_or(component.key)
}

fn promised(plan: &Backup) -> String {
    plan.rto
        .as_ref()
        .map_or_else(String::new, |rto| format!(", yet it promises data back within {}", rto.value))
}

fn advise(report: Report, plan: &Backup) -> Report {
    let report = match &plan.rto {
        Some(rto) => report.number(Quantity::stated("recovery time objective", rto.as_secs_f64(), "s")),
        None => report,
    };
    report.hint(
        "restore it into an empty place once, check the data, and write down the day and the time it took",
    )
}
