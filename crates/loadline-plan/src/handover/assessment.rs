//! A technical assessment (E1): what is asked, which components it touches, how large it is, what it has to obey, where it
//! meets others, and what stands in its way.

use super::Node;
use super::sheet::{Sheet, maybe, number};
use crate::facts::entries;
use crate::judge::judge;
use crate::verdict::State;
use crate::workflow::Workflow;
use loadline_model::Body;

pub(super) fn write(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let identity = facts.identity();
    Node::Record(vec![
        ("request", sheet.said("system", "purpose", identity.and_then(|it| it.purpose.as_ref()))),
        ("components", components(sheet)),
        ("implications", implications(sheet)),
        ("scale", scale(sheet)),
        ("compliance", compliance(sheet)),
        ("integration_points", integrations(sheet)),
        ("complexity", complexity(sheet)),
        ("readiness", readiness(sheet)),
    ])
}

fn components(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let one = |component: loadline_model::Component<'_>| {
        Node::Record(vec![
            ("id", component.name.into()),
            ("kind", component.kind().word().into()),
            ("path", component.path().into()),
            ("owner", component.owner().into()),
            ("tech", maybe(component.common().tech.as_ref())),
            ("calls", Node::texts(facts.model.needs(component.id).map(|edge| edge.target()))),
            ("called_by", Node::texts(facts.model.callers(component.id).map(|edge| edge.from.name))),
        ])
    };
    Node::List(facts.model.components().map(one).collect())
}

/// What tables of decisions say of the system as a whole.
fn implications(sheet: &Sheet<'_>) -> Node {
    Node::List(["architecture", "multi-region"].into_iter().map(|topic| sheet.advice(topic)).collect())
}

fn scale(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let mut journeys = Vec::new();
    for traffic in &facts.capacity.traffic {
        if traffic.peak.is_none() {
            sheet.miss(format!("journeys/{}/load/peak", traffic.journey), "without a peak there is no size");
        }
        journeys.push(Node::Record(vec![
            ("journey", traffic.journey.into()),
            ("average", number(traffic.average.as_ref())),
            ("peak", number(traffic.peak.as_ref())),
            ("growth_a_year", number(traffic.growth.as_ref())),
        ]));
    }
    Node::Record(vec![
        ("journeys", Node::List(journeys)),
        ("headroom", number(facts.capacity.headroom.as_ref())),
        ("first_limit", facts.capacity.limits.first().map(|limit| limit.component.name).into()),
    ])
}

fn compliance(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let regulation = facts.identity().and_then(|it| it.regulation.as_ref());
    let regulation = regulation.iter().flat_map(|all| &all.value).map(|one| one.value.as_str());
    let mut data = Vec::new();
    for (id, one) in entries(&facts.model.system.data) {
        let at = format!("data/{id}");
        data.push(Node::Record(vec![
            ("id", id.into()),
            ("class", sheet.said(&at, "class", one.class.as_ref())),
            ("personal", sheet.said(&at, "personal", one.personal.as_ref())),
            ("retention", sheet.said(&at, "retention", one.retention.as_ref())),
            ("erasure", maybe(one.erasure.as_ref())),
        ]));
    }
    let crossing = facts.model.edges().filter(|edge| edge.from.boundary() != edge.to.boundary());
    Node::Record(vec![
        ("regulation", Node::texts(regulation)),
        ("data", Node::List(data)),
        ("boundary_crossings", Node::texts(crossing.map(|edge| edge.path()))),
    ])
}

/// Where the system meets others: externals, and interfaces that are reached from outside.
fn integrations(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let mut points = Vec::new();
    for component in facts.model.components() {
        let Body::External(external) = component.body else { continue };
        let at = component.path();
        points.push(Node::Record(vec![
            ("with", component.name.into()),
            ("direction", "out".into()),
            ("called_by", Node::texts(facts.model.callers(component.id).map(|edge| edge.from.name))),
            ("quota", sheet.said(&at, "quota", external.quota.as_ref())),
            ("agreement", maybe(external.agreement.as_ref())),
        ]));
    }
    for (name, _, component, _) in sheet.interfaces() {
        let part = name.rsplit_once('.').map_or("", |(_, part)| part);
        let journeys: Vec<&str> = facts.entering(component.name, part).collect();
        if !journeys.is_empty() {
            points.push(Node::Record(vec![
                ("with", name.as_str().into()),
                ("direction", "in".into()),
                ("journeys", Node::texts(journeys)),
            ]));
        }
    }
    Node::List(points)
}

/// What can be counted about the work. Hours are not made up: nobody has estimated them.
fn complexity(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let constraints = facts.identity().and_then(|it| it.constraints.as_deref());
    let at = "system/constraints";
    let count = |count: usize| Node::Number(count as f64);
    Node::Record(vec![
        ("components", count(facts.model.component_count())),
        ("dependencies", count(facts.model.edge_count())),
        ("journeys", count(facts.journeys().count())),
        ("pieces_of_state", count(entries(&facts.model.system.state).count())),
        ("team", sheet.said(at, "team", constraints.and_then(|it| it.team.as_ref()))),
        ("deadline", sheet.said(at, "deadline", constraints.and_then(|it| it.deadline.as_ref()))),
        ("budget", sheet.said(at, "budget", constraints.and_then(|it| it.budget.as_ref()))),
    ])
}

fn readiness(sheet: &mut Sheet<'_>) -> Node {
    let verdict = judge(Workflow::Design, &sheet.facts);
    let one = |gate: &crate::GateVerdict| {
        Node::Record(vec![
            ("gate", gate.gate.id.into()),
            ("title", gate.gate.title.into()),
            ("state", gate.state.word().into()),
            ("missing", Node::Number(gate.gaps().count() as f64)),
        ])
    };
    let open = verdict.gates.iter().find(|gate| gate.state == State::Open);
    Node::Record(vec![
        ("gates", Node::List(verdict.gates.iter().map(one).collect())),
        ("next", open.map(|gate| format!("{} {}", gate.gate.id, gate.gate.title)).into()),
    ])
}
