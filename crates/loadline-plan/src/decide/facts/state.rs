//! Facts about a piece of state: what it holds, what readers may expect, how it is kept today.

use super::placement::number;
use crate::decide::fact::{
    Fact, Read, Reading, Value, any_of, fact, flag, known, said, seen, some_say, unknown,
};
use crate::decide::measure::{Kind, Measure};
use crate::decide::subject::is_some;
use crate::evidence::Evidence;
use crate::facts::{Facts, entries};
use loadline_model::kinds::{CopyPurpose, Data, StateItem};
use loadline_model::{Body, Component};

const COUNT: Kind = Kind::Number(Measure::Count);
const CONSISTENCY: Kind = Kind::Word(&["linearizable", "serializable", "read-your-writes", "eventual"]);
const PATTERN: Kind =
    Kind::Word(&["single-source", "write-through", "write-back", "event-sourcing", "cqrs", "consensus"]);
const CLASS: Kind = Kind::Word(&["public", "internal", "confidential", "restricted"]);
const STORE: Kind =
    Kind::Word(&["relational", "key-value", "document", "time-series", "log", "search", "files", "cache"]);

pub(super) const FACTS: &[Fact] = &[
    fact(
        "consistency",
        CONSISTENCY,
        "what its readers may expect",
        Read::State(|facts, path, item| {
            said(facts, format!("{path}/consistency"), item.consistency.as_ref(), |it| Value::Word(it.word()))
        }),
    ),
    fact(
        "pattern",
        PATTERN,
        "how it is kept, as the model says",
        Read::State(|facts, path, item| {
            said(facts, format!("{path}/pattern"), item.pattern.as_ref(), |it| Value::Word(it.word()))
        }),
    ),
    fact("class", CLASS, "how confidential the most confidential data in it is", Read::State(class)),
    fact(
        "keyed-by-time",
        Kind::Flag,
        "whether its records are found by a time",
        Read::State(|facts, path, item| {
            each_data(facts, path, item, |facts, path, data| {
                said(facts, format!("{path}/key"), data.key.as_ref(), |key| Value::Flag(names_a_time(key)))
            })
        }),
    ),
    fact("one-key", Kind::Flag, "whether its records are found by one key only", Read::State(one_key)),
    fact(
        "writers",
        COUNT,
        "how many components write it",
        Read::State(|facts, path, item| {
            let more = item.writers.as_ref().map_or(0, |writers| writers.len());
            said(facts, format!("{path}/owner"), item.owner.as_ref(), |owner| {
                number(usize::from(is_some(owner)) + more)
            })
        }),
    ),
    fact(
        "cache-copies",
        COUNT,
        "how many copies are kept for speed",
        Read::State(|facts, path, item| copies(facts, path, item, CopyPurpose::Cache)),
    ),
    fact(
        "read-models",
        COUNT,
        "how many copies have another shape for reading",
        Read::State(|facts, path, item| copies(facts, path, item, CopyPurpose::ReadModel)),
    ),
    fact(
        "replayable",
        Kind::Flag,
        "whether it can be built again from its events",
        Read::State(|facts, path, item| {
            said(facts, format!("{path}/replay"), item.replay.as_ref(), |replay| Value::Flag(is_some(replay)))
        }),
    ),
    fact(
        "change-history",
        Kind::Flag,
        "whether its owner records every change for later proof",
        Read::State(history),
    ),
    fact(
        "may-lose",
        Kind::Number(Measure::Duration),
        "how much of it, in time, may be lost",
        Read::State(|facts, path, item| {
            said(facts, format!("{path}/rpo"), item.rpo.as_ref(), |rpo| Value::Number(rpo.as_secs_f64()))
        }),
    ),
    fact("store-kind", STORE, "what its home is today, by its technology", Read::State(store_kind)),
];

/// The component that holds the truth.
pub(super) fn home<'m>(facts: &Facts<'m>, item: &StateItem) -> Option<Component<'m>> {
    facts.model.find(&item.home.as_ref()?.id)
}

