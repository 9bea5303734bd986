//! The host names that the files declare, and which component answers to each.

use std::collections::HashMap;

/// How a component came to have a name; where several claim one, the first of these wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// The name of the service itself.
    Service,
    /// `container_name`, or a pod's own name.
    Container,
    /// An alias on a network.
    Alias,
    /// `hostname`, which only some networks resolve.
    Hostname,
}

/// What a host name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Match {
    /// Exactly this component.
    One(String),
    /// More than one; nothing may be concluded.
    Several(Vec<String>),
    /// No component of these files.
    None,
}

#[derive(Debug, Clone)]
struct Claim {
    scope: Scope,
    namespace: Option<String>,
    id: String,
}

/// How many components may claim one name; more tell nothing new.
const MAX_CLAIMS: usize = 64;

/// All declared names.
#[derive(Debug, Default)]
pub(crate) struct Names {
    claims: HashMap<String, Vec<Claim>>,
    /// Names that hold for one consumer only: (consumer, name) → id.
    private: HashMap<(String, String), String>,
}

impl Names {
    /// `host` stands for `id`.
    pub(crate) fn add(&mut self, host: &str, scope: Scope, id: &str) {
        self.add_in(host, scope, None, id);
    }

    /// `host` stands for `id` inside `namespace`; without a namespace it does so anywhere.
    pub(crate) fn add_in(&mut self, host: &str, scope: Scope, namespace: Option<&str>, id: &str) {
        let claim = Claim { scope, namespace: namespace.map(str::to_owned), id: id.to_owned() };
        let claims = self.claims.entry(host.to_ascii_lowercase()).or_default();
        if claims.len() < MAX_CLAIMS {
            claims.push(claim);
        }
    }

    /// `host` stands for `id` when `consumer` says it.
    pub(crate) fn add_for(&mut self, consumer: &str, host: &str, id: &str) {
        self.private.insert((consumer.to_owned(), host.to_ascii_lowercase()), id.to_owned());
    }

    /// What `host` stands for when `consumer`, living in `namespace`, says it. Cluster suffixes are understood.
    pub(crate) fn find(&self, host: &str, consumer: &str, namespace: Option<&str>) -> Match {
        if let Some(id) = self.private.get(&(consumer.to_owned(), host.to_owned())) {
            return Match::One(id.clone());
        }
        match self.claimed(host, namespace) {
            Match::None => self.in_cluster(host, namespace),
            found => found,
        }
    }

    /// `service.namespace`, `pod.service` and `pod.service.namespace`, with or without `.svc.cluster.local`.
    fn in_cluster(&self, host: &str, namespace: Option<&str>) -> Match {
        let short = host.strip_suffix(".cluster.local").unwrap_or(host);
        let short = short.strip_suffix(".svc").unwrap_or(short);
        let marked = short.len() < host.len();
        let labels: Vec<&str> = short.split('.').collect();
        match labels.as_slice() {
            [service] if marked => self.claimed(service, namespace),
            [service, space] => match self.claimed_in(service, space, marked) {
                Match::None if is_numbered(service) => self.claimed(space, namespace),
                found => found,
            },
            [pod, service, space] if is_numbered(pod) => self.claimed_in(service, space, marked),
            _ => Match::None,
        }
    }

    /// `host` in a named namespace. Files without namespaces are taken at their word only for a full cluster name.
    fn claimed_in(&self, host: &str, namespace: &str, marked: bool) -> Match {
        self.best(host, |claim| match claim.namespace.as_deref() {
            Some(own) => own == namespace,
            None => marked || namespace == "default",
        })
    }

    fn claimed(&self, host: &str, namespace: Option<&str>) -> Match {
        self.best(host, |claim| match (claim.namespace.as_deref(), namespace) {
            (Some(own), Some(asking)) => own == asking,
            _ => true,
        })
    }

    fn best(&self, host: &str, fits: impl Fn(&Claim) -> bool) -> Match {
        let claims: Vec<&Claim> =
            self.claims.get(host).into_iter().flatten().filter(|claim| fits(claim)).collect();
        let Some(scope) = claims.iter().map(|claim| claim.scope).min() else { return Match::None };
        let mut ids: Vec<String> =
            claims.into_iter().filter(|claim| claim.scope == scope).map(|claim| claim.id.clone()).collect();
        ids.sort();
        ids.dedup();
        match ids.as_slice() {
            [id] => Match::One(id.clone()),
            _ => Match::Several(ids),
        }
    }
}

/// `kafka-0`: a pod of a stateful set.
fn is_numbered(pod: &str) -> bool {
    pod.rsplit_once('-')
        .is_some_and(|(_, number)| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cluster_names_and_scopes() {
        let mut names = Names::default();
        names.add_in("db", Scope::Service, Some("shop"), "db");
        names.add_in("db", Scope::Service, Some("blog"), "db-2");
        names.add("kafka", Scope::Service, "kafka");
        names.add("mem", Scope::Hostname, "a");
        names.add("mem", Scope::Hostname, "b");
        names.add("b", Scope::Hostname, "a");
        names.add("b", Scope::Service, "b");
        let find = |host: &str| names.find(host, "x", Some("shop"));
        assert_eq!(find("db"), Match::One("db".into()));
        assert_eq!(find("db.blog"), Match::One("db-2".into()));
        assert_eq!(find("db.blog.svc.cluster.local"), Match::One("db-2".into()));
        assert_eq!(find("kafka-0.kafka.shop.svc"), Match::One("kafka".into()));
        assert_eq!(find("kafka-0.kafka"), Match::One("kafka".into()));
        assert_eq!(find("kafka.apache.org"), Match::None);
        assert_eq!(find("mem"), Match::Several(vec!["a".into(), "b".into()]));
        assert_eq!(find("b"), Match::One("b".into()), "a service name beats a hostname");
    }
}
