//! `score`: the rubric over a model today, and over the revisions it went through.

use super::facts::{judged, with_facts};
use crate::load::{Failure, load_revision, model_of};
use loadline_base::Date;
use loadline_repo::{NoRevision, history};
use std::path::Path;

pub use super::facts::Judged;
pub use super::status::{Answer, Evidence, Gap};
pub use loadline_plan::score::{CRITERIA, Criterion, Level, Score, TARGET, TOP};

/// Most commits that are looked at.
pub const MOST: usize = 200;

/// Which of the past is looked at.
#[derive(Debug, Clone, Copy)]
pub enum Past<'a> {
    /// Commits that a revision does not have yet.
    Since(&'a str),
    /// The last so many commits that changed the model.
    Last(usize),
}

/// The scores that the model had at a commit.
#[derive(Debug, Clone)]
pub struct Before {
    /// Full name of the commit.
    pub commit: String,
    /// Its day.
    pub day: String,
    /// The first line of its message.
    pub title: String,
    /// One score a criterion, in the order of the rubric; nothing when the model could not be read then.
    pub scores: Option<Vec<usize>>,
}

/// Scores the model at `path`.
///
/// # Errors
/// When there is no model to be read.
pub fn score(path: &Path, today: Date) -> Result<Judged<Vec<Score>>, Failure> {
    with_facts(path, today, |facts, _| loadline_plan::score::score(facts))
}

/// Scores what the model was, the oldest first. Every revision is judged as of `today`, so that a trend shows what was
/// done to the model and not what has expired meanwhile.
///
/// # Errors
/// When there is no repository, no such revision, or no model.
pub fn trend(path: &Path, past: Past<'_>, today: Date) -> Result<Vec<Before>, Failure> {
    let (since, most) = match past {
        Past::Since(revision) => (Some(revision), MOST),
        Past::Last(most) => (None, most.min(MOST)),
    };
    let commits = history(&model_of(path)?, since, most).map_err(|error| match &error {
        NoRevision::NoRepository(_) => Failure::new(
            error.to_string(),
            "a trend is read from the commits of a model: put it under version control, or ask for today's score alone",
        ),
        _ => error.into(),
    })?;
    let mut found: Vec<Before> = commits
        .into_iter()
        .map(|commit| {
            let loaded = load_revision(path, &commit.id).ok();
            let outcome = loaded.map(|loaded| {
                judged(loaded, None, today, |facts, _| loadline_plan::score::score(facts)).outcome
            });
            let scores = outcome.and_then(Result::ok);
            let scores = scores.map(|scores| scores.iter().map(|score| score.score).collect());
            Before { commit: commit.id, day: commit.day, title: commit.title, scores }
        })
        .collect();
    found.reverse();
    Ok(found)
}
