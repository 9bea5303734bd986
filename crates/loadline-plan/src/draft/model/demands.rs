//! What is asked of the system: constraints, surroundings, data, state and journeys.

use super::yaml::{self, Yaml};
use super::{Journey, Shape};
use crate::draft::objective::{self, objectives};
use crate::statement::{Mark, Measure, Role};
use loadline_base::figure::significant;
use loadline_base::units::format_number;

/// The system with its constraints.
pub(super) fn system(shape: &Shape<'_>, out: &mut Yaml) {
    out.section("system");
    out.fact(1, "id: drafted-system");
    let first = shape.statement.sentences.first().map_or("", |span| shape.statement.quote(*span));
    let purpose: String = first.chars().take(200).collect();
    if !purpose.trim().is_empty() {
        out.fact(1, &format!("purpose: {}", yaml::quoted(&purpose)));
    }
    out.said(1, "owner: owner-to-be-named", "to be named");
    if shape.statement.mark(Mark::DeletionDuty).is_some() || shape.statement.mark(Mark::Residency).is_some() {
        out.said(1, "regulation: [gdpr]", "follows from the duty to delete, or from where data must stay");
    }
    constraints(shape, out);
    let headroom = &shape.draft.needs.headroom;
    out.said(1, &format!("headroom: {}x", headroom.value), &shape.source(headroom));
    out.section("teams");
    out.fact(1, "owner-to-be-named: {title: the team that is to be named}");
}

fn constraints(shape: &Shape<'_>, out: &mut Yaml) {
    let statement = shape.statement;
    let mut lines: Vec<(String, String)> = Vec::new();
    if let (Some(fact), Some(number)) =
        (statement.fact(Role::Budget), shape.number("budget").filter(|budget| budget.unit.ends_with("month")))
        && let Measure::Money(currency) = fact.amount.measure
    {
        lines.push((
            format!("budget: {} {currency}/month", number.value),
            shape.given(Role::Budget).unwrap_or_default(),
        ));
    }
    if let Some(team) = shape.number("team") {
        lines.push((
            format!("team: {} people", format_number(team.value)),
            if team.formula == "given" {
                shape.given(Role::Team).unwrap_or_default()
            } else {
                team.formula.clone()
            },
        ));
    }
    if let Some(fact) = statement.fact(Role::Deadline).filter(|fact| fact.amount.measure == Measure::Day) {
        let (year, month, day) = (
            fact.amount.value as u32 / 10_000,
            fact.amount.value as u32 / 100 % 100,
            fact.amount.value as u32 % 100,
        );
        if let Some(date) = i16::try_from(year)
            .ok()
            .and_then(|year| loadline_base::Date::new(year, month as i8, day.max(1) as i8))
        {
            lines.push((format!("deadline: {date}"), shape.given(Role::Deadline).unwrap_or_default()));
        }
    } else if let Some(weeks) = shape.number("deadline")
        && (0.0..=5_000.0).contains(&weeks.value)
        && let Some(date) = shape.today.plus_days((weeks.value * 7.0).round() as u32)
    {
        let given = shape.given(Role::Deadline).unwrap_or_default();
        lines.push((format!("deadline: {date}"), format!("{given}, counted from {}", shape.today)));
    }
    if lines.is_empty() {
        return;
    }
    out.line(1, "constraints:");
    for (line, comment) in lines {
        out.said(2, &line, &comment);
    }
}

/// Trust boundaries, failure domains and who uses it.
pub(super) fn surroundings(shape: &Shape<'_>, out: &mut Yaml) {
    out.section("boundaries");
    out.line(1, "internet: {trust: none}");
    out.line(1, "inside: {trust: high, in: internet, controls: [rate-limit]}");
    if shape.external {
        out.line(1, "third: {trust: none, operator: third-party}");
    }
    out.section("domains");
    let why = if shape.assumes("regions") {
        "default, see assumptions/regions"
    } else {
        "default; the statement speaks of regions, name them"
    };
    out.said(1, "home: {kind: region}", why);
    for zone in ["a", "b", "c"] {
        out.line(1, &format!("home-{zone}: {{kind: zone, in: home}}"));
    }
    let Some(index) = shape.draft.needs.traffic.main else { return };
    let population = &shape.statement.populations[index];
    out.section("actors");
    let kind = if population.members == crate::statement::Members::Machines { "system" } else { "human" };
    out.line(1, &format!("{}:", yaml::id(&population.noun)));
    out.line(2, "boundary: internet");
    out.fact(2, &format!("kind: {kind}"));
    if population.value.fract() == 0.0 && population.value < 1e15 {
        let given = format!("given: {}", yaml::excerpt(shape.statement.quote(population.span)));
        out.said(2, &format!("users: {}", population.value), &given);
    }
}

