//! What a compose service says about itself: image, replicas, limits, health, privileges, volumes.

use super::Service;
use super::interpolate::Variables;
use super::layers::Layers;
use crate::amounts::{compose_size, cores};
use crate::draft::{Component, Draft, Origin, Scalar};
use crate::foreign::Field;
use crate::hosts::{Names, Scope};
use crate::journal::Journal;
use crate::kind::Kind;

/// Capabilities that reach beyond the container.
pub(in crate::formats) const HOST_CAPABILITIES: &[&str] = &[
    "ALL",
    "BPF",
    "DAC_READ_SEARCH",
    "MKNOD",
    "NET_ADMIN",
    "NET_RAW",
    "PERFMON",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_MODULE",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_TIME",
];

/// Adds the component and its host names.
pub(super) fn declare(
    service: &mut Service<'_>,
    variables: &Variables,
    names: &mut Names,
    draft: &mut Draft,
    journal: &mut Journal,
) {
    service.id = draft.declare(Kind::Service, &service.name, Origin::declared(service.at, "service"));
    let id = &service.id;
    let image = service.layers.text("image", journal);
    let filled = image.as_ref().map(|(image, field)| (variables.fill(image), field.key));
    draft.identify(id, filled.as_ref().map(|(image, at)| (image.as_str(), *at)), &service.name);
    if let (Some((image, field)), Some(component)) = (image, draft.components.get_mut(id)) {
        // Built here and neither from a registry nor versioned: the name is a label of this machine.
        if service.layers.has("build") && !image.contains(['/', ':', '@']) {
            field.lose(journal, "the name of what is built here; no registry has it");
        } else {
            component.set_text("image", image, Origin::declared(field.key, "image"));
        }
    }
    names.add(&service.name, Scope::Service, id);
    if let Some((name, _)) = service.layers.text("container_name", journal) {
        names.add(name, Scope::Container, id);
    }
    let domain = service.layers.text("domainname", journal).map(|(domain, _)| domain);
    if let Some((host, _)) = service.layers.text("hostname", journal) {
        names.add(host, Scope::Hostname, id);
        if let Some(domain) = domain {
            names.add(&format!("{host}.{domain}"), Scope::Hostname, id);
        }
    }
    for networks in service.layers.all("networks") {
        if networks.node.map().is_none() {
            networks.lose(journal, "networks are not part of the model language");
            continue;
        }
        for (_, network) in networks.fields(journal).take_all() {
            let mut network = network.fields(journal);
            let aliases = network.take("aliases").map(|aliases| aliases.items(journal)).unwrap_or_default();
            aliases
                .iter()
                .filter_map(|alias| alias.text(journal))
                .for_each(|alias| names.add(alias, Scope::Alias, id));
            network.rest(journal);
        }
        networks.lose(journal, "networks are not part of the model language, except their aliases");
    }
}

/// Reads everything that concerns this service alone.
pub(super) fn describe(
    service: &mut Service<'_>,
    variables: &Variables,
    draft: &mut Draft,
    journal: &mut Journal,
) {
    let Some(component) = draft.components.get_mut(&service.id) else { return };
    let layers = &mut service.layers;
    let mut deploy = layers.under("deploy", journal);
    replicas(layers, &mut deploy, variables, service.at, component, journal);
    limits(layers, &mut deploy, variables, component, journal);
    deploy.rest(journal);
    health(layers, component, journal);
    privileges(layers, component, journal);
    volumes(layers, variables, component, journal);
}

fn replicas(
    layers: &mut Layers<'_>,
    deploy: &mut Layers<'_>,
    variables: &Variables,
    at: loadline_base::Span,
    component: &mut Component,
    journal: &mut Journal,
) {
    if let Some((mode, field)) = deploy.text("mode", journal)
        && mode.starts_with("global")
    {
        field.lose(journal, "one replica on every machine is no number");
        return;
    }
    let scale = layers.text("scale", journal).map(|found| (found, "scale"));
    let declared = deploy.text("replicas", journal).map(|found| (found, "deploy.replicas")).or(scale);
    let Some(((text, field), by)) = declared else {
        let origin = Origin::default(at, "compose default: one container");
        component.set("replicas/min", Scalar::Number(1), origin);
        return;
    };
    match variables.fill(text).parse() {
        Ok(number) => component.set("replicas/min", Scalar::Number(number), Origin::declared(field.key, by)),
        Err(_) => field.lose(journal, "a whole number is expected here"),
    }
}

fn limits(
    layers: &mut Layers<'_>,
    deploy: &mut Layers<'_>,
    variables: &Variables,
    component: &mut Component,
    journal: &mut Journal,
) {
    let mut resources = deploy.under("resources", journal);
    let mut limits = resources.under("limits", journal);
    let memory =
        [(layers.top("mem_limit"), "mem_limit"), (limits.top("memory"), "deploy.resources.limits.memory")];
    let cpu = [(layers.top("cpus"), "cpus"), (limits.top("cpus"), "deploy.resources.limits.cpus")];
    for (found, field, read, wants) in [
        (memory, "resources/memory", compose_size as fn(&str) -> Option<String>, "a size such as `512M`"),
        (cpu, "resources/cpu", cores, "a number of cores such as `0.5`"),
    ] {
        for (value, by) in found {
            let Some(value) = value else { continue };
            match value.node.text().and_then(|text| read(&variables.fill(text))) {
                Some(amount) => component.set_text(field, amount, Origin::declared(value.key, by)),
                None => value.lose(journal, format!("{wants} is expected here")),
            }
        }
    }
    limits.rest(journal);
    resources.rest(journal);
}

