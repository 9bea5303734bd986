//! What holds a caller back: its retry budget, its breaker, its adaptive throttling. All calls of one edge share them.

use super::bucket::Bucket;
use super::guard::Guard;
use super::{NOBODY, Run};
use crate::failure::Failure;
use crate::layout::{Breaker, Call};
use crate::time::Instant;
use loadline_math::{Stream, exp};
use std::collections::BTreeSet;

/// How long adaptive throttling remembers: the two minutes of the Google SRE book, ch. 21, as a decay.
const MEMORY: f64 = 120.0;

/// One attempt of one call: its number, generation and which attempt it is.
pub(super) type Who = (u32, u32, u8);

/// What holds back the calls of one edge.
#[derive(Debug)]
pub(super) struct Restraint {
    budget: Option<Tokens>,
    breaker: Option<(Breaker, BreakerState)>,
    trials: Trials,
    throttle: Option<Throttling>,
    luck: Stream,
}

/// What is left of a retry budget.
#[derive(Debug, Clone, Copy)]
struct Tokens {
    left: f64,
    ratio: f64,
    most: f64,
}

#[derive(Debug, Clone, Copy)]
enum BreakerState {
    Closed {
        since: Instant,
        attempts: u32,
        failed: u32,
    },
    Open {
        until: Instant,
    },
    /// Attempts are out to try; if nothing is heard of them until then, another one is sent.
    Trial {
        until: Instant,
    },
}

/// Attempts that were sent since a breaker opened last, and that have not ended: the first of them that ends decides. A callee may take
/// longer than a breaker is open for, so that there are several.
#[derive(Debug, Default)]
struct Trials {
    out: BTreeSet<Who>,
    /// With so many of them it is looked who was given up meanwhile, so that there are never more than twice as many as are under way.
    look_at: usize,
}

impl Trials {
    fn send(&mut self, who: Who, is_out: impl Fn(Who) -> bool) {
        if self.out.len() >= self.look_at {
            self.out.retain(|who| is_out(*who));
            self.look_at = 2 * self.out.len() + 16;
        }
        self.out.insert(who);
    }
}

#[derive(Debug, Clone, Copy)]
struct Throttling {
    k: f64,
    at: Instant,
    requests: f64,
    accepted: f64,
}

impl Throttling {
    fn decay(&mut self, now: Instant) {
        let factor = exp(-(now - self.at).seconds() / MEMORY);
        self.at = now;
        self.requests *= factor;
        self.accepted *= factor;
    }
}

impl Restraint {
    /// What holds back a call, where anything does.
    fn of(call: &Call, luck: impl FnOnce() -> Stream) -> Option<Self> {
        let budget = call.retries.budget;
        if budget.is_none() && call.breaker.is_none() && call.throttle.is_none() {
            return None;
        }
        let closed = BreakerState::Closed { since: Instant::START, attempts: 0, failed: 0 };
        Some(Self {
            budget: budget.map(|budget| Tokens {
                left: budget.burst,
                ratio: budget.ratio,
                most: budget.burst,
            }),
            breaker: call.breaker.map(|breaker| (breaker, closed)),
            trials: Trials::default(),
            throttle: call.throttle.as_ref().map(|throttle| Throttling {
                k: throttle.k,
                at: Instant::START,
                requests: 0.0,
                accepted: 0.0,
            }),
            luck: luck(),
        })
    }

