//! A new version that goes out, as changes of the layout: how long copies are away, who is served by it when, and how a bad one is
//! taken back.

mod stages;

use super::Compiling;
use crate::layout::{Effect, Fault};
use crate::time::{Delay, Instant};
use loadline_model::kinds::{Rollout, RolloutStrategy, ScenarioFault};
use loadline_model::{Body, Component};
use stages::Stages;

/// What is wrong with a deploy, and what to do about it.
type Wrong = (String, String);

impl<'m> Compiling<'m> {
    /// Adds a deploy; when it is over, or `None` where a bad version stays.
    pub(super) fn deploy(
        &mut self,
        fault: &ScenarioFault,
        component: Component<'m>,
        station: u32,
        start: Instant,
    ) -> Result<Option<Instant>, Wrong> {
        let name = component.name;
        let rollout = match component.body {
            Body::Service(service) => service.rollout.as_deref(),
            Body::Job(job) => job.rollout.as_deref(),
            _ => None,
        };
        let said = rollout.and_then(|rollout| Some((rollout, rollout.strategy.as_ref()?.value)));
        let Some((rollout, strategy)) = said else {
            return Err((
                format!("`{name}` does not say how a new version reaches it"),
                "write its `rollout`, as `rollout: {strategy: rolling}`".to_owned(),
            ));
        };
        if strategy == RolloutStrategy::Shadow {
            return Err((
                format!("`{name}` is rolled out with a copy of the traffic, which no user meets"),
                "simulate what comes after it: write another `strategy` in a copy of the model".to_owned(),
            ));
        }
        let (factor, errors) = (fault.factor.as_ref().map_or(1.0, |factor| factor.get()), share(fault));
        if factor <= 0.0 {
            return Err((
                "work cannot take no time".to_owned(),
                "write how many times as long, as `factor: 2x`".to_owned(),
            ));
        }
        let bad = errors > 0.0 || factor > 1.0;
        if let (Some(_), false) = (&fault.lasts, bad) {
            return Err((
                "a version that does nothing worse is not taken back".to_owned(),
                "say what it does worse, as `share: 20%` of errors or `factor: 2x`; or leave out `lasts`"
                    .to_owned(),
            ));
        }
        let copies = self.layout.stations[station as usize].copies;
        contradicted(name, rollout, strategy, copies)?;
        let shares = self.shares(name, rollout, strategy);
        let bake = if shares.len() > 1 { self.bake(name, rollout) } else { Delay::ZERO };
        let stages = Stages {
            strategy,
            shares: &shares,
            bake,
            restart: self.restart(name, rollout, strategy),
            away: self.away(name, rollout, strategy),
            station,
            copies,
            found: if bad { self.found(fault, rollout, component, start) } else { None },
            back: rollback_within(rollout),
        };
        // What went out before is the old version now.
        let (first, by_new) = (0, false);
        let settled = [
            Effect::Routed { station, share: 0.0 },
            Effect::Replace { station, first, copies: u32::MAX, by_new },
            Effect::NewVersion { station, factor, errors },
        ];
        self.layout.faults.extend(settled.map(|effect| Fault { at: start, effect }));
        let stays = bad && stages.found.is_none();
        let (changes, over) = stages.from(start);
        self.layout.faults.extend(changes);
        Ok((!stays).then_some(over))
    }

    /// Shares of requests or copies that the new version reaches, one after the other.
    fn shares(&mut self, name: &str, rollout: &Rollout, strategy: RolloutStrategy) -> Vec<f64> {
        if matches!(strategy, RolloutStrategy::Recreate | RolloutStrategy::BlueGreen) {
            return vec![1.0];
        }
        let steps = rollout.steps.as_deref().map_or(&[][..], Vec::as_slice);
        let mut shares: Vec<f64> = steps.iter().map(|share| share.value.fraction()).collect();
        if shares.is_empty() && strategy != RolloutStrategy::Rolling {
            self.assume("a new version serves 10% first, since no step is said", name);
            shares.push(0.1);
        }
        // All of them come last, also where only the steps before that are written.
        shares.retain(|share| *share < 1.0);
        shares.push(1.0);
        shares
    }

