//! The synthetic 30-day histories through the formulas of the SRE Workbook: every alert of the replay fires and is over within one
//! evaluation of the moment that they say, and there is no alert that only one of the two has.

mod case;
mod events;
mod formula;
mod scrapes;

use case::{Case, Moment, Outcome, Span};
use formula::PAIRS;
use loadline_testkit::synthetic_histories;
use std::fmt::Write as _;

const TABLE: &str = "tests/data/backtest/workbook.md";

/// How far the replay may be from the formula: one evaluation, a minute. Where nobody scraped, that long more, as nothing can be known of
/// it; and where scrapes are old at every evaluation, their age more.
fn allowed(case: &Case<'_>, moment: &Moment) -> f64 {
    1.0 + moment.gap + if long_before(case) { case.age() } else { 0.0 }
}

/// Whether a history is scraped so long before evaluations that formulas are not to be held to it to one evaluation.
fn long_before(case: &Case<'_>) -> bool {
    case.age() > 0.1
}

/// What is wrong with it, one line each.
fn faults(case: &Case<'_>, outcome: &Outcome) -> Vec<String> {
    let far = outcome.moments.iter().filter(|moment| {
        let apart = (moment.replay - moment.formula).abs();
        apart.is_nan() || apart > allowed(case, moment) + 1e-6
    });
    far.map(|moment| format!("{}: {moment:?}", case.history.name)).collect()
}

const HEAD: &str = "# Alerts of the synthetic histories by the formulas of the SRE Workbook and by the replay

How many moments there are at which a pair fires or is over, and how many seconds the replay comes after the formula (before it: −) at
least and at most. The formula is `threshold × requests` in both windows, integrated over what truly happens; `closed` are
those where nothing but one outage happens in the windows, so that it is the chapter's `threshold × long ÷ errors` after the start and
`short × (1 − threshold ÷ errors)` after the end. `never` are outages that do not fire by the closed formula, and did not. No moment is more
than 60 s off, but for `gap`: nobody scraped where a window begins or ends, and so many minutes more are allowed; and for the two
histories that are scraped long before evaluations, where the age of a scrape is allowed more. `unknown` are moments at which windows
begin or cease to tell a rate. Only alerts that are `between`, which begin and end between two evaluations, and those `in gap`, which do so
while nobody scraped, have no counterpart.

| history | pair | fires | closed | s | over | closed | s | never | gap | s | unknown | between | in gap |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
";

/// From how many to how many seconds the replay is after the formula.
fn seconds<'m>(moments: impl Iterator<Item = &'m Moment>) -> String {
    let all: Vec<f64> = moments.map(|moment| (moment.replay - moment.formula) * 60.0).collect();
    let (least, most) =
        all.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), s| (a.min(*s), b.max(*s)));
    if all.is_empty() { "–".to_owned() } else { format!("{least:.1} to {most:.1}").replace('-', "−") }
}

#[test]
fn alerts_fire_and_are_over_when_the_formulas_say() {
    let mut table = HEAD.to_owned();
    let (mut held, mut closed, mut never) = (0, 0, 0);
    let (mut faulty, mut gaps, mut nobody) = (Vec::new(), 0, 0);
    for history in &synthetic_histories() {
        let case = Case::replayed(history);
        for pair in PAIRS {
            let outcome = case.compare(pair, 0.0);
            faulty.extend(faults(&case, &outcome));
            let (in_gap, alone): (Vec<Span>, Vec<Span>) =
                outcome.alone.iter().partition(|span| case.falls_into_a_gap(pair, **span));
            faulty.extend(alone.iter().map(|span| format!("{}: {pair:?} alone {span:?}", history.name)));
            let of = |which: fn(&Moment) -> bool| outcome.moments.iter().filter(move |moment| which(moment));
            let fires = |moment: &Moment| moment.fires && !moment.cut && moment.gap == 0.0;
            let over = |moment: &Moment| !moment.fires && !moment.cut && moment.gap == 0.0;
            let gap = |moment: &Moment| !moment.cut && moment.gap > 0.0;
            writeln!(
                table,
                "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
                history.name,
                pair.tier,
                of(fires).count(),
                outcome.closed[0],
                seconds(of(fires)),
                of(over).count(),
                outcome.closed[1],
                seconds(of(over)),
                outcome.never,
                of(gap).count(),
                seconds(of(gap)),
                of(|moment| moment.cut).count(),
                outcome.between,
                in_gap.len(),
            )
            .unwrap();
            if !long_before(&case) {
                held += of(|moment| !moment.cut && moment.gap == 0.0).count();
                closed += outcome.closed[0] + outcome.closed[1];
            }
            gaps += of(gap).count();
            never += outcome.never;
            nobody += in_gap.len();
        }
    }
    println!(
        "{held} moments within an evaluation, {gaps} beside gaps; {closed} by closed formulas, {never} never; \
         {nobody} alerts in gaps"
    );
    assert!(faulty.is_empty(), "{}:\n{}", faulty.len(), faulty.join("\n"));
    if std::env::var_os("LOADLINE_BLESS").is_some() {
        std::fs::write(TABLE, &table).unwrap();
    }
    let written = std::fs::read_to_string(TABLE).unwrap();
    assert!(written == table, "{TABLE} differs: LOADLINE_BLESS=1 writes it anew, then read the difference");
    assert!(held > 700 && closed > 300 && never > 100, "{held}, {closed} and {never}");
    assert!(gaps < held / 10 && nobody < held / 50, "{gaps} and {nobody} beside {held}");
}

#[test]
fn formulas_that_are_two_minutes_off_are_noticed() {
    let histories = synthetic_histories();
    for name in ["bursts", "total outage"] {
        let case = Case::replayed(histories.iter().find(|history| history.name == name).unwrap());
        for pair in PAIRS {
            assert_eq!(faults(&case, &case.compare(pair, 0.0)), Vec::<String>::new());
            for shift in [-2.0, 2.0] {
                let outcome = case.compare(pair, shift);
                let seen = faults(&case, &outcome).len() + outcome.alone.len();
                assert!(seen >= outcome.moments.len() / 2, "{name}, {pair:?}: {seen} of {outcome:?}");
            }
        }
    }
}