    /// Those of all calls: each has its own, or shares that of another.
    pub(super) fn all(guards: &mut [Guard<'_>], luck: impl Fn(&str) -> Stream) -> Vec<Self> {
        let mut all = Vec::new();
        for guard in guards.iter_mut().filter(|guard| guard.call.shares.is_none()) {
            let name = guard.call.throttle.as_ref().map_or(&*guard.call.name, |throttle| &throttle.edge);
            if let Some(restraint) = Self::of(guard.call, || luck(name)) {
                guard.restraint = all.len() as u32;
                all.push(restraint);
            }
        }
        for at in 0..guards.len() {
            if let Some(with) = guards[at].call.shares {
                guards[at].restraint = guards[with as usize].restraint;
            }
        }
        all
    }

    /// A first attempt feeds the budget.
    #[inline]
    pub(super) fn deposit(&mut self) {
        if let Some(tokens) = &mut self.budget {
            tokens.left = (tokens.left + tokens.ratio).min(tokens.most);
        }
    }

    /// Takes what another attempt costs, when there is enough.
    fn withdraw(&mut self) -> bool {
        match &mut self.budget {
            None => true,
            Some(tokens) if tokens.left >= 1.0 => {
                tokens.left -= 1.0;
                true
            }
            Some(_) => false,
        }
    }

    /// What was paid for is not sent after all.
    fn refund(&mut self) {
        if let Some(tokens) = &mut self.budget {
            tokens.left = (tokens.left + 1.0).min(tokens.most);
        }
    }

    /// Why an attempt is not even sent. Of others it is told whether they are still out.
    fn holds_back(&mut self, who: Who, now: Instant, is_out: impl Fn(Who) -> bool) -> Option<Failure> {
        if let Some(throttle) = &mut self.throttle {
            throttle.decay(now);
            let Throttling { k, requests, accepted, .. } = *throttle;
            let reject = ((requests - k * accepted) / (requests + 1.0)).max(0.0);
            throttle.requests += 1.0;
            if reject > 0.0 && self.luck.uniform() < reject {
                return Some(Failure::Throttled);
            }
        }
        let (breaker, state) = self.breaker.as_mut()?;
        match *state {
            BreakerState::Open { until } | BreakerState::Trial { until } if now >= until => {
                *state = BreakerState::Trial { until: now + breaker.open_for };
                self.trials.send(who, is_out);
                None
            }
            BreakerState::Open { .. } | BreakerState::Trial { .. } => Some(Failure::BreakerOpen),
            BreakerState::Closed { .. } => None,
        }
    }

    /// An attempt that was sent has ended.
    fn learn(&mut self, ended: Who, now: Instant, failed: bool) {
        if let Some(throttle) = self.throttle.as_mut().filter(|_| !failed) {
            throttle.decay(now);
            throttle.accepted += 1.0;
        }
        let Some((breaker, state)) = &mut self.breaker else { return };
        let open = BreakerState::Open { until: now + breaker.open_for };
        *state = match *state {
            BreakerState::Trial { .. } if self.trials.out.contains(&ended) => {
                self.trials.out.clear();
                if failed { open } else { BreakerState::Closed { since: now, attempts: 0, failed: 0 } }
            }
            // Answers to what was sent before it opened.
            waiting @ (BreakerState::Trial { .. } | BreakerState::Open { .. }) => waiting,
            BreakerState::Closed { since, attempts, failed: bad } => {
                let fresh = now - since > breaker.over;
                let (since, attempts, bad) = if fresh { (now, 0, 0) } else { (since, attempts, bad) };
                let (attempts, bad) = (attempts + 1, bad + u32::from(failed));
                let too_many = f64::from(bad) >= breaker.opens_at * f64::from(attempts);
                if attempts >= breaker.least && bad > 0 && too_many {
                    open
                } else {
                    BreakerState::Closed { since, attempts, failed: bad }
                }
            }
        };
    }
}

impl Run<'_> {
    /// Why an attempt of a call that may be held back is not even sent.
    pub(super) fn holds_back(&mut self, call: u32, who: Who, has_paid: bool) -> Option<Failure> {
        let Guard { restraint, call, .. } = self.guards[call as usize];
        let mut bucket = call.limit.and_then(|limit| self.buckets.get_mut(limit as usize));
        // Looked at first, so that no trial of a breaker is spent on what is not sent; taken last, so that no token is.
        let has_token = bucket.as_deref_mut().is_none_or(|bucket| bucket.has_token(self.now));
        let mut restraint = (restraint != NOBODY).then(|| &mut self.restraints[restraint as usize]);
        let is_out = |(ask, generation, attempt): Who| self.records.is_out(ask, generation, attempt);
        let held_back = if has_token {
            restraint.as_deref_mut().and_then(|restraint| restraint.holds_back(who, self.now, is_out))
        } else {
            Some(Failure::RateLimited)
        };
        match held_back {
            None => bucket.map_or((), Bucket::take),
            // Another attempt was paid for when it was wanted.
            Some(_) if has_paid => restraint.map_or((), Restraint::refund),
            Some(_) => {}
        }
        held_back
    }

