//! The eleven sections of a Design Spec Bundle (D10), filled with what a statement gives and what follows from it.
//!
//! What is not known stands as open. The gates fill the rest once there is a model.

use super::flags::Sort;
use super::needs::Needs;
use super::plural::plural;
use super::{Assumption, Flag, Number, term};
use crate::statement::{Class, Fact, Mark, Measure, Role, Statement, Unused};
use loadline_base::figure::figure;

/// Titles of the eleven sections, in order.
pub const TITLES: [&str; 11] = [
    "Scope",
    "Assumptions and constraints",
    "SLO/SLI and non-functional requirements",
    "Capacity",
    "Architecture and dependency map",
    "Interfaces",
    "Reliability",
    "Security",
    "Rollout",
    "Validation",
    "Open risks and follow-ups",
];

/// One section.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// One of [`TITLES`].
    pub title: &'static str,
    /// What is known: given, computed, assumed or following from it.
    pub known: Vec<String>,
    /// What is still open, as questions of the gates of this section.
    pub open: Vec<String>,
}

/// What is known, and what is open.
type Filled = (Vec<String>, Vec<String>);

/// What sections are filled from.
pub(super) struct Material<'a> {
    pub(super) statement: &'a Statement,
    pub(super) needs: &'a Needs,
    pub(super) numbers: &'a [Number],
    pub(super) flags: &'a [Flag],
    pub(super) assumptions: &'a [Assumption],
    pub(super) unused: &'a [Unused],
    pub(super) small: bool,
}

