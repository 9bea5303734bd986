//! Replicas that cannot be where they are said to be.

use crate::prelude::*;
use loadline_model::Component;
use loadline_model::kinds::Replicas;
use rustc_hash::FxHashMap;

/// Replicas that cannot be where they are said to be.
pub(crate) const RULE: Rule = Rule {
    code: "LL023",
    name: "contradictory-spread",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "replicas are spread over more than they can be",
    requirements: &["D4", "P3"],
    pillar: None,
    facts: &["stores.*.replicas.min", "stores.*.replicas.spread", "stores.*.domain", "domains.*.in"],
    page: include_str!("contradictory_spread.md"),
    check,
};

/// How many failure domains lie directly in each, and what lies around it.
#[derive(Default)]
struct Tree<'m> {
    inside: FxHashMap<&'m str, usize>,
    around: FxHashMap<&'m str, &'m str>,
}

fn check(cx: &mut Check<'_>) {
    let mut tree = Tree::default();
    for (id, domain) in cx.model.system.domains.iter().flat_map(|all| all.iter()) {
        if let Some(within) = &domain.within {
            *tree.inside.entry(within.id.as_str()).or_default() += 1;
            tree.around.insert(id, within.id.as_str());
        }
    }
    for component in cx.model.components() {
        if let Some(replicas) = component.common().replicas.as_deref() {
            spread(cx, &component, replicas, &tree);
        }
    }
}

fn spread(cx: &mut Check<'_>, component: &Component<'_>, replicas: &Replicas, tree: &Tree<'_>) {
    let Some(spread) = decided(&replicas.spread) else { return };
    let name = component.name;
    if let Some(domain) = decided(&component.common().domain) {
        let above = std::iter::successors(tree.around.get(domain.id.as_str()).copied(), |at| {
            tree.around.get(at).copied()
        });
        if above.take(tree.around.len()).any(|around| around == spread.id) {
            cx.report(
                Report::new(
                    component.place(),
                    format!("`{name}` stands in `{}` and is spread over `{}`", domain.id, spread.id),
                )
                .mark(domain.span, "one part")
                .and(spread.span, "all parts")
                .hint("take `domain:` out if the copies are spread, or `spread:` if they are not")
                .aspect("domain"),
            );
            return;
        }
    }
    let parts = tree.inside.get(spread.id.as_str()).copied().unwrap_or(0);
    let Some(min) = decided(&replicas.min).filter(|min| min.get() == 1 && parts > 1) else { return };
    cx.report(
        Report::new(
            component.place(),
            format!("1 replica of `{name}` cannot be spread over the {parts} parts of `{}`", spread.id),
        )
        .severity(Severity::Warning)
        .mark(min.span, "at the fewest")
        .and(spread.span, format!("{parts} parts"))
        .number(Quantity::stated("replicas", 1.0, "replicas"))
        .number(Quantity::stated("parts", parts as f64, "domains"))
        .hint("run at least 2, or take `spread:` out and name the `domain:` it stands in")
        .aspect("spread"),
    );
}
