//! Horizontal autoscaling: at every look as many copies as would bring the utilisation to its target, with a tolerance of a tenth
//! (as in Kubernetes: copies × utilisation ÷ target, rounded up). New ones take their time, and fewer must have been enough for a while.

use super::Run;
use super::change::{LOOK, SCALED};
use crate::event::Kind;
use crate::layout::Scaling;
use crate::time::{Delay, Instant};
use std::collections::VecDeque;

/// No change while the utilisation is so near to its target.
const TOLERANCE: f64 = 0.1;

/// What an autoscaler keeps.
#[derive(Debug)]
pub(super) struct Scaler {
    scaling: Scaling,
    /// Copies that are there or on their way.
    wanted: u32,
    /// Copies on their way, in the order in which they will come.
    starting: VecDeque<u32>,
    /// Nanoseconds of work begun since the last look.
    work: u128,
    /// What would have been enough at the last looks.
    enough: VecDeque<u32>,
}

impl Scaler {
    pub(super) fn new(scaling: Scaling, copies: u32) -> Self {
        Self { scaling, wanted: copies, starting: VecDeque::new(), work: 0, enough: VecDeque::new() }
    }

    #[inline]
    pub(super) fn saw(&mut self, work: Delay) {
        self.work += u128::from(work.nanos());
    }

    pub(super) const fn every(&self) -> Delay {
        self.scaling.every
    }

    /// What to do with so many copies of so many workers each.
    fn look(&mut self, copies: u32, workers: u32) -> Step {
        let Scaling { least, most, target, every, calm, .. } = self.scaling;
        let busy = std::mem::take(&mut self.work) as f64 / (every.nanos() as f64 * f64::from(workers.max(1)));
        let utilisation = busy / f64::from(copies);
        let needed = if (utilisation / target - 1.0).abs() <= TOLERANCE {
            copies
        } else {
            (busy / target).ceil() as u32
        };
        let needed = needed.clamp(least.min(most), most);
        self.enough.push_back(needed);
        let kept = (calm.nanos() / every.nanos().max(1)).max(1) as usize;
        while self.enough.len() > kept {
            self.enough.pop_front();
        }
        if needed > self.wanted {
            let more = needed - self.wanted;
            self.wanted = needed;
            self.starting.push_back(more);
            return Step::Start;
        }
        let enough = self.enough.iter().copied().max().unwrap_or(copies);
        if enough < copies && self.starting.is_empty() && self.enough.len() == kept {
            self.wanted = enough;
            return Step::Stop(enough);
        }
        Step::Nothing
    }
}

enum Step {
    /// Copies are on their way.
    Start,
    /// Only so many go on.
    Stop(u32),
    Nothing,
}

impl Run<'_> {
    /// The autoscaler of a station looks at it.
    pub(super) fn look(&mut self, station: u32) {
        let hall = &mut self.halls[station as usize];
        let (copies, workers) = (hall.copies(), hall.station.workers.unwrap_or(1));
        let Some(scaler) = &mut hall.scaler else { return };
        let (every, lag) = (scaler.every(), scaler.scaling.lag);
        match scaler.look(copies, workers) {
            Step::Start => self.agenda.plan(self.now + lag, Kind::Change, 0, station, SCALED),
            Step::Stop(enough) => hall.set_copies(enough, &self.places, self.now),
            Step::Nothing => {}
        }
        self.agenda.plan(self.now + every, Kind::Change, 0, station, LOOK);
    }

    /// Copies of a station have started.
    pub(super) fn scaled(&mut self, station: u32) {
        let hall = &mut self.halls[station as usize];
        let more = hall.scaler.as_mut().and_then(|scaler| scaler.starting.pop_front()).unwrap_or_default();
        hall.set_copies(hall.copies() + more, &self.places, self.now);
    }

    /// The first look of every autoscaler.
    pub(super) fn plan_looks(&mut self) {
        for (station, hall) in (0u32..).zip(&self.halls) {
            if let Some(scaler) = &hall.scaler {
                self.agenda.plan(Instant::START + scaler.every(), Kind::Change, 0, station, LOOK);
            }
        }
    }
}
