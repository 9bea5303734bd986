//! The cases of one objective: what is fed, and which tiers then fire.

use super::super::absent;
use super::super::plan::Plan;
use super::feed::{Feed, Holds};
use crate::{Decimal, Tier, alert_labels};
use loadline_base::units::Duration;

/// One test: series and expectations.
pub(crate) struct Case {
    pub(crate) name: String,
    /// Series, and their values as promtool writes them.
    pub(crate) input: Vec<(String, String)>,
    pub(crate) expected: Vec<Expected>,
}

/// Which alerts fire at a time.
pub(crate) struct Expected {
    /// After so many intervals.
    pub(crate) at: u64,
    /// The label that tells them apart.
    pub(crate) by: &'static str,
    /// Further matchers.
    pub(crate) only: String,
    /// Values of that label.
    pub(crate) firing: Vec<String>,
}

/// Cases, and tiers of which none shows that they fire.
pub(crate) struct Cases {
    pub(crate) all: Vec<Case>,
    pub(crate) untested: Vec<String>,
}

/// Traffic for so many intervals; `None`: nothing is scraped.
type Span = (u64, Option<Traffic>);

/// Events between two samples.
#[derive(Clone, Copy)]
struct Traffic {
    bad: u64,
    total: u64,
}

/// All cases of `plan`, with samples `interval` apart. Without a feed only those that need none.
pub(crate) fn of(plan: &Plan<'_>, feed: Option<&Feed>, interval: Duration) -> Cases {
    let mut cases = Cases { all: Vec::new(), untested: Vec::new() };
    let Some(policy) = &plan.slo.policy else { return cases };
    let tiers = alert_labels::tiers(policy);
    let nothing = Feed { series: Vec::new(), any_share: false, changes: false };
    let make =
        Maker { feed: feed.unwrap_or(&nothing), interval, budget: plan.slo.target.budget(), tiers: &tiers };
    let total = make.enough(policy.least_events);
    if feed.is_some() {
        burns(&mut cases, &make, plan, total);
    }
    if let Some(after) = policy.absent_after.filter(|after| !after.is_zero()) {
        cases.all.extend(missing(plan, &make, after, total, feed.is_some()));
    }
    cases
}

fn burns(cases: &mut Cases, make: &Maker<'_>, plan: &Plan<'_>, total: u64) {
    let hold = make.tiers.iter().map(|named| make.count(named.tier.hold)).max().unwrap_or(0);
    let settled = make.count(plan.base()) + 5 + hold;
    for named in make.tiers {
        let (below, above) = around(named.tier.threshold(make.budget), total);
        let above = if make.feed.any_share { above } else { above.map(|_| total) };
        if let Some(bad) = above {
            let name = format!("{} fires above its threshold", named.name);
            cases.all.push(make.steady(name, bad, total, settled));
        } else {
            cases.untested.push(named.name.clone());
        }
        if let Some(bad) = below.filter(|_| make.feed.any_share) {
            let name = format!("{} does not fire just below its threshold", named.name);
            cases.all.push(make.steady(name, bad, total, settled));
        }
        if make.feed.changes {
            cases.all.extend(make.short_ends_it(named, total, plan));
            cases.all.extend(make.long_holds_it_back(named, total));
        }
    }
    // Counters of errors that never happened are not there.
    let mut healthy = make.steady("healthy traffic fires nothing".to_owned(), 0, total, settled);
    let errors =
        |series: &String| make.feed.series.iter().any(|(name, holds)| name == series && *holds == Holds::Bad);
    healthy.input.retain(|(series, _)| !errors(series));
    cases.all.push(healthy);
}

