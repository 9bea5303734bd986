//! What became of the alerts of a replay.

use crate::{Labels, Millis};

/// Every time that an alert was active, and what went wrong.
#[derive(Debug, Clone, Default)]
pub struct AlertTimeline {
    /// In the order in which they became active.
    pub runs: Vec<AlertRun>,
    /// Evaluations that failed, the first thousand of them.
    pub problems: Vec<Problem>,
    /// How many failed beyond those.
    pub more_problems: usize,
    /// Samples of recorded series that were left out, because the history already had later ones under the same labels.
    pub refused_samples: usize,
}

/// One alert from the time its condition began to hold to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertRun {
    /// Name of the group.
    pub group: String,
    /// Name of the alert.
    pub alert: String,
    /// Its labels, `alertname` among them.
    pub labels: Labels,
    /// What people were told when it fired; empty where it never did.
    pub annotations: Vec<(String, String)>,
    /// The value of the expression when it fired, or when it became active.
    pub value: f64,
    /// The evaluation that first found the condition to hold.
    pub active_at: Millis,
    /// The evaluation at which it fired; `None` where it ended before.
    pub fired_at: Option<Millis>,
    /// The first evaluation at which it was no longer active; `None` where the replay ended before.
    pub ended_at: Option<Millis>,
}

/// An evaluation that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Name of the group.
    pub group: String,
    /// Name of the rule.
    pub rule: String,
    /// When.
    pub at: Millis,
    /// Why.
    pub reason: String,
}

impl AlertTimeline {
    const KEPT: usize = 1000;

    /// The alerts that fire at `time`.
    pub fn firing_at(&self, time: Millis) -> impl Iterator<Item = &AlertRun> {
        self.runs.iter().filter(move |run| {
            run.fired_at.is_some_and(|fired| fired <= time) && run.ended_at.is_none_or(|ended| time < ended)
        })
    }

    pub(super) fn fail(&mut self, problem: Problem) {
        if self.problems.len() < Self::KEPT {
            self.problems.push(problem);
        } else {
            self.more_problems += 1;
        }
    }
}