    fn bake(&mut self, name: &str, rollout: &Rollout) -> Delay {
        rollout.bake.as_ref().map_or_else(
            || {
                self.assume("each step of a rollout is watched for 5 min, since no time is said", name);
                Delay::from_seconds(300.0)
            },
            |bake| Delay::from(bake.value),
        )
    }

    fn restart(&mut self, name: &str, rollout: &Rollout, strategy: RolloutStrategy) -> Delay {
        let replaces = matches!(strategy, RolloutStrategy::Rolling | RolloutStrategy::Recreate);
        if let (None, true) = (&rollout.restart, replaces) {
            self.assume("a copy is away for 30 s while it is replaced, since the time is unknown", name);
        }
        rollout.restart.as_ref().map_or(Delay::from_seconds(30.0), |time| Delay::from(time.value))
    }

    fn away(&mut self, name: &str, rollout: &Rollout, strategy: RolloutStrategy) -> u32 {
        if let (None, RolloutStrategy::Rolling) = (&rollout.unavailable, strategy) {
            self.assume("one copy at a time is away while a version is rolled out", name);
        }
        rollout.unavailable.as_ref().map_or(1, |most| u32::try_from(most.get()).unwrap_or(u32::MAX))
    }

    /// When a bad version is found: as the scenario says, else as the record of deploys does.
    fn found(
        &mut self,
        fault: &ScenarioFault,
        rollout: &Rollout,
        component: Component<'m>,
        start: Instant,
    ) -> Option<Instant> {
        if let Some(lasts) = &fault.lasts {
            return Some(start + Delay::from(lasts.value));
        }
        if rollout.rollback.as_ref().is_some_and(|rollback| rollback.value.value().is_none()) {
            self.assume(
                "a bad version is never taken back, since its rollout says `rollback: none`",
                component.name,
            );
            return None;
        }
        let record = component.common().reliability.deploys.as_deref();
        let Some(time) = record.and_then(|deploys| deploys.detect_and_roll_back.as_ref()) else {
            self.assume("a bad version is never found, since no time is said", component.name);
            return None;
        };
        self.assume("a bad version is taken back after `detect-and-roll-back`", component.name);
        Some(start + Delay::from(time.value))
    }
}

/// What a rollout says that cannot be done.
fn contradicted(name: &str, rollout: &Rollout, strategy: RolloutStrategy, copies: u32) -> Result<(), Wrong> {
    let steps = rollout.steps.as_deref().map_or(&[][..], Vec::as_slice);
    if !steps.is_sorted_by(|one, next| one.value.fraction() < next.value.fraction()) {
        return Err((
            format!("the steps of the rollout of `{name}` do not rise"),
            "write each share of the new version once, from the least to the greatest".to_owned(),
        ));
    }
    let away = rollout.unavailable.as_ref().map_or(0, |most| most.get());
    if strategy == RolloutStrategy::Rolling && away > u64::from(copies) {
        return Err((
            format!("`{name}` has {copies} copies, and {away} may be away while it is rolled out"),
            "write fewer in `rollout/unavailable`".to_owned(),
        ));
    }
    Ok(())
}

/// Share of the new version's answers that are errors.
fn share(fault: &ScenarioFault) -> f64 {
    fault.share.as_ref().map_or(0.0, |share| share.fraction())
}

/// How long taking back takes, where it needs no copy to start: at once when nothing is said.
fn rollback_within(rollout: &Rollout) -> Delay {
    let rollback = rollout.rollback.as_ref().and_then(|rollback| rollback.value.value());
    rollback.and_then(|rollback| rollback.within.as_ref()).map_or(Delay::ZERO, |time| Delay::from(time.value))
}
