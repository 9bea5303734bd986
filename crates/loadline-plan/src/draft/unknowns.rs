//! What a design needs and a statement of this kind rarely says: taken for granted, labelled, open to correction (D13).

use super::assumption::{Assumption, Assumptions};
use super::needs::Needs;
use super::plural::plural;
use super::term;
use crate::statement::{Mark, Members, Role, Statement};

/// Notes an assumption for everything of importance that the statement leaves open.
pub(super) fn unknowns(statement: &Statement, needs: &Needs, small: bool, assumptions: &mut Assumptions) {
    traffic(needs, assumptions);
    identity(statement, needs, assumptions);
    placement(statement, assumptions);
    burst(statement, assumptions);
    cache(statement, needs, small, assumptions);
    recovery(statement, assumptions);
    latency(statement, assumptions);
    architecture(needs, small, assumptions);
}

/// The default architecture and who answers for it: no statement of this kind names its parts.
fn architecture(needs: &Needs, small: bool, assumptions: &mut Assumptions) {
    let claim = if small {
        "one modular monolith behind a load balancer and one SQL primary store"
    } else if needs.traffic.streams.iter().any(|stream| stream.paced && stream.writes.value > 0.0) {
        "stateless services behind a gateway and load balancer, a replicated log before asynchronous work, one primary store"
    } else if read_heavy(needs) {
        "stateless services behind a gateway and load balancer, one SQL primary store, a cache on the read-heavy path"
    } else {
        "stateless services behind a gateway and load balancer, one SQL primary store"
    };
    assumptions.note(Assumption {
        id: "architecture",
        title: "default architecture".to_owned(),
        claim: format!("{claim}; their timeouts, protocols, boundaries and data classes are defaults, too"),
        basis: "the statement says what is needed, not what it is built of".to_owned(),
        correct: "write into the model what is there already, or what must be used",
        essential: false,
    });
    assumptions.note(Assumption {
        id: "owners",
        title: "owners".to_owned(),
        claim: "one team that is still to be named answers for everything".to_owned(),
        basis: "the statement names nobody".to_owned(),
        correct: "name under `teams` who answers for what",
        essential: false,
    });
}

fn traffic(needs: &Needs, assumptions: &mut Assumptions) {
    if needs.average.is_none() {
        assumptions.note(Assumption {
            id: "traffic",
            title: "traffic".to_owned(),
            claim: "the load is unknown; nothing in the statement gives users, requests or messages"
                .to_owned(),
            basis: "no number can be worked out from nothing".to_owned(),
            correct: "say how many users or devices there are, and how often each does what",
            essential: true,
        });
    }
    let unsized_writes = needs
        .traffic
        .streams
        .iter()
        .zip(&needs.sizes.record)
        .any(|(stream, size)| stream.writes.value > 0.0 && size.is_none());
    if unsized_writes && needs.sizes.data_rate.is_empty() {
        assumptions.note(Assumption {
            id: "record-size",
            title: "size of a record".to_owned(),
            claim: "no size is stated for part of what is written; storage is worked out without it"
                .to_owned(),
            basis: "a guess would be off by orders of magnitude".to_owned(),
            correct: "say how large one record or message is",
            essential: false,
        });
    }
}

fn identity(statement: &Statement, needs: &Needs, assumptions: &mut Assumptions) {
    if statement.mark(Mark::Identity).is_some() {
        return;
    }
    let members =
        needs.traffic.main.map_or("users".to_owned(), |index| plural(&statement.populations[index].noun));
    let machines =
        needs.traffic.main.is_some_and(|index| statement.populations[index].members == Members::Machines);
    let how = if machines {
        format!(
            "each of the {members} has its own certificate, issued when it is installed, and may be barred"
        )
    } else {
        format!("the {members} sign in through one identity provider (OpenID Connect)")
    };
    assumptions.note(Assumption {
        id: "identity",
        title: format!("authentication of {members}; identity provider"),
        claim: how,
        basis: "the statement does not say who may use it and how they prove it".to_owned(),
        correct: "say which identity provider or certificates are used",
        essential: true,
    });
}

