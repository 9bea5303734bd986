//! Facts about what the system consists of and how it is changed: teams, technologies, interfaces, migrations, tests.

use super::placement::number;
use crate::decide::fact::{
    Fact, Read, Reading, Value, any_of, fact, flag, known, said, seen, some_say, unknown,
};
use crate::decide::measure::{Kind, Measure};
use crate::decide::subject::is_some;
use crate::evidence::Evidence;
use crate::facts::{Facts, entries};
use loadline_flow::HopKind;
use loadline_model::kinds::{
    Change, ChangeKind, Criticality, MigrationStrategy, Reach, RolloutStrategy, TestKind,
};
use loadline_model::{Body, ComponentKind, Stated};
use std::collections::BTreeSet;

const COUNT: Kind = Kind::Number(Measure::Count);

pub(super) const FACTS: &[Fact] = &[
    fact("services", COUNT, "how many services we run", Read::System(services)),
    fact(
        "teams",
        COUNT,
        "how many teams own services",
        Read::System(|facts| {
            distinct(facts, "owner", |common| {
                common.owner.as_ref().map(|it| (it.id.clone(), evidence_of(it)))
            })
        }),
    ),
    fact(
        "technologies",
        COUNT,
        "how many technologies our own code is built on",
        Read::System(|facts| {
            distinct(facts, "tech", |common| {
                common.tech.as_ref().map(|it| (it.value.clone(), evidence_of(it)))
            })
        }),
    ),
    fact(
        "mixed-criticality",
        Kind::Flag,
        "whether some services carry what is critical and others only what is not",
        Read::System(mixed),
    ),
    fact(
        "asynchronous-tail",
        Kind::Flag,
        "whether a journey goes on after the user has the answer",
        Read::System(tail),
    ),
    fact(
        "audited",
        Kind::Flag,
        "whether an interface records its changes for later proof",
        Read::System(|facts| {
            let interfaces = facts.ours().flat_map(|it| {
                let path = it.path();
                let all = it.interfaces().into_iter().flat_map(|all| all.iter());
                all.map(move |(id, interface)| (format!("{path}/exposes/{id}/audit"), &interface.value))
            });
            some_say(
                interfaces.map(|(path, it)| {
                    said(facts, path, it.audit.as_ref(), |audit| Value::Flag(is_some(audit)))
                }),
            )
        }),
    ),
    fact(
        "budget-stated",
        Kind::Flag,
        "whether there is a budget to keep",
        Read::System(|facts| {
            let limits = facts.identity().and_then(|it| it.constraints.as_deref());
            said(facts, "system/constraints/budget", limits.and_then(|it| it.budget.as_ref()), |_| {
                Value::Flag(true)
            })
        }),
    ),
    fact(
        "stores-written-at-once",
        COUNT,
        "how many stores a single request writes, at most",
        Read::System(written_at_once),
    ),
    fact(
        "migrations",
        COUNT,
        "how many migrations are going on",
        Read::System(|facts| {
            let all = facts.model.system.migrations.as_ref();
            said(facts, "migrations", all, |all| number(all.len()))
        }),
    ),
    fact(
        "risky-migrations",
        Kind::Flag,
        "whether a migration is done in place or with downtime",
        Read::System(|facts| {
            each_migration(facts, "strategy", |it| {
                it.strategy.as_ref().map(|it| {
                    let risky = matches!(it.value, MigrationStrategy::InPlace | MigrationStrategy::Downtime);
                    (risky, evidence_of(it))
                })
            })
        }),
    ),
    fact(
        "unverified-migrations",
        Kind::Flag,
        "whether a migration is not verified",
        Read::System(|facts| {
            each_migration(facts, "verification", |it| {
                it.verification.as_ref().map(|it| (!is_some(&it.value), evidence_of(it)))
            })
        }),
    ),
    fact(
        "retiring-interfaces",
        Kind::Flag,
        "whether an interface has a change with an end of support",
        Read::System(|facts| changes(facts, |change| change.support_until.is_some())),
    ),
    fact(
        "undated-changes",
        Kind::Flag,
        "whether an interface has a breaking change without an end of support",
        Read::System(|facts| {
            changes(facts, |change| {
                let breaking = change.kind.as_ref().is_some_and(|kind| kind.value == ChangeKind::Breaking);
                breaking && change.support_until.is_none()
            })
        }),
    ),
    fact(
        "flags",
        Kind::Flag,
        "whether something is rolled out behind a feature flag",
        Read::System(|facts| {
            some_say(facts.own_code().map(|component| {
                let rollout = match component.body {
                    Body::Service(service) => service.rollout.as_deref(),
                    Body::Job(job) => job.rollout.as_deref(),
                    _ => None,
                };
                let path = format!("{}/rollout/strategy", component.path());
                said(facts, path, rollout.and_then(|it| it.strategy.as_ref()), |strategy| {
                    Value::Flag(*strategy == RolloutStrategy::Flag)
                })
            }))
        }),
    ),
    fact(
        "tenants",
        Kind::Flag,
        "whether data is kept apart by tenant, account, customer, merchant or organisation",
        Read::System(tenants),
    ),
    fact(
        "public-contracts",
        Kind::Flag,
        "whether every published interface has a version and a contract",
        Read::System(contracts),
    ),
    fact(
        "self-run-stores",
        Kind::Flag,
        "whether a store, cache or queue is run by us from an image",
        Read::System(|facts| {
            let stores = facts.ours().filter(|component| component.keeps_state());
            some_say(stores.map(|component| {
                let path = format!("{}/image", component.path());
                said(facts, path, component.common().image.as_ref(), |_| Value::Flag(true))
            }))
        }),
    ),
    fact(
        "caches",
        COUNT,
        "how many caches there are",
        Read::System(|facts| {
            said(facts, "caches", facts.model.system.caches.as_ref(), |all| number(all.len()))
        }),
    ),
    fact(
        "fixed-size",
        Kind::Flag,
        "whether something users wait for cannot get more copies",
        Read::System(fixed_size),
    ),
    fact(
        "failure-injection",
        Kind::Flag,
        "whether a test with faults put in on purpose has passed",
        Read::System(|facts| {
            let tests = entries(&facts.model.system.tests).filter(|(_, test)| {
                test.kind.as_ref().is_some_and(|kind| kind.value == TestKind::FailureInjection)
            });
            let readings: Vec<Reading> = tests
                .map(|(id, test)| {
                    said(facts, format!("tests/{id}/passed"), test.passed.as_ref(), |passed| {
                        Value::Flag(*passed)
                    })
                })
                .collect();
            if facts.model.system.tests.is_none() { unknown("tests") } else { some_say(readings) }
        }),
    ),
    fact(
        "degradations",
        COUNT,
        "how many calls go on with less, or with something older, when they fail",
        Read::System(|facts| {
            let found = facts.model.edges().filter_map(|edge| {
                let fallback = edge.need.fallback.as_ref()?;
                let said = fallback.value.value()?;
                (said.degrade.is_some() || said.stale.is_some())
                    .then(|| seen(facts, format!("{}/fallback", edge.path()), fallback))
            });
            let found: Vec<Evidence> = found.collect();
            known(number(found.len()), found)
        }),
    ),
    fact(
        "soft-calls",
        COUNT,
        "how many calls users wait for and could do without",
        Read::System(|facts| {
            let found = facts.model.edges().filter(|edge| edge.waits()).filter_map(|edge| {
                let kind = edge.need.kind.as_ref().filter(|_| edge.is_soft())?;
                Some(seen(facts, format!("{}/kind", edge.path()), kind))
            });
            let found: Vec<Evidence> = found.collect();
            known(number(found.len()), found)
        }),
    ),
];