/// Yes when one of its data classes says yes; asked at `data/<id>`.
fn each_data(
    facts: &Facts<'_>,
    path: &str,
    item: &StateItem,
    read: impl Fn(&Facts<'_>, &str, &Data) -> Reading,
) -> Reading {
    let Some(all) = item.data.as_deref().filter(|all| !all.is_empty()) else {
        return unknown(format!("{path}/data"));
    };
    some_say(all.iter().map(|data| {
        let at = format!("data/{}", data.id);
        match facts.model.system.data.as_ref().and_then(|data_of| data_of.get(&data.id)) {
            Some(data) => read(facts, &at, data),
            None => unknown(at),
        }
    }))
}

fn class(facts: &Facts<'_>, path: &str, item: &StateItem) -> Reading {
    let Some(all) = item.data.as_deref().filter(|all| !all.is_empty()) else {
        return unknown(format!("{path}/data"));
    };
    let (mut most, mut silent) = (None, Vec::new());
    for data in all {
        let said = facts.model.system.data.as_ref().and_then(|all| all.get(&data.id));
        let at = format!("data/{}/class", data.id);
        match said.and_then(|data| data.class.as_ref()) {
            Some(class) => {
                if most.as_ref().is_none_or(|(most, _)| class.value > *most) {
                    most = Some((class.value, seen(facts, at, class)));
                }
            }
            None => silent.push(at),
        }
    }
    match most {
        // Nothing is more confidential than restricted, whatever the others are.
        Some((class, from)) if silent.is_empty() || class.word() == "restricted" => {
            known(Value::Word(class.word()), vec![from])
        }
        _ => any_of(silent),
    }
}

/// Words that name a time when they stand alone in a key (`device id, hour`, `measured at`).
const TIMES: &[&str] =
    &["time", "timestamp", "date", "day", "hour", "minute", "second", "at", "ts", "month", "week"];

fn names_a_time(key: &str) -> bool {
    let key = key.to_lowercase();
    key.split(|c: char| !c.is_alphanumeric()).any(|word| TIMES.contains(&word))
}

/// Yes when every data class has a key and the home has no further access path.
fn one_key(facts: &Facts<'_>, path: &str, item: &StateItem) -> Reading {
    let Some(home) = home(facts, item) else { return unknown(format!("{path}/home")) };
    let Body::Store(store) = home.body else { return flag(true, Vec::new()) };
    let at = format!("{}/indexes", home.path());
    said(facts, at, store.indexes.as_ref(), |indexes| {
        Value::Flag(indexes.value().is_none_or(|paths| paths.len() <= 1))
    })
}

fn copies(facts: &Facts<'_>, path: &str, item: &StateItem, purpose: CopyPurpose) -> Reading {
    let Some(copies) = &item.copies else { return unknown(format!("{path}/copies")) };
    let (mut from, mut silent) = (Vec::new(), Vec::new());
    for (holder, copy) in copies.value.iter() {
        let at = format!("{path}/copies/{holder}/purpose");
        match &copy.purpose {
            Some(said) if said.value == purpose => from.push(seen(facts, at, said)),
            Some(_) => {}
            None => silent.push(at),
        }
    }
    if silent.is_empty() { known(number(from.len()), from) } else { any_of(silent) }
}

fn history(facts: &Facts<'_>, path: &str, item: &StateItem) -> Reading {
    let owner = item.owner.as_ref().and_then(|owner| owner.value.value());
    let Some(owner) = owner.and_then(|owner| facts.model.find(&owner.id)) else {
        return unknown(format!("{path}/owner"));
    };
    let (mut from, mut silent) = (Vec::<Evidence>::new(), Vec::new());
    for (id, interface) in owner.interfaces().into_iter().flat_map(|all| all.iter()) {
        if interface.changes_state.as_ref().is_some_and(|changes| !changes.value) {
            continue;
        }
        let at = format!("{}/exposes/{id}/audit", owner.path());
        match &interface.audit {
            Some(audit) if is_some(&audit.value) => from.push(seen(facts, at, audit)),
            Some(audit) => return flag(false, vec![seen(facts, at, audit)]),
            None => silent.push(at),
        }
    }
    match (from.is_empty(), silent.is_empty()) {
        (_, false) => any_of(silent),
        (true, true) => unknown(format!("{}/exposes", owner.path())),
        (false, true) => flag(true, from),
    }
}

/// Technologies by the kind of store they are. Those that are several things at once are listed by what they are
/// mostly run for.
const TECHNOLOGIES: &[(&str, &[&str])] = &[
    (
        "relational",
        &[
            "postgres",
            "mysql",
            "mariadb",
            "oracle",
            "sqlserver",
            "mssql",
            "aurora",
            "cockroach",
            "spanner",
            "sqlite",
            "yugabyte",
            "tidb",
            "db2",
            "vitess",
        ],
    ),
    (
        "key-value",
        &[
            "dynamodb",
            "cassandra",
            "scylla",
            "redis",
            "valkey",
            "etcd",
            "riak",
            "bigtable",
            "hbase",
            "rocksdb",
            "foundationdb",
            "aerospike",
            "consul",
        ],
    ),
    ("document", &["mongo", "couchbase", "couchdb", "firestore", "cosmos"]),
    (
        "time-series",
        &[
            "influx",
            "timescale",
            "prometheus",
            "victoriametrics",
            "clickhouse",
            "questdb",
            "timestream",
            "druid",
        ],
    ),
    ("log", &["kafka", "pulsar", "redpanda", "kinesis", "jetstream", "nats"]),
    ("search", &["elasticsearch", "opensearch", "solr", "meilisearch"]),
    ("files", &["s3", "minio", "gcs", "blob", "ceph", "swift"]),
    ("cache", &["memcached", "hazelcast"]),
];

fn store_kind(facts: &Facts<'_>, path: &str, item: &StateItem) -> Reading {
    let Some(home) = home(facts, item) else { return unknown(format!("{path}/home")) };
    let at = format!("{}/tech", home.path());
    let Some(tech) = &home.common().tech else { return unknown(at) };
    let name = tech.to_lowercase();
    let kind = TECHNOLOGIES.iter().find(|(_, names)| names.iter().any(|tech| name.contains(tech)));
    match kind {
        Some((kind, _)) => known(Value::Word(kind), vec![seen(facts, at, tech)]),
        None => unknown(at),
    }
}

/// The ids of the data in it, for facts that add up over it.
pub(super) fn data_of<'m>(facts: &Facts<'m>, item: &StateItem) -> Vec<(String, Option<&'m Data>)> {
    let all = item.data.as_deref().into_iter().flatten();
    let find = |id: &str| entries(&facts.model.system.data).find(|(name, _)| *name == id);
    all.map(|data| (data.id.clone(), find(&data.id).map(|(_, named)| &named.value))).collect()
}
