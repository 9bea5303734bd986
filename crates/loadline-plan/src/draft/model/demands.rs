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
        let given = shape.given(Role::Budget).unwrap_or_default();
        let said =
            if number.formula == "given" { given } else { format!("{}, from {given}", number.formula) };
        lines.push((format!("budget: {} {currency}/month", number.value), said));
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
    labelled(shape, class, out);
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
    kept_beside(shape, class, out);
}

/// Classes of data that are kept for times of their own.
fn kept_beside(shape: &Shape<'_>, class: &str, out: &mut Yaml) {
    for part in &shape.kept {
        out.line(1, &format!("{}:", yaml::id(&part.name)));
        labelled(shape, class, out);
        if let Some(size) = part.size.as_ref().filter(|size| size.value >= 1.0 && size.value < 1e18) {
            out.said(2, &format!("record: {}", yaml::size(size.value)), &shape.source(size));
        }
        let retention = format!("retention: {}", yaml::duration(part.time.value.min(1e10)));
        out.said(2, &retention, &shape.source(&part.time));
    }
}

/// How secret a class of data is, and whom it is about.
fn labelled(shape: &Shape<'_>, class: &str, out: &mut Yaml) {
    out.said(2, &format!("class: {class}"), "default, to be confirmed by whoever owns the data");
    if shape.personal {
        let (labels, said) = personal(shape);
        out.said(2, &format!("personal: [{labels}]"), &said);
    } else {
        out.said(2, "personal: none", "default: nothing in the statement speaks of people");
    }
}

/// The personal data that the statement names, else that there is some, else that records name people.
fn personal(shape: &Shape<'_>) -> (String, String) {
    let quote = |span| yaml::excerpt(shape.statement.quote(span));
    let labels: Vec<&str> = shape.statement.personal.iter().map(|(label, _)| *label).collect();
    let quotes: Vec<String> = shape.statement.personal.iter().map(|(_, span)| quote(*span)).collect();
    if !labels.is_empty() {
        return (labels.join(", "), format!("given: {}", quotes.join(", ")));
    }
    match shape.statement.mark(Mark::PersonalData) {
        Some(span) => ("personal data".to_owned(), format!("given: {}; name the data", quote(span))),
        None => ("name".to_owned(), "default: it names people".to_owned()),
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
    let data: Vec<String> = std::iter::once("record".to_owned())
        .chain(shape.kept.iter().map(|part| yaml::id(&part.name)))
        .collect();
    out.line(2, &format!("data: [{}]", data.join(", ")));
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
    for one in &shape.beside {
        out.said(1, &format!("{}:", one.id), "given by its target; its load is part of the journeys above");
        out.line(2, "owner: owner-to-be-named");
        out.line(
            2,
            &format!(
                "entry: {}",
                if shape.small {
                    "app.http"
                } else if shape.api {
                    "gateway.http"
                } else {
                    "ingest.messages"
                }
            ),
        );
        out.said(2, "criticality: normal", "default, to be confirmed");
        if let Some(fact) = one.latency {
            let quote = yaml::excerpt(shape.statement.quote(fact.amount.span));
            let all = objectives(shape.statement, Role::Latency);
            let own = all.iter().find(|target| target.fact.amount.span == fact.amount.span);
            let key = percentile(own.and_then(objective::Objective::at));
            out.said(
                2,
                &format!("latency: {{{key}: {}}}", yaml::duration(fact.amount.value)),
                &format!("given: {quote}"),
            );
        }
    }
}

/// The percentile of the model nearest to one that is said.
fn percentile(at: Option<f64>) -> &'static str {
    match at.unwrap_or(99.0) {
        p if p <= 50.0 => "p50",
        p if p <= 95.0 => "p95",
        _ => "p99",
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
    let peak = peak_source(shape, journey);
    out.said(3, &format!("peak: {}", yaml::rate(journey.peak)), &peak);
    out.fact(3, &format!("writes: {}", if journey.writes { "100%" } else { "0%" }));
    if let Some(growth) = &shape.draft.needs.growth {
        let yearly = significant(growth.value * 100.0, 6);
        out.said(3, &format!("growth: {yearly}%/y"), &shape.source(growth));
    }
    let objectives = objectives(shape.statement, Role::Latency);
    let mut latency: Vec<(&str, String, String)> = Vec::new();
    for target in objective::all_of(&objectives, journey.writes) {
        let key = percentile(target.at());
        let amount = &target.fact.amount;
        if latency.iter().all(|(known, ..)| *known != key) {
            let quote = yaml::excerpt(shape.statement.quote(amount.span));
            latency.push((key, format!("{key}: {}", yaml::duration(amount.value)), quote));
        }
    }
    if !latency.is_empty() {
        let values: Vec<&str> = latency.iter().map(|(_, value, _)| value.as_str()).collect();
        let quotes: Vec<&str> = latency.iter().map(|(.., quote)| quote.as_str()).collect();
        out.said(2, &format!("latency: {{{}}}", values.join(", ")), &format!("given: {}", quotes.join(", ")));
    }
}

/// Where the peak of a journey comes from: the words of the statement where it says just this one, else its formula.
fn peak_source(shape: &Shape<'_>, journey: &Journey) -> String {
    let needs = &shape.draft.needs;
    if let Some(id) = needs.peak_factor.rests_on.first() {
        return format!("default, see assumptions/{id}");
    }
    let stated = needs
        .peak
        .as_ref()
        .filter(|peak| significant(peak.value, 6) == journey.peak && peak.spans.len() == 1);
    if let (Some(peak), None) = (stated, journey.rests_on) {
        return shape.source(peak);
    }
    let formula = format!(
        "{} × {}",
        format_number(journey.average),
        format_number(significant(needs.peak_factor.value, 6))
    );
    match journey.rests_on {
        Some(id) => format!("{formula}; its average is a default, see assumptions/{id}"),
        None => formula,
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
