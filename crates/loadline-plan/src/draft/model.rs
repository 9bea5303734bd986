//! A first model from a statement, as YAML text: the default architecture of D13 (stateless services behind a gateway,
//! one SQL store, a cache on read-heavy paths, a log before asynchronous work), every default marked as one.
//!
//! What the statement gives stands as an explicit value with its words beside it; what it does not give carries the
//! assumption it rests on.

mod components;
mod demands;
mod governance;
mod yaml;

use super::kept_beside::{KeptBeside, kept_beside};
use super::objective;
use super::{Draft, Number};
use crate::statement::{Fact, Mark, Members, Role, Statement};
use loadline_base::Date;
use loadline_base::figure::significant;
use yaml::Yaml;

/// Days until an assumption must be looked at again.
pub const LOOK_AGAIN: u32 = 90;

/// The shape of the system: which parts of the default architecture the statement calls for.
struct Shape<'a> {
    statement: &'a Statement,
    draft: &'a Draft,
    journeys: Vec<Journey>,
    /// Targets that go for none of these journeys, by what they are of: each is a journey of its own.
    beside: Vec<Beside<'a>>,
    /// Parts of the data that are kept for times of their own.
    kept: Vec<KeptBeside>,
    /// The day that time spans are counted from.
    today: Date,
    /// One modular monolith and one store.
    small: bool,
    /// A cache stands before the store.
    cache: bool,
    /// Machines send messages that go through a log.
    ingest: bool,
    /// People or systems call an API.
    api: bool,
    /// An external is called.
    external: bool,
    /// Personal data is held.
    personal: bool,
}

/// One journey of the model: the writing or the reading part of a stream.
struct Journey {
    id: String,
    /// Comes in through the log.
    ingest: bool,
    writes: bool,
    average: f64,
    peak: f64,
    formula: String,
    /// The assumption that its load rests on.
    rests_on: Option<&'static str>,
    /// Index of the stream.
    stream: usize,
}

/// A journey that the statement says nothing of but its targets.
struct Beside<'a> {
    id: String,
    latency: Option<&'a Fact>,
    availability: Option<&'a Fact>,
}

/// The model of a draft, as one YAML file.
#[must_use]
pub fn model(statement: &Statement, draft: &Draft, today: Date) -> String {
    let shape = shape(statement, draft, today);
    let mut out = Yaml::new();
    out.comment("A first model, drafted from a statement of need. Every value that the statement does not give is a default");
    out.comment(
        "and says so; `assumptions` lists them, each with what would correct it. Owners are to be named.",
    );
    out.fact(0, "loadline: 1");
    demands::system(&shape, &mut out);
    demands::surroundings(&shape, &mut out);
    demands::data(&shape, &mut out);
    components::services(&shape, &mut out);
    components::stores(&shape, &mut out);
    demands::state(&shape, &mut out);
    demands::journeys(&shape, &mut out);
    governance::slos(&shape, &mut out);
    governance::assumptions(&shape, today.plus_days(LOOK_AGAIN).unwrap_or(today), &mut out);
    governance::risks(&shape, &mut out);
    out.finish()
}

fn shape<'a>(statement: &'a Statement, draft: &'a Draft, today: Date) -> Shape<'a> {
    let streams = &draft.needs.traffic.streams;
    let machine =
        |by: Option<usize>| by.is_some_and(|index| statement.populations[index].members == Members::Machines);
    let mut journeys: Vec<Journey> = Vec::new();
    for (index, stream) in streams.iter().enumerate() {
        let factor = if stream.main { draft.needs.peak_factor.value.max(1.0) } else { 1.0 };
        for (writes, part) in [(true, &stream.writes), (false, &stream.reads)] {
            if part.value <= 0.0 {
                continue;
            }
            let verb = if writes { "write" } else { "read" };
            let mut id = yaml::id(&format!("{verb}-{}", stream.what));
            if journeys.iter().any(|known| known.id == id) {
                id = format!("{id}-{}", index + 1);
            }
            journeys.push(Journey {
                id,
                ingest: writes && stream.paced && machine(stream.by) && !draft.small,
                writes,
                average: significant(part.value, 6),
                peak: significant(part.value * factor, 6),
                formula: part.shown.clone(),
                rests_on: part.rests_on.first().copied(),
                stream: index,
            });
        }
    }
    let beside = beside(statement, &journeys);
    let ingest = journeys.iter().any(|journey| journey.ingest);
    let api = journeys.iter().any(|journey| !journey.ingest) || !ingest;
    Shape {
        statement,
        draft,
        small: draft.small,
        cache: !draft.small && api && super::unknowns::read_heavy(&draft.needs),
        ingest,
        api,
        external: !super::provider::providers(statement).is_empty(),
        personal: statement.mark(Mark::PersonalData).is_some()
            || !statement.personal.is_empty()
            || statement.populations.iter().any(|population| population.members == Members::People),
        kept: kept_beside(statement, &draft.needs),
        beside,
        journeys,
        today,
    }
}

/// Targets of which no journey of `journeys` is, by what they are of.
fn beside<'a>(statement: &'a Statement, journeys: &[Journey]) -> Vec<Beside<'a>> {
    let there = |writes: bool| journeys.iter().any(|journey| journey.writes == writes);
    let mut found: Vec<Beside<'a>> = Vec::new();
    if journeys.is_empty() {
        return found;
    }
    for role in [Role::Latency, Role::Availability] {
        for (fact, name) in objective::beside(statement, role, there(false), there(true)) {
            let id = yaml::id(&name);
            let place = found.iter().position(|known| known.id == id).unwrap_or_else(|| {
                found.push(Beside { id: id.clone(), latency: None, availability: None });
                found.len() - 1
            });
            let own = if role == Role::Latency {
                &mut found[place].latency
            } else {
                &mut found[place].availability
            };
            own.get_or_insert(fact);
        }
    }
    found.retain(|one| journeys.iter().all(|journey| journey.id != one.id));
    found
}

impl Shape<'_> {
    /// The words of a role's first fact, as a comment that says it is given.
    fn given(&self, role: Role) -> Option<String> {
        let fact = self.statement.fact(role)?;
        Some(format!("given: {}", yaml::excerpt(self.statement.quote(fact.amount.span))))
    }

    /// The comment beside a parameter: where it was given, or which default it is.
    fn source(&self, term: &super::term::Term) -> String {
        match (term.spans.first(), term.rests_on.first()) {
            (_, Some(id)) => format!("default, see assumptions/{id}"),
            (Some(span), None) => format!("given: {}", yaml::excerpt(self.statement.quote(*span))),
            (None, None) => "computed".to_owned(),
        }
    }

    /// Whether an assumption is stated.
    fn assumes(&self, id: &str) -> bool {
        self.draft.assumptions.iter().any(|assumption| assumption.id == id)
    }

    fn number(&self, key: &str) -> Option<&Number> {
        self.draft.number(key)
    }

    /// The service that answers a journey.
    fn entry(&self, journey: &Journey) -> &'static str {
        match (self.small, journey.ingest) {
            (true, _) => "app.http",
            (false, true) => "ingest.messages",
            (false, false) => "gateway.http",
        }
    }

    /// Instances of the fleet: what the numbers ask for, and never fewer than two.
    fn instances(&self) -> u64 {
        let wanted = self.number("instances").map_or(2.0, |number| number.value);
        if (2.0..1e6).contains(&wanted) {
            wanted as u64
        } else if wanted < 2.0 {
            2
        } else {
            1_000_000
        }
    }
}
