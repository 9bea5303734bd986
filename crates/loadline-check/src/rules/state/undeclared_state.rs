//! Confidential data in a store where no state is declared.

use crate::prelude::*;
use crate::readings::piece::pieces;
use loadline_model::kinds::{Access, CachePattern, DataClass};
use loadline_model::{Body, Component, ComponentId, Edge};
use rustc_hash::FxHashSet;

/// Confidential data in a store where no state is declared.
pub(crate) const RULE: Rule = Rule {
    code: "LL113",
    name: "undeclared-state",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "confidential data is kept where no state is declared, so nobody owns it",
    requirements: &["P1", "P8", "D7"],
    pillar: Some("P14.1"),
    facts: &[
        "state.*.home",
        "state.*.copies",
        "data.*.class",
        "services.*.needs.*.carries",
        "services.*.needs.*.writes",
        "services.*.needs.*.access",
        "caches.*.pattern",
        "stores.*.rebuild",
    ],
    page: include_str!("undeclared_state.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    let mut declared: FxHashSet<ComponentId> = FxHashSet::default();
    for piece in pieces(model) {
        declared.extend(piece.home.map(|home| home.id));
        declared.extend(piece.copies(model).filter_map(|copy| copy.at).map(|at| at.id));
    }
    for component in
        model.components().filter(|component| is_truth(component) && !declared.contains(&component.id))
    {
        let edges = model.callers(component.id).filter(|edge| fills(&component, edge));
        let kept: Vec<(Edge<'_>, &str, DataClass)> = edges
            .filter_map(|edge| confidential(cx, &edge).map(|(data, class)| (edge, data, class)))
            .collect();
        let Some((_, data, _)) = kept.first() else { continue };
        if declared.is_empty() {
            // A model that has not come to its state yet is asked, not blamed.
            let place = Place::new(format!("state/{}", component.name), component.key);
            cx.ask(
                &place,
                "owner",
                format!("which component owns the `{data}` data in `{}`?", component.name),
            );
        } else {
            report(cx, component, &kept);
        }
    }
}

/// Whether what is there is the truth: a store that is not built from another place, or a cache without an origin.
fn is_truth(component: &Component<'_>) -> bool {
    match component.body {
        Body::Store(store) => store.rebuild.is_none(),
        Body::Cache(cache) => {
            decided(&cache.pattern).is_some_and(|pattern| pattern.value == CachePattern::Primary)
        }
        _ => false,
    }
}

/// Whether an edge puts data there. A cache without an origin has no other way to get it than its callers.
fn fills(component: &Component<'_>, edge: &Edge<'_>) -> bool {
    let counted = decided(&edge.need.writes).is_some_and(|writes| writes.get() > 0.0);
    let said = decided(&edge.need.access).is_some_and(|access| access.value == Access::Write);
    counted || said || matches!(component.body, Body::Cache(_))
}

fn confidential<'m>(cx: &Check<'m>, edge: &Edge<'m>) -> Option<(&'m str, DataClass)> {
    let classes = cx.model.system.data.as_ref()?;
    let carried = edge.need.carries.as_deref()?.iter().map(|data| data.id.as_str());
    let known = carried.filter_map(|id| Some((id, classes.get(id)?.class.as_ref()?.value)));
    known.filter(|(_, class)| *class >= DataClass::Confidential).max_by_key(|(_, class)| *class)
}

fn report(cx: &mut Check<'_>, component: Component<'_>, kept: &[(Edge<'_>, &str, DataClass)]) {
    let Some((_, data, class)) = kept.iter().max_by_key(|(_, _, class)| *class) else { return };
    let fillers: FxHashSet<&str> = kept.iter().map(|(edge, ..)| edge.from.name).collect();
    let mut report = Report::new(
        component.place(),
        format!(
            "`{}` keeps `{data}`, which is {}, and no state is declared there",
            component.name,
            class.word()
        ),
    )
    .number(Quantity::stated("components that fill it", fillers.len() as f64, "components"))
    .hint(format!(
        "declare under `state:` what lives in `{}`, who owns it, and where else it is held",
        component.name
    ));
    for (edge, carried, _) in kept {
        report = report.and(edge.key, format!("`{carried}` goes there"));
    }
    cx.report(report);
}
