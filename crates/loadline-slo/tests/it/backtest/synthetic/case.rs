//! One history replayed, and what the formulas say of it: when each pair fires and when it is over, side by side.

use super::super::made::{MINUTE, slo};
use super::events::Events as Counted;
use super::formula::{Pair, detection, reset};
use super::scrapes::Scrapes;
use loadline_base::units::Duration;
use loadline_promql::{History, Labels};
use loadline_slo::backtest::{Alert, Candidate, Setup, backtest};
use loadline_slo::{Events, Indicator, Kind, Part};
use loadline_testkit::{MINUTES, START, SyntheticHistory};

/// A replayed history.
pub(crate) struct Case<'a> {
    pub(crate) history: &'a SyntheticHistory,
    scrapes: Scrapes,
    events: Counted,
    alerts: Vec<Alert>,
}

/// A pair fires, and is over, minutes since the start of the history.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) start: f64,
    pub(crate) end: f64,
    /// Whether its start, its end is where windows begin or cease to be known, not where a formula has it.
    pub(crate) cut: [bool; 2],
}

/// A moment by the formulas and by the replay.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    /// Fires, not is over.
    pub(crate) fires: bool,
    pub(crate) formula: f64,
    pub(crate) replay: f64,
    /// Minutes for which nobody scraped where a window begins or ends then.
    pub(crate) gap: f64,
    /// The moment at which windows begin or cease to be known.
    pub(crate) cut: bool,
}

/// What became of a pair over a history.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) moments: Vec<Moment>,
    /// Moments that are the chapter's closed formulas too: how many fire, and how many are over.
    pub(crate) closed: [usize; 2],
    /// Outages of which the chapter's formula says that they never fire.
    pub(crate) never: usize,
    /// Times above the threshold that begin and end between two evaluations.
    pub(crate) between: usize,
    /// Alerts that only one of the replay and the formulas has.
    pub(crate) alone: Vec<Span>,
}

impl<'a> Case<'a> {
    pub(crate) fn replayed(history: &'a SyntheticHistory) -> Self {
        let mut loaded = History::default();
        for (number, instance) in history.instances.iter().enumerate() {
            for (metric, samples) in ["requests_total", "errors_total"].into_iter().zip(instance) {
                let labels = Labels::new([("__name__", metric), ("instance", number.to_string().as_str())]);
                samples.iter().for_each(|(time, value)| {
                    loaded.push(&labels, *time, *value);
                });
            }
        }
        let mut slo = slo("shop");
        slo.indicator = Indicator::Ratio {
            kind: Kind::Availability,
            part: Part::Bad,
            events: Events::Counter("errors_total".to_owned()),
            total: Events::Counter("requests_total".to_owned()),
        };
        let slos = [slo];
        // The formulas know nothing of windows that are added up from shorter ones.
        let setup = Setup { raw_up_to: Duration::MAX, ..Setup::new(&slos, &loaded, &[Candidate::Own]) };
        let mut report = backtest(&setup).unwrap();
        let events = Counted::of(&history.truth, history.truth.offset as f64 / MINUTE as f64);
        Self { history, scrapes: Scrapes::of(history), events, alerts: report.policies.remove(0).alerts }
    }

    /// When in a minute it is scraped.
    fn offset(&self) -> f64 {
        self.history.truth.offset as f64 / MINUTE as f64
    }

    /// How old the newest scrape is at each evaluation, in minutes.
    pub(crate) fn age(&self) -> f64 {
        if self.history.truth.offset == 0 { 0.0 } else { 1.0 - self.offset() }
    }

    /// When a tier fires and is resolved by the replay.
    fn replay(&self, pair: Pair) -> Vec<Span> {
        let minutes = |time: i64| ((time - START) / MINUTE) as f64;
        let of = self.alerts.iter().filter(|alert| alert.name == pair.tier);
        let span = |alert: &Alert| Span {
            start: minutes(alert.fired),
            end: alert.resolved.map_or(f64::INFINITY, minutes),
            cut: [false; 2],
        };
        of.map(span).collect()
    }

