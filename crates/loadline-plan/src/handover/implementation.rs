//! An implementation plan (E3): what is built of which parts, in the order that dependencies give, tested and deployed how.
//!
//! Hours are never made up: a phase has none until somebody estimates it.

use super::Node;
use super::sheet::{Sheet, maybe};
use crate::facts::entries;
use loadline_model::{Body, Component, Decided};

pub(super) fn write(sheet: &mut Sheet<'_>) -> Node {
    Node::Record(vec![
        ("specification", specification(sheet)),
        ("phases", phases(sheet)),
        ("testing", testing(sheet)),
        ("deployment", deployment(sheet)),
    ])
}

fn specification(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let mut stack = Vec::new();
    for component in facts.model.components() {
        // Of our own code and of what others run, the technology need not be known.
        let wanted = matches!(component.body, Body::Store(_) | Body::Cache(_) | Body::Queue(_));
        let tech = component.common().tech.as_ref();
        let shown = if wanted { sheet.said(&component.path(), "tech", tech) } else { maybe(tech) };
        if shown != Node::Nothing || wanted {
            stack.push(Node::Record(vec![("component", component.name.into()), ("tech", shown)]));
        }
    }
    let mut api = Vec::new();
    for (name, at, _, interface) in sheet.interfaces() {
        let changes = interface.changes_state.as_ref();
        api.push(Node::Record(vec![
            ("interface", name.as_str().into()),
            ("protocol", sheet.said(&at, "protocol", interface.protocol.as_ref())),
            ("version", sheet.said(&at, "version", interface.version.as_ref())),
            ("contract", sheet.said(&at, "contract", interface.contract.as_ref())),
            ("auth", sheet.said(&at, "auth", interface.auth.as_ref())),
            ("rate_limit", sheet.said(&at, "rate-limit", interface.rate_limit.as_ref())),
            ("changes_state", changes.map(|changes| changes.value).into()),
            ("idempotency", maybe(interface.idempotency.as_ref())),
            ("pagination", maybe(interface.pagination.as_ref())),
        ]));
    }
    Node::Record(vec![
        ("pattern", sheet.advice("architecture")),
        ("stack", Node::List(stack)),
        ("api", Node::List(api)),
    ])
}

/// How deep each component stands: 0 needs nothing of ours, any other one more than the deepest it needs. Components that
/// need each other in a circle are built together.
fn depths(sheet: &Sheet<'_>) -> Vec<(String, usize)> {
    let model = sheet.facts.model;
    let ours: Vec<Component<'_>> = sheet.facts.ours().collect();
    let mut depth: Vec<(String, usize)> = ours.iter().map(|one| (one.name.to_owned(), 0)).collect();
    // Without circles a path has fewer steps than there are components; with one, depths would grow for ever.
    let reach = reach(&ours, model);
    for _ in 0..ours.len() {
        let mut changed = false;
        for (index, component) in ours.iter().enumerate() {
            let mut deepest = depth[index].1;
            for edge in model.needs(component.id) {
                let Some(other) = ours.iter().position(|one| one.id == edge.to.id) else { continue };
                let circle = reach[other][index];
                deepest = deepest.max(depth[other].1 + usize::from(!circle));
            }
            changed |= deepest != depth[index].1;
            depth[index].1 = deepest;
        }
        if !changed {
            break;
        }
    }
    depth
}