    /// Whether the budget allows another attempt, which then is paid for.
    pub(super) fn withdraw(&mut self, call: usize) -> bool {
        let restraint = self.guards[call].restraint;
        restraint == NOBODY || self.restraints[restraint as usize].withdraw()
    }

    /// An attempt that was sent of a call that is restrained has ended.
    #[inline(never)]
    pub(super) fn learn(&mut self, call: u32, who: Who, failed: bool) {
        let restraint = self.guards[call as usize].restraint;
        self.restraints[restraint as usize].learn(who, self.now, failed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Delay;

    fn at(seconds: f64) -> Instant {
        Instant::START + Delay::from_seconds(seconds)
    }

    /// One that opens after two attempts, both failed, and is open for a second.
    fn opened() -> Restraint {
        let second = Delay::from_seconds(1.0);
        let breaker = Breaker { opens_at: 0.5, over: second, least: 2, open_for: second };
        let call = Call { breaker: Some(breaker), ..Call::plain("call", 0) };
        let mut restraint = Restraint::of(&call, || Stream::keyed(&[1])).expect("a breaker");
        restraint.learn((0, 0, 0), at(0.1), true);
        restraint.learn((1, 0, 0), at(0.2), true);
        restraint
    }

    /// Whether the breaker lets this attempt pass, of others that are all still out.
    fn passes(restraint: &mut Restraint, who: u32, seconds: f64) -> bool {
        restraint.holds_back((who, 0, 0), at(seconds), |_| true).is_none()
    }

    #[test]
    fn a_trial_is_decided_by_its_own_answer() {
        let mut restraint = opened();
        assert!(!passes(&mut restraint, 2, 0.3));
        assert!(passes(&mut restraint, 3, 1.3), "the trial");
        // Sent before the breaker opened, and answered late.
        restraint.learn((4, 0, 0), at(1.4), false);
        assert!(!passes(&mut restraint, 5, 1.5));
        restraint.learn((3, 0, 0), at(1.6), false);
        assert!(passes(&mut restraint, 6, 1.7));
    }

    #[test]
    fn the_first_trial_that_ends_decides() {
        for failed in [false, true] {
            let mut restraint = opened();
            assert!(passes(&mut restraint, 2, 1.3) && !passes(&mut restraint, 3, 1.4));
            assert!(passes(&mut restraint, 4, 2.3), "nothing is heard of the first one");
            restraint.learn((2, 0, 0), at(2.5), failed);
            assert_eq!(passes(&mut restraint, 5, 2.6), !failed);
        }
        // Where it has opened again, the others were sent before.
        let mut restraint = opened();
        assert!(passes(&mut restraint, 2, 1.3) && passes(&mut restraint, 3, 2.3));
        restraint.learn((2, 0, 0), at(2.5), true);
        restraint.learn((3, 0, 0), at(3.3), false);
        assert!(!passes(&mut restraint, 4, 3.4) && passes(&mut restraint, 5, 3.5));
    }

    #[test]
    fn trials_that_were_given_up_are_forgotten() {
        let mut trials = Trials::default();
        let mut longest = 0;
        for number in 0..10_000u32 {
            // Three of them are under way at once.
            trials.send((number, 0, 0), |who| who.0 + 3 >= number);
            longest = longest.max(trials.out.len());
        }
        assert!((3..=30).contains(&longest), "{longest}");
    }
}
