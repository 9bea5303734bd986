//! One process that most services need to start or to run.

use crate::prelude::*;
use crate::readings::fallback::stands_in;
use crate::readings::single_point::{Copies, copies};
use loadline_base::Span;
use loadline_model::{Component, ComponentKind, Edge};
use rustc_hash::FxHashSet;

/// Fewer dependants than this share nothing worth a name.
const SHARED: usize = 3;

/// One process that most services need to start or to run.
pub(crate) const RULE: Rule = Rule {
    code: "LL407",
    name: "shared-dependency-not-replicated",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "half of all services or more need a component that runs only once",
    requirements: &["P3", "P8", "D4"],
    pillar: Some("P14.13"),
    facts: &[
        "services.*.replicas.min",
        "stores.*.replicas.min",
        "services.*.needs.*.phase",
        "services.*.needs.*.kind",
        "services.*.needs.*.fallback",
    ],
    page: include_str!("shared_dependency_not_replicated.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let services =
        cx.model.components().filter(|component| component.kind() == ComponentKind::Service).count();
    // On the path of an important journey the same fault, or question, has its own rule.
    let known: FxHashSet<_> = cx.needed().iter().map(|needed| needed.component.id).collect();
    for component in cx.model.components().filter(|component| component.kind() != ComponentKind::External) {
        if known.contains(&component.id) {
            continue;
        }
        let shared = Shared::of(cx, component);
        let others = services - usize::from(component.kind() == ComponentKind::Service);
        if shared.dependants < SHARED || shared.dependants * 2 < others {
            continue;
        }
        match copies(component) {
            Copies::Once(said) => report(cx, component, &shared, others, said, false),
            Copies::OnceByDefault(said) => report(cx, component, &shared, others, said, true),
            Copies::Several => {}
            Copies::Unknown => {
                let text =
                    format!("{} of {others} services need it: how many replicas run?", shared.dependants);
                cx.ask(&component.place(), "replicas/min", text);
            }
        }
    }
}

/// Who needs a component.
struct Shared<'m> {
    /// Services that cannot do without it.
    dependants: usize,
    /// Whether all of them need it only to start.
    start_only: bool,
    first: Option<Edge<'m>>,
}

impl<'m> Shared<'m> {
    fn of(cx: &Check<'m>, component: Component<'_>) -> Self {
        let mut callers = FxHashSet::default();
        let mut shared = Self { dependants: 0, start_only: true, first: None };
        for edge in cx.model.callers(component.id) {
            let itself = edge.from.id == component.id;
            if edge.is_soft() || stands_in(&edge) || itself || edge.from.kind() != ComponentKind::Service {
                continue;
            }
            callers.insert(edge.from.id);
            shared.start_only &= edge.start_only();
            shared.first.get_or_insert(edge);
        }
        shared.dependants = callers.len();
        shared
    }
}

fn report(
    cx: &mut Check<'_>,
    component: Component<'_>,
    shared: &Shared<'_>,
    services: usize,
    said: Span,
    default: bool,
) {
    let (name, dependants) = (component.name, shared.dependants);
    let when = if shared.start_only { "to start" } else { "to start or to run" };
    let message = format!("{dependants} of {services} services need `{name}` {when}, and it runs once");
    let mut report = Report::new(component.place(), message)
        .severity(match (default, shared.start_only) {
            (true, _) => Severity::Note,
            (false, true) => Severity::Warning,
            (false, false) => Severity::Error,
        })
        .mark(said, "1 replica")
        .number(Quantity::computed(
            "services that need it",
            dependants as f64,
            "1",
            "edges that are neither soft nor have a fallback",
        ))
        .number(Quantity::computed("services", services as f64, "1", "all others"));
    if shared.start_only {
        report = report.note("while it is away, none of them can be restarted, moved or scaled out");
    }
    if let Some(first) = shared.first {
        report = report.and(first.key, "needed here, among others");
    }
    if default {
        report =
            report.note("one replica is the tool's default, not a decision: state `replicas` to settle it");
    }
    cx.report(
        report.hint("run it several times, or let services start and go on with the last values they knew"),
    );
}
