//! Whatever runs pods: Deployments and their like, Jobs and CronJobs, bare Pods.

use super::objects::{Object, pairs};
use crate::draft::{Draft, Interface, Origin, Scalar};
use crate::foreign::{Fields, Node};
use crate::journal::Journal;
use crate::kind::Kind;
use crate::protocol::{by_name, by_port};
use indexmap::IndexMap;
use loadline_base::Span;

/// A workload while it is read.
pub(super) struct Workload<'a> {
    pub(super) id: String,
    pub(super) kind: &'a str,
    pub(super) name: String,
    pub(super) namespace: Option<&'a str>,
    pub(super) at: Span,
    /// Labels of its pods.
    pub(super) labels: Vec<(&'a str, &'a str)>,
    /// The pod's specification.
    pub(super) pod: Fields<'a>,
    /// Containers that run all the time, the main one first.
    pub(super) containers: Vec<Fields<'a>>,
    /// Containers that run before those.
    pub(super) init_containers: Vec<Fields<'a>>,
    pub(super) ports: IndexMap<u16, PodPort>,
    /// Whether it claims volumes of its own.
    pub(super) claims_volumes: bool,
}

/// A port of a pod with everything that was said about it.
#[derive(Debug, Clone)]
pub(super) struct PodPort {
    pub(super) origin: Origin,
    pub(super) name: Option<String>,
    pub(super) transport: String,
    pub(super) protocol: Option<(String, Origin)>,
    pub(super) published: Option<Origin>,
}

/// Whether an object runs pods.
pub(super) fn is_workload(object: &Object<'_>) -> bool {
    is_replicated(object.kind) || matches!(object.kind, "DaemonSet" | "Job" | "CronJob" | "Pod")
}

fn is_replicated(kind: &str) -> bool {
    matches!(kind, "Deployment" | "StatefulSet" | "ReplicaSet" | "ReplicationController" | "Rollout")
}

/// Adds the component of a workload; `None` for other objects.
pub(super) fn declare<'a>(
    object: &Object<'a>,
    draft: &mut Draft,
    journal: &mut Journal,
) -> Option<Workload<'a>> {
    if !is_workload(object) {
        return None;
    }
    let is_job = matches!(object.kind, "Job" | "CronJob");
    let kind = if is_job { Kind::Job } else { Kind::Service };
    let id = draft.declare(kind, object.name, Origin::declared(object.at, object.kind));
    let mut spec = object.spec(journal);
    schedule_and_replicas(object, &mut spec, &id, draft, journal);
    let claims_volumes = spec.take("volumeClaimTemplates").is_some_and(|claims| {
        claims.lose(journal, "volumes are not part of the model language");
        true
    });
    let (pod, labels) =
        if object.kind == "Pod" { (spec, object.labels()) } else { template(object, spec, journal) };
    let mut workload = Workload {
        id,
        kind: object.kind,
        name: object.name.to_owned(),
        namespace: object.namespace,
        at: object.at,
        labels,
        pod,
        containers: Vec::new(),
        init_containers: Vec::new(),
        ports: IndexMap::new(),
        claims_volumes,
    };
    for (key, init) in [("containers", false), ("initContainers", true)] {
        let items = workload.pod.take(key).map(|field| field.items(journal)).unwrap_or_default();
        let containers = items.iter().map(|item| item.fields(journal)).collect();
        *(if init { &mut workload.init_containers } else { &mut workload.containers }) = containers;
    }
    Some(workload)
}

/// The pod template and the labels in it; for a CronJob, one level further down.
fn template<'a>(
    object: &Object<'a>,
    mut spec: Fields<'a>,
    journal: &mut Journal,
) -> (Fields<'a>, Vec<(&'a str, &'a str)>) {
    for understood in ["selector", "serviceName"] {
        spec.take(understood);
    }
    if object.kind == "CronJob" {
        let mut job = spec.fields("jobTemplate", journal);
        spec.rest(journal);
        spec = job.fields("spec", journal);
        job.rest(journal);
    }
    let mut template = spec.fields("template", journal);
    spec.rest(journal);
    let mut metadata = template.fields("metadata", journal);
    let labels: Option<&'a Node> = metadata.take("labels").map(|labels| labels.node);
    metadata.rest(journal);
    let pod = template.fields("spec", journal);
    template.rest(journal);
    (pod, labels.map(pairs).unwrap_or_default())
}

fn schedule_and_replicas(
    object: &Object<'_>,
    spec: &mut Fields<'_>,
    id: &str,
    draft: &mut Draft,
    journal: &mut Journal,
) {
    let Some(component) = draft.components.get_mut(id) else { return };
    if object.kind == "CronJob" {
        if let Some((schedule, field)) = spec.text("schedule", journal) {
            component.set_text("schedule", schedule, Origin::declared(field.key, "schedule"));
        }
    } else if is_replicated(object.kind) {
        match spec.text("replicas", journal) {
            Some((text, field)) => match text.parse() {
                Ok(number) => {
                    component.set(
                        "replicas/min",
                        Scalar::Number(number),
                        Origin::declared(field.key, "replicas"),
                    );
                }
                Err(_) => field.lose(journal, "a whole number is expected here"),
            },
            None if object
                .node
                .get("spec")
                .and_then(|spec| spec.get("replicas"))
                .is_none_or(Node::is_null) =>
            {
                let origin = Origin::default(object.at, "kubernetes default");
                component.set("replicas/min", Scalar::Number(1), origin);
            }
            None => {}
        }
    } else if object.kind == "Pod" {
        let origin = Origin::default(object.at, "a bare pod");
        component.set("replicas/min", Scalar::Number(1), origin);
    }
}

impl Workload<'_> {
    /// Remembers a port; what is already known about it stays.
    pub(super) fn port(&mut self, number: u16, origin: Origin) -> &mut PodPort {
        self.ports.entry(number).or_insert_with(|| PodPort {
            origin,
            name: None,
            transport: "TCP".into(),
            protocol: None,
            published: None,
        })
    }

    /// The number of the port that is called `name`.
    pub(super) fn port_called(&self, name: &str) -> Option<u16> {
        self.ports.iter().find(|(_, port)| port.name.as_deref() == Some(name)).map(|(number, _)| *number)
    }

    /// Makes interfaces of the ports and lists what nobody asked for.
    pub(super) fn finish(self, draft: &mut Draft, journal: &mut Journal) {
        if let Some(component) = draft.components.get_mut(&self.id) {
            for (number, port) in self.ports {
                let protocol = protocol(number, &port);
                let PodPort { origin, name, published, .. } = port;
                let interface = Interface { port: number, origin, protocol, published };
                component.expose(name.as_deref(), interface);
            }
        }
        for container in self.containers.into_iter().chain(self.init_containers) {
            container.rest(journal);
        }
        self.pod.rest(journal);
    }
}

/// What was said of the port, else what its name or its number says.
fn protocol(number: u16, port: &PodPort) -> Option<(String, Origin)> {
    let inferred = |by: &str| Origin::inferred(port.origin.at, by);
    let named =
        port.name.as_deref().and_then(by_name).map(|protocol| (protocol.to_owned(), inferred("port name")));
    let numbered = || match port.transport.as_str() {
        "TCP" => by_port(number).map(|protocol| (protocol.to_owned(), inferred("port number"))),
        "UDP" if number == 53 => Some(("dns".to_owned(), inferred("port number"))),
        transport => Some((transport.to_ascii_lowercase(), port.origin.clone())),
    };
    port.protocol.clone().or(named).or_else(numbered)
}