    /// The same by the formulas, but for when windows are unknown, and as evaluations can tell it: what begins and ends between two of
    /// them is left out and counted, and what ends and begins again between two goes on.
    fn formulas(&self, pair: Pair, above: &[(f64, f64)], shift: f64) -> (Vec<Span>, usize) {
        let aligned = self.history.truth.offset == 0;
        let mut unknown: Vec<(f64, f64)> = Vec::new();
        for at in
            (0..MINUTES as usize).filter(|at| self.scrapes.unknown(pair, *at, aligned)).map(|at| at as f64)
        {
            match unknown.last_mut() {
                Some((_, end)) if *end + 1.0 >= at => *end = at,
                _ => unknown.push((at, at)),
            }
        }
        let mut spans: Vec<Span> = Vec::new();
        for (start, end) in above.iter().map(|(start, end)| (start + shift, end + shift)) {
            let mut rest = Span { start, end, cut: [false; 2] };
            for (from, to) in unknown.iter().filter(|(from, to)| *from < end && *to >= start) {
                if *from > rest.start {
                    spans.push(Span { end: *from, cut: [rest.cut[0], true], ..rest });
                }
                // It can fire again at the next evaluation.
                rest = Span { start: to + 1e-6, cut: [true, false], ..rest };
            }
            spans.extend((rest.start < rest.end).then_some(rest));
        }
        let mut told: Vec<Span> = Vec::new();
        let mut between = 0;
        for span in spans {
            match told.last_mut() {
                Some(last) if last.end.ceil() > span.start && !last.cut[1] => {
                    (last.end, last.cut[1]) = (span.end, span.cut[1]);
                }
                _ if span.start.ceil() >= span.end => between += 1,
                _ => told.push(span),
            }
        }
        (told, between)
    }

    /// What both say, moment by moment; `shift` minutes are added to the formulas, so that a test can see it fail.
    pub(crate) fn compare(&self, pair: Pair, shift: f64) -> Outcome {
        let above = self.events.above(pair);
        let (formulas, between) = self.formulas(pair, &above, shift);
        let mut outcome = Outcome { between, ..Outcome::default() };
        self.closed(pair, &above, &mut outcome);
        let mut replay = self.replay(pair).into_iter().peekable();
        for span in formulas {
            while let Some(alone) = replay.next_if(|found| found.end < span.start - 1.0) {
                outcome.alone.push(alone);
            }
            let Some(found) = replay.next_if(|found| found.start <= span.end + 1.0) else {
                outcome.alone.push(span);
                continue;
            };
            for (fires, formula, replay, cut) in
                [(true, span.start, found.start, span.cut[0]), (false, span.end, found.end, span.cut[1])]
            {
                if formula.is_finite() || replay.is_finite() {
                    let gap = self.scrapes.gap(&[formula, formula - pair.long, formula - pair.short]);
                    outcome.moments.push(Moment { fires, formula, replay, gap, cut });
                }
            }
        }
        outcome.alone.extend(replay);
        outcome
    }

    /// Whether an alert lasts no longer than nobody scraped where it begins or ends, so that nobody could know of it.
    pub(crate) fn falls_into_a_gap(&self, pair: Pair, span: Span) -> bool {
        let around = |time: f64| [time, time - pair.long, time - pair.short];
        let gap = self.scrapes.gap(&[around(span.start), around(span.end)].concat());
        span.end - span.start <= gap
    }

    /// Counts the moments that the chapter's own formulas have, where nothing happens that they do not know, nor is the long window
    /// below first. There they are what is integrated.
    fn closed(&self, pair: Pair, above: &[(f64, f64)], outcome: &mut Outcome) {
        let (name, truth) = (self.history.name, &self.history.truth);
        for outage in &truth.outages {
            let begins = (outage.from - 1) as f64 + self.offset();
            let ends = begins + outage.minutes as f64;
            match detection(truth, outage, pair) {
                Some(Some(after)) => {
                    let there = above.iter().any(|(start, _)| (start - begins - after).abs() < 1e-5);
                    assert!(there, "{name}: {outage:?} fires after {after}: {pair:?} {above:?}");
                    outcome.closed[0] += 1;
                }
                Some(None) => {
                    let there =
                        above.iter().find(|(start, _)| *start > begins + 1e-5 && *start < ends - 1e-5);
                    assert!(there.is_none(), "{name}: {outage:?} never fires: {pair:?} {above:?}");
                    outcome.never += 1;
                }
                None => {}
            }
            if let Some(after) = reset(truth, outage, pair)
                && above.iter().any(|(start, end)| *start < ends && *end > ends + 1e-5)
                && self.events.long_is_above(pair, ends + after)
            {
                let there = above.iter().any(|(_, end)| (end - ends - after).abs() < 1e-5);
                assert!(there, "{name}: {outage:?} is over after {after}: {pair:?} {above:?}");
                outcome.closed[1] += 1;
            }
        }
    }
}
