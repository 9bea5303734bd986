//! How much a component can carry: replicas, workers, queues, service time and resources.

use super::Failover;
use crate::lower::{Decided, Ref, choice, record, targets};
use loadline_base::units::{Count, Duration, Number, Share, Size};

record! {
    /// How many copies run, where, and how they follow each other.
    pub struct Replicas("replica count") {
        /// Fewest running copies.
        "min" min: Count,
        /// Most copies that scaling may reach.
        "max" max: Count,
        /// Failure domain whose sub-domains the copies are spread over.
        "spread" spread: Ref<targets::Domain>,
        /// How the copies of a store follow each other.
        "mode" mode: ReplicaMode,
        /// How far a copy may trail behind.
        "lag" lag: Duration,
        /// How many copies must answer.
        "quorum" quorum: Count,
        /// Changing over to another copy.
        "failover" failover: Failover,
        /// How copies are added under load.
        "autoscale" autoscale: Autoscale,
        /// Which copy a request goes to; unsaid = each in turn.
        "balancing" balancing: Balancing,
    }
}

record! {
    /// How copies are added under load.
    pub struct Autoscale("autoscaling rule") {
        /// Utilisation it steers to.
        "target" target: Share,
        /// Time from the need to a working copy.
        "lag" lag: Duration,
    }
}

choice! {
    /// Which copy a request goes to. Copies that are down get nothing.
    pub enum Balancing {
        /// Each in turn.
        RoundRobin = "round-robin",
        /// Any, each as likely.
        Random = "random",
        /// The one with the fewest requests in flight.
        LeastOutstanding = "least-outstanding",
        /// The better of two that are drawn.
        PowerOfTwo = "power-of-two",
    }
}

choice! {
    /// How the copies of a store follow each other.
    pub enum ReplicaMode {
        /// A write is acknowledged when the copies have it.
        Sync = "sync",
        /// A write is acknowledged before the copies have it.
        Async = "async",
        /// A write is acknowledged when a majority has it.
        Quorum = "quorum",
    }
}

record! {
    /// What one replica can carry.
    pub struct Capacity("capacity") {
        /// Requests worked on in parallel.
        "workers" workers: Count,
        /// Requests in flight, waiting ones included.
        "concurrency" concurrency: Count,
        /// How the limit of requests that it takes adapts itself to how long they take, up to `concurrency`; those above it are turned
        /// away. Unsaid = it does not.
        "adaptive-limit" adaptive_limit: AdaptiveLimit,
        /// Where requests wait.
        "queue" queue: QueueLimit,
        /// Measured requests a second.
        "rps" rps: Number,
        /// Connections it accepts.
        "connections" connections: Count,
        /// Room for data.
        "storage" storage: Size,
        /// Highest utilisation it may reach after losing one replica.
        "utilisation-limit" utilisation_limit: Share,
    }
}

record! {
    /// Where requests wait.
    pub struct QueueLimit("request queue") {
        /// How many may wait; `none` = without limit.
        "limit" limit: Decided<Count>,
        /// Who is served next.
        "discipline" discipline: Discipline,
        /// What becomes of requests whose callers told that they would have given up; unsaid = they are served all the same.
        "expired" expired: Expired,
    }
}

choice! {
    /// How a limit of requests adapts itself.
    pub enum AdaptiveLimit {
        /// By how many of them queue, as the least time shows (TCP Vegas).
        Vegas = "vegas",
        /// By how long they take now against usual (Netflix' Gradient2).
        Gradient2 = "gradient2",
    }
}

choice! {
    /// What becomes of requests whose callers told that they would have given up.
    pub enum Expired {
        /// They are served all the same.
        Serve = "serve",
        /// They are dropped when their turn comes.
        Drop = "drop",
        /// Those are dropped as well that have less time left than the work takes on average.
        DropHopeless = "drop-hopeless",
    }
}

choice! {
    /// Who is served next.
    pub enum Discipline {
        /// The one who waited longest.
        Fifo = "fifo",
        /// The one who came last.
        Lifo = "lifo",
        /// First come until the queue is long, then last come.
        AdaptiveLifo = "adaptive-lifo",
        /// Those who waited too long are dropped (controlled delay).
        Codel = "codel",
        /// The most critical.
        Priority = "priority",
        /// All at once, each with its part of the workers (processor sharing).
        Sharing = "sharing",
    }
}

record! {
    /// A component's own work on one request, without queueing and without the ones it calls.
    pub struct ServiceTime("service time") {
        /// Median.
        "p50" p50: Duration,
        /// 95th percentile.
        "p95" p95: Duration,
        /// 99th percentile.
        "p99" p99: Duration,
        /// Mean.
        "mean" mean: Duration,
        /// Coefficient of variation: standard deviation ÷ mean.
        "cv" cv: Number,
        /// How much longer it takes for each request in flight at the same copy, itself included, as locks and garbage make it: at `2%`,
        /// ten of them make it 20% longer. Unsaid = no longer.
        "crowding" crowding: Share,
        /// Named distribution: `exponential`, `lognormal`, `deterministic`, `gamma`, `pareto`.
        "distribution" distribution: String,
    }
}

record! {
    /// What one replica may use of its machine.
    pub struct Resources("set of resources") {
        /// Processor cores.
        "cpu" cpu: Decided<Number>,
        /// Memory.
        "memory" memory: Decided<Size>,
    }
}
