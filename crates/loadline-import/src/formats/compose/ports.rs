//! Ports of a compose service: `ports` are published on the host, `expose` is for other services.

use super::Service;
use super::interpolate::Variables;
use crate::draft::{Component, Draft, Interface, Origin};
use crate::foreign::Field;
use crate::journal::Journal;
use crate::protocol::{by_name, by_port};

/// The longest range of ports that is taken apart.
const MAX_RANGE: u16 = 16;
/// The most interfaces that are made for one service.
const MAX_PORTS: usize = 256;

/// A port as it is written, in either form.
struct Port {
    name: Option<String>,
    /// First and last port of the container.
    range: (u16, u16),
    transport: String,
    said_protocol: Option<String>,
    /// Reachable from outside the host.
    published: bool,
    /// The host's port or range, when one is given.
    host: Option<String>,
}

/// Reads `ports` and `expose`.
pub(super) fn read(
    service: &mut Service<'_>,
    variables: &Variables,
    draft: &mut Draft,
    journal: &mut Journal,
) {
    let Some(component) = draft.components.get_mut(&service.id) else { return };
    for (key, published) in [("ports", true), ("expose", false)] {
        for field in service.layers.all(key) {
            for item in field.items(journal) {
                let port = match item.node.text() {
                    Some(text) => short(&variables.fill(text), published),
                    None => long(&item, variables, journal),
                };
                match port {
                    Some(_) if component.interfaces.len() >= MAX_PORTS => {
                        item.lose(journal, "more ports than a service can have");
                    }
                    Some(port) if port.range.1 - port.range.0 < MAX_RANGE => {
                        add(&port, &item, key, component);
                        let host = port.host.as_deref().and_then(range).filter(|host| *host != port.range);
                        if let Some((first, _)) = host {
                            item.lose(
                                journal,
                                format!("the host's port {first} is not part of the model language"),
                            );
                        }
                    }
                    Some(port) => {
                        let many = port.range.1 - port.range.0;
                        item.lose(
                            journal,
                            format!("{} ports are too many to be interfaces", u32::from(many) + 1),
                        );
                    }
                    None => item.lose(journal, "a port is expected here"),
                }
            }
        }
    }
}

fn add(port: &Port, item: &Field<'_>, by: &str, component: &mut Component) {
    for number in port.range.0..=port.range.1 {
        let origin = Origin::declared(item.key, by);
        if let Some(known) = component.interfaces.values_mut().find(|known| known.port == number) {
            if port.published {
                known.published.get_or_insert(origin);
            }
            continue;
        }
        let protocol = match (&port.said_protocol, port.transport.as_str()) {
            (Some(said), _) => Some((said.clone(), origin.clone())),
            (None, "tcp") => protocol(number, component, item),
            (None, "udp") if number == 53 => Some(("dns".into(), Origin::inferred(item.key, "port number"))),
            (None, transport) => Some((transport.to_owned(), origin.clone())),
        };
        let published = port.published.then(|| origin.clone());
        let interface = Interface { port: number, origin, protocol, published };
        component.expose(port.name.as_deref(), interface);
    }
}

/// The protocol that the port number or the health check says.
fn protocol(number: u16, component: &Component, item: &Field<'_>) -> Option<(String, Origin)> {
    let probed = component.text("health/ready").and_then(|probe| {
        let (scheme, rest) = probe.split_once(" :")?;
        let port = rest.split('/').next()?;
        (port.parse() == Ok(number)).then(|| (scheme.to_owned(), Origin::inferred(item.key, "healthcheck")))
    });
    let numbered =
        by_port(number).map(|protocol| (protocol.to_owned(), Origin::inferred(item.key, "port number")));
    probed.or(numbered)
}

/// `[[host ip:]host port:]container port[/transport]`; `expose` knows the container port only.
fn short(text: &str, published: bool) -> Option<Port> {
    let (ports, transport) = text.trim().split_once('/').unwrap_or((text.trim(), "tcp"));
    let (before, container) = ports.rsplit_once(':').unwrap_or(("", ports));
    Some(Port {
        name: None,
        range: range(container)?,
        transport: transport.to_ascii_lowercase(),
        said_protocol: None,
        published: published && !is_loopback(before),
        host: Some(before.rsplit(':').next().unwrap_or(before).to_owned()),
    })
}

fn long(item: &Field<'_>, variables: &Variables, journal: &mut Journal) -> Option<Port> {
    let mut fields = item.fields(journal);
    let target = variables.fill(fields.text("target", journal)?.0);
    let name = fields.text("name", journal).map(|(name, _)| name.to_owned());
    let transport =
        fields.text("protocol", journal).map_or("tcp", |(transport, _)| transport).to_ascii_lowercase();
    let app = fields.text("app_protocol", journal).map(|(app, _)| app);
    let host = fields.text("host_ip", journal).map_or("", |(host, _)| host);
    let host_port = fields.text("published", journal).map(|(port, _)| variables.fill(port));
    fields.rest(journal);
    Some(Port {
        said_protocol: app.map(|app| by_name(app).unwrap_or(app).to_owned()),
        name,
        range: range(&target)?,
        transport,
        published: !is_loopback(host),
        host: host_port,
    })
}

fn range(text: &str) -> Option<(u16, u16)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (0 < first && first <= last).then_some((first, last))
}

fn is_loopback(host: &str) -> bool {
    host.starts_with("127.")
        || host.starts_with("[::1]")
        || host.starts_with("::1")
        || host.starts_with("localhost")
}
