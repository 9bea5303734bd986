//! The architectural specification of each component (P4): everything the model says that binds whoever writes its code,
//! what is missing, and what shows that the code keeps to it. A fingerprint of those facts tells one state from another.
//!
//! Facts are paths with values, so that a specification can be held against the model later, fact by fact. No prose of its own
//! beyond the instructions; no Markdown and no JSON here.

mod facts;
mod instructions;
mod missing;
mod scope;

pub use facts::{Fact, Shown};

use crate::facts::Facts;
use crate::figure::figure;
use crate::judge::judge;
use crate::workflow::Workflow;
use facts::Written;
use loadline_base::Fingerprint;
use loadline_depend::{Losses, Solved, Thing};
use loadline_evidence::Quantity;
use loadline_model::Component;

/// The path under which all that belongs to no component is summed up.
pub const SYSTEM: &str = "system";

/// What binds whoever writes the code of one component.
#[derive(Debug, Clone, PartialEq)]
pub struct Spec {
    /// Its id.
    pub name: String,
    /// Its id path.
    pub path: String,
    /// What it is, in a word.
    pub kind: &'static str,
    /// Id of the team to be asked; `None` when nobody owns it.
    pub owner: Option<String>,
    /// Of all its facts, whatever their order.
    pub fingerprint: String,
    /// Its facts, topic by topic; topics without any are left out.
    pub topics: Vec<Topic>,
    /// Id paths that the model does not fill, each with what is missing. The specification is complete when there is none.
    pub missing: Vec<(String, String)>,
    /// What its writer has to do, in order.
    pub instructions: Vec<String>,
}

/// Facts about one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// The heading.
    pub title: &'static str,
    /// The facts, in the order written.
    pub facts: Vec<Fact>,
}

impl Spec {
    /// Its facts, whatever their topic.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.topics.iter().flat_map(|topic| &topic.facts)
    }
}

/// The specification of every component, in the order of the model. `outages` are the journeys as fault trees.
#[must_use]
pub fn specs(facts: &Facts<'_>, outages: &Solved<'_>) -> Vec<Spec> {
    let written = Written::of(facts);
    let verdict = judge(Workflow::Design, facts);
    let mut losses = Losses::of(&outages.failures);
    facts
        .model
        .components()
        .map(|component| {
            let mut topics = scope::topics(facts, &written, component);
            topics.push(Topic { title: "Load it is asked", facts: asked(facts, component) });
            let (failed, degraded) = losses.reach(Thing::Component(component.id));
            let name = |index: &usize| outages.failures.journeys[*index].id;
            let hit = [
                ("journeys-that-fail", failed.iter().map(name).collect::<Vec<_>>()),
                ("journeys-that-degrade", degraded.iter().map(name).collect()),
            ];
            topics.push(Topic { title: "Deletion test", facts: deletion(component, hit) });
            topics.retain(|topic| !topic.facts.is_empty());
            let missing = missing::missing(facts, &topics, component, &verdict);
            let owner = component.owner().map(ToOwned::to_owned);
            let instructions = instructions::instructions(component.name, owner.as_deref(), &missing);
            let all = topics.iter().flat_map(|topic| &topic.facts);
            Spec {
                name: component.name.to_owned(),
                path: component.path(),
                kind: component.kind().word(),
                owner,
                fingerprint: fingerprint(all.map(|fact| (fact.path.as_str(), fact.value.as_str()))),
                topics,
                missing,
                instructions,
            }
        })
        .collect()
}

/// A fingerprint for each component, and one for all that belongs to none: which parts of a model a document was written from.
#[must_use]
pub fn parts(facts: &Facts<'_>, outages: &Solved<'_>) -> Vec<(String, String)> {
    let specs = specs(facts, outages);
    let mut parts: Vec<(String, String)> =
        specs.iter().map(|spec| (spec.path.clone(), spec.fingerprint.clone())).collect();
    let written = Written::of(facts);
    let used: std::collections::BTreeSet<&str> =
        specs.iter().flat_map(Spec::facts).map(|fact| fact.path.as_str()).collect();
    let rest = written.all().iter().filter(|fact| !used.contains(fact.path.as_str()));
    parts.push((SYSTEM.to_owned(), fingerprint(rest.map(|fact| (fact.path.as_str(), fact.value.as_str())))));
    parts
}

/// Of facts, whatever their order.
pub fn fingerprint<'f>(facts: impl Iterator<Item = (&'f str, &'f str)>) -> String {
    let mut all: Vec<(&str, &str)> = facts.collect();
    all.sort_unstable();
    let parts: Vec<&str> = all.into_iter().flat_map(|(path, value)| [path, value]).collect();
    Fingerprint::of(&parts).to_string()
}

/// What journeys ask of it, as the capacity engine works it out.
fn asked(facts: &Facts<'_>, component: Component<'_>) -> Vec<Fact> {
    let all = facts.capacity.asked.iter().filter(|asked| asked.component.id == component.id);
    all.flat_map(|asked| asked.figures()).map(|quantity| computed(component, quantity)).collect()
}

fn computed(component: Component<'_>, quantity: &Quantity) -> Fact {
    let formula = quantity.formula.as_ref().map_or_else(String::new, ToString::to_string);
    let path = format!("{}#{}", component.path(), quantity.name.replace(' ', "-"));
    Fact::new(path, &figure(quantity), Shown::Computed { formula })
}

/// Which journeys are lost with it.
fn deletion(component: Component<'_>, hit: [(&str, Vec<&str>); 2]) -> Vec<Fact> {
    let fact = |(name, mut journeys): (&str, Vec<&str>)| {
        journeys.sort_unstable();
        let value = if journeys.is_empty() { "none".to_owned() } else { journeys.join(", ") };
        let formula =
            format!("fault trees with `{}` gone; edges that do not say are taken as hard", component.name);
        Fact::new(format!("{}#{name}", component.path()), &value, Shown::Computed { formula })
    };
    hit.map(fact).into()
}