/// The data class of what is written.
pub(super) fn data(shape: &Shape<'_>, out: &mut Yaml) {
    let needs = &shape.draft.needs;
    out.section("data");
    out.line(1, "record:");
    let class = if shape.personal || shape.statement.mark(Mark::Money).is_some() {
        "confidential"
    } else {
        "internal"
    };
    out.said(2, &format!("class: {class}"), "default, to be confirmed by whoever owns the data");
    if shape.personal {
        let said =
            shape.statement.mark(Mark::PersonalData).map_or("default: it names people".to_owned(), |span| {
                format!("given: {}", yaml::excerpt(shape.statement.quote(span)))
            });
        out.said(2, "personal: [name, account id]", &said);
    } else {
        out.said(2, "personal: none", "default: nothing in the statement speaks of people");
    }
    let size = needs.sizes.record.iter().flatten().next();
    if let Some(size) = size.filter(|size| size.value >= 1.0 && size.value < 1e18) {
        out.said(2, &format!("record: {}", yaml::size(size.value)), &shape.source(size));
    }
    out.said(
        2,
        &format!("retention: {}", yaml::duration(needs.retention.value.min(1e10))),
        &shape.source(&needs.retention),
    );
    if let Some(span) = shape.statement.mark(Mark::DeletionDuty) {
        let within = shape
            .statement
            .fact(Role::Erasure)
            .map_or(String::new(), |fact| format!(" within {}", yaml::duration(fact.amount.value)));
        let line = format!(
            "erasure: {}",
            yaml::quoted(&format!("identity is kept apart from the record and deleted{within} of a request"))
        );
        out.said(2, &line, &format!("given: {}", yaml::excerpt(shape.statement.quote(span))));
    }
}

/// The one piece of state that matters.
pub(super) fn state(shape: &Shape<'_>, out: &mut Yaml) {
    out.section("state");
    out.line(1, "record:");
    let owner = if shape.small {
        "app"
    } else if shape.ingest && !shape.api_writes() {
        "processor"
    } else {
        "api"
    };
    out.line(2, &format!("owner: {owner}"));
    out.line(2, "home: db");
    out.line(2, "data: [record]");
    match shape.statement.mark(Mark::OnceOnly) {
        Some(span) => out.said(
            2,
            "consistency: serializable",
            &format!("given: {}", yaml::excerpt(shape.statement.quote(span))),
        ),
        None => out.said(2, "consistency: read-your-writes", "default of a single SQL primary"),
    }
    if shape.cache {
        out.line(2, "copies:");
        out.line(3, "read-cache: {purpose: cache, by: api, staleness: 5s, reconcile: entries expire, conflict: home wins}");
    }
}

/// Journeys: the reading and the writing part of every stream.
pub(super) fn journeys(shape: &Shape<'_>, out: &mut Yaml) {
    out.section("journeys");
    if shape.journeys.is_empty() {
        let entry = if shape.small { "app.http" } else { "gateway.http" };
        out.said(1, "use:", "the statement gives no traffic, see assumptions/traffic");
        out.line(2, &format!("entry: {entry}"));
        out.line(2, "criticality: normal");
        return;
    }
    for journey in &shape.journeys {
        journey_lines(shape, journey, out);
    }
}

fn journey_lines(shape: &Shape<'_>, journey: &Journey, out: &mut Yaml) {
    out.line(1, &format!("{}:", journey.id));
    let stream = &shape.draft.needs.traffic.streams[journey.stream];
    if stream.by.is_some()
        && stream.by == shape.draft.needs.traffic.main
        && let Some(index) = stream.by
    {
        out.fact(2, &format!("actor: {}", yaml::id(&shape.statement.populations[index].noun)));
    }
    out.line(2, "owner: owner-to-be-named");
    out.line(2, &format!("entry: {}", shape.entry(journey)));
    let criticality = if journey.writes && !shape.small { "high" } else { "normal" };
    out.said(2, &format!("criticality: {criticality}"), "default, to be confirmed");
    out.line(2, "load:");
    let average = match journey.rests_on {
        Some(id) => format!("{}, see assumptions/{id}", journey.formula),
        None => journey.formula.clone(),
    };
    out.said(3, &format!("average: {}", yaml::rate(journey.average)), &average);
    let factor = &shape.draft.needs.peak_factor;
    let peak = match (factor.rests_on.first(), journey.rests_on) {
        (None, Some(id)) => {
            format!("{}; its average is a default, see assumptions/{id}", shape.source(factor))
        }
        _ => shape.source(factor),
    };
    out.said(3, &format!("peak: {}", yaml::rate(journey.peak)), &peak);
    out.fact(3, &format!("writes: {}", if journey.writes { "100%" } else { "0%" }));
    if let Some(growth) = &shape.draft.needs.growth {
        let yearly = significant(growth.value * 100.0, 6);
        out.said(3, &format!("growth: {yearly}%/y"), &shape.source(growth));
    }
    let objectives = objectives(shape.statement, Role::Latency);
    if let Some(target) = objective::of(&objectives, journey.writes) {
        let percentile = target.percentile.map_or(99.0, |fact| fact.amount.value);
        let key = match percentile {
            p if p <= 50.0 => "p50",
            p if p <= 95.0 => "p95",
            _ => "p99",
        };
        let amount = &target.fact.amount;
        let line = format!("latency: {{{key}: {}}}", yaml::duration(amount.value));
        out.said(2, &line, &format!("given: {}", yaml::excerpt(shape.statement.quote(amount.span))));
    }
}

impl Shape<'_> {
    /// Whether the API writes.
    pub(super) fn api_writes(&self) -> bool {
        self.journeys.iter().any(|journey| journey.writes && !journey.ingest)
    }

    /// Ids of the journeys that fit.
    pub(super) fn ids(&self, fits: impl Fn(&Journey) -> bool) -> Vec<&str> {
        self.journeys.iter().filter(|journey| fits(journey)).map(|journey| journey.id.as_str()).collect()
    }
}
