//! Who does the runs of a study: all of them here and now, or somebody who shows how far they are, stops when told to, or hands
//! them to other machines. Which of them it is changes no number.

use crate::engine::{Settings, run};
use crate::layout::Layout;
use crate::tally::Tally;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// One run that is to be done.
#[derive(Debug, Clone)]
pub struct Job {
    /// What is run.
    pub layout: Arc<Layout>,
    /// How.
    pub settings: Settings,
}

impl Job {
    /// Does it.
    #[must_use]
    pub fn run(&self) -> Tally {
        run(&self.layout, self.settings)
    }

    /// So many runs of one layout, each with random numbers of its own.
    #[must_use]
    pub fn replications(layout: &Arc<Layout>, settings: Settings, times: u32) -> Vec<Self> {
        let job = |replication| Self {
            layout: Arc::clone(layout),
            settings: Settings { replication: u64::from(replication), ..settings },
        };
        (0..times).map(job).collect()
    }
}

/// Does runs.
pub trait Crew {
    /// Does every job, and hands each tally to `take` with the position of its job, in whatever order they are done. False when it
    /// was told to stop before all were done; what is done is handed on all the same.
    fn work(&mut self, jobs: &[Job], take: &mut dyn FnMut(usize, Tally)) -> bool;

    /// About so many runs are still to come, those of the next `work` included.
    fn expect(&mut self, _runs: usize) {}
}

/// All processors of this machine; it never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Here;

impl Crew for Here {
    fn work(&mut self, jobs: &[Job], take: &mut dyn FnMut(usize, Tally)) -> bool {
        let tallies: Vec<Tally> = jobs.par_iter().map(Job::run).collect();
        tallies.into_iter().enumerate().for_each(|(place, tally)| take(place, tally));
        true
    }
}

/// Runs a layout so many times, each with random numbers of its own; the tallies in the order of their replications. `None` when
/// the crew was stopped before all were done.
pub(crate) fn replicated(
    crew: &mut dyn Crew,
    layout: Layout,
    settings: Settings,
    times: u32,
) -> Option<Vec<Tally>> {
    more(crew, &Arc::new(layout), settings, 0..times)
}

/// The same for some of the replications, such as those that follow after the first ones.
pub(crate) fn more(
    crew: &mut dyn Crew,
    layout: &Arc<Layout>,
    settings: Settings,
    which: Range<u32>,
) -> Option<Vec<Tally>> {
    let jobs = Job::replications(layout, settings, which.end).split_off(which.start as usize);
    let mut tallies: Vec<Option<Tally>> = jobs.iter().map(|_| None).collect();
    if !crew.work(&jobs, &mut |place, tally| tallies[place] = Some(tally)) {
        return None;
    }
    tallies.into_iter().collect()
}

/// How many runs are done at a time on this machine.
#[must_use]
pub fn threads() -> usize {
    rayon::current_num_threads()
}
