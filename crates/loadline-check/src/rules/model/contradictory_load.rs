//! Load figures of one journey that cannot all be true.

use crate::prelude::*;
use loadline_base::units::{Period, Rate};
use loadline_flow::journey_rates;
use loadline_model::Stated;
use loadline_model::kinds::{Journey, Load};

/// Load figures of one journey that cannot all be true.
pub(crate) const RULE: Rule = Rule {
    code: "LL018",
    name: "contradictory-load",
    level: Severity::Error,
    since: "0.1.0",
    summary: "average, peak, burst and users of a journey contradict each other",
    requirements: &["D3", "D15", "D18"],
    pillar: None,
    facts: &[
        "journeys.*.load.average",
        "journeys.*.load.peak",
        "journeys.*.load.burst",
        "journeys.*.load.daily-users",
        "journeys.*.load.actions-per-user",
        "actors.*.users",
    ],
    page: include_str!("contradictory_load.md"),
    check,
};

/// Rates from users and stated rates come from different sources; up to this factor they agree.
const AGREE: f64 = 2.0;

fn check(cx: &mut Check<'_>) {
    for (id, journey) in cx.model.system.journeys.iter().flat_map(|all| all.iter()) {
        let Some(load) = journey.load.as_deref() else { continue };
        let place = Place::new(format!("journeys/{id}"), journey.key);
        order(cx, &place, id, load);
        users(cx, &place, id, load);
        population(cx, &place, id, journey, load);
    }
}

/// average ≤ peak ≤ burst. The average may follow from the users.
fn order(cx: &mut Check<'_>, place: &Place, id: &str, load: &Load) {
    let average_span =
        load.average.as_ref().map(|rate| rate.span).or(load.daily_users.as_ref().map(|users| users.span));
    let average = journey_rates(Some(load)).0.zip(average_span);
    let stated = |rate: &Option<Stated<Rate>>| rate.as_ref().map(|rate| (rate.per_second(), rate.span));
    let rates = [("average", average), ("peak", stated(&load.peak)), ("burst", stated(&load.burst))];
    let known: Vec<_> = rates.into_iter().filter_map(|(name, rate)| Some((name, rate?))).collect();
    for pair in known.windows(2) {
        let [(low, (lower, lower_span)), (high, (higher, span))] = pair else { continue };
        if higher >= lower {
            continue;
        }
        let (above, below) = (format_number(*lower), format_number(*higher));
        cx.report(
            Report::new(
                place.clone(),
                format!("the {high} of `{id}` is {below} rps, below its {low} of {above} rps"),
            )
            .mark(*span, format!("the {high}"))
            .and(*lower_span, format!("the {low}"))
            .number(Quantity::stated(*high, *higher, "rps"))
            .number(Quantity::stated(*low, *lower, "rps"))
            .hint(format!("read both from the same measurement; what is sized for this {high} is too small"))
            .aspect(*high),
        );
    }
}

/// Daily users × actions ÷ 86,400 s against the stated average.
fn users(cx: &mut Check<'_>, place: &Place, id: &str, load: &Load) {
    let (Some(users), Some(actions), Some(average)) =
        (&load.daily_users, &load.actions_per_user, &load.average)
    else {
        return;
    };
    let stated = average.per_second();
    let derived = users.get() as f64 * actions.get() / 86_400.0;
    let (low, high) = (stated.min(derived), stated.max(derived));
    if high <= low * AGREE {
        return;
    }
    let formula = format!("{} × {} ÷ 86,400 s", users.value, actions.value);
    cx.report(
        Report::new(
            place.clone(),
            format!(
                "the users of `{id}` make {} rps on average, but {} is stated",
                format_number(derived),
                average.value
            ),
        )
        .severity(Severity::Warning)
        .mark(average.span, "the stated average")
        .and(users.span, "the users")
        .note(format!("{formula} = {} rps, {} times apart", format_number(derived), apart(low, high)))
        .number(Quantity::computed("average from users", derived, "rps", formula))
        .number(Quantity::stated("average", stated, "rps"))
        .hint("count what one action is in both figures, and keep the one that was measured")
        .aspect("users"),
    );
}

fn apart(low: f64, high: f64) -> String {
    if low > 0.0 { format_number((high / low * 10.0).round() / 10.0) } else { "infinitely many".into() }
}

/// More daily users than users there are.
fn population(cx: &mut Check<'_>, place: &Place, id: &str, journey: &Journey, load: &Load) {
    let actors = cx.model.system.actors.as_ref();
    let actor = journey.actor.as_ref().and_then(|actor| actors?.get(&actor.id));
    let (Some(daily), Some(all)) = (&load.daily_users, actor.and_then(|actor| decided(&actor.users))) else {
        return;
    };
    let longer_than_a_day = all.period().is_none_or(|period| period.seconds() >= Period::Day.seconds());
    if longer_than_a_day && daily.get() as f64 > all.count() {
        cx.report(
            Report::new(
                place.clone(),
                format!("`{id}` has {} users a day, of only {} there are", daily.value, all.value),
            )
            .mark(daily.span, "users a day")
            .and(all.span, "users there are")
            .number(Quantity::stated("daily users", daily.get() as f64, "users"))
            .number(Quantity::stated("users", all.count(), "users"))
            .hint("count actions under `actions-per-user`, and people here")
            .aspect("population"),
        );
    }
}
