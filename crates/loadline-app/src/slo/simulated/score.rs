//! How policies did over all runs, held against what was truly wrong.

use super::truth::Known;
use loadline_sim::analysis::Interval;
use loadline_slo::Class;
use loadline_slo::backtest::{Candidate, PolicyReport, Report};
use std::collections::BTreeMap;

/// The confidence of intervals.
const CONFIDENCE: f64 = 0.95;

/// Numbers of several runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Their mean.
    pub mean: f64,
    /// Half the width of its 95 % interval by Student's t; `None` of fewer than two.
    pub within: Option<f64>,
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// How many there are.
    pub count: usize,
}

impl Summary {
    fn of(values: &[f64]) -> Option<Self> {
        let least = values.iter().copied().reduce(f64::min)?;
        let most = values.iter().copied().reduce(f64::max)?;
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let within = Interval::of_mean(values, CONFIDENCE).map(|interval| interval.high - interval.estimate);
        Some(Self { mean, within, least, most, count: values.len() })
    }
}

/// A fault, for one objective.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultRow {
    /// Id of the objective.
    pub slo: String,
    /// What went wrong.
    pub what: String,
    /// Seconds after the warm-up.
    pub at: f64,
    /// Runs in which it happened like that.
    pub runs: usize,
    /// Runs in which somebody had to be told.
    pub needed: usize,
    /// Share of bad events until it was over.
    pub bad: Option<Summary>,
    /// Share of the budget that they were.
    pub spent: Option<Summary>,
    /// Seconds from the repair until the journey was back to normal.
    pub recovery: Option<Summary>,
    /// Runs that ended before that, or before the repair.
    pub stuck: usize,
}

/// What one policy made of one fault.
#[derive(Debug, Clone, PartialEq)]
pub struct Detected {
    /// Runs in which it paged.
    pub paged: usize,
    /// Runs in which it wrote a ticket.
    pub tickets: usize,
    /// Seconds from the injection to the page.
    pub delay: Option<Summary>,
    /// Share of the budget spent before the page.
    pub spent_before: Option<Summary>,
}

/// How one policy did.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyRow {
    /// `own`, or its name.
    pub name: String,
    /// Times that somebody would have been woken, in all runs.
    pub pages: usize,
    /// Of these, for a fault that needed it.
    pub right: usize,
    /// For a fault that did not.
    pub harmless: usize,
    /// For no fault at all.
    pub outside: usize,
    /// Tickets, in all runs.
    pub tickets: usize,
    /// Faults that needed a page, in all runs.
    pub needed: usize,
    /// Of these, paged.
    pub caught: usize,
    /// Of these, not paged when the run ended before all was normal again, which decides nothing.
    pub open: usize,
    /// Share of a run's pages that were right, over the runs that paged.
    pub precision: Option<Summary>,
    /// Share of a run's faults that needed a page and had one, over the runs with such faults; those that are open are left out.
    pub recall: Option<Summary>,
    /// Seconds from the injection of what needed a page to that page.
    pub delay: Option<Summary>,
    /// Share of the budget spent before these pages.
    pub spent_before: Option<Summary>,
    /// What it made of each fault, in their order.
    pub faults: Vec<Detected>,
}

/// Which fault of which objective: its id, milliseconds after the warm-up, what.
type Key = (String, i64, String);

#[derive(Default)]
struct Fault {
    known: Vec<Known>,
    /// What each policy made of it, run by run.
    found: Vec<Vec<Noticed>>,
}

/// What a policy made of a fault in one run.
#[derive(Clone)]
struct Noticed {
    paged: bool,
    ticket: bool,
    /// Seconds until the page.
    delay: Option<f64>,
    /// Share of the budget spent before it.
    spent: Option<f64>,
}

#[derive(Default)]
struct Policy {
    name: String,
    pages: usize,
    right: usize,
    harmless: usize,
    outside: usize,
    tickets: usize,
    needed: usize,
    caught: usize,
    open: usize,
    precision: Vec<f64>,
    recall: Vec<f64>,
    delays: Vec<f64>,
    spent: Vec<f64>,
}

/// Sums over runs.
pub(super) struct Scores {
    faults: BTreeMap<Key, Fault>,
    policies: Vec<Policy>,
}

impl Scores {
    pub(super) fn new(candidates: &[Candidate]) -> Self {
        let policy = |one: &Candidate| Policy { name: one.name().to_owned(), ..Policy::default() };
        Self { faults: BTreeMap::new(), policies: candidates.iter().map(policy).collect() }
    }

