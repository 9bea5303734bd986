//! Reading a model: fragments to trees, trees to records, records to a graph that can be asked questions.

use crate::component::{Body, Component, ComponentId, ComponentKind};
use crate::edge::{Edge, EdgeId};
use crate::faults;
use crate::imported::Provenance;
use crate::kinds::System;
use crate::lower::{Layer, Lower, Lowering, Origin};
use crate::resolve::{Dangling, Graph, References};
use crate::syntax::{Tree, parse};
use loadline_base::{Diagnostic, Sources, Span};
use rayon::prelude::*;

/// A model that was understood: its records, its graph and its trees.
#[derive(Debug)]
pub struct Model {
    /// The records, section by section.
    pub system: System,
    trees: Vec<Tree>,
    graph: Graph,
    references: References,
}

/// What came of reading a model.
#[derive(Debug)]
pub struct Reading {
    /// What was understood.
    pub model: Model,
    /// Every fault found. While there is one, parts of the model are missing from `model`.
    pub faults: Vec<Diagnostic>,
}

/// Files parsed to trees, before anything is resolved.
#[derive(Debug)]
pub struct Parsed {
    trees: Vec<Tree>,
    faults: Vec<Diagnostic>,
}

/// Reads every file of `sources` as a fragment of one model.
#[must_use]
pub fn read(sources: &Sources) -> Reading {
    parse_files(sources).resolve()
}

/// The first half of [`read`]: text to trees.
#[must_use]
pub fn parse_files(sources: &Sources) -> Parsed {
    let mut faults = Vec::new();
    let mut trees = Vec::new();
    let files: Vec<_> = sources.iter().collect();
    let parsed: Vec<_> = files.par_iter().map(|(id, file)| parse(*id, file.text())).collect();
    for (tree, mut found) in parsed {
        faults.append(&mut found);
        let Some(tree) = tree else { continue };
        match wrong_start(&tree) {
            Some(fault) => faults.push(fault),
            None => trees.push(tree),
        }
    }
    Parsed { trees, faults }
}

/// A fragment is a map whose `loadline` is 1.
fn wrong_start(tree: &Tree) -> Option<Diagnostic> {
    let version = tree.get(tree.root(), "loadline");
    if version.is_some_and(|entry| tree.scalar(entry.value) == Some("1")) {
        return None;
    }
    let (what, span) = match version {
        Some(entry) => ("this version of the model language is not known", tree.span(entry.value)),
        None if tree.text().trim().is_empty() => ("the file is empty", Span::new(tree.file(), 0, 0)),
        None => ("the file does not start with `loadline: 1`", Span::new(tree.file(), 0, 0)),
    };
    Some(
        Diagnostic::error(faults::NOT_A_MODEL.code, what)
            .at(span, "")
            .hint("a model file starts with the line `loadline: 1`; `loadline init` writes a first one"),
    )
}

impl Parsed {
    /// The second half of [`read`]: trees to records, records to a graph.
    #[must_use]
    pub fn resolve(self) -> Reading {
        let Self { trees, mut faults } = self;
        let provenance = Provenance::gather(&trees);
        let mut cx = Lowering::new(&trees, &provenance);
        let layers = (0u32..).zip(&trees).map(|(index, tree)| Layer {
            tree: index,
            node: tree.root(),
            origin: Origin::Explicit,
        });
        let system = System::lower(&layers.collect(), &mut cx).unwrap_or_default();
        let found = cx.references;
        faults.append(&mut cx.diagnostics);
        let (graph, mut duplicates) = Graph::build(&system);
        faults.append(&mut duplicates);
        let references = References::resolve(&system, &graph, found);
        faults.sort_by_key(|fault| fault.primary.as_ref().map(|label| label.span));
        Reading { model: Model { system, trees, graph, references }, faults }
    }
}

