//! What the parts of a generated system are called, and how many services share one.
//! Names follow from the number of a service alone, so that any part can refer to any other.

pub(super) const SERVICES_PER_TEAM: usize = 8;
pub(super) const SERVICES_PER_STORE: usize = 3;
pub(super) const SERVICES_PER_CACHE: usize = 10;
pub(super) const SERVICES_PER_TOPIC: usize = 10;
pub(super) const TOPICS_PER_QUEUE: usize = 5;
pub(super) const SERVICES_PER_EXTERNAL: usize = 40;
pub(super) const SERVICES_PER_JOB: usize = 50;

#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "account", "address", "basket", "billing", "booking", "campaign", "catalogue", "claim", "contract", "coupon",
    "customer", "delivery", "device", "invoice", "ledger", "loyalty", "message", "order", "parcel", "payment",
    "pricing", "profile", "quote", "refund", "return", "review", "route", "search", "shipment", "stock",
    "subscription", "tariff",
];
const CLASSES: &[&str] = &["order", "customer", "catalogue"];

pub(super) fn name(service: usize) -> String {
    format!("{}-{service}", NOUNS[service % NOUNS.len()])
}

pub(super) fn team(service: usize) -> String {
    format!("team-{}", service / SERVICES_PER_TEAM)
}

pub(super) fn class(service: usize) -> &'static str {
    CLASSES[service / SERVICES_PER_STORE % CLASSES.len()]
}

/// The store shared by the services around this one, named after the one that owns it.
pub(super) fn store(service: usize) -> String {
    format!("{}-db", name(service - service % SERVICES_PER_STORE))
}

pub(super) fn cache(service: usize) -> String {
    format!("{}-cache", name(service - service % SERVICES_PER_CACHE))
}

pub(super) fn queue(service: usize) -> String {
    format!("{}-events", name(service - service % (SERVICES_PER_TOPIC * TOPICS_PER_QUEUE)))
}

pub(super) fn topic(service: usize) -> String {
    format!("{}.t{}", queue(service), service / SERVICES_PER_TOPIC % TOPICS_PER_QUEUE)
}

pub(super) fn external(service: usize) -> String {
    format!("partner-{}", service / SERVICES_PER_EXTERNAL)
}