fn missing(plan: &Plan<'_>, make: &Maker<'_>, after: Duration, total: u64, fed: bool) -> Vec<Case> {
    let only = format!("tier=\"{}\"", absent::TIER);
    let expected =
        |at, state: &str| Expected { at, by: "state", only: only.clone(), firing: vec![state.to_owned()] };
    let quiet = |at| Expected { at, by: "state", only: only.clone(), firing: Vec::new() };
    // What looks back at a counter over a while sees it for that while after it is gone.
    let gone = make.count(after) + make.count(plan.base()) + 12;
    let healthy = Some(Traffic { bad: 0, total });
    let start = make.count(plan.base()) + 5;
    let mut cases = vec![Case {
        name: "data that never came is told".to_owned(),
        input: Vec::new(),
        expected: vec![expected(make.count(after) + 2, "never")],
    }];
    if fed {
        cases.push(Case {
            name: "data that stopped is told".to_owned(),
            input: make.input(&[(start, healthy), (gone, None)]),
            expected: vec![quiet(start), expected(start + gone, "stopped")],
        });
    }
    if fed && absent::may_be_idle(plan) {
        cases.push(Case {
            name: "counters that count nothing are told".to_owned(),
            input: make.input(&[(gone, Some(Traffic { bad: 0, total: 0 }))]),
            expected: vec![expected(gone, "idle")],
        });
    }
    cases
}

/// The numbers of bad events among `total` just below and just above a threshold.
fn around(threshold: Decimal, total: u64) -> (Option<u64>, Option<u64>) {
    let exact = threshold.saturating_mul(Decimal::from(total));
    let below = u64::try_from(exact.saturating_mul(Decimal::new(98, 2)).floor()).ok();
    let above = u64::try_from(exact.saturating_mul(Decimal::new(102, 2)).ceil()).ok();
    let below = below.map(|bad| bad.min(total)).filter(|bad| Decimal::from(*bad) < exact);
    let above = above.map(|bad| bad.min(total)).filter(|bad| Decimal::from(*bad) > exact);
    (below, above)
}

struct Maker<'a> {
    feed: &'a Feed,
    interval: Duration,
    budget: Decimal,
    tiers: &'a [alert_labels::Named<'a>],
}

