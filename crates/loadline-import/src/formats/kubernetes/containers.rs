//! What the containers of a pod say about themselves: image, ports, probes, limits, and access to the host.

use super::workload::Workload;
use crate::amounts::{cores, kubernetes_size};
use crate::draft::{Component, Draft, Origin, Scalar};
use crate::foreign::{Field, Fields};
use crate::formats::compose::HOST_CAPABILITIES;
use crate::journal::Journal;
use std::collections::HashSet;

/// Reads image, ports, probes, limits and privileges. The first container speaks for the component.
pub(super) fn describe(workload: &mut Workload<'_>, draft: &mut Draft, journal: &mut Journal) {
    let mut containers = std::mem::take(&mut workload.containers);
    for container in containers.iter_mut().chain(&mut workload.init_containers) {
        container.take("name");
    }
    if let Some((image, field)) = containers.first_mut().and_then(|main| main.text("image", journal)) {
        draft.identify(&workload.id, Some((image, field.key)), &workload.name);
        if let Some(component) = draft.components.get_mut(&workload.id) {
            component.set_text("image", image, Origin::declared(field.key, "image"));
        }
    } else {
        draft.identify(&workload.id, None, &workload.name);
    }
    for container in &mut containers {
        ports(container, workload, journal);
    }
    if let Some(component) = draft.components.get_mut(&workload.id) {
        if let Some(main) = containers.first_mut() {
            for (field, key) in [("health/ready", "readinessProbe"), ("health/live", "livenessProbe")] {
                probe(field, key, main, workload, component, journal);
            }
            limits(main, component, journal);
        }
        let kept = volumes(workload, component, journal);
        for container in containers.iter_mut().chain(&mut workload.init_containers) {
            mounts(container, &kept, workload.claims_volumes, component, journal);
            privileges(container, component, journal);
        }
        host_namespaces(workload, component, journal);
    }
    for sidecar in containers.iter_mut().skip(1).chain(&mut workload.init_containers) {
        if let Some(image) = sidecar.take("image") {
            image.lose(journal, "a further container; the model holds the image of the first");
        }
    }
    workload.containers = containers;
}

fn ports(container: &mut Fields<'_>, workload: &mut Workload<'_>, journal: &mut Journal) {
    for item in container.take("ports").map(|ports| ports.items(journal)).unwrap_or_default() {
        let mut fields = item.fields(journal);
        let number = fields.text("containerPort", journal).and_then(|(text, _)| text.parse().ok());
        let name = fields.text("name", journal).map(|(name, _)| name.to_owned());
        let transport = fields.text("protocol", journal).map(|(transport, _)| transport.to_ascii_uppercase());
        let host = fields.take("hostPort");
        fields.rest(journal);
        let Some(number) = number.filter(|number| *number > 0) else {
            item.lose(journal, "a port number is expected here");
            continue;
        };
        let port = workload.port(number, Origin::declared(item.key, "containerPort"));
        port.name = name;
        port.published = host.map(|host| Origin::declared(host.key, "hostPort"));
        if let Some(transport) = transport {
            port.transport = transport;
        }
    }
}

/// A probe in a few words. That a container which runs all the time has none is said as well.
fn probe(
    field: &'static str,
    key: &str,
    container: &mut Fields<'_>,
    workload: &mut Workload<'_>,
    component: &mut Component,
    journal: &mut Journal,
) {
    let Some(probe) = container.take(key) else {
        if !matches!(workload.kind, "Job" | "CronJob") {
            component.set_text(field, "none", Origin::default(workload.at, format!("no {key}")));
        }
        return;
    };
    let mut fields = probe.fields(journal);
    let mut text = None;
    for (key, scheme) in [("httpGet", "http"), ("grpc", "grpc"), ("tcpSocket", "tcp")] {
        let Some(action) = fields.take(key) else { continue };
        let mut action = action.fields(journal);
        let secure = action.text("scheme", journal).is_some_and(|(scheme, _)| scheme == "HTTPS");
        let scheme = if secure { "https" } else { scheme };
        let port = action.text("port", journal).map_or("", |(port, _)| port);
        let number = port.parse().ok().or_else(|| workload.port_called(port));
        let path =
            action.text("path", journal).map_or("", |(path, _)| path).split('?').next().unwrap_or_default();
        action.rest(journal);
        if let Some(known) =
            number.and_then(|number| workload.ports.get_mut(&number)).filter(|_| scheme != "tcp")
        {
            known.protocol.get_or_insert_with(|| (scheme.to_owned(), Origin::inferred(probe.key, "probe")));
        }
        let port = number.map_or_else(|| port.to_owned(), |number| number.to_string());
        text = Some(format!("{scheme} :{port}{path}"));
    }
    if let Some(command) = fields.take("exec") {
        let program = command.node.get("command").and_then(|words| words.list()?.first()?.text());
        text = program.map(|program| format!("exec {}", program.rsplit('/').next().unwrap_or(program)));
    }
    fields.rest(journal);
    match text {
        Some(text) => component.set_text(field, text, Origin::declared(probe.key, key)),
        None => probe.lose(journal, "a probe of an unknown kind"),
    }
}

