//! `slo tune`: policies searched for the fewest pages at a required detection time, and held against the ones in force.

use super::Objectives;
use super::backtest::{Question, alertmanager, incidents, load, refusal, zone};
use crate::load::Failure;
use loadline_slo::backtest::{Candidate, Incident, PolicyReport, Setup, backtest};
use loadline_slo::convert::alert_policy;
use loadline_slo::history::Notes;
use loadline_slo::tune::{Measured, Outcome, SpaceFault, Tuned, Wish, on_part};
use loadline_slo::{AlertPolicy, Slo};

pub use loadline_slo::tune::{
    Ground, Kept, Measured as Part, Outcome as Found, Space, Whose, Wish as Wanted,
};
pub use loadline_slo::{Decimal, Tier};

/// What came of a search.
#[derive(Debug)]
pub struct Search {
    /// The objectives that were searched on.
    pub slos: Vec<Slo>,
    /// What was met while reading the history.
    pub notes: Notes,
    /// What was found.
    pub tuned: Tuned,
    /// The policies that are in force, on the part that was searched on and on the part kept back; `None` where no objective has one.
    pub present: Option<Parts>,
    /// What the proposal keeps of the policies in force.
    pub kept: Kept,
    /// The policy that is proposed; `None` when nothing meets the wish.
    pub chosen: Option<Chosen>,
}

/// How a policy does on both parts, by a whole replay.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// On the part that was searched on.
    pub seen: Measured,
    /// On the part kept back.
    pub unseen: Option<Measured>,
}

/// The policy that is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// The tiers that page.
    pub policy: AlertPolicy,
    /// How it does.
    pub parts: Parts,
    /// It as a fragment of a model, with tickets and the alert about missing data.
    pub fragment: String,
}

/// Searches the policies of `space` for `wish` on the history of `question`. `progress` is told bytes or requests done and in all.
///
/// # Errors
/// When something cannot be read, or there is nothing to search on.
pub fn tune(
    objectives: &Objectives,
    question: &Question<'_>,
    wish: &Wish,
    space: &Space,
    mut progress: impl FnMut(usize, usize),
) -> Result<Search, Failure> {
    if let Some(fault) = space.fault() {
        return Err(unsearchable(&fault));
    }
    let (history, notes, slos) = load(objectives, &question.from, &mut progress)?;
    if slos.is_empty() {
        return Err(Failure::new(
            "there is no objective to search a policy for",
            "write some under `slos:`, or give `--target 99.9%` with a table of counts",
        ));
    }
    let incidents = question.incidents.as_deref().map(incidents).transpose()?;
    let alertmanager = question.alertmanager.as_deref().map(alertmanager).transpose()?;
    let setup = Setup {
        step: question.step,
        alertmanager: alertmanager.as_ref(),
        incidents: incidents.as_deref(),
        zone: zone(&question.zone)?,
        ..Setup::new(&slos, &history, &[])
    };
    if space.has_tickets() && incidents.is_none() {
        return Err(Failure::new(
            "tickets are searched for incidents that no page tells of, and no incident is written down",
            "give `--incidents FILE`, or leave `--ticket-burn` and `--ticket-long` out",
        ));
    }
    let tuned = loadline_slo::tune::tune(&setup, space, wish).map_err(|error| refusal(&error))?;
    let Ground { seen, unseen, .. } = tuned.ground;
    if seen.1 <= seen.0 || unseen.is_some_and(|(from, to)| to <= from) {
        let longest = space.longs.iter().chain(&space.ticket_longs).max().copied().unwrap_or_default();
        return Err(Failure::new(
            format!("the history is too short to search on: its first {longest} only fill windows"),
            "take a longer one: some weeks with incidents in them",
        ));
    }
    let best = tuned.front.first();
    let kept = Kept::of(&slos);
    let kept = if space.has_tickets() { kept.without_tickets() } else { kept };
    let mut candidates = vec![Candidate::Own];
    candidates.extend(best.map(|best| Candidate::Policy(kept.with(&best.policy))));
    let replayed =
        backtest(&Setup { candidates: &candidates, ..setup.clone() }).map_err(|error| refusal(&error))?;
    let parts = |report: &PolicyReport| parts(report, incidents.as_deref(), &tuned.ground);
    let has_own = slos.iter().any(|slo| slo.policy.is_some());
    let present = replayed.policies.first().filter(|_| has_own).map(parts);
    let chosen = best.zip(replayed.policies.get(1)).map(|(best, report)| Chosen {
        policy: best.policy.clone(),
        parts: parts(report),
        fragment: alert_policy("tuned", &kept.with(&best.policy)),
    });
    Ok(Search { notes, tuned, present, kept, chosen, slos })
}

fn unsearchable(fault: &SpaceFault) -> Failure {
    let hint = match fault {
        SpaceFault::Nothing(_) => "leave the flag out for the usual ones",
        SpaceFault::NoBurn(_) => "give rates above 0, such as `2,6,14.4`",
        SpaceFault::Events(_) => "give numbers such as `0,20,100`",
        SpaceFault::NoShort(..) => "give longer windows (`--long`), or higher ratios (`--ratio`)",
        SpaceFault::Tiers(_) => "one or two pages are enough for nearly everybody",
        SpaceFault::TooMany(_) => "give fewer burn rates, windows, ratios or tiers",
    };
    Failure::new(fault.to_string(), hint)
}

fn parts(report: &PolicyReport, incidents: Option<&[Incident]>, ground: &Ground) -> Parts {
    let on = |part| on_part(report, incidents, part);
    Parts { seen: on(ground.seen), unseen: ground.unseen.map(on) }
}

impl Search {
    /// The policies to choose from: those that no other beats, or the nearest when none meets the wish.
    #[must_use]
    pub fn choices(&self) -> &[Outcome] {
        if self.tuned.front.is_empty() { &self.tuned.nearest } else { &self.tuned.front }
    }
}
