//! The draft as YAML text: the model in one fragment, where every value came from in another.

mod text;
mod tree;

use crate::draft::{Component, Draft, Edge, Evidence, Origin, Scalar};
use crate::journal::Journal;
use crate::judge::coverage;
use crate::kind::Kind;
use crate::recognise::Role;
use tree::Tree;

/// Both fragments.
pub(crate) struct Written {
    pub(crate) model: String,
    pub(crate) provenance: String,
}

/// The simple fields of a component in the order they are written; `exposes` and `needs` have their own places.
const FIELDS: &[&str] = &[
    "title",
    "image",
    "tech",
    "schedule",
    "replicas/min",
    "replicas/max",
    "resources/memory",
    "resources/cpu",
    "health/ready",
    "health/live",
    EXPOSES,
    "secrets/from",
    "secrets/names",
    "runtime/privileged",
    "runtime/host-access",
    NEEDS,
];
const EXPOSES: &str = "exposes";
const NEEDS: &str = "needs";

/// Writes both fragments.
pub(crate) fn write(draft: &Draft, journal: &Journal, format: &str) -> Written {
    let mut writer = Writer { journal, model: Tree::default(), values: Vec::new() };
    writer.system(draft);
    for kind in Kind::ALL {
        for (id, component) in draft.components.iter().filter(|(_, component)| component.kind == kind) {
            writer.component(id, component);
        }
    }
    writer.journeys(draft);
    let provenance = writer.provenance(draft, format);
    Written { model: writer.model.print(), provenance }
}

struct Writer<'a> {
    journal: &'a Journal,
    model: Tree,
    values: Vec<(String, String)>,
}

