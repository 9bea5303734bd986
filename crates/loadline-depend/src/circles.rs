//! How old a question may grow: circles of calls in which a cache or fallback masks short outages would otherwise ask
//! about ever longer ones.
//!
//! Nothing is lost by stopping. What has failed for longer than T has failed for longer than anything shorter, so a
//! failure that goes round a circle and comes back older explains nothing that it does not explain the first time. On
//! the way through a circle each question is therefore needed once, and the masks of its questions add up to a bound.

use crate::age::Age;
use crate::question::Question;
use loadline_base::units::Duration;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Different ages at which one question is asked. Beyond this the next younger one is taken: never too few failures.
const MOST_AGES: usize = 64;

/// Which questions lead back to themselves, whatever their age.
#[derive(Debug, Default)]
pub(crate) struct Circles<'m> {
    circle: FxHashMap<Question<'m>, u32>,
    /// What the masks inside each circle add up to.
    masks: Vec<Duration>,
    /// The oldest age at which each circle was entered from outside.
    entered: Vec<Duration>,
    ages: FxHashMap<Question<'m>, BTreeSet<Duration>>,
}

impl<'m> Circles<'m> {
    /// Finds the circles among questions whose ages are left out; `hops` are the questions each one asks, with by how
    /// much they are about something older.
    pub(crate) fn among(questions: &[Question<'m>], hops: &[Vec<(u32, Duration)>]) -> Self {
        let (circle_of, count) = strong_components(hops);
        let mut masks = vec![Duration::ZERO; count];
        for (from, hops) in hops.iter().enumerate() {
            let inside = hops.iter().filter(|(to, _)| circle_of[*to as usize] == circle_of[from]);
            let longest = inside.map(|(_, mask)| *mask).max().unwrap_or(Duration::ZERO);
            let sum = &mut masks[circle_of[from] as usize];
            *sum = *sum + longest;
        }
        let circle = questions.iter().copied().zip(circle_of).collect();
        Self { circle, entered: vec![Duration::ZERO; masks.len()], masks, ages: FxHashMap::default() }
    }

    /// The circle of a question, counted from those that lead nowhere: who asks has at least the number of what it asks.
    pub(crate) fn of(&self, question: Question<'m>) -> u32 {
        self.circle.get(&question.ageless()).copied().unwrap_or(0)
    }

    /// The age at which `asked` is asked on behalf of `by`; `None` when it only repeats what was asked before.
    pub(crate) fn limit(&mut self, by: Option<Question<'m>>, asked: Question<'m>, age: Age) -> Option<Age> {
        let circle = self.of(asked);
        let inside = by.is_some_and(|by| self.of(by) == circle);
        let entered = self.entered.get_mut(circle as usize)?;
        if !inside {
            *entered = age.time().max(*entered);
        } else if age.time() > *entered + self.masks[circle as usize] {
            return None;
        }
        let ages = self.ages.entry(asked.ageless()).or_default();
        if ages.len() < MOST_AGES {
            ages.insert(age.time());
        }
        let known = ages.range(..=age.time()).next_back().copied().unwrap_or(Duration::ZERO);
        Some(age.at(known))
    }
}

/// The strongly connected component of each node (Tarjan 1972), and how many there are. Without recursion.
fn strong_components(hops: &[Vec<(u32, Duration)>]) -> (Vec<u32>, usize) {
    const NONE: u32 = u32::MAX;
    let mut component = vec![NONE; hops.len()];
    let mut order = vec![NONE; hops.len()];
    let mut lowest = vec![NONE; hops.len()];
    let (mut next, mut count) = (0, 0);
    let mut path: Vec<(usize, usize)> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    for root in 0..hops.len() {
        if order[root] == NONE {
            path.push((root, 0));
        }
        while let Some((node, at)) = path.pop() {
            if at == 0 {
                (order[node], lowest[node]) = (next, next);
                next += 1;
                waiting.push(node);
            }
            if let Some((to, _)) = hops[node].get(at) {
                path.push((node, at + 1));
                let to = *to as usize;
                if order[to] == NONE {
                    path.push((to, 0));
                } else if component[to] == NONE {
                    lowest[node] = lowest[node].min(order[to]);
                }
                continue;
            }
            if lowest[node] == order[node] {
                while let Some(member) = waiting.pop() {
                    component[member] = count;
                    if member == node {
                        break;
                    }
                }
                count += 1;
            }
            if let Some((caller, _)) = path.last() {
                lowest[*caller] = lowest[*caller].min(lowest[node]);
            }
        }
    }
    (component, count as usize)
}