fn health(layers: &mut Layers<'_>, component: &mut Component, journal: &mut Journal) {
    let mut health = layers.under("healthcheck", journal);
    let origin = |field: &Field<'_>| Origin::declared(field.key, "healthcheck");
    let disabled = health.top("disable").filter(|field| field.node.text() == Some("true"));
    if let Some(test) = health.top("test") {
        match probe(&test) {
            Some(probe) => component.set_text("health/ready", probe, origin(&test)),
            None => test.lose(journal, "a command is expected here"),
        }
    }
    if let Some(field) = disabled {
        component.set_text("health/ready", "none", origin(&field));
    }
    health.rest(journal);
}

/// A health check in a few words: the URL it asks, else the program it runs; arguments may hold secrets and stay out.
fn probe(test: &Field<'_>) -> Option<String> {
    let words: Vec<&str> = match test.node.list() {
        Some(words) => words.iter().filter_map(|word| word.text()).flat_map(str::split_whitespace).collect(),
        None => test.node.text()?.split_whitespace().collect(),
    };
    let words = match words.split_first()? {
        (&"NONE", _) => return Some("none".into()),
        (&("CMD" | "CMD-SHELL"), rest) => rest,
        _ => &words,
    };
    let address = words.iter().find_map(|word| {
        let word = word.trim_matches(['"', '\'', ';']);
        let rest = word.strip_prefix("http://").or_else(|| word.strip_prefix("https://"))?;
        let (host, path) =
            rest.split_once('/').map_or((rest, String::new()), |(host, path)| (host, format!("/{path}")));
        let secure = word.starts_with("https");
        let port = host.split_once(':').map_or(if secure { "443" } else { "80" }, |(_, port)| port);
        let scheme = if secure { "https" } else { "http" };
        Some(format!("{scheme} :{port}{}", path.split('?').next().unwrap_or_default()))
    });
    let program = || words.first().map(|word| format!("exec {}", word.rsplit('/').next().unwrap_or(word)));
    address.or_else(program)
}

fn privileges(layers: &mut Layers<'_>, component: &mut Component, journal: &mut Journal) {
    if let Some(field) = layers.top("privileged") {
        match field.node.text() {
            Some(text @ ("true" | "false")) => {
                let origin = Origin::declared(field.key, "privileged");
                component.set("runtime/privileged", Scalar::Flag(text == "true"), origin);
            }
            _ => field.lose(journal, "`true` or `false` is expected here"),
        }
    }
    for (key, what) in [("network_mode", "network"), ("pid", "pid"), ("ipc", "ipc")] {
        let Some(field) = layers.top(key) else { continue };
        if field.node.text() == Some("host") {
            component.add("runtime/host-access", what, Origin::declared(field.key, key));
        } else {
            field.lose(journal, "not part of the model language");
        }
    }
    for field in layers.all("cap_add") {
        for item in field.items(journal) {
            let Some(name) = item.text(journal) else { continue };
            let name = name.to_ascii_uppercase();
            let name = name.strip_prefix("CAP_").unwrap_or(&name);
            if HOST_CAPABILITIES.contains(&name) {
                component.add("runtime/host-access", name, Origin::declared(item.key, "cap_add"));
            } else {
                item.lose(journal, format!("the capability `{name}` does not reach the host"));
            }
        }
    }
    for field in layers.all("devices") {
        for item in field.items(journal) {
            let path =
                item.node.text().and_then(|text| text.split(':').next()).filter(|path| path.starts_with('/'));
            match path {
                Some(path) => {
                    component.add("runtime/host-access", path, Origin::declared(item.key, "devices"))
                }
                None => item.lose(journal, "not part of the model language"),
            }
        }
    }
}

/// Paths of the host are access to it; other volumes only tell that data is kept.
fn volumes(layers: &mut Layers<'_>, variables: &Variables, component: &mut Component, journal: &mut Journal) {
    for field in layers.all("volumes") {
        for item in field.items(journal) {
            let (source, target) = match item.node.text() {
                Some(text) => {
                    let text = variables.fill(text);
                    let mut parts = text.splitn(3, ':').map(str::to_owned);
                    let first = parts.next().unwrap_or_default();
                    parts.next().map_or((String::new(), first.clone()), |target| (first, target))
                }
                None => {
                    let part = |key| item.node.get(key).and_then(|node| node.text()).unwrap_or_default();
                    (variables.fill(part("source")), part("target").to_owned())
                }
            };
            if source.starts_with('/') || source.starts_with('~') {
                component.add("runtime/host-access", &source, Origin::declared(item.key, "volumes"));
            } else {
                item.lose(journal, "volumes are not part of the model language");
            }
            component.lasting_volume |= !source.is_empty();
            if target.ends_with("/data") || target.contains("/data/") || target.starts_with("/var/lib/") {
                component.keeps_data = Some("data volume".into());
            }
        }
    }
}
