//! How an edge is guarded: what it says itself, else what the interface it enters says.

use crate::readings::said::Saying;
use loadline_base::Span;
use loadline_model::kinds::{DomainKind, Interface};
use loadline_model::{Component, Edge, Model, Named};

/// An interface with its id.
pub(crate) type Entry<'m> = (&'m str, &'m Named<Interface>);

/// The interface `part` of a component, or its only one when no part is named.
pub(crate) fn interface<'m>(component: Component<'m>, part: Option<&str>) -> Option<Entry<'m>> {
    let mut all = component.interfaces()?.iter();
    match part {
        Some(part) => all.find(|(id, _)| *id == part),
        None => all.next().filter(|_| all.next().is_none()),
    }
}

/// How a caller proves who it is.
pub(crate) fn auth<'m>(edge: &Edge<'m>) -> Saying<'m, String> {
    let there = interface(edge.to, edge.part).map_or(Saying::Nothing, |(_, it)| Saying::of(&it.auth));
    Saying::of(&edge.need.auth).or(there)
}

/// The lowest TLS version. Mutual TLS as authentication is TLS too, whatever its version.
pub(crate) fn tls<'m>(edge: &Edge<'m>) -> Saying<'m, String> {
    let there = interface(edge.to, edge.part).map_or(Saying::Nothing, |(_, it)| Saying::of(&it.tls));
    Saying::of(&edge.need.tls).or(there).or(mutual(auth(edge)))
}

/// The lowest TLS version that an interface itself asks of whoever enters it.
pub(crate) fn tls_at(it: &Interface) -> Saying<'_, String> {
    Saying::of(&it.tls).or(mutual(Saying::of(&it.auth)))
}

/// Authentication that brings its own encryption.
fn mutual(auth: Saying<'_, String>) -> Saying<'_, String> {
    match auth {
        Saying::Value(kind, span) if kind.to_ascii_lowercase().contains("mtls") => Saying::Value(kind, span),
        _ => Saying::Nothing,
    }
}

/// Protocols that send everything in the clear.
const CLEAR: &[&str] = &["amqp", "ftp", "http", "ldap", "mqtt", "redis", "smtp", "telnet", "ws"];
/// Protocols that bring their own encryption.
const SEALED: &[&str] = &["amqps", "ftps", "https", "ldaps", "mqtts", "quic", "rediss", "sftp", "ssh", "wss"];

/// What a protocol says about encryption.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wire<'m> {
    /// Sent in the clear, by a protocol written by hand.
    Clear(&'m str, Span),
    /// Encrypted by the protocol itself.
    Sealed,
    /// Nothing can be said.
    Unknown,
}

/// What the protocol says about encryption on an edge.
pub(crate) fn wire<'m>(edge: &Edge<'m>) -> Wire<'m> {
    interface(edge.to, edge.part).map_or(Wire::Unknown, |(_, it)| wire_at(it))
}

/// What the protocol of an interface says. What an importer took from a port number proves nothing.
pub(crate) fn wire_at(it: &Interface) -> Wire<'_> {
    let Some(protocol) = it.protocol.as_ref() else { return Wire::Unknown };
    let by_hand = !matches!(protocol.origin, loadline_model::Origin::Imported(_));
    let name = protocol.value.as_str();
    if SEALED.contains(&name) {
        Wire::Sealed
    } else if by_hand && CLEAR.contains(&name) {
        Wire::Clear(name, protocol.span)
    } else {
        Wire::Unknown
    }
}

/// Whether both ends are known to stand on one machine.
pub(crate) fn same_host(model: &Model, edge: &Edge<'_>) -> bool {
    let domain =
        |component: &Component<'_>| component.common().domain.as_ref().map(|domain| domain.id.clone());
    let Some(here) = domain(&edge.from) else { return false };
    let is_host = model
        .system
        .domains
        .as_ref()
        .and_then(|all| all.get(&here))
        .is_some_and(|domain| domain.kind.as_ref().is_some_and(|kind| kind.value == DomainKind::Host));
    is_host && domain(&edge.to).as_deref() == Some(here.as_str())
}
