//! The fields every component has: owner, place, size, dependencies, health, signals.

use super::need::Needs;
use super::{Capacity, Regions, Reliability, Replicas, Resources, ServiceTime};
use crate::lower::{Decided, Ref, Stated, choice, record, targets};
use loadline_base::units::{Count, Money};

record! {
    /// The fields every component has.
    pub struct Common("component") {
        include reliability: Reliability;
        /// Human name.
        "title" title: String,
        /// What it is for, in a sentence.
        "purpose" purpose: String,
        /// Team that answers for it.
        "owner" owner: Ref<targets::Team>,
        /// Technology it is built on (`postgres`, `redis`, `go`).
        "tech" tech: String,
        /// Container image.
        "image" image: String,
        /// Trust boundary it stands in.
        "boundary" boundary: Ref<targets::Boundary>,
        /// Failure domain it stands in, when it is not spread.
        "domain" domain: Ref<targets::Domain>,
        /// How it uses several regions.
        "regions" regions: Regions,
        /// How many copies run.
        "replicas" replicas: Replicas,
        /// What one replica can carry.
        "capacity" capacity: Capacity,
        /// Its own work on one request.
        "service-time" service_time: ServiceTime,
        /// What one replica may use of its machine.
        "resources" resources: Resources,
        /// What it calls, reads, writes, publishes to and consumes from.
        "needs" needs: Needs,
        /// How its health is probed.
        "health" health: Health,
        /// What it tells about itself.
        "signals" signals: Signals,
        /// Where its secrets come from.
        "secrets" secrets: Secrets,
        /// How it is confined on its machine.
        "runtime" runtime: Runtime,
        /// Port it listens on.
        "port" port: Count,
        /// How it gets to ten times its load (`more replicas`, `shards by merchant`).
        "scales-by" scales_by: String,
        /// What it costs.
        "cost" cost: Money,
    }
}

record! {
    /// How health is probed.
    pub struct Health("health probe") {
        /// Probe that decides on traffic.
        "ready" ready: Decided<String>,
        /// Probe that decides on restarts.
        "live" live: Decided<String>,
    }
}

record! {
    /// What a component tells about itself.
    pub struct Signals("set of signals") {
        /// Metrics it exports; `none` when there are none.
        "metrics" metrics: Decided<Vec<Stated<String>>>,
        /// How it logs.
        "logs" logs: Decided<Logs>,
        /// How requests are traced through it.
        "traces" traces: Decided<String>,
        /// Fields every log line carries.
        "log-fields" log_fields: Vec<Stated<String>>,
    }
}

choice! {
    /// How a component logs.
    pub enum Logs {
        /// Lines of fields, for machines and people.
        Structured = "structured",
        /// Free text.
        Text = "text",
    }
}

record! {
    /// Where secrets come from.
    pub struct Secrets("source of secrets") {
        /// The kind of source.
        "from" source: SecretSource,
        /// Names of the secrets; never their values.
        "names" names: Vec<Stated<String>>,
        /// How often they are replaced.
        "rotation" rotation: Decided<loadline_base::units::Duration>,
    }
}

choice! {
    /// The kind of source secrets come from.
    pub enum SecretSource {
        /// Environment variables: visible to every child process and in crash reports.
        Environment = "environment",
        /// Files mounted by the platform.
        File = "file",
        /// A secret manager, read at run time.
        Vault = "vault",
        /// Short-lived identities instead of secrets.
        Identity = "identity",
    }
}

record! {
    /// How a component is confined on its machine.
    pub struct Runtime("runtime") {
        /// Whether it runs with all rights of its host.
        "privileged" privileged: bool,
        /// What of the host it can reach (`/var/run/docker.sock`, `network`).
        "host-access" host_access: Vec<Stated<String>>,
    }
}
