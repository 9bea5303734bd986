//! Numbers of latency, growth and constraints.

use super::fleet::ceiling;
use super::{Number, Numbers, Origin, rate_unit};
use crate::draft::needs::Needs;
use crate::draft::term::{self, Term, fact_term, sum};
use crate::draft::{quota, term::bytes_of};
use crate::statement::unit::{MONTH, WEEK, YEAR};
use crate::statement::{Fact, Measure, Role, Statement};
use loadline_base::Span;
use loadline_base::figure::significant;

pub(super) fn latency(statement: &Statement, needs: &Needs, numbers: &mut Numbers) {
    let given = |role: Role, show: fn(f64) -> String| statement.fact(role).map(|fact| fact_term(fact, show));
    if let Some(trip) = given(Role::RoundTrip, term::show_duration) {
        let count = given(Role::RoundTrips, term::plain).unwrap_or(Term {
            value: 1.0,
            shown: "1".to_owned(),
            ..Term::default()
        });
        let formula = format!("{} × {}", count.shown, trip.shown);
        numbers.computed("round_trip_floor", count.value * trip.value * 1e3, "ms", formula, &[&count, &trip]);
    }
    if let (Some(retries), Some(timeout)) =
        (given(Role::Retries, term::plain), given(Role::Timeout, term::show_duration))
    {
        let formula = format!("(1 + {}) × {}", retries.shown, timeout.shown);
        numbers.computed(
            "retry_time",
            (1.0 + retries.value) * timeout.value,
            "s",
            formula,
            &[&retries, &timeout],
        );
    }
    if let Some((quota, peak)) = quota::quota(statement, needs, numbers) {
        let formula = format!("{} ÷ {}", term::plain(quota.value), term::plain(peak.value));
        numbers.computed("quota_multiple", quota.value / peak.value, "1", formula, &[&quota, &peak]);
    }
}

pub(super) fn growth(needs: &Needs, numbers: &mut Numbers) {
    let unit = rate_unit(&needs.traffic.streams);
    if let Some(peak) = &needs.peak {
        numbers.computed(
            "peak_rps_10x",
            10.0 * peak.value,
            unit,
            format!("10 × {}", term::plain(peak.value)),
            &[peak],
        );
    }
    if let Some(carried) = &needs.carried {
        let required = 10.0 * carried.value * needs.headroom.value;
        let formula = format!("⌈{} ÷ {}⌉", term::plain(required), needs.per_instance.shown);
        let from = [carried, &needs.headroom, &needs.per_instance];
        numbers.computed(
            "instances_10x",
            ceiling(required / needs.per_instance.value),
            needs.instance,
            formula,
            &from,
        );
    }
    let kept = numbers.0.iter().find(|number| number.key == "retained_footprint").cloned();
    if let Some(kept) = kept {
        let bytes = 10.0 * kept.value * bytes_of(&kept.unit);
        let (value, unit) = term::size(bytes);
        let formula = format!("10 × {} {}", term::plain(kept.value), kept.unit);
        numbers.0.push(Number {
            key: "retained_footprint_10x",
            value: significant(value, 12),
            unit: unit.to_owned(),
            formula,
            ..kept
        });
    }
}

pub(super) fn constraints(statement: &Statement, numbers: &mut Numbers) {
    if let Some(fact) = statement.fact(Role::Budget)
        && let Measure::Money(currency) = fact.amount.measure
    {
        let months =
            fact.amount.period().map_or(1.0, |period| if period == YEAR { 12.0 } else { period / MONTH });
        let monthly = fact.amount.value / months;
        let term = Term::given(monthly, term::plain(monthly), fact.amount.span);
        let sentence = statement.said(statement.sentence(fact.amount.span));
        let once = ["total", "overall", "one-off", "altogether"].iter().any(|word| sentence.contains(word));
        if fact.amount.period().is_none() && once {
            numbers.push(
                "budget",
                fact.amount.value,
                format!("{currency} in total"),
                "given",
                &[&term],
                Origin::Given,
            );
            return people(statement, numbers);
        }
        let unit = format!("{currency} / month");
        let (origin, formula) = if months == 1.0 {
            (Origin::Given, "given".to_owned())
        } else {
            (Origin::Computed, format!("{} ÷ {}", term::plain(fact.amount.value), term::plain(months)))
        };
        numbers.push("budget", monthly, unit.clone(), formula, &[&term], origin);
        for (key, per) in [("budget_per_user", "users"), ("budget_per_instance", "instances")] {
            let Some(count) = numbers.0.iter().find(|number| number.key == per).cloned() else { continue };
            let counted = Term {
                value: count.value,
                shown: String::new(),
                spans: count.spans,
                rests_on: count.rests_on,
            };
            let formula = format!("{} ÷ {}", term.shown, term::plain(count.value));
            numbers.computed(key, monthly / count.value, unit.clone(), formula, &[&term, &counted]);
        }
    }
    people(statement, numbers);
}

