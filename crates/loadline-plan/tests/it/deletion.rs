//! Whatever a gate rests on, taking it out of a complete model makes that gate refuse and name it.

use crate::scene::{Scene, with_model};
use loadline_base::Span;
use loadline_model::Model;
use loadline_model::syntax::{NodeId, Tree};
use loadline_plan::{Answer, By, Evidence, Verdict, Workflow, judge};
use std::collections::BTreeSet;

/// Facts that stand in for one another are taken out one after the other, up to this many.
const STAND_INS: usize = 8;

fn verdict(scene: &Scene, workflow: Workflow) -> Verdict {
    scene.with(&[], &[], |facts| judge(workflow, facts))
}

/// A fact that a requirement rests on: its id path and where it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Fact {
    path: String,
    file: usize,
    steps: Vec<String>,
}

#[test]
fn the_complete_example_passes_every_gate() {
    for workflow in Workflow::ALL {
        let verdict = verdict(&Scene::example("payments-clean"), *workflow);
        let gaps: Vec<_> = verdict.gaps().collect();
        assert_eq!(gaps, Vec::<&loadline_plan::Gap>::new());
        assert!(verdict.passed());
        assert!(verdict.tables.iter().all(loadline_plan::TableVerdict::met));
    }
}

#[test]
fn every_requirement_rests_on_something_in_the_complete_example() {
    for workflow in Workflow::ALL {
        let verdict = verdict(&Scene::example("payments-clean"), *workflow);
        for answer in verdict.gates.iter().flat_map(|gate| &gate.answers) {
            assert!(!answer.evidence.is_empty(), "{} rests on nothing", answer.requirement.id);
        }
    }
}

#[test]
fn taking_out_a_required_fact_makes_its_gate_refuse_and_name_it() {
    let scene = Scene::example("payments-clean");
    let mut tried = 0;
    let mut silent: Vec<String> = Vec::new();
    for workflow in Workflow::ALL {
        let whole = verdict(&scene, *workflow);
        for (gate, answer) in
            whole.gates.iter().flat_map(|gate| gate.answers.iter().map(move |one| (gate, one)))
        {
            let facts = facts(&scene, answer);
            let silence = answer.evidence.iter().all(|fact| matches!(fact, Evidence::Silent { .. }));
            let by_rules = silence || matches!(answer.requirement.by, By::Silence(_));
            assert!(
                by_rules || !facts.is_empty(),
                "{} rests on no fact that can be taken out",
                answer.requirement.id
            );
            for fact in facts {
                tried += 1;
                let refused = refuses(&scene, *workflow, gate.gate.id, answer.requirement.id, &fact);
                silent.extend(refused.err());
            }
        }
    }
    assert_eq!(silent, Vec::<String>::new());
    assert!(tried > 500, "only {tried} facts were tried");
}

/// Takes out a fact, and whatever else then stands in for it, until the requirement refuses for it.
fn refuses(
    scene: &Scene,
    workflow: Workflow,
    gate: &str,
    requirement: &str,
    fact: &Fact,
) -> Result<(), String> {
    let mut scene = scene.clone();
    let mut out = vec![fact.clone()];
    for _ in 0..STAND_INS {
        let Some(last) = out.last() else { break };
        let before: BTreeSet<String> = paths(&verdict(&scene, workflow), requirement);
        scene = without(&scene, last);
        let after = verdict(&scene, workflow);
        let Some(answer) = after.answer(requirement) else { break };
        let named = |path: &str| out.iter().any(|fact| below(path, &fact.path) || below(&fact.path, path));
        if answer.gaps.iter().any(|gap| named(&gap.path)) {
            let verdict = after.gates.iter().find(|one| one.gate.id == gate).unwrap();
            assert_ne!(verdict.state, loadline_plan::State::Passed);
            return Ok(());
        }
        // What stands in for it: a fact that came up, the same one from a profile, or the same field of another entry.
        let left = facts(&scene, answer);
        let came_up = |one: &&Fact| !before.contains(&one.path) || one.path == fact.path;
        let alike = |one: &&Fact| one.path.rsplit('/').next() == fact.path.rsplit('/').next();
        let instead = left.iter().find(came_up).or_else(|| left.iter().find(alike)).cloned();
        match instead {
            Some(instead) => out.push(instead),
            None => break,
        }
    }
    let out: Vec<&str> = out.iter().map(|fact| fact.path.as_str()).collect();
    Err(format!("{requirement} does not name `{}` when it is taken out (tried {out:?})", fact.path))
}

fn paths(verdict: &Verdict, requirement: &str) -> BTreeSet<String> {
    let evidence = verdict.answer(requirement).map(|answer| &answer.evidence);
    evidence.into_iter().flatten().filter_map(|evidence| evidence.path().map(str::to_owned)).collect()
}

/// Whether one id path is another or lies below it.
fn below(path: &str, of: &str) -> bool {
    path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What a requirement rests on, where that is written down.
fn facts(scene: &Scene, answer: &Answer) -> BTreeSet<Fact> {
    let reading = scene.read();
    let model = &reading.model;
    let found = answer.evidence.iter().filter_map(|evidence| match evidence {
        Evidence::Stated { path, span, .. } => fact(model, path, *span),
        // What an engine worked out goes back to a field; whole components are asked for elsewhere.
        Evidence::Computed { path, .. } if path.split('/').count() < 3 => None,
        Evidence::Computed { path, .. } => value(model, path).and_then(|span| fact(model, path, span)),
        Evidence::Assumed { .. } | Evidence::Silent { .. } => None,
    });
    found.collect()
}

/// The bytes of the value at an id path, as written in place.
fn value(model: &Model, path: &str) -> Option<Span> {
    model.trees().iter().find_map(|tree| tree.find(path.split('/')).map(|entry| tree.span(entry.value)))
}

fn fact(model: &Model, path: &str, span: Span) -> Option<Fact> {
    let (file, tree) = model.trees().iter().enumerate().find(|(_, tree)| tree.file() == span.file)?;
    let mut steps = Vec::new();
    find(tree, tree.root(), span, &mut steps).then(|| Fact { path: path.to_owned(), file, steps })
}

/// The steps from the root to the value with these bytes.
fn find(tree: &Tree, node: NodeId, span: Span, steps: &mut Vec<String>) -> bool {
    let entries =
        tree.entries(node).iter().map(|entry| (tree.scalar(entry.key).unwrap().to_owned(), entry.value));
    let items = tree.items(node).iter().enumerate().map(|(index, item)| (index.to_string(), *item));
    for (step, child) in entries.chain(items) {
        steps.push(step);
        if tree.span(child) == span || find(tree, child, span, steps) {
            return true;
        }
        steps.pop();
    }
    false
}

fn without(scene: &Scene, fact: &Fact) -> Scene {
    let reading = scene.read();
    let tree = &reading.model.trees()[fact.file];
    let steps: Vec<&str> = fact.steps.iter().map(String::as_str).collect();
    scene.edited(fact.file, &tree.remove(&steps).unwrap())
}

#[test]
fn the_same_facts_give_the_same_verdict() {
    let scene = Scene::example("webshop");
    let told = |scene: &Scene| {
        let reading = scene.read();
        with_model(&reading.model, &[], &[], |facts| format!("{:?}", judge(Workflow::Design, facts).gates))
    };
    assert_eq!(told(&scene), told(&scene));
}
