//! The model while it is being found: components, their edges and interfaces, and where each of these was read.
//!
//! A value cannot enter the draft without its origin. What the values mean is for the formats and for `judge` to say.

use crate::ids::{id_from, unique};
use crate::kind::Kind;
use crate::recognise::{Recognised, is_tool, makes_load, recognise};
use indexmap::{IndexMap, IndexSet};
use loadline_base::Span;
use std::collections::HashMap;

/// How a value came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Evidence {
    /// The file says it.
    Declared,
    /// Concluded from a name, an address or a number.
    Inferred,
    /// The file says nothing and the platform's default applies.
    Default,
}

impl Evidence {
    /// The word in the provenance.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Inferred => "inferred",
            Self::Default => "default",
        }
    }
}

/// Where a value was read, from what, and how sure that is.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    pub(crate) at: Span,
    pub(crate) by: String,
    pub(crate) evidence: Evidence,
}

impl Origin {
    /// Said by the file under the key `by`.
    pub(crate) fn declared(at: Span, by: impl Into<String>) -> Self {
        Self { at, by: by.into(), evidence: Evidence::Declared }
    }

    /// Concluded from `by`.
    pub(crate) fn inferred(at: Span, by: impl Into<String>) -> Self {
        Self { at, by: by.into(), evidence: Evidence::Inferred }
    }

    /// Not said; the platform does it so.
    pub(crate) fn default(at: Span, by: impl Into<String>) -> Self {
        Self { at, by: by.into(), evidence: Evidence::Default }
    }
}

/// A value as the model writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scalar {
    Text(String),
    Number(u64),
    Flag(bool),
    List(IndexSet<String>),
}

/// A value with its origin.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub(crate) value: Scalar,
    pub(crate) origin: Origin,
}

/// When an edge is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Only to start in order.
    Start,
    /// While running, as far as one can see.
    Run,
}

/// One edge from a component to what it needs, whatever the number of hints.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edge {
    pub(crate) start: Option<Origin>,
    pub(crate) run: Option<Origin>,
}

/// A port that a component listens on.
#[derive(Debug, Clone)]
pub(crate) struct Interface {
    pub(crate) port: u16,
    pub(crate) origin: Origin,
    pub(crate) protocol: Option<(String, Origin)>,
    /// Set when it can be reached from outside.
    pub(crate) published: Option<Origin>,
}

/// A component found in the files.
#[derive(Debug, Clone)]
pub(crate) struct Component {
    pub(crate) kind: Kind,
    pub(crate) origin: Origin,
    pub(crate) facts: IndexMap<&'static str, Fact>,
    pub(crate) needs: IndexMap<String, Edge>,
    pub(crate) interfaces: IndexMap<String, Interface>,
    /// What its image and name told.
    pub(crate) recognised: Option<Recognised>,
    /// Words of its command that speak for or against durable data, and whether it mounts a data volume.
    pub(crate) keeps_data: Option<String>,
    /// A word that says its data may be thrown away.
    pub(crate) drops_data: Option<String>,
    /// Whether a volume is mounted that outlives container and pod.
    pub(crate) lasting_volume: bool,
}

impl Component {
    /// Sets a field; a later value replaces an earlier one.
    pub(crate) fn set(&mut self, field: &'static str, value: Scalar, origin: Origin) {
        self.facts.insert(field, Fact { value, origin });
    }

    /// Sets a field to text.
    pub(crate) fn set_text(&mut self, field: &'static str, text: impl Into<String>, origin: Origin) {
        self.set(field, Scalar::Text(text.into()), origin);
    }

    /// Adds words to a list field; the origin of the first stays.
    pub(crate) fn add(&mut self, field: &'static str, word: &str, origin: Origin) {
        let fact =
            self.facts.entry(field).or_insert_with(|| Fact { value: Scalar::List(IndexSet::new()), origin });
        if let Scalar::List(words) = &mut fact.value {
            words.insert(word.to_owned());
        }
    }

    /// The interface that stands for all: one that can be reached from outside, then one that says what it speaks, then
    /// the first.
    pub(crate) fn main_interface(&self) -> Option<&Interface> {
        let rank = |interface: &&Interface| (interface.published.is_none(), interface.protocol.is_none());
        self.interfaces.values().min_by_key(rank)
    }