impl Maker<'_> {
    /// Intervals in `length`, rounded up.
    fn count(&self, length: Duration) -> u64 {
        length.as_nanos().div_ceil(self.interval.as_nanos().max(1))
    }

    /// Events between two samples: so many that every threshold lies well apart from the counts beside it, and the guard
    /// for low traffic lets them pass.
    fn enough(&self, least: Decimal) -> u64 {
        let lowest =
            self.tiers.iter().map(|named| named.tier.threshold(self.budget)).filter(|t| !t.is_zero()).min();
        let mut total = 1_000_000_u64;
        let wanted = Decimal::from(1000);
        let too_few = |total: u64| {
            lowest.is_some_and(|lowest| lowest.saturating_mul(Decimal::from(total)) < wanted)
                || Decimal::from(total) < least
        };
        while too_few(total) && total < 1_000_000_000_000 {
            total *= 10;
        }
        total
    }

    fn steady(&self, name: String, bad: u64, total: u64, settled: u64) -> Case {
        let ratio = Decimal::from(bad) / Decimal::from(total.max(1));
        let fires = |tier: &Tier| ratio > tier.threshold(self.budget);
        let mut firing: Vec<String> =
            self.tiers.iter().filter(|named| fires(named.tier)).map(|named| named.name.clone()).collect();
        firing.sort();
        let only = format!("tier!=\"{}\"", absent::TIER);
        Case {
            name,
            input: self.input(&[(settled, Some(Traffic { bad, total }))]),
            expected: vec![Expected { at: settled, by: "tier", only, firing }],
        }
    }

    /// An outage that is over: its long window still shows it, the short one does not, and the alert is over too.
    fn short_ends_it(&self, named: &alert_labels::Named<'_>, total: u64, plan: &Plan<'_>) -> Option<Case> {
        let tier = named.tier;
        let short = self.count(tier.short);
        let outage = short.min(10);
        // Everything was bad for `outage` of `outage + after` intervals.
        // A window that is added up from shorter ones sees them leave later.
        let blur = if plan.is_raw(tier.short) { 0 } else { self.count(plan.base()) };
        let after = short + 2 + blur + self.count(tier.keep);
        let ratio = Decimal::from(outage) / Decimal::from(outage + after);
        let shown =
            ratio > tier.threshold(self.budget).saturating_mul(Decimal::TWO) && tier.long > tier.short;
        (short <= 60 && shown).then(|| Case {
            name: format!("{} ends soon after the errors do", named.name),
            input: self.input(&[
                (outage, Some(Traffic { bad: total, total })),
                (after, Some(Traffic { bad: 0, total })),
            ]),
            expected: vec![self.only(outage + after, named, false)],
        })
    }

    /// A burst that the short window shows and the long one does not.
    fn long_holds_it_back(&self, named: &alert_labels::Named<'_>, total: u64) -> Option<Case> {
        let tier = named.tier;
        let (short, before) = (self.count(tier.short), self.count(tier.long).min(60));
        let bad = tier
            .threshold(self.budget)
            .saturating_mul(Decimal::from(total))
            .saturating_mul(Decimal::new(15, 1));
        let bad = u64::try_from(bad.ceil()).ok().filter(|bad| bad <= &total)?;
        (short > 1 && short.saturating_mul(4) <= before && tier.hold.is_zero()).then(|| Case {
            name: format!("{} is held back by its long window", named.name),
            input: self
                .input(&[(before, Some(Traffic { bad: 0, total })), (short, Some(Traffic { bad, total }))]),
            expected: vec![self.only(before + short, named, false)],
        })
    }

    fn only(&self, at: u64, named: &alert_labels::Named<'_>, fires: bool) -> Expected {
        let firing = if fires { vec![named.name.clone()] } else { Vec::new() };
        Expected { at, by: "tier", only: format!("tier=\"{}\"", named.name), firing }
    }

    fn input(&self, spans: &[Span]) -> Vec<(String, String)> {
        let seconds = self.interval.as_nanos() / 1_000_000_000;
        self.feed
            .series
            .iter()
            .map(|(series, holds)| (series.clone(), values(*holds, spans, seconds)))
            .collect()
    }
}

/// `0+5x10`: from 0 in ten steps of 5; `_x3`: three times nothing.
fn values(holds: Holds, spans: &[Span], seconds: u64) -> String {
    let mut counted = 0_u64;
    let mut words = Vec::new();
    for (at, (length, traffic)) in spans.iter().enumerate() {
        let Some(Traffic { bad, total }) = *traffic else {
            words.push(format!("_x{length}"));
            continue;
        };
        let mut count = |step: u64| {
            // The first value of a span is one step after the last of the one before.
            let start = if at == 0 { 0 } else { counted + step };
            let steps = if at == 0 { *length } else { length - 1 };
            counted = start + steps * step;
            format!("{start}+{step}x{steps}")
        };
        words.push(match holds {
            Holds::Bad => count(bad),
            Holds::Good => count(total - bad),
            Holds::Total => count(total),
            Holds::Work(step) => count(if bad == 0 { step } else { 0 }),
            Holds::Moment(late) => moment(if bad == 0 { 0 } else { late }, seconds, *length),
            Holds::Share => steady(Decimal::ONE - share(bad, total), *length, at),
            Holds::RecordedRatio => steady(share(bad, total), *length, at),
        });
    }
    words.join(" ")
}

/// The present moment less `late` seconds; time begins at 0 in tests.
fn moment(late: u64, seconds: u64, length: u64) -> String {
    format!("-{late}+{seconds}x{length}")
}

fn share(bad: u64, total: u64) -> Decimal {
    Decimal::from(bad).checked_div(Decimal::from(total)).unwrap_or(Decimal::ZERO)
}

fn steady(value: Decimal, length: u64, at: usize) -> String {
    format!("{}+0x{}", value.normalize(), if at == 0 { length } else { length - 1 })
}
