//! Services: the DNS names of workloads, and which of their ports can be reached from outside.

use super::objects::{Object, pairs, same_namespace};
use super::workload::Workload;
use crate::draft::{Draft, Origin};
use crate::foreign::Fields;
use crate::hosts::{Names, Scope, is_public};
use crate::journal::Journal;
use crate::kind::Kind;
use crate::protocol::by_name;

/// One Service and the workload behind it.
struct Service<'a> {
    name: &'a str,
    namespace: Option<&'a str>,
    /// Index of the workload.
    workload: usize,
    /// Name, own port and port of the pod.
    ports: Vec<(Option<&'a str>, u16, u16)>,
}

/// All Services that lead to a workload of these files.
#[derive(Default)]
pub(super) struct Services<'a> {
    all: Vec<Service<'a>>,
}

impl<'a> Services<'a> {
    /// Reads all Services: gives workloads their names and ports.
    pub(super) fn read(
        objects: &[Object<'a>],
        workloads: &mut [Workload<'a>],
        names: &mut Names,
        draft: &mut Draft,
        journal: &mut Journal,
    ) -> Self {
        let mut services = Self::default();
        for object in objects.iter().filter(|object| object.kind == "Service") {
            services.add(object, workloads, names, draft, journal);
        }
        services
    }

    /// Marks the ports behind `name` as published; `port` is a number or a name, absent it means all.
    /// Returns the id of the workload.
    pub(super) fn publish(
        &self,
        name: &str,
        namespace: Option<&str>,
        port: Option<&str>,
        origin: &Origin,
        workloads: &mut [Workload<'a>],
    ) -> Option<String> {
        let fits =
            |service: &&Service<'_>| service.name == name && same_namespace(service.namespace, namespace);
        let service = self.all.iter().find(fits)?;
        let workload = workloads.get_mut(service.workload)?;
        for (port_name, own, target) in &service.ports {
            if port.is_none_or(|port| *port_name == Some(port) || port.parse() == Ok(*own))
                && let Some(known) = workload.ports.get_mut(target)
            {
                known.published.get_or_insert_with(|| origin.clone());
            }
        }
        Some(workload.id.clone())
    }

    fn add(
        &mut self,
        object: &Object<'a>,
        workloads: &mut [Workload<'a>],
        names: &mut Names,
        draft: &mut Draft,
        journal: &mut Journal,
    ) {
        let mut spec = object.spec(journal);
        let kind = spec.text("type", journal).map_or("ClusterIP", |(kind, _)| kind);
        let published = matches!(kind, "LoadBalancer" | "NodePort");
        let external_ips = spec.take("externalIPs").is_some();
        let selector = spec.take("selector").map(|selector| pairs(selector.node)).unwrap_or_default();
        let ports = spec.take("ports").map(|ports| ports.items(journal)).unwrap_or_default();
        spec.take("clusterIP");
        if let Some((host, field)) = spec.text("externalName", journal) {
            let host = host.trim_end_matches('.').to_ascii_lowercase();
            if is_public(&host) {
                let id = draft.external(&host, Origin::declared(field.key, "externalName"));
                names.add_in(object.name, Scope::Service, object.namespace, &id);
            } else {
                field.lose(journal, format!("`{host}` is no public host"));
            }
            spec.rest(journal);
            return;
        }
        spec.rest(journal);
        let Some(index) = self.selected(object, &selector, workloads, draft, journal) else { return };
        let Some(workload) = workloads.get_mut(index) else { return };
        names.add_in(object.name, Scope::Service, object.namespace, &workload.id);
        let mut service =
            Service { name: object.name, namespace: object.namespace, workload: index, ports: Vec::new() };
        for item in ports {
            let fields = item.fields(journal);
            match port(fields, workload, &item.path, journal) {
                Some((name, own, target)) => {
                    if published || external_ips {
                        let by = if published { format!("Service {kind}") } else { "externalIPs".into() };
                        let origin = Origin::declared(item.key, by);
                        workload.port(target, origin.clone()).published.get_or_insert(origin);
                    }
                    service.ports.push((name, own, target));
                }
                None => item.lose(journal, "a port that leads nowhere in these files"),
            }
        }
        self.all.push(service);
    }

    /// The workload that the selector finds. Jobs do not serve; of several the first is taken.
    fn selected(
        &self,
        object: &Object<'_>,
        selector: &[(&str, &str)],
        workloads: &[Workload<'_>],
        draft: &Draft,
        journal: &mut Journal,
    ) -> Option<usize> {
        let fits = |workload: &Workload<'_>| {
            !selector.is_empty()
                && same_namespace(workload.namespace, object.namespace)
                && draft.components.get(&workload.id).is_some_and(|component| component.kind != Kind::Job)
                && selector.iter().all(|pair| workload.labels.contains(pair))
        };
        let found: Vec<usize> = (0..workloads.len()).filter(|i| fits(&workloads[*i])).collect();
        let first = found.first().copied();
        if first.is_none() {
            journal.lose(object.at, object.path.clone(), "no workload of these files stands behind it");
        } else if found.len() > 1 {
            let ids: Vec<&str> = found.iter().take(3).map(|i| workloads[*i].id.as_str()).collect();
            let (count, ids) = (found.len(), ids.join(", "));
            let why = format!(
                "stands for {count} workloads, the first being {ids}; edges lead to the first of all"
            );
            journal.lose(object.at, object.path.clone(), why);
        }
        first
    }
}

/// Reads one port of a Service: its name, its own number, and the number in the pod.
fn port<'a>(
    mut fields: Fields<'a>,
    workload: &mut Workload<'_>,
    path: &str,
    journal: &mut Journal,
) -> Option<(Option<&'a str>, u16, u16)> {
    let (own, field) = fields.text("port", journal)?;
    let own: u16 = own.parse().ok().filter(|own| *own > 0)?;
    let name = fields.text("name", journal).map(|(name, _)| name);
    let app = fields.text("appProtocol", journal).map(|(app, field)| (app, field.key));
    let transport = fields.text("protocol", journal).map(|(transport, _)| transport.to_ascii_uppercase());
    let target = match fields.text("targetPort", journal) {
        Some((target, _)) => target.parse().ok().or_else(|| workload.port_called(target)),
        None => Some(own),
    };
    fields.take("nodePort");
    fields.rest(journal);
    let target = target.filter(|target| *target > 0)?;
    let known = workload.port(target, Origin::declared(field.key, "Service port"));
    if known.name.is_none() {
        known.name = name.map(str::to_owned);
    }
    if let Some(transport) = transport {
        known.transport = transport;
    }
    if let Some((app, at)) = app {
        let said = by_name(app).unwrap_or(app).to_owned();
        known.protocol = Some((said, Origin::declared(at, "appProtocol")));
    } else if let Some(said) = name.and_then(by_name) {
        let origin = Origin::inferred(field.key, "port name");
        known.protocol.get_or_insert_with(|| (said.to_owned(), origin));
    }
    if own != target {
        journal.lose(
            field.key,
            format!("{path}.port"),
            format!("the model holds the port of the pod, {target}"),
        );
    }
    Some((name, own, target))
}
