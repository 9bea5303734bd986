//! `slo status`: what is left of every budget, how fast it burns, which tier fires, and what the policy asks for.

use super::{Objectives, Server};
use crate::load::Failure;
use loadline_remote::Refusal;
use loadline_slo::budget_policy::Step;
use loadline_slo::status::{
    Answers, Batch, Question, RECORDED, batches, judge, questions, take_answer, take_recorded,
};

pub use loadline_slo::status::{Data, NoData, State, Status, TierStatus, WindowStatus};

/// Seconds by which two clocks may differ before that is said.
const SKEW: i64 = 30;

/// Where objectives stand.
#[derive(Debug)]
pub struct StatusReport {
    /// The server that was asked, without user and password.
    pub server: String,
    /// The time that was asked for, by the server's clock, milliseconds since 1970.
    pub at: i64,
    /// Seconds by which the server's clock is ahead of ours, when that is worth saying.
    pub skew: Option<i64>,
    /// Requests that were made.
    pub requests: usize,
    /// Counts that were read back from recording rules.
    pub read_back: usize,
    /// Where each objective stands, what needs somebody first, then in the order written.
    pub statuses: Vec<Status>,
}

/// What an error-budget policy asks for now.
#[derive(Debug, Clone, PartialEq)]
pub struct InForce<'a> {
    /// The step that was reached.
    pub step: &'a Step,
    /// Team that decides.
    pub owner: Option<&'a str>,
}

impl StatusReport {
    /// What needs somebody now.
    pub fn urgent(&self) -> impl Iterator<Item = &Status> {
        self.statuses.iter().filter(|status| status.state() < State::Good)
    }
}

/// What the error-budget policy of an objective asks for, by the window that has spent most.
#[must_use]
pub fn in_force<'a>(objectives: &'a Objectives, status: &Status) -> Option<InForce<'a>> {
    let slo = objectives.slos.get(status.slo)?;
    let id = slo.budget_policy.as_ref()?;
    let policy = objectives.budget_policies.iter().find(|policy| policy.id == *id)?;
    let spent = status.windows.iter().filter_map(|window| Some(1.0 - window.remaining?));
    let step = policy.in_force(spent.fold(f64::NEG_INFINITY, f64::max))?;
    Some(InForce { step, owner: policy.owner.as_deref() })
}

/// Asks `server` for everything that `objectives` need. `ours` is our clock, milliseconds since 1970; with `recorded`, counts that the
/// generated recording rules keep are read back rather than counted anew; `progress` is told requests done and requests in all.
///
/// # Errors
/// When the server does not answer, or answers what cannot be believed. A query that the server refuses concerns its objective
/// only, and is told there.
pub fn status(
    objectives: &Objectives,
    server: &Server,
    ours: i64,
    recorded: bool,
    mut progress: impl FnMut(usize, usize),
) -> Result<StatusReport, Failure> {
    let at = server.clock(ours)?;
    let slos = &objectives.slos;
    let mut asked = questions(slos, at);
    let (mut answers, mut requests) = (Answers::default(), 1);
    let mut read_back = 0;
    if recorded {
        requests += 1;
        let body = server.instant(RECORDED, at)?;
        read_back = take_recorded(&body, slos, at, &mut answers).map_err(|error| server.misread(&error))?;
        asked.retain(|question| !answers.has(question));
    }
    let packed = batches(&asked);
    let mut asking = Asking { server, asked: &asked, answers, requests };
    for (number, batch) in packed.iter().enumerate() {
        progress(number, packed.len());
        asking.ask(batch)?;
    }
    progress(packed.len(), packed.len());
    let mut statuses = judge(slos, &asking.answers, at);
    // Stable: what is equally urgent stays in the order written.
    statuses.sort_by_key(Status::state);
    let skew = (at - ours) / 1000;
    let skew = (skew.abs() > SKEW).then_some(skew);
    Ok(StatusReport { server: server.address(), at, skew, requests: asking.requests, read_back, statuses })
}

struct Asking<'a> {
    server: &'a Server,
    asked: &'a [Question],
    answers: Answers,
    requests: usize,
}

impl Asking<'_> {
    fn ask(&mut self, batch: &Batch) -> Result<(), Failure> {
        self.requests += 1;
        match self.server.instant(&batch.query, batch.at) {
            Ok(body) => take_answer(&body, self.asked, batch.at, &mut self.answers)
                .map_err(|error| self.server.misread(&error)),
            // One query that the server does not like spoils those packed with it: halves find it.
            Err(Refusal::Refused { message, .. }) => self.halve(batch, &message),
            Err(refusal) => Err(refusal.into()),
        }
    }

    fn halve(&mut self, batch: &Batch, message: &str) -> Result<(), Failure> {
        let Some(halves) = batch.halves(self.asked) else {
            if let Some(question) = self.asked.get(batch.questions.start) {
                self.answers.refuse(question, format!("the server refuses its query: {message}"));
            }
            return Ok(());
        };
        halves.iter().try_for_each(|half| self.ask(half))
    }
}