impl Writer<'_> {
    fn system(&mut self, draft: &Draft) {
        self.model.set("loadline", Scalar::Number(1));
        self.model.set("system/id", Scalar::Text(draft.system_id.clone()));
        if let Some(title) = &draft.titled {
            self.value("system/title", title.value.clone(), &title.origin);
        } else if let Some(title) = &draft.title {
            self.model.set("system/title", Scalar::Text(title.clone()));
        }
    }

    fn component(&mut self, id: &str, component: &Component) {
        let path = format!("{}/{id}", component.kind.section());
        self.model.map(&path);
        self.values.push((path.clone(), self.origin(&component_origin(component), None)));
        for field in FIELDS {
            match *field {
                EXPOSES => self.interfaces(&path, component),
                NEEDS => {
                    for (target, edge) in &component.needs {
                        self.edge(&format!("{path}/needs/{target}"), edge);
                    }
                }
                field => {
                    if let Some(fact) = component.facts.get(field) {
                        self.value(&format!("{path}/{field}"), fact.value.clone(), &fact.origin);
                    }
                }
            }
        }
    }

    /// Services have interfaces. Of a store or a queue the model holds one port, and whether any can be reached from outside.
    fn interfaces(&mut self, path: &str, component: &Component) {
        if !matches!(component.kind, Kind::Service | Kind::External) {
            if let Some(main) = component.main_interface() {
                self.value(&format!("{path}/port"), Scalar::Number(main.port.into()), &main.origin);
                if let Some(origin) = main.published.as_ref().filter(|_| component.kind != Kind::Job) {
                    self.value(&format!("{path}/reach"), Scalar::Text("published".into()), origin);
                }
            }
            return;
        }
        for (name, interface) in &component.interfaces {
            let path = format!("{path}/exposes/{name}");
            self.value(&format!("{path}/port"), Scalar::Number(interface.port.into()), &interface.origin);
            if let Some((protocol, origin)) = &interface.protocol {
                self.value(&format!("{path}/protocol"), Scalar::Text(protocol.clone()), origin);
            }
            if let Some(origin) = &interface.published {
                self.value(&format!("{path}/reach"), Scalar::Text("published".into()), origin);
            }
        }
    }

    /// An edge that is used at run time says nothing of its strength; start order alone is marked as such.
    fn edge(&mut self, path: &str, edge: &Edge) {
        self.model.map(path);
        match (&edge.run, &edge.start) {
            (Some(run), None) => self.values.push((path.to_owned(), self.origin(run, None))),
            (Some(run), Some(start)) => {
                let both = Origin { by: format!("{} and {}", run.by, start.by), ..run.clone() };
                self.values.push((path.to_owned(), self.origin(&both, None)));
            }
            (None, Some(start)) => {
                self.values.push((path.to_owned(), self.origin(start, None)));
                self.value(&format!("{path}/phase"), Scalar::Text("start".into()), start);
            }
            (None, None) => {}
        }
    }

    /// One journey for each component that can be reached from outside and belongs to the system itself. Its further ports
    /// stay among what it exposes: whether users come that way too is not said.
    fn journeys(&mut self, draft: &Draft) {
        for (id, component) in &draft.components {
            let platform = component.recognised.is_some_and(|recognised| recognised.role == Role::Platform);
            if component.kind != Kind::Service || platform || component.makes_load(id) {
                continue;
            }
            let published =
                component.interfaces.iter().filter_map(|(name, i)| Some((i, name, i.published.as_ref()?)));
            let Some((_, name, origin)) = published.min_by_key(|(i, ..)| i.protocol.is_none()) else {
                continue;
            };
            let origin = Origin { evidence: Evidence::Inferred, ..origin.clone() };
            let entry = Scalar::Text(format!("{id}.{name}"));
            self.value(&format!("journeys/via-{id}/entry"), entry, &origin);
        }
    }

    fn value(&mut self, path: &str, value: Scalar, origin: &Origin) {
        let written = text::value(&value);
        self.values.push((path.to_owned(), self.origin(origin, Some(&written))));
        self.model.set(path, value);
    }

    fn origin(&self, origin: &Origin, value: Option<&str>) -> String {
        let at = text::quoted(&self.journal.place(origin.at));
        let by = text::flow(&origin.by);
        let value = value.map(|value| format!(", value: {}", text::quoted(value))).unwrap_or_default();
        format!("{{at: {at}, by: {by}, evidence: {}{value}}}", origin.evidence.word())
    }

    fn provenance(&self, draft: &Draft, format: &str) -> String {
        let files = self.journal.used.iter().map(|id| text::flow(self.journal.sources.file(*id).name()));
        let files: Vec<String> = files.collect();
        let (components, with_edges) = coverage(draft);
        let mut out = format!(
            "loadline: 1\nimported:\n  format: {}\n  files: [{}]\n  coverage: {{components: {components}, with-edges: {with_edges}}}\n",
            text::flow(format),
            files.join(", "),
        );
        out.push_str(if self.values.is_empty() { "  values: {}\n" } else { "  values:\n" });
        for (path, origin) in &self.values {
            out.push_str(&format!("    {path}: {origin}\n"));
        }
        let lost = self.journal.lost_places();
        out.push_str(if lost.is_empty() { "  lost: []\n" } else { "  lost:\n" });
        for lost in lost {
            let (at, key, why) = (text::quoted(&lost.at), text::flow(&lost.key), text::flow(&lost.why));
            out.push_str(&format!("    - {{at: {at}, key: {key}, why: {why}}}\n"));
        }
        out
    }
}

/// That the component exists is declared; that it is anything but a service or a job is concluded.
fn component_origin(component: &Component) -> Origin {
    let mut origin = component.origin.clone();
    if let Some(recognised) = component.recognised
        && !matches!(component.kind, Kind::Service | Kind::Job)
    {
        let what = match recognised.role {
            Role::KeyValue => "use",
            _ if recognised.by_image => "image",
            _ => "name",
        };
        origin.by = format!("{}, kind by {what}", origin.by);
        origin.evidence = Evidence::Inferred;
    }
    origin
}
