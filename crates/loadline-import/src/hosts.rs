//! Host names inside values: URLs, JDBC strings, `host:port`, lists of brokers, `host=…` and plain names.
//!
//! This file finds what is written like a host; whether it is one that the files know is for `names` to say.

mod names;
mod public;

pub(crate) use names::{Match, Names, Scope};
pub(crate) use public::is_public;

use crate::secrets::words;
use indexmap::IndexMap;

/// How a host is written, from the surest form to the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// `scheme://host`.
    Url,
    /// `host:port` or `host=…`.
    Address,
    /// A word that may be a host or anything else.
    Word,
}

/// What a value mentions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Mentions {
    /// Every host once, in the surest form it is written in.
    pub(crate) hosts: IndexMap<String, Form>,
    /// Whether a URL in it carries a password.
    pub(crate) password: bool,
}

/// Everything in `value` that is written like a host, in order.
pub(crate) fn mentions(value: &str) -> Mentions {
    let mut found = Mentions::default();
    let mut rest = value;
    let mut outside = String::new();
    while let Some(at) = rest.find("://") {
        let scheme_start = rest[..at].rfind(|c: char| !is_scheme(c)).map_or(0, |i| i + char_len(rest, i));
        outside.push_str(&rest[..scheme_start]);
        outside.push(' ');
        let after = &rest[at + 3..];
        let mut end = authority_end(after);
        if after[end..].starts_with("//") && after[..end].ends_with(':') {
            end = after[..end].rfind(',').unwrap_or(end);
        }
        authority(&after[..end], &mut found);
        let path_end = after[end..].find(ends_url).map_or(after.len(), |i| end + i);
        rest = &after[path_end..];
    }
    outside.push_str(rest);
    loose(&outside, &mut found);
    found
}

/// Whether the name of a variable or a flag says that its value is an address.
pub(crate) fn says_address(name: &str) -> bool {
    const ADDRESS: &[&str] = &[
        "ADDR",
        "ADDRESS",
        "ADDRESSES",
        "ADDRS",
        "BACKEND",
        "BACKENDS",
        "BOOTSTRAP",
        "BROKER",
        "BROKERS",
        "CONNECT",
        "CONNECTION",
        "CONNECTIONSTRING",
        "DSN",
        "ENDPOINT",
        "ENDPOINTS",
        "HOST",
        "HOSTNAME",
        "HOSTS",
        "JDBC",
        "NODES",
        "PEERS",
        "SERVER",
        "SERVERS",
        "UPSTREAM",
        "UPSTREAMS",
        "URI",
        "URIS",
        "URL",
        "URLS",
    ];
    let glued = ["HOST", "ADDR", "URL", "URI", "DSN", "SERVERS", "BROKERS"];
    words(name).iter().any(|word| {
        ADDRESS.contains(&word.as_str())
            || glued.iter().any(|end| word.len() > end.len() && word.ends_with(end))
    })
}

/// Whether the name of a variable says that its value is no address to call: its own address, an image, a user, who may
/// call, or what to leave alone.
pub(crate) fn says_no_call(name: &str) -> bool {
    const OTHER: &[&str] = &[
        "ADVERTISE",
        "ADVERTISED",
        "ALLOWED",
        "BIND",
        "CALLBACK",
        "CHOWN",
        "CORS",
        "GID",
        "IMAGE",
        "ISSUER",
        "LISTEN",
        "LISTENER",
        "LISTENERS",
        "ORIGIN",
        "ORIGINS",
        "OWNER",
        "PUBLIC",
        "REDIRECT",
        "TAG",
        "UID",
        "VERSION",
    ];
    let words = words(name);
    words.iter().any(|word| OTHER.contains(&word.as_str()))
        || words.windows(2).any(|pair| pair == ["NO", "PROXY"])
}

/// The part of a URL after `://`: `user:password@host:port,host:port`.
fn authority(text: &str, found: &mut Mentions) {
    let hosts = match text.rsplit_once('@') {
        Some((user, hosts)) => {
            found.password |= user.split_once(':').is_some_and(|(_, password)| !password.is_empty());
            hosts
        }
        None => text,
    };
    if let Some((_, inner)) = hosts.split_once('(') {
        return authority(inner, found);
    }
    for host in hosts.split(',') {
        let (name, port) = host.split_once(':').unwrap_or((host, ""));
        if port.chars().all(|c| c.is_ascii_digit()) && !host.ends_with(':') {
            add(name, Form::Url, found);
        }
    }
}

