//! Interfaces: what a service offers to its callers.

use super::ServiceTime;
use crate::lower::{Decided, choice, record};
use loadline_base::Date;
use loadline_base::units::{Count, Rate, Size};

record! {
    /// What a service offers to its callers.
    pub struct Interface("interface") {
        /// Human name.
        "title" title: String,
        /// What callers use it for, in a sentence.
        "purpose" purpose: String,
        /// `http`, `https`, `grpc`, `tcp`, …
        "protocol" protocol: String,
        /// Port.
        "port" port: Count,
        /// How far it can be reached.
        "reach" reach: Reach,
        /// Version of the interface (`v2`).
        "version" version: String,
        /// File that describes it.
        "contract" contract: String,
        /// How callers prove who they are.
        "auth" auth: Decided<String>,
        /// What decides which callers may do what (`roles`, `owner of the payment`); `none` = everybody may do everything.
        "authz" authz: Decided<String>,
        /// Lowest TLS version.
        "tls" tls: Decided<String>,
        /// Sizes of a request and its answer.
        "payload" payload: Payload,
        /// Whether it changes state.
        "changes-state" changes_state: bool,
        /// What makes a repeated request harmless (`key`, `natural`).
        "idempotency" idempotency: Decided<String>,
        /// Where changes are recorded for later proof.
        "audit" audit: Decided<String>,
        /// Its own work on one request; wins over that of the service.
        "service-time" service_time: ServiceTime,
        /// How long answers are cut into pages.
        "pagination" pagination: Decided<String>,
        /// How answers are compressed.
        "compression" compression: Decided<String>,
        /// Content delivery network in front of it.
        "cdn" cdn: Decided<String>,
        /// Most requests per caller.
        "rate-limit" rate_limit: Decided<Rate>,
        /// The latest change of the interface.
        "change" change: Change,
    }
}

choice! {
    /// How far an interface can be reached.
    pub enum Reach {
        /// From outside the system.
        Published = "published",
        /// From inside only.
        Internal = "internal",
    }
}

record! {
    /// Sizes of a request and its answer.
    pub struct Payload("payload") {
        /// Request.
        "in" request: Size,
        /// Answer.
        "out" response: Size,
    }
}

record! {
    /// A change of an interface.
    pub struct Change("interface change") {
        /// Whether old callers still work.
        "kind" kind: ChangeKind,
        /// Version before the change.
        "from" from: String,
        /// When it happens or happened.
        "date" date: Date,
        /// How long the old version is kept.
        "support-until" support_until: Date,
    }
}

choice! {
    /// Whether old callers still work after a change.
    pub enum ChangeKind {
        /// They do.
        Compatible = "compatible",
        /// They do not.
        Breaking = "breaking",
    }
}