    /// The text of a field.
    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        match &self.facts.get(field)?.value {
            Scalar::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether image or `id` say that it makes load for tests.
    pub(crate) fn makes_load(&self, id: &str) -> bool {
        makes_load(self.text("image"), id)
    }

    /// Whether image or `id` say that it is a tool around another component.
    pub(crate) fn is_tool(&self, id: &str) -> bool {
        is_tool(self.text("image"), id)
    }

    /// Adds an interface under a name that is free: `name`, else its protocol, else its port number.
    pub(crate) fn expose(&mut self, name: Option<&str>, interface: Interface) {
        let protocol = interface.protocol.as_ref().map(|(protocol, _)| protocol.as_str());
        let protocol = protocol.filter(|protocol| !matches!(*protocol, "tcp" | "udp" | "sctp"));
        let numbered = format!("port-{}", interface.port);
        let named = name.or(protocol).map_or_else(|| numbered.clone(), |name| id_from(name, "port"));
        let free = |name: &str| !self.interfaces.contains_key(name);
        let name = if free(&named) { named } else { unique(&numbered, &mut 1, |name| !free(name)) };
        self.interfaces.insert(name, interface);
    }
}

/// The system so far.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) system_id: String,
    pub(crate) title: Option<String>,
    /// The title when a file gives one.
    pub(crate) titled: Option<Fact>,
    pub(crate) components: IndexMap<String, Component>,
    /// Host → id of the externals.
    externals: HashMap<String, String>,
    /// Wanted id → the last number put behind it.
    numbers: HashMap<String, u64>,
}

impl Draft {
    /// An empty draft.
    pub(crate) fn new(system: &str) -> Self {
        let system_id = id_from(system, "system");
        let title = (system_id != system && !system.trim().is_empty()).then(|| system.to_owned());
        Self { system_id, title, titled: None, ..Self::default() }
    }

    /// Adds a component called `name` and returns its id.
    pub(crate) fn declare(&mut self, kind: Kind, name: &str, origin: Origin) -> String {
        let fallback = if kind == Kind::Job { "job" } else { "service" };
        let wanted = id_from(name, fallback);
        let number = self.numbers.entry(wanted.clone()).or_insert(1);
        let id = unique(&wanted, number, |id| self.components.contains_key(id));
        let mut component = Component {
            kind,
            origin: origin.clone(),
            facts: IndexMap::new(),
            needs: IndexMap::new(),
            interfaces: IndexMap::new(),
            recognised: None,
            keeps_data: None,
            drops_data: None,
            lasting_volume: false,
        };
        if id != name {
            component.set_text("title", name, origin);
        }
        self.components.insert(id.clone(), component);
        id
    }

    /// Works out from image and name what a component is; a job stays a job.
    pub(crate) fn identify(&mut self, id: &str, image: Option<(&str, Span)>, name: &str) {
        let Some(component) = self.components.get_mut(id) else { return };
        let Some(recognised) = recognise(image.map(|(image, _)| image), name) else { return };
        if component.kind == Kind::Job {
            return;
        }
        component.kind = recognised.role.kind();
        component.recognised = Some(recognised);
        let at = image.map(|(_, at)| at).filter(|_| recognised.by_image);
        if let Some(tech) = recognised.tech {
            let by = if recognised.by_image { "image" } else { "name" };
            let origin = Origin::inferred(at.unwrap_or(component.origin.at), by);
            component.set_text("tech", tech, origin);
        }
    }

    /// Adds the edge `from` → `to`. Nothing needs itself; a second hint joins the first.
    pub(crate) fn connect(&mut self, from: &str, to: &str, phase: Phase, origin: Origin) {
        if from == to || !self.components.contains_key(to) {
            return;
        }
        let Some(component) = self.components.get_mut(from) else { return };
        let edge = component.needs.entry(to.to_owned()).or_default();
        let slot = match phase {
            Phase::Start => &mut edge.start,
            Phase::Run => &mut edge.run,
        };
        slot.get_or_insert(origin);
    }

    /// The external reached at `host`, added when it is new.
    pub(crate) fn external(&mut self, host: &str, origin: Origin) -> String {
        if let Some(id) = self.externals.get(host) {
            return id.clone();
        }
        let id = self.declare(Kind::External, host, origin);
        self.externals.insert(host.to_owned(), id.clone());
        id
    }

    /// How many components there are of each kind; kinds without any are left out.
    pub(crate) fn count_by_kind(&self) -> Vec<(Kind, usize)> {
        let count = |kind| self.components.values().filter(|component| component.kind == kind).count();
        Kind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0).collect()
    }

    /// How many edges there are.
    pub(crate) fn edge_count(&self) -> usize {
        self.components.values().map(|component| component.needs.len()).sum()
    }
}