/// Hosts outside URLs: `tcp(host:3306)`, `host=db`, `host:port/path`, and words.
fn loose(text: &str, found: &mut Mentions) {
    const KEYS: &[&str] = &["host", "hostaddr", "server", "source", "address", "addr"];
    let before = text.split_once('@').and_then(|(before, _)| before.split_whitespace().last());
    found.password |=
        before.and_then(|user| user.split_once(':')).is_some_and(|(_, password)| !password.is_empty());
    let separator = |c: char| c.is_whitespace() || ",;|\"'()[]{}@&?`<>$".contains(c);
    for token in text.split(separator).filter(|token| !token.is_empty()) {
        let (key, value) = token.split_once('=').unwrap_or(("", token));
        let value = value.split('/').next().unwrap_or(value);
        let keyed = KEYS.contains(&key.to_ascii_lowercase().as_str()) || says_address(key);
        match value.split_once(':') {
            Some((name, port)) if is_port(port) => add(name, Form::Address, found),
            Some((protocol, name)) if keyed && protocol == "tcp" => add(name, Form::Address, found),
            Some(_) => {}
            None if keyed => add(value, Form::Address, found),
            None if key.is_empty() && !matches!(value, "tcp" | "tcp4" | "unix") => {
                add(value, Form::Word, found)
            }
            None => {}
        }
    }
}

fn add(name: &str, form: Form, found: &mut Mentions) {
    let host = name.trim_end_matches('.').to_ascii_lowercase();
    if !is_host(&host) {
        return;
    }
    let known = found.hosts.entry(host).or_insert(form);
    *known = form.min(*known);
}

/// Letters, digits, hyphens, underscores and dots, with at least one letter, and not this machine.
fn is_host(host: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    host.len() <= 253
        && host.chars().all(fits)
        && host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && host.contains(|c: char| c.is_ascii_alphabetic())
        && !matches!(host, "localhost" | "host.docker.internal" | "kubernetes.docker.internal")
}

fn is_port(text: &str) -> bool {
    text.parse::<u16>().is_ok_and(|port| port > 0)
}

fn is_scheme(c: char) -> bool {
    c.is_ascii_alphanumeric() || "+-.:_".contains(c)
}

/// Where the authority of a URL ends; a `${VARIABLE}` inside it does not end it.
fn authority_end(text: &str) -> usize {
    let mut open = 0_usize;
    for (i, c) in text.char_indices() {
        match c {
            '{' => open += 1,
            '}' if open > 0 => open -= 1,
            _ if c.is_whitespace() => return i,
            _ if open == 0 && "/?#\"';)]}>|\\`".contains(c) => return i,
            _ => {}
        }
    }
    text.len()
}

fn ends_url(c: char) -> bool {
    c.is_whitespace() || ",;\"')]}>|`".contains(c)
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, hosts: &[&str]) {
        let mut found = mentions(value).hosts;
        found.retain(|_, form| *form < Form::Word);
        assert_eq!(found.into_keys().collect::<Vec<_>>(), hosts, "{value}");
    }

    #[test]
    fn hosts_are_found_in_every_usual_notation() {
        check(
            "http://user:pass@orders-db.default.svc.cluster.local:5432/x",
            &["orders-db.default.svc.cluster.local"],
        );
        check("jdbc:postgresql://db:5432/app?user=x&host=y", &["db"]);
        check("amqp://rabbit", &["rabbit"]);
        check("kafka-1:9092,kafka-2:9092", &["kafka-1", "kafka-2"]);
        check("PLAINTEXT://a:9092,SSL://b:9093", &["a", "b"]);
        check("mongodb://u:p@m1:1,m2:2/x?replicaSet=r", &["m1", "m2"]);
        check("root:pw@tcp(mysql:3306)/shop", &["mysql"]);
        check("mysql://root:pw@tcp(mysql:3306)/shop", &["mysql"]);
        check("host=db port=5432 dbname=x", &["db"]);
        check("Server=sql,1433;Database=x", &["sql"]);
        check("jdbc:sqlserver://sql:1433;databaseName=x", &["sql"]);
        check("--db-host=db -v", &["db"]);
        check("postgres://app:${PW}@db:5432/x", &["db"]);
        check("cache:6379/0", &["cache"]);
        check("http://localhost:8080 127.0.0.1:80 0.0.0.0:1 [::1]:80", &[]);
        check("just some words 10:30 a:b é://ü", &[]);
        assert!(mentions("amqp://guest:guest@rabbit").password);
        assert!(mentions("postgres://app:${PW}@db").password && mentions("root:pw@tcp(db:3306)/x").password);
        assert!(!mentions("amqp://guest@rabbit").password);
    }

    #[test]
    fn names_of_variables_tell_addresses() {
        for name in
            ["MONGO_HOST", "dbUrl", "KAFKA_BOOTSTRAP_SERVERS", "CATALOG_SERVICE_ADDR", "PGHOST", "--db-host"]
        {
            assert!(says_address(name), "{name}");
        }
        for name in ["POSTGRES_USER", "MODE", "APP_ENV"] {
            assert!(!says_address(name), "{name}");
        }
        assert!(says_no_call("NO_PROXY") && says_no_call("KAFKA_ADVERTISED_LISTENERS"));
    }
}
