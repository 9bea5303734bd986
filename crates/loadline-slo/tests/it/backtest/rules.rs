//! The backtest against the rules it stands for: alerts of every kind of objective fire and end at the same evaluations as the generated
//! rules do when they are evaluated one after the other, recorded series and all.

use super::super::backends::objectives::every_kind;
use super::made::{DAY, HOUR, MINUTE, START};
use loadline_promql::rules::{Setup as Evaluation, read, replay};
use loadline_promql::{History, Labels, Range};
use loadline_slo::backends::{Options, backend};
use loadline_slo::backtest::{Candidate, Setup, backtest};
use loadline_slo::{Budgeting, Slo};
use std::collections::BTreeMap;

const MINUTES: i64 = 5 * DAY / MINUTE;

/// Share of failures in percent: nothing, then outages of every strength, a minute of silence, and a leak.
fn percent(minute: i64) -> f64 {
    match minute {
        1000..1030 => 40.0,
        2000..2003 => 100.0,
        3300..3390 => 7.0,
        4600..4720 => 2.5,
        4900..4960 => 90.0,
        5500..6900 => 0.45,
        _ => 0.0,
    }
}

/// Everything that the objectives ask for.
fn history() -> History {
    let mut history = History::default();
    let mut counters: BTreeMap<&str, f64> = BTreeMap::new();
    for minute in 0..=MINUTES {
        let time = START + minute * MINUTE;
        if (2500..2503).contains(&minute) {
            continue;
        }
        let all = 600.0 + 200.0 * (minute / 60 % 7) as f64;
        let bad = (all * percent(minute) / 100.0).round();
        let mut count = |name: &'static str, labels: &[(&'static str, &'static str)], more: f64| {
            let key: &'static str = labels.last().map_or(name, |(_, value)| value);
            let counter = counters.entry(if key == "shop" { name } else { key }).or_default();
            *counter += more;
            let labels = Labels::new(labels.iter().copied().chain([("__name__", name)]));
            history.push(&labels, time, *counter);
        };
        count("http_requests_total", &[("job", "shop"), ("region", "north"), ("code", "200")], all - bad);
        if minute >= 1000 {
            count("http_requests_total", &[("job", "shop"), ("region", "north"), ("code", "503")], bad);
        }
        count("http_requests_total", &[("job", "shop"), ("region", "south"), ("code", "204")], all);
        count("failed_total", &[], bad);
        count("started_total", &[], all);
        let bucket = [("job", "shop"), ("code", "201"), ("le", "0.3")];
        count("http_request_duration_seconds_bucket", &bucket, all - bad);
        count("http_request_duration_seconds_count", &[("job", "shop"), ("code", "202")], all);
        count("rows_total", &[("job", "etl")], all - bad * 2.0);
        let mut gauge = |name: &str, value: f64| {
            history.push(&Labels::new([("__name__", name)]), time, value);
        };
        let built = if percent(minute) > 2.0 { 2 * HOUR } else { MINUTE };
        gauge("built_at_seconds", ((time - built) / 1000) as f64);
        gauge("probe_success", f64::from(u8::from(percent(minute) < 50.0)));
        gauge("q", 1.0 - percent(minute) / 100.0);
        gauge("bad_share", percent(minute) / 100.0);
    }
    history
}

/// When an alert fires and is resolved, minutes since the start, by objective, its labels and the tier.
type Runs = BTreeMap<(String, String, String), Vec<(i64, Option<i64>)>>;

fn minutes(time: i64) -> i64 {
    (time - START) / MINUTE
}

fn by_rules(slos: &[Slo], history: &History) -> Runs {
    let written = (backend("prometheus").unwrap().generate)(slos, &Options::default());
    let mut groups = Vec::new();
    for output in &written.outputs {
        groups.extend(read(&output.text).unwrap());
    }
    // What only tells how much of a budget is left reads months and fires nothing.
    groups.retain(|group| group.interval.is_none_or(|interval| interval == MINUTE));
    let range = Range { start: START, end: START + MINUTES * MINUTE, step: MINUTE };
    let timeline = replay(&groups, &mut history.clone(), range, &Evaluation::default()).unwrap();
    assert_eq!(timeline.problems, []);
    let mut runs = Runs::new();
    for run in &timeline.runs {
        let Some(fired) = run.fired_at else { continue };
        let label = |name: &str| run.labels.get(name).unwrap_or_default().to_owned();
        if !["page", "ticket"].contains(&label("severity").as_str()) || label("tier").starts_with("absent") {
            continue;
        }
        let key = (label("slo"), label("region"), label("tier"));
        runs.entry(key).or_default().push((minutes(fired), run.ended_at.map(minutes)));
    }
    runs
}

fn by_backtest(slos: &[Slo], history: &History) -> Runs {
    let report = backtest(&Setup::new(slos, history, &[Candidate::Own])).unwrap();
    assert_eq!(report.refused, []);
    let mut runs = Runs::new();
    for alert in &report.policies[0].alerts {
        let facts = &report.slos[alert.facts];
        let region = facts.group.get("region").unwrap_or_default().to_owned();
        let key = (slos[facts.slo].id.clone(), region, alert.name.clone());
        runs.entry(key).or_default().push((minutes(alert.fired), alert.resolved.map(minutes)));
    }
    runs
}

#[test]
fn alerts_fire_and_end_at_the_evaluations_at_which_the_generated_rules_do() {
    let history = history();
    let mut slos = every_kind();
    // A slice longer than the shortest window, and composites that are counted in slices themselves.
    let ten = Budgeting::Timeslices {
        slice: loadline_base::units::Duration::from_secs_f64(600.0),
        target: "0.9".parse().unwrap(),
    };
    for (from, id) in [
        ("plain", "long-slices"),
        ("raw", "raw-slices"),
        ("journey", "journey-slices"),
        ("mean", "mean-slices"),
    ] {
        let like = slos.iter().find(|slo| slo.id == from).unwrap().clone();
        slos.push(Slo { id: id.to_owned(), budgeting: ten, ..like });
    }
    let (rules, backtest) = (by_rules(&slos, &history), by_backtest(&slos, &history));
    for slo in &slos {
        assert!(rules.keys().any(|(id, ..)| *id == slo.id), "no alert of `{}` fires", slo.id);
    }
    for key in rules.keys().chain(backtest.keys()) {
        assert_eq!(backtest.get(key), rules.get(key), "{key:?}");
    }
}

/// What the guide says of windows that are added up: half of the shortest window later.
#[test]
fn the_tier_of_a_day_notices_a_total_outage_after_seven_minutes_and_not_after_five() {
    let from = 2 * DAY / MINUTE;
    let made =
        super::made::history(from + 60, |minute| Some((600.0, if minute >= from { 600.0 } else { 0.0 })));
    let slos = [super::made::slo("shop")];
    let fires = |raw_up_to| {
        let setup = Setup { raw_up_to, ..Setup::new(&slos, &made, &[Candidate::Own]) };
        super::made::fired(&backtest(&setup).unwrap(), "ticket-1")[0].0 - from
    };
    assert_eq!(fires(Options::default().raw_up_to), 7);
    assert_eq!(fires(loadline_base::units::Duration::MAX), 5);
}
