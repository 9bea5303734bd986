//! What the statement says and the draft does not use, so that nothing is lost without a word.

use super::growth;
use super::kept_beside::kept_beside;
use super::objective::{all_of, beside, objectives};
use super::provider::providers;
use super::{Flag, Needs, Number};
use crate::statement::unit::DAY;
use crate::statement::{Fact, Mark, Measure, Role, Statement, Unused};
use loadline_base::Span;

/// What could not be read, and every quantity that was read and stands behind no number, flag or value of the model.
pub(super) fn unused(
    statement: &Statement,
    needs: &Needs,
    numbers: &[Number],
    flags: &[Flag],
) -> Vec<Unused> {
    let mut used: Vec<Span> = numbers.iter().flat_map(|number| number.spans.iter().copied()).collect();
    // A flag that goes back to a whole sentence uses no quantity of it.
    let places = flags.iter().flat_map(|flag| flag.evidence.iter().copied());
    used.extend(places.filter(|place| !statement.sentences.contains(place)));
    used.extend(in_model(statement, needs));
    let mut unused = statement.unused.clone();
    for fact in &statement.facts {
        let day = is_the_day_of_something(statement, fact);
        if !day && !used.iter().any(|span| meets(*span, fact.amount.span)) {
            unused.push(Unused { span: fact.amount.span, why: why(fact), quantity: true });
        }
    }
    unused.sort_by_key(|unused| (unused.span.start, unused.span.end));
    unused.dedup();
    unused
}

/// The day in `a fifth of the requests of a day`, which the share says already.
fn is_the_day_of_something(statement: &Statement, fact: &Fact) -> bool {
    let amount = &fact.amount;
    let before = statement.text.get(..amount.span.range().start).unwrap_or("").trim_end();
    fact.role == Role::Heard
        && amount.measure == Measure::Duration
        && amount.value.to_bits() == DAY.to_bits()
        && before.ends_with(" of")
}

fn meets(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

fn why(fact: &Fact) -> &'static str {
    match fact.role {
        Role::Population => "counts users, but another count of them stands behind the load",
        Role::PeakFactor | Role::PeakRate => "speaks of a peak, but another figure is the peak",
        Role::Growth | Role::GrowthFactor | Role::GrowthTime | Role::GrownLoad => {
            "growth is taken where it is of the load and names a time, and once"
        }
        Role::Retention => {
            "another retention stands for what is stored; say what it is of under `data` in the model"
        }
        Role::Budget => "another budget stands for what it may cost to run",
        Role::Deadline => "another date is the first launch",
        Role::DependencySla | Role::Quota => {
            "which external it is of is not clear, or another figure stands for it"
        }
        Role::Regions => "the draft is of one region; add the others to the model under `domains`",
        Role::Latency | Role::Availability => "a target that fits no journey of the draft",
        Role::Percentile | Role::LatencyShare => "a percentile that goes with no target of the draft",
        _ => "understood, but the draft has no place for it",
    }
}

/// The places that values of the drafted model are taken from.
fn in_model(statement: &Statement, needs: &Needs) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    // Written into the model as they are, the first of each.
    let mut roles = vec![Role::Rpo, Role::Rto, Role::BackupEvery];
    let providers = providers(statement);
    spans
        .extend(providers.iter().flat_map(|one| [one.sla, one.quota]).flatten().map(|fact| fact.amount.span));
    // `one external provider` is in the model.
    let single = statement.facts(Role::Externals).filter(|fact| fact.amount.value == 1.0);
    spans.extend(single.map(|fact| fact.amount.span));
    spans.extend(needs.retention.spans.iter().chain(&needs.copies.spans).copied());
    spans.extend(needs.kept.iter().flat_map(|(_, time)| time.spans.iter().copied()));
    spans.extend(kept_beside(statement, needs).into_iter().flat_map(|part| part.time.spans));
    if statement.mark(Mark::DeletionDuty).is_some() {
        roles.push(Role::Erasure);
    }
    if needs.traffic.streams.iter().any(|stream| stream.paced) {
        roles.push(Role::ProcessingRate);
    }
    spans.extend(roles.iter().filter_map(|role| statement.fact(*role)).map(|fact| fact.amount.span));
    spans.extend(
        statement
            .fact(Role::Deadline)
            .filter(|fact| fact.amount.measure == Measure::Day)
            .map(|fact| fact.amount.span),
    );
    if !needs.traffic.streams.is_empty() {
        spans.extend(needs.growth.iter().flat_map(|growth| growth.spans.iter().copied()));
        // The time of what grows as a multiple is in its figure.
        let sized = growth::sized_for(statement);
        let times = needs.growth.iter().chain(&sized).flat_map(|_| statement.facts(Role::GrowthTime));
        spans.extend(times.map(|fact| fact.amount.span));
        let targets = [objectives(statement, Role::Latency), objectives(statement, Role::Availability)];
        let part = |writes: bool| {
            needs
                .traffic
                .streams
                .iter()
                .any(|stream| if writes { stream.writes.value > 0.0 } else { stream.reads.value > 0.0 })
        };
        for role in [Role::Latency, Role::Availability] {
            let more = beside(statement, role, part(false), part(true));
            spans.extend(more.into_iter().map(|(fact, _)| fact.amount.span));
        }
        for targets in &targets {
            for writes in [true, false] {
                let any =
                    needs.traffic.streams.iter().any(|stream| {
                        if writes { stream.writes.value > 0.0 } else { stream.reads.value > 0.0 }
                    });
                for found in all_of(targets, writes).into_iter().filter(|_| any) {
                    spans.push(found.fact.amount.span);
                    spans.extend(found.percentile.map(|percentile| percentile.amount.span));
                }
            }
        }
    }
    spans
}
