//! Where things stand: trust boundaries, failure domains, cells and regions.

use crate::lower::{Ref, Stated, choice, record, targets};
use loadline_base::units::{Count, Duration, Share};

record! {
    /// A trust boundary: inside it, callers are trusted alike.
    pub struct Boundary("boundary") {
        /// Human name.
        "title" title: String,
        /// How far callers inside are trusted.
        "trust" trust: Trust,
        /// Boundary this one lies in.
        "in" within: Ref<targets::Boundary>,
        /// What guards the way in: `waf`, `rate-limit`, `segmentation`, …
        "controls" controls: Vec<Stated<String>>,
        /// Who runs what is inside, when it is not us.
        "operator" operator: String,
    }
}

choice! {
    /// How far callers inside a boundary are trusted.
    pub enum Trust {
        /// Not at all: the internet, third parties.
        None = "none",
        /// A little: the edge.
        Low = "low",
        /// Like our own.
        High = "high",
    }
}

record! {
    /// A failure domain: everything inside can fail together.
    pub struct Domain("failure domain") {
        /// Human name.
        "title" title: String,
        /// What kind of domain it is.
        "kind" kind: DomainKind,
        /// Domain this one lies in.
        "in" within: Ref<targets::Domain>,
        /// What everyone inside needs; its failure is one event shared by all of them.
        "needs" needs: Vec<Stated<Ref<targets::Component>>>,
        /// Share of time the domain is up.
        "availability" availability: Share,
    }
}

choice! {
    /// What kind of failure domain it is.
    pub enum DomainKind {
        /// A cloud or hosting provider.
        Provider = "provider",
        /// A region.
        Region = "region",
        /// An availability zone or data centre.
        Zone = "zone",
        /// A cluster.
        Cluster = "cluster",
        /// A rack.
        Rack = "rack",
        /// One machine.
        Host = "host",
    }
}

record! {
    /// A group of identical cells that users are spread over, so that a fault reaches only some of them.
    pub struct CellGroup("group of cells") {
        /// How many cells there are.
        "count" count: Count,
        /// Components that every cell has its own copy of.
        "members" members: Vec<Stated<Ref<targets::Component>>>,
        /// Component that sends a user to a cell.
        "router" router: Ref<targets::Component>,
        /// What a user is assigned to a cell by.
        "shard" shard: String,
    }
}

record! {
    /// How a component uses several regions.
    pub struct Regions("use of regions") {
        /// Whether all regions serve at once.
        "mode" mode: RegionMode,
        /// Time to move to another region.
        "switch" switch: Duration,
    }
}

choice! {
    /// Whether all regions serve at once.
    pub enum RegionMode {
        /// One serves, the others wait.
        ActivePassive = "active-passive",
        /// All serve.
        ActiveActive = "active-active",
    }
}
