//! Facts about what the system is asked and what it carries, from the capacity engine.

use crate::decide::fact::{Fact, Read, Reading, Value, any_of, fact, known, shown, unknown};
use crate::decide::measure::{Kind, Measure};
use crate::evidence::Evidence;
use crate::facts::Facts;
use loadline_base::figure::figure;
use loadline_capacity::one_copy::OneCopy;
use loadline_evidence::Quantity;
use loadline_model::Body;

pub(super) const FACTS: &[Fact] = &[
    fact(
        "first-limit",
        Kind::Number(Measure::Factor),
        "how many times today's load the first part carries that gives way",
        Read::System(first_limit),
    ),
    fact(
        "busiest-copy",
        Kind::Number(Measure::Factor),
        "how many copies' worth of work the busiest service has at the peak",
        Read::System(busiest),
    ),
    fact(
        "peak-factor",
        Kind::Number(Measure::Factor),
        "peak ÷ average of the most uneven journey",
        Read::System(peak_factor),
    ),
    fact(
        "read-share-of-system",
        Kind::Number(Measure::Share),
        "share of all requests that only read",
        Read::System(read_share),
    ),
    fact(
        "retry-factor",
        Kind::Number(Measure::Factor),
        "how many times its load a part is asked while it answers nothing and its callers try again, at worst",
        Read::System(retry_factor),
    ),
];

fn first_limit(facts: &Facts<'_>) -> Reading {
    let least = facts.capacity.limits.iter().min_by(|a, b| a.lasts.value.total_cmp(&b.lasts.value));
    match least {
        Some(limit) => shown(limit.component.path(), limit.lasts.clone()),
        None => any_of(facts.capacity.unknowns.iter().map(|unknown| unknown.field.clone()).take(3)),
    }
}

fn busiest(facts: &Facts<'_>) -> Reading {
    let services =
        facts.capacity.asked.iter().filter(|asked| matches!(asked.component.body, Body::Service(_)));
    let (mut most, mut missing): (Option<(String, Quantity)>, Vec<String>) = (None, Vec::new());
    for asked in services {
        let at = asked.component.path();
        match (&asked.peak, OneCopy::of(asked.component)) {
            (Some(peak), Some(one)) => {
                let value = peak.value / one.rps;
                let formula = format!("{} rps ÷ {} rps", figure(peak.value), figure(one.rps));
                let quantity = Quantity::computed("copies needed at the peak", value, "1", formula);
                if most.as_ref().is_none_or(|(_, most)| value > most.value) {
                    most = Some((at, quantity));
                }
            }
            (Some(_), None) => missing.push(format!("{at}/capacity/rps")),
            (None, _) => {}
        }
    }
    match most {
        // More than one copy is more than one, whatever the others need.
        Some((at, quantity)) if missing.is_empty() || quantity.value >= 1.0 => shown(at, quantity),
        _ if missing.is_empty() => unknown("journeys"),
        _ => any_of(missing),
    }
}

fn peak_factor(facts: &Facts<'_>) -> Reading {
    let traffic = facts.capacity.traffic.iter();
    let most = traffic
        .filter_map(|traffic| Some((traffic.journey, traffic.multiplier.clone()?)))
        .max_by(|(_, a), (_, b)| a.value.total_cmp(&b.value));
    match most {
        Some((journey, multiplier)) => shown(format!("journeys/{journey}/load"), multiplier),
        None => loads(facts, "average"),
    }
}

fn read_share(facts: &Facts<'_>) -> Reading {
    let (mut reads, mut writes, mut from) = (0.0, 0.0, Vec::new());
    for traffic in &facts.capacity.traffic {
        let (Some(read), Some(write)) = (&traffic.reads, &traffic.writes) else {
            return loads(facts, "writes");
        };
        reads += read.value;
        writes += write.value;
        let path = format!("journeys/{}/load", traffic.journey);
        from.push(Evidence::Computed { path, quantity: read.clone() });
    }
    if reads + writes > 0.0 {
        known(Value::Number(reads / (reads + writes)), from)
    } else {
        loads(facts, "average")
    }
}

fn retry_factor(facts: &Facts<'_>) -> Reading {
    let asked = facts.capacity.asked.iter();
    let most = asked
        .filter_map(|asked| Some((asked.component.path(), asked.retry_factor.clone()?)))
        .max_by(|(_, a), (_, b)| a.value.total_cmp(&b.value));
    match most {
        Some((at, factor)) => shown(at, factor),
        // Where every call says that it is not tried again, nothing multiplies.
        None => {
            let calls = facts.model.edges().filter(|edge| edge.is_call());
            let (said, silent): (Vec<_>, Vec<_>) = calls.partition(|edge| edge.need.retries.is_some());
            match (said.is_empty(), silent.is_empty()) {
                (false, true) => known(Value::Number(1.0), Vec::new()),
                (true, true) => unknown("services"),
                (_, false) => any_of(silent.iter().map(|edge| format!("{}/retries", edge.path()))),
            }
        }
    }
}

/// A field of the load of every journey that does not say it.
pub(super) fn loads(facts: &Facts<'_>, field: &str) -> Reading {
    let silent: Vec<String> = facts
        .journeys()
        .filter(|(_, journey)| {
            let load = journey.load.as_deref();
            match field {
                "writes" => load.is_none_or(|load| load.writes.is_none()),
                "peak" => load.is_none_or(|load| load.peak.is_none()),
                _ => load.is_none_or(|load| load.average.is_none()),
            }
        })
        .map(|(id, _)| format!("journeys/{id}/load/{field}"))
        .collect();
    if silent.is_empty() { unknown("journeys") } else { any_of(silent) }
}