/// A place in the model, still without its path.
type Seen = (loadline_base::Span, loadline_model::Origin);

const fn evidence_of<T>(value: &Stated<T>) -> Seen {
    (value.span, value.origin)
}

fn at(facts: &Facts<'_>, path: String, (span, origin): Seen) -> Evidence {
    let assumption = facts.assumption(&path).map(|(id, _)| id.to_owned());
    Evidence::Stated { path, span, origin, assumption }
}

fn services(facts: &Facts<'_>) -> Reading {
    said(facts, "services", facts.model.system.services.as_ref(), |all| number(all.len()))
}

/// How many different values a field has over our own services; unknown while one does not say it.
fn distinct<'m>(
    facts: &Facts<'m>,
    field: &str,
    read: impl Fn(&'m loadline_model::kinds::Common) -> Option<(String, Seen)>,
) -> Reading {
    let (mut values, mut from, mut silent) = (BTreeSet::new(), Vec::new(), Vec::new());
    for component in facts.own_code().filter(|it| it.kind() == ComponentKind::Service) {
        let path = format!("{}/{field}", component.path());
        match read(component.common()) {
            Some((value, place)) => {
                if values.insert(value) {
                    from.push(at(facts, path, place));
                }
            }
            None => silent.push(path),
        }
    }
    match (values.len(), silent.is_empty()) {
        (0, true) => unknown("services"),
        (count, true) => known(number(count), from),
        (_, false) => any_of(silent),
    }
}

/// Whether the latest change of an interface is like this. An interface that names no change has none.
fn changes(facts: &Facts<'_>, like: impl Fn(&Change) -> bool) -> Reading {
    let mut found = Vec::new();
    for component in facts.model.components() {
        for (id, interface) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
            if let Some(change) = interface.change.as_ref().filter(|change| like(change)) {
                found.push(seen(facts, format!("{}/exposes/{id}/change", component.path()), change));
            }
        }
    }
    flag(!found.is_empty(), found)
}

fn mixed(facts: &Facts<'_>) -> Reading {
    let (mut from, mut silent) = (Vec::new(), Vec::new());
    for (id, journey) in facts.journeys() {
        let path = format!("journeys/{id}/criticality");
        match &journey.criticality {
            Some(said) => from.push(seen(facts, path, said)),
            None => silent.push(path),
        }
    }
    if !silent.is_empty() {
        return any_of(silent);
    }
    let services = facts.ours().filter(|component| component.kind() == ComponentKind::Service);
    let passed: Vec<Criticality> = services.filter_map(|it| facts.flows.criticality(it.id)).collect();
    let critical = passed.iter().filter(|most| **most == Criticality::Critical).count();
    match passed.len() {
        0 => unknown("journeys"),
        all => flag(critical > 0 && critical < all, from),
    }
}

