//! Histories made minute by minute, and an objective over them.

use loadline_base::units::{Duration, Unit as _};
use loadline_promql::{History, Labels};
use loadline_slo::backtest::{Candidate, Report, Setup, backtest};
use loadline_slo::{
    AlertPolicy, Alerting, Budgeting, Class, Decimal, Events, Indicator, Kind, Part, Slo, Target, Tier,
    Window, WithoutData,
};

pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;
/// A Monday, midnight.
pub(crate) const START: i64 = 1_767_571_200_000;

pub(crate) fn duration(text: &str) -> Duration {
    Duration::read(text).unwrap()
}

/// An objective of 99.9 % over 30 days on `events_total` and `bad_total`, with the standard policy.
pub(crate) fn slo(id: &str) -> Slo {
    let window = duration("30d");
    Slo {
        id: id.to_owned(),
        title: None,
        description: None,
        service: "shop".to_owned(),
        owner: None,
        indicator: Indicator::Ratio {
            kind: Kind::Availability,
            part: Part::Bad,
            events: Events::Counter("bad_total".to_owned()),
            total: Events::Counter("events_total".to_owned()),
        },
        grouping: Vec::new(),
        target: Target::read_percent("99.9").unwrap(),
        windows: vec![Window::Rolling(window)],
        budgeting: Budgeting::Occurrences,
        without_data: WithoutData::Unknown,
        corrections: Vec::new(),
        policy: Some(AlertPolicy::standard(window)),
        alert_name: None,
        alerting: Alerting::default(),
        page: None,
        ticket: None,
        runbook: None,
        budget_policy: None,
        labels: Vec::new(),
        place: None,
    }
}

pub(crate) fn tier(class: Class, burn: &str, long: &str, short: &str) -> Tier {
    Tier {
        class,
        burn: burn.parse().unwrap(),
        long: duration(long),
        short: duration(short),
        hold: Duration::ZERO,
        keep: Duration::ZERO,
    }
}

pub(crate) fn policy(name: &str, tiers: Vec<Tier>) -> Candidate {
    Candidate::Policy(AlertPolicy {
        name: name.to_owned(),
        tiers,
        least_events: Decimal::ZERO,
        absent_after: None,
    })
}

/// Counters scraped every minute for `minutes`; `traffic` tells all and bad events of each minute, `None`: no scrape at its end.
pub(crate) fn history(minutes: i64, traffic: impl Fn(i64) -> Option<(f64, f64)>) -> History {
    let (total, bad) =
        (Labels::new([("__name__", "events_total")]), Labels::new([("__name__", "bad_total")]));
    let mut history = History::default();
    let (mut all, mut failed) = (0.0, 0.0);
    history.push(&total, START, all);
    history.push(&bad, START, failed);
    for minute in 0..minutes {
        let Some((events, errors)) = traffic(minute) else { continue };
        (all, failed) = (all + events, failed + errors);
        history.push(&total, START + (minute + 1) * MINUTE, all);
        history.push(&bad, START + (minute + 1) * MINUTE, failed);
    }
    history
}

/// Replays the standard policy on one objective.
pub(crate) fn standard(history: &History) -> Report {
    let slos = [slo("shop")];
    backtest(&Setup::new(&slos, history, &[Candidate::Own])).unwrap()
}

/// Minutes since the start at which a tier fires and is resolved.
pub(crate) fn fired(report: &Report, tier: &str) -> Vec<(i64, Option<i64>)> {
    let minutes = |time: i64| (time - START) / MINUTE;
    let alerts = report.policies[0].alerts.iter().filter(|alert| alert.name == tier);
    alerts.map(|alert| (minutes(alert.fired), alert.resolved.map(minutes))).collect()
}