fn placement(statement: &Statement, assumptions: &mut Assumptions) {
    if statement.fact(Role::Regions).is_some() || statement.mark(Mark::SeveralRegions).is_some() {
        return;
    }
    let where_to =
        if statement.mark(Mark::Residency).is_some() { " inside the area data must stay in" } else { "" };
    assumptions.note(Assumption {
        id: "regions",
        title: "regions and zones".to_owned(),
        claim: format!("one region{where_to}, three zones; every component is spread over the zones"),
        basis: "several regions cost more than they save until a region's loss must be survived".to_owned(),
        correct: "say which regions it must run in, and whether it must survive the loss of one",
        essential: false,
    });
}

fn burst(statement: &Statement, assumptions: &mut Assumptions) {
    let Some(fact) = statement.fact(Role::PeakLength).filter(|_| statement.mark(Mark::BurstShape).is_none())
    else {
        return;
    };
    let length = term::show_duration(fact.amount.value).replace(" min", " minutes");
    assumptions.note(Assumption {
        id: "burst-shape",
        title: format!("burst shape within the {length}"),
        claim: format!("the load is level over the {length}; the first minute is no higher"),
        basis: "the statement gives one factor for the whole time".to_owned(),
        correct: "say how high the first minute is",
        essential: false,
    });
}

/// A cache goes on read-heavy paths: ten reads for each write, and more than a single store answers with ease.
pub(super) fn read_heavy(needs: &Needs) -> bool {
    let total =
        |part: fn(&super::stream::Stream) -> f64| -> f64 { needs.traffic.streams.iter().map(part).sum() };
    let (reads, writes) = (total(|stream| stream.reads.value), total(|stream| stream.writes.value));
    reads >= 10.0 * writes && reads * needs.peak_factor.value >= 100.0
}

fn cache(statement: &Statement, needs: &Needs, small: bool, assumptions: &mut Assumptions) {
    let said = [Role::Freshness, Role::CacheTime].iter().any(|role| statement.fact(*role).is_some());
    if small || said || !read_heavy(needs) {
        return;
    }
    assumptions.note(Assumption {
        id: "cache-freshness",
        title: "read cache freshness".to_owned(),
        claim: "answers to reads may be up to 5 s old; what decides a write is read from its home".to_owned(),
        basis: "reads outnumber writes by ten or more, so a cache stands before the store".to_owned(),
        correct: "say how old which answers may be",
        essential: false,
    });
}

fn recovery(statement: &Statement, assumptions: &mut Assumptions) {
    if statement.fact(Role::Rpo).is_some() && statement.fact(Role::Rto).is_some() {
        return;
    }
    let loss =
        if statement.mark(Mark::NoLossOnceAcknowledged).is_some() || statement.fact(Role::Rpo).is_some() {
            "what the statement allows to be lost, and no more,"
        } else {
            "at most 5 minutes of data is lost (RPO 5 min)"
        };
    assumptions.note(Assumption {
        id: "recovery",
        title: "recovery objectives (RPO, RTO)".to_owned(),
        claim: format!("{loss} and it is back within 1 hour (RTO 1 h) after the loss of its store"),
        basis: "point-in-time backups of a managed store reach that".to_owned(),
        correct: "say how much data, in time, may be lost, and how soon it must be back",
        essential: true,
    });
}

fn latency(statement: &Statement, assumptions: &mut Assumptions) {
    if statement.fact(Role::Latency).is_some() || statement.fact(Role::Freshness).is_some() {
        return;
    }
    assumptions.note(Assumption {
        id: "latency",
        title: "latency target".to_owned(),
        claim: "99 % of requests are answered within 1 s".to_owned(),
        basis: "the limit at which people's train of thought is interrupted".to_owned(),
        correct: "say how fast which requests must be answered, at which percentile",
        essential: false,
    });
}