/// All sections, in order.
pub(super) fn sections(material: &Material<'_>) -> Vec<Section> {
    let fills: [fn(&Material<'_>) -> Filled; 11] = [
        scope,
        constraints,
        objectives,
        capacity,
        architecture,
        interfaces,
        reliability,
        security,
        rollout,
        validation,
        risks,
    ];
    TITLES
        .iter()
        .zip(fills)
        .map(|(title, fill)| {
            let (known, open) = fill(material);
            Section { title, known, open }
        })
        .collect()
}

impl Material<'_> {
    fn number(&self, key: &str) -> Option<&Number> {
        self.numbers.iter().find(|number| number.key == key)
    }

    /// `key = value unit (formula)` for each of these keys that has a number.
    fn shown(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().filter_map(|key| self.number(key)).map(Number::line).collect()
    }

    fn assumption(&self, id: &str) -> Option<String> {
        let found = self.assumptions.iter().find(|assumption| assumption.id == id)?;
        Some(format!("{} (assumed)", found.claim))
    }

    fn flags(&self, codes: &[&str]) -> Vec<String> {
        self.flags.iter().filter(|flag| codes.contains(&flag.code)).map(|flag| flag.text.clone()).collect()
    }

    fn quote(&self, mark: Mark) -> Option<String> {
        let span = self.statement.sentence(self.statement.mark(mark)?);
        Some(one_line(self.statement.quote(span)))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn scope(material: &Material<'_>) -> Filled {
    let statement = material.statement;
    let mut known: Vec<String> = statement
        .sentences
        .first()
        .map(|span| format!("purpose: {}", one_line(statement.quote(*span))))
        .into_iter()
        .collect();
    for population in &statement.populations {
        known.push(format!("users: {} {}", term::plain(population.value), plural(&population.noun)));
    }
    for stream in &material.needs.traffic.streams {
        let class = match stream.class {
            Class::Write => "writes",
            Class::Read => "reads",
            Class::Mixed => "reads and writes",
        };
        known.push(format!(
            "workload: {} ({class}), {} a second on average",
            plural(&stream.what),
            figure(stream.average.value)
        ));
    }
    (known, owned(&["what is out of scope", "who has a stake in it"]))
}

fn constraints(material: &Material<'_>) -> Filled {
    let mut known = material.shown(&["budget", "team", "deadline"]);
    if let Some(fact) =
        material.statement.fact(Role::Deadline).filter(|fact| fact.amount.measure == Measure::Day)
    {
        known.push(format!("deadline: {}", one_line(material.statement.quote(fact.amount.span))));
    }
    known.extend(material.quote(Mark::Residency).map(|quote| format!("residency: {quote}")));
    known.extend(material.assumptions.iter().map(|assumption| {
        format!("assumed, {}: {}; if wrong, {}", assumption.title, assumption.claim, assumption.correct)
    }));
    let mut open = Vec::new();
    for (key, question) in [("budget", "what it may cost a month"), ("team", "who builds and runs it")] {
        if material.number(key).is_none() {
            open.push(question.to_owned());
        }
    }
    if material.statement.fact(Role::Deadline).is_none() {
        open.push("when it must be there".to_owned());
    }
    (known, open)
}

fn objectives(material: &Material<'_>) -> Filled {
    let mut known = material.shown(&["availability_target", "error_budget"]);
    let others = material.numbers.iter().filter(|number| {
        number.of.is_some() && matches!(number.key, "availability_target" | "error_budget" | "latency_target")
    });
    known.extend(others.map(Number::line));
    if let Some(fact) = material.statement.fact(Role::Latency) {
        let at = material
            .statement
            .fact(Role::Percentile)
            .map_or(String::new(), |fact: &Fact| format!(" at p{}", term::plain(fact.amount.value)));
        known.push(format!("latency: {}{at}", term::show_duration(fact.amount.value)));
    }
    known.extend(material.assumption("latency"));
    if let Some(fact) = material.statement.fact(Role::Freshness) {
        known.push(format!("freshness: no older than {}", term::show_duration(fact.amount.value)));
    }
    known.extend(material.flags(&["strong-consistency", "exactly-once-effects", "ack-after-replicated-log"]));
    (
        known,
        owned(&[
            "which metric counts good requests",
            "what happens as the error budget is spent, and who decides",
        ]),
    )
}

fn capacity(material: &Material<'_>) -> Filled {
    let known: Vec<String> = material
        .numbers
        .iter()
        .filter(|number| {
            !matches!(
                number.key,
                "budget"
                    | "budget_per_user"
                    | "budget_per_instance"
                    | "team"
                    | "deadline"
                    | "availability_target"
                    | "error_budget"
                    | "latency_target"
            )
        })
        .map(Number::line)
        .collect();
    let mut open = vec!["how the load grows".to_owned()];
    if material.needs.traffic.streams.is_empty() {
        open.push("how many users or devices there are, and how often each does what".to_owned());
    }
    (known, open)
}

fn architecture(material: &Material<'_>) -> Filled {
    let needs = material.needs;
    let mut known = Vec::new();
    let machines = needs.traffic.streams.iter().any(|stream| stream.paced && stream.writes.value > 0.0);
    if material.small {
        known.push("default: one modular monolith behind a load balancer, one SQL store".to_owned());
    } else {
        known.push("default: stateless services behind a gateway and load balancer".to_owned());
        if machines {
            known.push("write path: client → ingest → replicated log → processor → store; acknowledged once the log has it".to_owned());
        } else {
            known.push("write path: client → gateway → service → SQL primary".to_owned());
        }
        if super::unknowns::read_heavy(needs) {
            known.push("read path: client → gateway → service → cache → SQL store on a miss".to_owned());
        } else {
            known.push("read path: client → gateway → service → store".to_owned());
        }
    }
    known.extend(material.flags(&["stay-small"]));
    known.extend(material.assumption("regions"));
    known.extend(material.quote(Mark::External).map(|quote| format!("external dependency: {quote}")));
    (known, owned(&["failure domains of every part beyond zones"]))
}

fn interfaces(material: &Material<'_>) -> Filled {
    let mut known: Vec<String> = material
        .needs
        .traffic
        .streams
        .iter()
        .zip(&material.needs.sizes.record)
        .map(|(stream, size)| {
            let size = size.as_ref().map_or("size unknown".to_owned(), |size| size.shown.clone());
            format!("{}: {size}; every write carries an idempotency key (default)", stream.what)
        })
        .collect();
    known.dedup();
    (
        known,
        owned(&[
            "entities with key fields and owner",
            "pagination, versioning and schema evolution of each interface",
        ]),
    )
}

fn reliability(material: &Material<'_>) -> Filled {
    let codes = [
        "slo-above-dependency",
        "quota-below-headroom",
        "freshness-impossible-during-drain",
        "freshness-spent-by-intervals",
        "backlog-never-drains",
        "latency-below-round-trips",
        "retries-past-deadline",
        "rpo-against-async-replication",
        "reconnect-storm",
    ];
    let mut known = material.flags(&codes);
    known.extend(material.shown(&["backlog", "recovery_time"]));
    known.extend(material.assumption("recovery"));
    (
        known,
        owned(&[
            "at least three failure modes with signal, alert route, mitigation and recovery confirmation",
            "timeouts, retries, backpressure and breakers, measured",
        ]),
    )
}

fn security(material: &Material<'_>) -> Filled {
    let mut known: Vec<String> = Vec::new();
    known.extend(material.assumption("identity"));
    known.extend(material.quote(Mark::PersonalData).map(|quote| format!("personal data: {quote}")));
    known.extend(material.flags(&["retention-against-deletion", "data-residency"]));
    (
        known,
        owned(&["threats with controls, residual risk and owner", "data classes, confirmed by their owner"]),
    )
}

fn rollout(material: &Material<'_>) -> Filled {
    let known = material.shown(&["deadline"]);
    (
        known,
        owned(&[
            "strategy, stages and thresholds",
            "rollback triggers and steps",
            "owner, approver and communication",
        ]),
    )
}

fn validation(material: &Material<'_>) -> Filled {
    let mut known = Vec::new();
    if let Some(required) = material.number("required_capacity") {
        known.push(format!("load test up to {} {}: peak × headroom", figure(required.value), required.unit));
    }
    if let Some(backlog) = material.number("backlog") {
        known.push(format!(
            "backlog drill: {} {} arrive while live load goes on",
            term::plain(backlog.value),
            backlog.unit
        ));
    }
    if material.statement.mark(Mark::OnceOnly).is_some() {
        known.push("concurrency test: many at once for the same thing, exactly one gets it".to_owned());
    }
    (known, owned(&["acceptance criteria", "release gates"]))
}

fn risks(material: &Material<'_>) -> Filled {
    let word = |flag: &&Flag| matches!(flag.sort, Sort::Contradiction | Sort::Caution);
    let known =
        material.flags.iter().filter(word).map(|flag| format!("{}: {}", flag.code, flag.text)).collect();
    let open = material.unused.iter().map(|unused| {
        format!(
            "not used: \"{}\" ({})",
            one_line(material.statement.quote(unused.span)).chars().take(120).collect::<String>(),
            unused.why
        )
    });
    (known, open.collect())
}
