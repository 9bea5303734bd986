//! A node during a run: what it draws next.

use crate::layout::{Layout, Node};
use loadline_math::{Law, Stream};
use std::ops::Range;

/// A node, with its next piece of work drawn already: that way drawing delays no event.
#[derive(Debug)]
pub(super) struct Desk<'l> {
    pub(super) station: u32,
    /// Calls that are made at the same time, step by step.
    pub(super) steps: &'l [Range<u32>],
    law: Law,
    stream: Stream,
    next: f64,
    /// Whether there is nothing to do, and so no worker to wait for.
    pub(super) is_idle: bool,
    /// How many answers of each step are enough; empty where all are awaited.
    pub(super) enough: Vec<u32>,
}

impl<'l> Desk<'l> {
    pub(super) fn of(layout: &'l Layout, node: &'l Node, mut stream: Stream) -> Self {
        let next = node.work.draw(&mut stream);
        let steps = &layout.steps[node.steps.start as usize..node.steps.end as usize];
        let is_idle = node.work == Law::Constant(0.0);
        Self {
            station: node.station,
            steps,
            law: node.work.clone(),
            stream,
            next,
            is_idle,
            enough: enough(layout, node),
        }
    }

    /// Seconds of the next piece of work.
    #[inline(always)]
    pub(super) fn draw(&mut self) -> f64 {
        // Most work is exponential; that draw is not worth a call.
        let next = match &self.law {
            Law::Exponential { mean } => mean * self.stream.exponential(),
            law => law.draw(&mut self.stream),
        };
        std::mem::replace(&mut self.next, next)
    }

    /// Mean seconds of a piece of work.
    pub(super) fn mean(&self) -> f64 {
        self.law.mean()
    }
}

/// How many answers of each step of a node are enough; nothing where all are awaited.
fn enough(layout: &Layout, node: &Node) -> Vec<u32> {
    let of_step = |step| layout.awaited.iter().find(|awaited| awaited.step == step);
    if node.steps.clone().all(|step| of_step(step).is_none()) {
        return Vec::new();
    }
    node.steps.clone().map(|step| of_step(step).map_or(u32::MAX, |awaited| awaited.answers.max(1))).collect()
}
