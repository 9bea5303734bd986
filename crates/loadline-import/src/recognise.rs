//! What a component is, judged by its image and its name: the two tables of known technologies and the words round them.
//!
//! Only whole words count. A word that says "a tool around it" (`redis-exporter`, `mongo-express`) makes it a service.

mod tables;

use crate::kind::Kind;
use tables::{LOAD, TECHS, TOOL_WORDS};

/// What is known about a technology.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tech {
    /// Its name in the model.
    pub(crate) name: &'static str,
    /// Other words for it in images and names.
    pub(crate) aliases: &'static [&'static str],
    /// What it is in the model.
    pub(crate) role: Role,
}

/// What a technology is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Store,
    Cache,
    Queue,
    /// Redis and its like: a cache or a store, depending on what else is said.
    KeyValue,
    /// A service of the platform: registries, proxies, monitoring. No entry point of the system.
    Platform,
}

/// What image and name told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Recognised {
    /// The technology; `None` when only the name says what it is used for.
    pub(crate) tech: Option<&'static str>,
    pub(crate) role: Role,
    /// Whether the image said it, rather than the name.
    pub(crate) by_image: bool,
}

impl Role {
    /// The kind of component; for a key-value store the cautious first guess.
    pub(crate) const fn kind(self) -> Kind {
        match self {
            Self::Store => Kind::Store,
            Self::Cache | Self::KeyValue => Kind::Cache,
            Self::Queue => Kind::Queue,
            Self::Platform => Kind::Service,
        }
    }
}

/// Recognises a component by its image, else by its name.
pub(crate) fn recognise(image: Option<&str>, name: &str) -> Option<Recognised> {
    if let Some(image) = image.map(base_name)
        && let Some(tech) = tech_in(&image)
    {
        return Some(Recognised { tech: Some(tech.name), role: tech.role, by_image: true });
    }
    if let Some(tech) = tech_in(name) {
        return Some(Recognised { tech: Some(tech.name), role: tech.role, by_image: false });
    }
    let words = words(name);
    if words.iter().any(|word| TOOL_WORDS.contains(&word.as_str())) {
        return None;
    }
    let role = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [.., "db" | "database" | "datastore"] => Role::Store,
        [.., "cache"] => Role::Cache,
        [.., "config" | "discovery", "server"] | [.., "service", "registry"] => Role::Platform,
        _ => return None,
    };
    Some(Recognised { tech: None, role, by_image: false })
}

/// Whether image or name say that it makes load for tests.
pub(crate) fn makes_load(image: Option<&str>, name: &str) -> bool {
    let says = |text: &str| {
        let joined = words(text).join("-");
        let joined = format!("-{joined}-");
        LOAD.iter().any(|word| joined.contains(&format!("-{word}-")))
    };
    says(name) || image.is_some_and(|image| says(&base_name(image)))
}

/// Whether it is a tool around another technology (`redis-exporter`), which says nothing about how that is used.
pub(crate) fn is_tool(image: Option<&str>, name: &str) -> bool {
    let says = |text: &str| {
        let words = words(text);
        let names =
            |tech: &Tech| words.iter().any(|word| tech.name == word || tech.aliases.contains(&word.as_str()));
        TECHS.iter().any(names) && words.iter().any(|word| TOOL_WORDS.contains(&word.as_str()))
    };
    says(name) || image.is_some_and(|image| says(&base_name(image)))
}

/// Whether a name says that it is kept (`Some(true)`) or thrown away (`Some(false)`).
pub(crate) fn says_durable(name: &str) -> Option<bool> {
    let words = words(name);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if has(&["db", "database", "store", "datastore", "persistent"]) {
        Some(true)
    } else if has(&["cache", "caching"]) {
        Some(false)
    } else {
        None
    }
}

fn tech_in(name: &str) -> Option<&'static Tech> {
    let words = words(name);
    if words.iter().any(|word| TOOL_WORDS.contains(&word.as_str())) {
        return None;
    }
    let spoken_of = |text: &str| TECHS.iter().find(|tech| tech.name == text || tech.aliases.contains(&text));
    let pairs = words.windows(2).map(|pair| pair.join("-"));
    pairs.chain(words.iter().cloned()).find_map(|text| spoken_of(&text))
}

/// The last part of an image's path, without tag and digest; the one before it when the last is just `server`.
fn base_name(image: &str) -> String {
    let path = image.split('@').next().unwrap_or(image);
    let mut parts = path.rsplit('/').map(|part| part.split(':').next().unwrap_or(part));
    let base = parts.next().unwrap_or_default();
    if base == "server" { parts.next().unwrap_or(base).to_owned() } else { base.to_owned() }
}

/// Words in lower case; digits that number a word are dropped (`redis6`, `kafka-1`, but not those of `k6`).
fn words(name: &str) -> Vec<String> {
    let word = |word: &str| {
        let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if stem.len() == 1 { word.to_ascii_lowercase() } else { stem.to_ascii_lowercase() }
    };
    name.split(|c: char| !c.is_ascii_alphanumeric()).map(word).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(image: &str, name: &str, expected: Option<(Option<&str>, Role)>) {
        let image = (!image.is_empty()).then_some(image);
        assert_eq!(recognise(image, name).map(|found| (found.tech, found.role)), expected);
    }

    #[test]
    fn images_and_names_are_recognised_by_whole_words() {
        check("docker.io/bitnami/postgresql:15", "x", Some((Some("postgres"), Role::Store)));
        check("${REPO}/rs-mongodb:${TAG}", "mongodb", Some((Some("mongodb"), Role::Store)));
        check("redis@sha256:abc", "sessions", Some((Some("redis"), Role::KeyValue)));
        check("weaveworksdemos/user-db:0.4.0", "user-db", Some((None, Role::Store)));
        check("weaveworksdemos/queue-master:0.3.1", "queue-master", None);
        check("oliver006/redis_exporter", "redis-exporter", None);
        check("mongo-express", "mongo-express", None);
        check("acme/orders", "orders", None);
        check("", "kafka-1", Some((Some("kafka"), Role::Queue)));
        check("confluentinc/cp-kafka:7", "broker", Some((Some("kafka"), Role::Queue)));
        check("confluentinc/cp-kafka-connect:7", "connect", None);
        check("mcr.microsoft.com/mssql/server:2022-latest", "sql", Some((Some("sqlserver"), Role::Store)));
        check("", "price-cache", Some((None, Role::Cache)));
        check("acme/shop-config-server", "config-server", Some((None, Role::Platform)));
        check("", "service-registry", Some((None, Role::Platform)));
        check("", "discovery", None);
    }

    #[test]
    fn load_is_recognised() {
        assert!(makes_load(Some("weaveworksdemos/load-test:0.1.1"), "user-sim"));
        assert!(makes_load(None, "loadgenerator"));
        assert!(!makes_load(Some("acme/download-api"), "downloads"));
    }
}