/// Whether one component leads to another, by their places in the list.
fn reach(ours: &[Component<'_>], model: &loadline_model::Model) -> Vec<Vec<bool>> {
    let next: Vec<Vec<usize>> = ours
        .iter()
        .map(|one| {
            let needs = model.needs(one.id);
            needs.filter_map(|edge| ours.iter().position(|other| other.id == edge.to.id)).collect()
        })
        .collect();
    (0..ours.len())
        .map(|start| {
            let mut seen = vec![false; ours.len()];
            let mut todo = next[start].clone();
            while let Some(at) = todo.pop() {
                if !std::mem::replace(&mut seen[at], true) {
                    todo.extend(&next[at]);
                }
            }
            seen
        })
        .collect()
}

fn phases(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let depths = depths(sheet);
    let layers = depths.iter().map(|(_, depth)| depth + 1).max().unwrap_or(0);
    let mut phases = Vec::new();
    let mut phase = |title: String, after: Vec<usize>, deliverables: Vec<Node>| {
        let number = phases.len() + 1;
        phases.push(Node::Record(vec![
            ("number", Node::Number(number as f64)),
            ("title", title.into()),
            ("depends_on", Node::List(after.into_iter().map(|one| Node::Number(one as f64)).collect())),
            ("deliverables", Node::List(deliverables)),
            ("hours", Node::Nothing),
        ]));
        number
    };
    let externals = facts.model.components().filter(|one| matches!(one.body, Body::External(_)));
    let agreements: Vec<Node> =
        externals.map(|one| deliverable(&one, "agreement, quota and credentials")).collect();
    let mut before = Vec::new();
    if !agreements.is_empty() {
        before.push(phase(
            "agreements with those whose services are called".to_owned(),
            Vec::new(),
            agreements,
        ));
    }
    for layer in 0..layers {
        let here = depths.iter().filter(|(_, depth)| *depth == layer).map(|(name, _)| name.as_str());
        let components: Vec<Component<'_>> = here.filter_map(|name| facts.model.find(name)).collect();
        let what = |component: &Component<'_>| match component.body {
            Body::Store(_) => "schema, access, backup and a restore that was tried",
            Body::Cache(_) => "cache with its freshness and its behaviour when lost",
            Body::Queue(_) => "topics, schemas and what becomes of dead letters",
            Body::Job(_) => "job with its schedule and its watchdog",
            Body::Service(_) | Body::External(_) => "service with its interfaces, deadlines and signals",
        };
        let deliverables = components.iter().map(|one| deliverable(one, what(one))).collect();
        let title = match layer {
            0 => "what needs nothing else".to_owned(),
            _ => format!("what needs phase {} and before", before.last().copied().unwrap_or(0)),
        };
        before.push(phase(title, before.last().copied().into_iter().collect(), deliverables));
    }
    let migrations = entries(&facts.model.system.migrations).map(|(id, _)| {
        Node::Record(vec![
            ("path", format!("migrations/{id}").into()),
            ("what", "migration, step by step, with its verification".into()),
            ("owner", Node::Nothing),
        ])
    });
    let migrations: Vec<Node> = migrations.collect();
    if !migrations.is_empty() {
        before.push(phase("migrations".to_owned(), before.last().copied().into_iter().collect(), migrations));
    }
    let shown = facts.journeys().map(|(id, journey)| {
        Node::Record(vec![
            ("path", format!("journeys/{id}").into()),
            (
                "what",
                "journey shown under its required load, with a part failed, and rolled out in stages".into(),
            ),
            ("owner", journey.owner.as_ref().map(|owner| owner.id.as_str()).into()),
        ])
    });
    phase("validation and rollout".to_owned(), before.last().copied().into_iter().collect(), shown.collect());
    Node::List(phases)
}

fn deliverable(component: &Component<'_>, what: &str) -> Node {
    Node::Record(vec![
        ("path", component.path().into()),
        ("what", what.into()),
        ("owner", component.owner().into()),
    ])
}

fn testing(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let mut tests = Vec::new();
    for (id, test) in entries(&facts.model.system.tests) {
        tests.push(Node::Record(sheet.test(id, test)));
    }
    if tests.is_empty() {
        sheet.miss("tests", "no test is known");
    }
    Node::List(tests)
}

/// How changes reach production, how they are taken back, and by what they are watched.
fn deployment(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let mut rollouts = Vec::new();
    for component in facts.own_code() {
        let at = format!("{}/rollout", component.path());
        let rollout = match component.body {
            Body::Service(service) => service.rollout.as_deref(),
            Body::Job(job) => job.rollout.as_deref(),
            _ => None,
        };
        let back = rollout.and_then(|it| it.rollback.as_ref());
        let rollback = match back.map(|back| &back.value) {
            Some(Decided::Some(it)) => Node::Record(vec![
                ("trigger", sheet.said(&format!("{at}/rollback"), "trigger", it.trigger.as_ref())),
                ("steps", sheet.said(&format!("{at}/rollback"), "steps", it.steps.as_ref())),
            ]),
            _ => {
                sheet.miss(format!("{at}/rollback"), "nobody says how a bad version is taken back");
                Node::Nothing
            }
        };
        rollouts.push(Node::Record(vec![
            ("component", component.name.into()),
            ("strategy", sheet.said(&at, "strategy", rollout.and_then(|it| it.strategy.as_ref()))),
            ("steps", maybe(rollout.and_then(|it| it.steps.as_ref()))),
            ("goes_on_when", maybe(rollout.and_then(|it| it.threshold.as_ref()))),
            ("rollback", rollback),
        ]));
    }
    let watched = facts.slos().map(|(id, slo)| {
        Node::Record(vec![
            ("objective", id.into()),
            ("of", maybe(slo.of.as_ref())),
            ("target", maybe(slo.target.as_ref())),
        ])
    });
    let watched: Vec<Node> = watched.collect();
    if watched.is_empty() {
        sheet.miss("slos", "no objective says whether a release does harm");
    }
    Node::Record(vec![("rollouts", Node::List(rollouts)), ("monitoring", Node::List(watched))])
}