fn tail(facts: &Facts<'_>) -> Reading {
    if facts.journeys().next().is_none() {
        return unknown("journeys");
    }
    for flow in facts.flows.all() {
        for hop in flow.stations.iter().flat_map(|station| station.hops()) {
            if let HopKind::Delivery(edge) = hop.kind {
                let origin = loadline_model::Origin::Explicit;
                return flag(true, vec![at(facts, edge.path(), (edge.key, origin))]);
            }
        }
    }
    flag(false, Vec::new())
}

fn written_at_once(facts: &Facts<'_>) -> Reading {
    if facts.flows.all().is_empty() {
        return unknown("journeys");
    }
    let mut most: Vec<Evidence> = Vec::new();
    for flow in facts.flows.all() {
        let mut written: Vec<(usize, Evidence)> = Vec::new();
        for station in flow.stations.iter().filter(|station| station.waited_for) {
            for hop in station.hops().filter(|hop| hop.waits && hop.operations.writes > 0.0) {
                if let HopKind::Call(edge) = hop.kind
                    && edge.to.kind() == ComponentKind::Store
                    && !written.iter().any(|(store, _)| *store == edge.to.id.index())
                {
                    let origin = loadline_model::Origin::Explicit;
                    written.push((edge.to.id.index(), at(facts, edge.path(), (edge.key, origin))));
                }
            }
        }
        if written.len() > most.len() {
            most = written.into_iter().map(|(_, evidence)| evidence).collect();
        }
    }
    known(number(most.len()), most)
}

/// Whether one migration is so; unknown while nothing is said of migrations.
fn each_migration<'m>(
    facts: &Facts<'m>,
    field: &str,
    read: impl Fn(&'m loadline_model::kinds::Migration) -> Option<(bool, Seen)>,
) -> Reading {
    if facts.model.system.migrations.is_none() {
        return unknown("migrations");
    }
    some_say(entries(&facts.model.system.migrations).map(|(id, migration)| {
        let path = format!("migrations/{id}/{field}");
        match read(&migration.value) {
            Some((value, place)) => flag(value, vec![at(facts, path, place)]),
            None => unknown(path),
        }
    }))
}

/// Words by which data of different customers is told apart.
const TENANTS: &[&str] =
    &["tenant", "account", "customer", "merchant", "organisation", "organization", "workspace"];

fn tenants(facts: &Facts<'_>) -> Reading {
    let (mut said_something, mut places) = (false, Vec::new());
    for (id, data) in entries(&facts.model.system.data) {
        let data = &data.value;
        let fields = data.fields.iter().flat_map(|all| all.value.iter());
        let texts = data.key.iter().chain(fields);
        for text in texts {
            said_something = true;
            if TENANTS.iter().any(|word| text.to_lowercase().contains(word)) {
                return flag(true, vec![seen(facts, format!("data/{id}"), text)]);
            }
        }
        places.push(format!("data/{id}/fields"));
    }
    if said_something {
        flag(false, Vec::new())
    } else if places.is_empty() {
        unknown("data")
    } else {
        any_of(places)
    }
}

fn contracts(facts: &Facts<'_>) -> Reading {
    let (mut from, mut silent) = (Vec::new(), Vec::new());
    for component in facts.ours() {
        for (id, interface) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
            let published = interface.reach.as_ref().is_some_and(|reach| reach.value == Reach::Published);
            if !published {
                continue;
            }
            let path = format!("{}/exposes/{id}", component.path());
            for (field, value) in [("version", &interface.version), ("contract", &interface.contract)] {
                match value {
                    Some(value) => from.push(seen(facts, format!("{path}/{field}"), value)),
                    None => silent.push(format!("{path}/{field}")),
                }
            }
        }
    }
    match (from.is_empty(), silent.is_empty()) {
        (true, true) => unknown("services"),
        (false, true) => flag(true, from),
        _ => flag(false, from),
    }
}

fn fixed_size(facts: &Facts<'_>) -> Reading {
    let waited = facts.capacity.asked.iter().filter(|asked| asked.waited_for);
    let services = waited.filter(|asked| asked.component.kind() == ComponentKind::Service);
    let readings: Vec<Reading> = services
        .map(|asked| {
            let replicas = asked.component.common().replicas.as_deref();
            let path = format!("{}/replicas/max", asked.component.path());
            let least = replicas.and_then(|it| it.min.as_ref()).map(|it| it.get());
            said(facts, path, replicas.and_then(|it| it.max.as_ref()), |most| {
                Value::Flag(least.is_some_and(|least| most.get() <= least))
            })
        })
        .collect();
    if readings.is_empty() { unknown("journeys") } else { some_say(readings) }
}
