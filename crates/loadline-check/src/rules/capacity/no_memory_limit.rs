//! A component that may take all the memory of its machine.

use crate::prelude::*;
use crate::readings::throughput::running;

/// A component that may take all the memory of its machine.
pub(crate) const RULE: Rule = Rule {
    code: "LL317",
    name: "no-memory-limit",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a component may use as much memory as its machine has",
    requirements: &["R4", "R7"],
    pillar: None,
    facts: &["services.*.resources.memory", "services.*.replicas.min"],
    page: include_str!("no_memory_limit.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let common = component.common();
        let memory = common.resources.as_ref().and_then(|resources| resources.memory.as_ref());
        let Some(memory) = memory.filter(|memory| memory.is_decided() && memory.is_none()) else { continue };
        let name = component.name;
        let copies = common.replicas.as_deref().and_then(running).map_or(1, |(_, most)| most);
        let machines = if copies > 1 { format!(" on each of its {copies} machines") } else { String::new() };
        cx.report(
            Report::new(component.place(), format!("`{name}` may take all the memory{machines}"))
                .mark(memory.span, "no limit, by decision")
                .number(Quantity::computed(
                    "replicas without a limit",
                    copies as f64,
                    "1",
                    "replicas.max, else min, else 1",
                ))
                .note("a leak then ends not only this process: the kernel picks a victim, often a neighbour")
                .hint("set `resources.memory` to about 1.5 times the largest use seen under load"),
        );
    }
}
