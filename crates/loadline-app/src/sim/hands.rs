//! Who does the runs of a question: threads of this process, or workers on other machines. They show how far they are, and stop
//! at once when told to: what is done by then is handed on, and what was under way is given up.

pub(super) mod board;
mod threads;

pub use board::Workers;

use crate::load::Failure;
use board::Board;
use loadline_sim::{Crew, Job, Tally};

/// Somebody who looks on: is told how many runs of how many are done, again and again, and may stop the rest.
pub struct Watch<'w> {
    tell: &'w mut dyn FnMut(usize, usize),
    stops: &'w dyn Fn() -> bool,
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch(…)")
    }
}

impl<'w> Watch<'w> {
    /// `tell` is told runs done and runs in all, as far as known; `stops` says whether to stop.
    pub fn new(tell: &'w mut dyn FnMut(usize, usize), stops: &'w dyn Fn() -> bool) -> Self {
        Self { tell, stops }
    }
}

/// How far a question was when it was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interrupted {
    /// Runs that were done.
    pub done: usize,
    /// Of how many, where that is known beforehand.
    pub of: Option<usize>,
}

/// Those who do the runs.
#[derive(Debug)]
pub struct Hands<'w> {
    watch: Watch<'w>,
    done: usize,
    all: usize,
    stopped: bool,
    /// Where workers get jobs, when they do the runs.
    board: Option<Board>,
    failure: Option<Failure>,
}

impl<'w> Hands<'w> {
    /// Threads of this process, as many as it has processors.
    #[must_use]
    pub const fn here(watch: Watch<'w>) -> Self {
        Self { watch, done: 0, all: 0, stopped: false, board: None, failure: None }
    }

    /// Workers that are found at a server.
    ///
    /// # Errors
    /// When the server cannot be reached, or does not hand out work.
    pub fn elsewhere(workers: &Workers, watch: Watch<'w>) -> Result<Self, Failure> {
        Ok(Self { board: Some(Board::open(workers)?), ..Self::here(watch) })
    }

    /// Why they gave up, if they did: then what they did is no answer.
    pub(super) fn settled(&mut self) -> Result<(), Failure> {
        self.failure.take().map_or(Ok(()), Err)
    }

    /// How far they were when they were stopped, if they were.
    pub(super) fn interrupted(&self, of: Option<usize>) -> Option<Interrupted> {
        self.stopped.then_some(Interrupted { done: self.done, of })
    }

    fn tell(&mut self) {
        (self.watch.tell)(self.done, self.all);
    }

    /// Whether to stop, which stays so.
    fn stops(&mut self) -> bool {
        self.stopped = self.stopped || (self.watch.stops)();
        self.stopped
    }
}

impl Crew for Hands<'_> {
    fn work(&mut self, jobs: &[Job], take: &mut dyn FnMut(usize, Tally)) -> bool {
        self.all = self.all.max(self.done + jobs.len());
        if self.stops() {
            return false;
        }
        let Some(mut board) = self.board.take() else { return threads::work(self, jobs, take) };
        let all = board.work(self, jobs, take).unwrap_or_else(|failure| {
            self.failure = Some(failure);
            false
        });
        if all {
            self.board = Some(board);
        } else {
            self.stopped = true;
            board.close();
        }
        all
    }

    fn expect(&mut self, runs: usize) {
        self.all = self.done + runs;
    }
}