/// Team and deadline.
fn people(statement: &Statement, numbers: &mut Numbers) {
    if let Some(team) = team(statement) {
        numbers.parameter("team", &team, "people");
    }
    if let Some(fact) = statement.fact(Role::Deadline).filter(|fact| fact.amount.measure == Measure::Duration)
    {
        let weeks = fact.amount.value / WEEK;
        let term = Term::given(weeks, term::plain(weeks), fact.amount.span);
        numbers.push("deadline", weeks, "weeks", "given", &[&term], Origin::Given);
    }
}

/// People in the team: `two teams of five` are ten.
fn team(statement: &Statement) -> Option<Term> {
    let facts: Vec<_> = statement.facts(Role::Team).collect();
    // `two teams of five` counts teams, `team: 5` people.
    let counts_teams = |fact: &&Fact| {
        let several = fact.amount.noun.as_ref().is_some_and(|noun| noun.words.ends_with('s'));
        matches!(fact.amount.head(), "team" | "squad" | "group" | "crew")
            && (several || fact.amount.value == 1.0)
    };
    let teams = facts.iter().copied().find(counts_teams);
    let members: Vec<_> = facts.iter().copied().filter(|fact| !counts_teams(fact)).collect();
    let (first, rest) = members.split_first()?;
    let own = Term::given(first.amount.value, term::plain(first.amount.value), first.amount.span);
    // `30 people in 5 teams` are 30.
    let parted = |teams: &&Fact| {
        let (people, of) = (first.amount.span, teams.amount.span);
        let between = of
            .start
            .checked_sub(people.end)
            .map(|_| statement.said(Span::new(of.file, people.end, of.start)));
        between.is_some_and(|said| {
            matches!(said.trim(), "in" | "across" | "split into" | "divided into" | "from")
        })
    };
    let teams = teams.filter(|teams| !parted(teams));
    let own = match teams {
        Some(teams) => {
            let count = Term::given(teams.amount.value, term::plain(teams.amount.value), teams.amount.span);
            let shown = format!("{} × {}", count.shown, own.shown);
            Term::of(count.value * own.value, shown, &[&count, &own])
        }
        None => own,
    };
    // `two teams of four developers and one tester`: it is not said whether each has one.
    if teams.is_some() && !first.amount.head().is_empty() {
        return Some(own);
    }
    // `a team of two people, one developer and one head nurse` are two, `a team of four developers and one tester` are five.
    let before = statement.sentence(first.amount.span);
    let before = Span::new(before.file, before.start, first.amount.span.start);
    let anybody = matches!(first.amount.head(), "" | "person" | "member" | "employee" | "colleague" | "head");
    if teams.is_none()
        && statement.said(before).trim_end().ends_with("team of")
        && first.amount.value > 1.0
        && anybody
    {
        return Some(own);
    }
    // `four developers and one operator`, `two squads of five and one architect`
    let sentence = statement.sentence(first.amount.span);
    let others: Vec<Term> = rest
        .iter()
        .filter(|fact| sentence.covers(fact.amount.span))
        .map(|fact| Term::given(fact.amount.value, term::plain(fact.amount.value), fact.amount.span))
        .collect();
    sum([own].iter().chain(&others))
}