    /// Adds one run.
    pub(super) fn add(&mut self, report: &Report, told: &[(&str, &Known)]) {
        let policies = self.policies.len();
        for (slo, known) in told {
            let fault = self.faults.entry(key(slo, known)).or_default();
            fault.known.push((*known).clone());
            fault.found.resize(policies, Vec::new());
        }
        for (number, (policy, sums)) in report.policies.iter().zip(&mut self.policies).enumerate() {
            sums.add(policy, told);
            for (caught, (slo, known)) in policy.incidents.iter().zip(told) {
                let Some(fault) = self.faults.get_mut(&key(slo, known)) else { continue };
                let paged = caught.page.is_some() && !caught.already;
                let delay = caught.delay.filter(|_| paged).map(|delay| delay as f64 / 1000.0);
                let spent = caught.spent_before.filter(|_| paged);
                fault.found[number].push(Noticed { paged, ticket: caught.ticket.is_some(), delay, spent });
            }
        }
    }

    /// The rows of every fault and of every policy.
    pub(super) fn finish(self) -> (Vec<FaultRow>, Vec<PolicyRow>) {
        let mut policies: Vec<PolicyRow> = self.policies.into_iter().map(Policy::row).collect();
        let mut rows = Vec::new();
        for ((slo, _, what), fault) in self.faults {
            let of = |value: &dyn Fn(&Known) -> Option<f64>| {
                Summary::of(&fault.known.iter().filter_map(value).collect::<Vec<f64>>())
            };
            for (row, found) in policies.iter_mut().zip(&fault.found) {
                let of = |value: fn(&Noticed) -> Option<f64>| {
                    Summary::of(&found.iter().filter_map(value).collect::<Vec<f64>>())
                };
                row.faults.push(Detected {
                    paged: found.iter().filter(|found| found.paged).count(),
                    tickets: found.iter().filter(|found| found.ticket).count(),
                    delay: of(|found| found.delay),
                    spent_before: of(|found| found.spent),
                });
            }
            rows.push(FaultRow {
                slo,
                what,
                at: fault.known.first().map_or(0.0, |known| known.at),
                runs: fault.known.len(),
                needed: fault.known.iter().filter(|known| known.needed).count(),
                bad: of(&|known| known.bad),
                spent: of(&|known| Some(known.spent)),
                recovery: of(&|known| Some(known.end? - known.repaired?)),
                stuck: fault.known.iter().filter(|known| known.end.is_none()).count(),
            });
        }
        (rows, policies)
    }
}

fn key(slo: &str, known: &Known) -> Key {
    (slo.to_owned(), (known.at * 1000.0) as i64, known.what.clone())
}

impl Policy {
    fn add(&mut self, policy: &PolicyReport, told: &[(&str, &Known)]) {
        let opened = |class: Class| {
            policy.pages.iter().filter(move |page| page.judged && page.opens && page.class == class)
        };
        let (mut pages, mut right) = (0, 0);
        for page in opened(Class::Page) {
            pages += 1;
            match page.incident.and_then(|at| told.get(at)) {
                Some((_, known)) if known.needed => right += 1,
                Some(_) => self.harmless += 1,
                None => self.outside += 1,
            }
        }
        self.pages += pages;
        self.right += right;
        self.tickets += opened(Class::Ticket).count();
        if pages > 0 {
            self.precision.push(right as f64 / pages as f64);
        }
        let (mut needed, mut caught, mut open) = (0, 0, 0);
        for (one, (_, known)) in policy.incidents.iter().zip(told).filter(|(_, (_, known))| known.needed) {
            needed += 1;
            if one.page.is_some() && !one.already {
                caught += 1;
                self.delays.extend(one.delay.map(|delay| delay as f64 / 1000.0));
                self.spent.extend(one.spent_before);
            } else if known.end.is_none() {
                open += 1;
            }
        }
        self.needed += needed;
        self.caught += caught;
        self.open += open;
        if needed > open {
            self.recall.push(caught as f64 / (needed - open) as f64);
        }
    }

    fn row(self) -> PolicyRow {
        PolicyRow {
            name: self.name,
            pages: self.pages,
            right: self.right,
            harmless: self.harmless,
            outside: self.outside,
            tickets: self.tickets,
            needed: self.needed,
            caught: self.caught,
            open: self.open,
            precision: Summary::of(&self.precision),
            recall: Summary::of(&self.recall),
            delay: Summary::of(&self.delays),
            spent_before: Summary::of(&self.spent),
            faults: Vec::new(),
        }
    }
}
