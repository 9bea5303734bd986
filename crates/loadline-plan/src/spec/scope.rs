//! Which facts of a model bind a component: its own, its callers', and those of the state, journeys, objectives, failure modes
//! and tests that are about it. A change of any other fact is no change of its specification.

use super::Topic;
use super::facts::{Fact, Written, is_below};
use crate::facts::{Facts, entries};
use loadline_model::Component;
use std::collections::BTreeSet;

/// Headings of a component's own facts, each with the fields that stand under it. What is in none stands under the last.
const OWN: &[(&str, &[&str])] = &[
    (
        "Purpose and ownership",
        &["title", "purpose", "owner", "tech", "image", "boundary", "domain", "regulation"],
    ),
    ("Interfaces", &["exposes", "topics", "port"]),
    ("Dependencies", &["needs"]),
    ("Observability and operation", &["health", "signals", "secrets", "runtime", "rollout"]),
    ("Size, limits and other constraints", &[]),
];

/// Of a journey that passes a component, what binds the component.
const OF_JOURNEY: &[&str] = &["criticality", "latency", "load"];

pub(super) fn topics(facts: &Facts<'_>, written: &Written, component: Component<'_>) -> Vec<Topic> {
    let at = component.path();
    let own = written.below(&at);
    let heading = |fact: &Fact| {
        let field = fact.path[at.len()..].split('/').nth(1).unwrap_or("");
        OWN.iter().position(|(_, fields)| fields.contains(&field)).unwrap_or(OWN.len() - 1)
    };
    let mut topics: Vec<Topic> = OWN
        .iter()
        .enumerate()
        .map(|(place, (title, _))| {
            let here = own.iter().filter(|fact| heading(fact) == place);
            Topic { title, facts: here.map(|fact| (*fact).clone()).collect() }
        })
        .collect();
    let mut topic = |title: &'static str, paths: Vec<String>| {
        let facts = paths.iter().flat_map(|path| written.below(path)).cloned().collect();
        topics.push(Topic { title, facts });
    };
    let callers = facts.model.callers(component.id).filter(|edge| edge.from.id != component.id);
    topic("What its callers rely on", callers.map(|edge| edge.path()).collect());
    topic("State and data", state(facts, component));
    let journeys: Vec<&str> = facts.flows.through(component.id).map(|flow| flow.id).collect();
    let fields =
        journeys.iter().flat_map(|id| OF_JOURNEY.iter().map(move |field| format!("journeys/{id}/{field}")));
    topic("Journeys that pass it", fields.collect());
    let is_about = |of: &str| of.split('.').next() == Some(component.name) || is_below(of, &at);
    let slos = facts.slos().filter(|(_, slo)| {
        slo.of.as_ref().is_some_and(|of| journeys.contains(&of.id.as_str()) || is_about(&of.id))
    });
    topic("Objectives", slos.map(|(id, _)| format!("slos/{id}")).collect());
    let system = &facts.model.system;
    let modes = entries(&system.failure_modes)
        .filter(|(_, mode)| mode.value.of.as_ref().is_some_and(|of| is_about(&of.id)))
        .map(|(id, _)| format!("failure-modes/{id}"));
    topic("Failure modes", modes.collect());
    let threats = entries(&system.threats)
        .filter(|(_, threat)| threat.value.of.as_ref().is_some_and(|of| is_about(&of.id)))
        .map(|(id, _)| format!("threats/{id}"));
    topic("Threats", threats.collect());
    let tests = entries(&system.tests)
        .filter(|(_, test)| {
            test.value.of.as_ref().is_some_and(|of| journeys.contains(&of.id.as_str()) || is_about(&of.id))
        })
        .flat_map(|(id, _)| ["kind", "of", "claim"].map(|field| format!("tests/{id}/{field}")));
    topic("Tests that must pass", tests.collect());
    topics
}

/// The state it owns, keeps or writes, and the data in it and on its edges.
fn state(facts: &Facts<'_>, component: Component<'_>) -> Vec<String> {
    let name = component.name;
    let mut paths = Vec::new();
    let mut data = BTreeSet::new();
    for (id, item) in entries(&facts.model.system.state) {
        let item = &item.value;
        let owner = item.owner.as_ref().and_then(|owner| owner.value.value());
        let writers = item.writers.iter().flat_map(|all| &all.value);
        let concerned = owner.is_some_and(|owner| owner.id == name)
            || item.home.as_ref().is_some_and(|home| home.id == name)
            || writers.into_iter().any(|writer| writer.value.id == name)
            || item.copies.as_ref().is_some_and(|copies| copies.value.get(name).is_some());
        if concerned {
            paths.push(format!("state/{id}"));
            data.extend(item.data.iter().flat_map(|all| &all.value).map(|one| one.value.id.clone()));
        }
    }
    for edge in facts.model.needs(component.id) {
        data.extend(edge.need.carries.iter().flat_map(|all| &all.value).map(|one| one.value.id.clone()));
    }
    paths.extend(data.into_iter().map(|id| format!("data/{id}")));
    paths
}