impl Model {
    /// The trees the model was read from, one a file.
    #[must_use]
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }

    /// How many components there are.
    #[must_use]
    pub fn component_count(&self) -> usize {
        self.graph.components.len()
    }

    /// How many edges there are.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.graph.edges.len()
    }

    /// Every component, kind by kind, in the order written.
    pub fn components(&self) -> impl Iterator<Item = Component<'_>> {
        (0u32..).take(self.component_count()).map(|index| self.component(ComponentId(index)))
    }

    /// The component with this index.
    #[must_use]
    pub fn component(&self, id: ComponentId) -> Component<'_> {
        self.graph.component(&self.system, id)
    }

    /// The component with this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Component<'_>> {
        self.graph.by_name.get(name).map(|id| self.component(*id))
    }

    /// Every edge whose target exists, in the order of components.
    pub fn edges(&self) -> impl Iterator<Item = Edge<'_>> {
        (0u32..).take(self.edge_count()).map(|index| self.edge(EdgeId(index)))
    }

    /// The edge with this index.
    #[must_use]
    pub fn edge(&self, id: EdgeId) -> Edge<'_> {
        self.graph.edge(&self.system, id)
    }

    /// What a component needs.
    pub fn needs(&self, id: ComponentId) -> impl Iterator<Item = Edge<'_>> {
        self.graph.out[id.index()].clone().map(|index| self.edge(EdgeId(index)))
    }

    /// The edges that point at a component. Derived, never written.
    pub fn callers(&self, id: ComponentId) -> impl Iterator<Item = Edge<'_>> {
        self.graph.incoming[id.index()].iter().map(|edge| self.edge(*edge))
    }

    /// References whose target does not exist.
    #[must_use]
    pub fn dangling(&self) -> &[Dangling] {
        &self.references.dangling
    }

    /// Whether anything in the model refers to this id.
    #[must_use]
    pub fn is_used(&self, kind: crate::TargetKind, id: &str) -> bool {
        self.references.is_used(kind, id)
    }

    /// The place of an id path such as `services/gateway/needs/sessions`: the bytes of its last key or item.
    #[must_use]
    pub fn locate(&self, path: &str) -> Option<Span> {
        self.trees.iter().find_map(|tree| {
            let mut node = tree.root();
            let mut span = None;
            for step in path.split('/') {
                let item =
                    || step.parse::<usize>().ok().and_then(|index| tree.items(node).get(index).copied());
                (node, span) = match tree.get(node, step) {
                    Some(entry) => (entry.value, Some(tree.span(entry.key))),
                    None => item().map(|item| (item, Some(tree.span(item))))?,
                };
            }
            span
        })
    }

    /// Whether the component or edge at `path` came from an importer and nobody wrote it by hand.
    #[must_use]
    pub fn is_imported(&self, path: &str) -> bool {
        let values = self.system.imported.as_ref().and_then(|imported| imported.values.as_ref());
        values.is_some_and(|values| values.get(path).is_some())
    }
}

impl Graph {
    pub(crate) fn component<'m>(&self, system: &'m System, id: ComponentId) -> Component<'m> {
        let (kind, index) = self.components[id.index()];
        macro_rules! at {
            ($section:ident, $body:ident) => {
                system.$section.as_ref().and_then(|all| all.at(index)).map(|(name, named)| Component {
                    id,
                    name,
                    key: named.key,
                    body: Body::$body(&named.value),
                })
            };
        }
        let found = match kind {
            ComponentKind::Service => at!(services, Service),
            ComponentKind::Job => at!(jobs, Job),
            ComponentKind::Store => at!(stores, Store),
            ComponentKind::Cache => at!(caches, Cache),
            ComponentKind::Queue => at!(queues, Queue),
            ComponentKind::External => at!(externals, External),
        };
        #[expect(clippy::expect_used, reason = "the graph was built from this very system")]
        found.expect("component indices point into the system they were built from")
    }

    pub(crate) fn edge<'m>(&self, system: &'m System, id: EdgeId) -> Edge<'m> {
        let entry = self.edges[id.index()];
        let from = self.component(system, entry.from);
        let found = from.common().needs.as_ref().and_then(|needs| needs.at(entry.need as usize));
        #[expect(clippy::expect_used, reason = "the graph was built from this very system")]
        let (name, named) = found.expect("edge indices point into the system they were built from");
        let target = named.to.as_ref().map_or(name, |to| to.id.as_str());
        let part = target.split_once('.').map(|(_, part)| part);
        Edge {
            id,
            name,
            key: named.key,
            from,
            to: self.component(system, entry.to),
            part,
            need: &named.value,
        }
    }
}