fn limits(container: &mut Fields<'_>, component: &mut Component, journal: &mut Journal) {
    let mut resources = container.fields("resources", journal);
    let mut limits = resources.fields("limits", journal);
    for (key, field, read, wants) in [
        (
            "memory",
            "resources/memory",
            kubernetes_size as fn(&str) -> Option<String>,
            "a size such as `128Mi`",
        ),
        ("cpu", "resources/cpu", cores, "a number of cores such as `250m`"),
    ] {
        let Some(value) = limits.take(key) else { continue };
        match value.node.text().and_then(read) {
            Some(amount) => {
                component.set_text(field, amount, Origin::declared(value.key, format!("limits.{key}")))
            }
            None => value.lose(journal, format!("{wants} is expected here")),
        }
    }
    limits.rest(journal);
    resources.rest_because(journal, |_| "the model holds limits, not requests");
}

/// Host paths are access to the host; the names of volumes that outlive the pod are returned.
fn volumes<'a>(
    workload: &mut Workload<'a>,
    component: &mut Component,
    journal: &mut Journal,
) -> HashSet<&'a str> {
    let mut kept = HashSet::new();
    for item in workload.pod.take("volumes").map(|volumes| volumes.items(journal)).unwrap_or_default() {
        let lasting = item.node.get("persistentVolumeClaim").or_else(|| item.node.get("hostPath"));
        if let Some(name) = item.node.get("name").and_then(|name| name.text()).filter(|_| lasting.is_some()) {
            kept.insert(name);
        }
        match item.node.get("hostPath").and_then(|host| host.get("path")).and_then(|path| path.text()) {
            Some(path) => component.add("runtime/host-access", path, Origin::declared(item.key, "hostPath")),
            None => item.lose(journal, "volumes are not part of the model language"),
        }
    }
    kept
}

fn mounts(
    container: &mut Fields<'_>,
    kept: &HashSet<&str>,
    claims: bool,
    component: &mut Component,
    journal: &mut Journal,
) {
    for item in container.take("volumeMounts").map(|mounts| mounts.items(journal)).unwrap_or_default() {
        let name = item.node.get("name").and_then(|name| name.text()).unwrap_or_default();
        if claims || kept.contains(name) {
            component.keeps_data = Some("data volume".into());
            component.lasting_volume = true;
        }
    }
}

fn privileges(container: &mut Fields<'_>, component: &mut Component, journal: &mut Journal) {
    let mut security = container.fields("securityContext", journal);
    if let Some((text, field)) = security.text("privileged", journal) {
        let said = component.facts.get("runtime/privileged").map(|fact| &fact.value);
        if text == "true" || (text == "false" && said.is_none()) {
            let origin = Origin::declared(field.key, "securityContext.privileged");
            component.set("runtime/privileged", Scalar::Flag(text == "true"), origin);
        }
    }
    let mut capabilities = security.fields("capabilities", journal);
    for item in capabilities.take("add").map(|add| add.items(journal)).unwrap_or_default() {
        let Some(name) = item.text(journal) else { continue };
        let name = name.strip_prefix("CAP_").unwrap_or(name);
        if HOST_CAPABILITIES.contains(&name) {
            component.add("runtime/host-access", name, Origin::declared(item.key, "capabilities.add"));
        } else {
            item.lose(journal, format!("the capability `{name}` does not reach the host"));
        }
    }
    capabilities.rest(journal);
    security.rest(journal);
}

fn host_namespaces(workload: &mut Workload<'_>, component: &mut Component, journal: &mut Journal) {
    for (key, what) in [("hostNetwork", "network"), ("hostPID", "pid"), ("hostIPC", "ipc")] {
        let Some(field): Option<Field<'_>> = workload.pod.take(key) else { continue };
        match field.node.text() {
            Some("true") => component.add("runtime/host-access", what, Origin::declared(field.key, key)),
            Some("false") => {}
            _ => field.lose(journal, "`true` or `false` is expected here"),
        }
    }
}
