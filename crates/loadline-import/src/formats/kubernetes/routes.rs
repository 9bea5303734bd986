//! Ways in from outside: Ingress, the routes of the Gateway API, and OpenShift's Route.

use super::objects::Object;
use super::services::Services;
use super::workload::Workload;
use crate::draft::Origin;
use crate::foreign::{Field, Fields, Node};
use crate::hosts::{Names, Scope};
use crate::journal::Journal;

/// Whether an object leads traffic in.
pub(super) fn is_route(object: &Object<'_>) -> bool {
    matches!(object.kind, "Ingress" | "HTTPRoute" | "GRPCRoute" | "TLSRoute" | "TCPRoute" | "Route")
}

/// Somewhere a route leads to.
struct Backend<'a> {
    host: Option<&'a str>,
    service: &'a str,
    namespace: Option<&'a str>,
    port: Option<&'a str>,
    field: Field<'a>,
}

/// Publishes what the routes lead to, and lets their host names stand for it.
pub(super) fn read<'a>(
    objects: &[Object<'a>],
    services: &Services<'a>,
    workloads: &mut [Workload<'a>],
    names: &mut Names,
    journal: &mut Journal,
) {
    for object in objects.iter().filter(|object| is_route(object)) {
        let spec = object.spec(journal);
        let backends = match object.kind {
            "Ingress" => ingress(spec, journal),
            "Route" => openshift(spec, journal),
            _ => gateway(spec, journal),
        };
        for backend in backends {
            let origin = Origin::declared(backend.field.key, object.kind);
            let namespace = backend.namespace.or(object.namespace);
            match services.publish(backend.service, namespace, backend.port, &origin, workloads) {
                Some(id) => {
                    if let Some(host) = backend.host {
                        names.add(host, Scope::Alias, &id);
                    }
                }
                None => {
                    let why = format!("the Service `{}` leads nowhere in these files", backend.service);
                    backend.field.lose(journal, why);
                }
            }
        }
    }
}

fn ingress<'a>(mut spec: Fields<'a>, journal: &mut Journal) -> Vec<Backend<'a>> {
    let mut backends = Vec::new();
    for key in ["defaultBackend", "backend"] {
        if let Some(field) = spec.take(key) {
            backends.extend(ingress_backend(field, None, journal));
        }
    }
    for rule in spec.take("rules").map(|rules| rules.items(journal)).unwrap_or_default() {
        let mut rule = rule.fields(journal);
        let host = rule.text("host", journal).map(|(host, _)| host);
        let mut http = rule.fields("http", journal);
        for path in http.take("paths").map(|paths| paths.items(journal)).unwrap_or_default() {
            let mut path = path.fields(journal);
            if let Some(field) = path.take("backend") {
                backends.extend(ingress_backend(field, host, journal));
            }
            path.rest(journal);
        }
        http.rest(journal);
        rule.rest(journal);
    }
    spec.rest(journal);
    backends
}

/// `service: {name, port: {number | name}}`, or the older `serviceName` and `servicePort`.
fn ingress_backend<'a>(
    field: Field<'a>,
    host: Option<&'a str>,
    journal: &mut Journal,
) -> Option<Backend<'a>> {
    let text = |node: Option<&'a Node>| node.and_then(Node::text);
    let service = field.node.get("service");
    let name =
        text(service.and_then(|service| service.get("name")).or_else(|| field.node.get("serviceName")));
    let port = service.and_then(|service| service.get("port"));
    let number = text(port.and_then(|port| port.get("number").or_else(|| port.get("name"))));
    let port = number.or_else(|| text(field.node.get("servicePort")));
    match name {
        Some(service) => Some(Backend { host, service, namespace: None, port, field }),
        None => {
            field.lose(journal, "leads to something that is no Service");
            None
        }
    }
}

fn gateway<'a>(mut spec: Fields<'a>, journal: &mut Journal) -> Vec<Backend<'a>> {
    let hosts = spec.take("hostnames").map(|hosts| hosts.items(journal)).unwrap_or_default();
    let hosts: Vec<Option<&str>> = match hosts.iter().filter_map(|host| host.node.text()).collect::<Vec<_>>()
    {
        hosts if hosts.is_empty() => vec![None],
        hosts => hosts.into_iter().map(Some).collect(),
    };
    let mut backends = Vec::new();
    for rule in spec.take("rules").map(|rules| rules.items(journal)).unwrap_or_default() {
        let mut rule = rule.fields(journal);
        for field in rule.take("backendRefs").map(|refs| refs.items(journal)).unwrap_or_default() {
            let text = |key: &str| field.node.get(key).and_then(Node::text);
            let Some(service) = text("name") else {
                field.lose(journal, "leads to something that is no Service");
                continue;
            };
            let (namespace, port) = (text("namespace"), text("port"));
            backends.extend(hosts.iter().map(|host| Backend {
                host: *host,
                service,
                namespace,
                port,
                field: field.clone(),
            }));
        }
        rule.rest(journal);
    }
    spec.rest(journal);
    backends
}

fn openshift<'a>(mut spec: Fields<'a>, journal: &mut Journal) -> Vec<Backend<'a>> {
    let host = spec.text("host", journal).map(|(host, _)| host);
    let port = spec.take("port").and_then(|port| port.node.get("targetPort").and_then(Node::text));
    let to = spec.take("to");
    spec.rest(journal);
    let backend = to.and_then(|field| {
        let service = field.node.get("name").and_then(Node::text)?;
        Some(Backend { host, service, namespace: None, port, field })
    });
    backend.into_iter().collect()
}
