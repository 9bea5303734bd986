//! What a port speaks, as far as its number or its name says so.

/// Ports that mean one protocol to everybody.
const BY_PORT: &[(u16, &str)] = &[
    (22, "ssh"),
    (25, "smtp"),
    (53, "dns"),
    (80, "http"),
    (443, "https"),
    (587, "smtp"),
    (1433, "sqlserver"),
    (1521, "oracle"),
    (1883, "mqtt"),
    (2181, "zookeeper"),
    (2379, "etcd"),
    (3306, "mysql"),
    (4222, "nats"),
    (4317, "otlp"),
    (5432, "postgres"),
    (5671, "amqps"),
    (5672, "amqp"),
    (6379, "redis"),
    (6650, "pulsar"),
    (8080, "http"),
    (8443, "https"),
    (9042, "cassandra"),
    (9092, "kafka"),
    (11211, "memcached"),
    (26257, "cockroach"),
    (27017, "mongodb"),
    (50051, "grpc"),
];

/// Names of ports and probes, and the protocol each one says.
const BY_NAME: &[(&str, &str)] = &[
    ("amqp", "amqp"),
    ("amqps", "amqps"),
    ("dns", "dns"),
    ("grpc", "grpc"),
    ("h2c", "http2"),
    ("http", "http"),
    ("http2", "http2"),
    ("https", "https"),
    ("kafka", "kafka"),
    ("memcached", "memcached"),
    ("mongo", "mongodb"),
    ("mongodb", "mongodb"),
    ("mqtt", "mqtt"),
    ("mysql", "mysql"),
    ("nats", "nats"),
    ("otlp", "otlp"),
    ("postgres", "postgres"),
    ("postgresql", "postgres"),
    ("redis", "redis"),
    ("smtp", "smtp"),
    ("web", "http"),
    ("websocket", "websocket"),
    ("ws", "websocket"),
    ("wss", "websocket"),
];

/// The protocol that everybody speaks on this port.
pub(crate) fn by_port(port: u16) -> Option<&'static str> {
    BY_PORT.iter().find(|(known, _)| *known == port).map(|(_, protocol)| *protocol)
}

/// The protocol that a port name says with one of its words: `grpc-web`, `tcp-redis`, `http2`.
pub(crate) fn by_name(name: &str) -> Option<&'static str> {
    let name = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let known = |word: &str| BY_NAME.iter().find(|(known, _)| *known == word).map(|(_, protocol)| *protocol);
    name.split(['-', '_', '.']).find_map(known)
}
