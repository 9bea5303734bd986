//! One alert from pending over firing to its end.
//! Source: prometheus/prometheus, `rules/alerting.go`, `AlertingRule.Eval`.

use crate::Millis;

/// Where an alert stands after an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Inactive,
    Pending,
    Firing,
}

/// What is remembered of one alert from one evaluation to the next.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Machine {
    active: Option<Active>,
}

#[derive(Debug, Clone, Copy)]
struct Active {
    since: Millis,
    fired: Option<Millis>,
    /// Since when it only fires because it was told to keep on.
    kept_since: Option<Millis>,
}

impl Machine {
    /// One evaluation at `now` that found the condition to hold or not.
    pub(super) fn step(&mut self, now: Millis, holds: bool, hold: Millis, keep: Millis) -> State {
        if holds {
            let active = self.active.get_or_insert(Active { since: now, fired: None, kept_since: None });
            active.kept_since = None;
            if active.fired.is_none() && now - active.since >= hold {
                active.fired = Some(now);
            }
            return if active.fired.is_some() { State::Firing } else { State::Pending };
        }
        let Some(active) = &mut self.active else { return State::Inactive };
        if active.fired.is_some() && keep > 0 && now - *active.kept_since.get_or_insert(now) < keep {
            return State::Firing;
        }
        self.active = None;
        State::Inactive
    }

    /// Since when it is active, if it is.
    pub(super) fn since(&self) -> Option<Millis> {
        self.active.map(|active| active.since)
    }

    pub(super) const fn is_active(&self) -> bool {
        self.active.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// States at every minute, from `+` where the condition holds and `-` where it does not.
    #[track_caller]
    fn check(hold: Millis, keep: Millis, holds: &str, expected: &str) {
        let mut machine = Machine::default();
        let told: String = holds
            .chars()
            .enumerate()
            .map(|(minute, holds)| {
                match machine.step(minute as Millis * 60_000, holds == '+', hold * 60_000, keep * 60_000) {
                    State::Inactive => '.',
                    State::Pending => 'p',
                    State::Firing => 'F',
                }
            })
            .collect();
        assert_eq!(told, expected, "for {hold}m, keep {keep}m: {holds}");
    }

    #[test]
    fn an_alert_waits_fires_and_is_kept() {
        check(0, 0, "-++-+", ".FF.F");
        check(2, 0, "+++-++++", "ppF.ppFF");
        check(2, 0, "++-++", "pp.pp");
        check(0, 2, "+---+", "FFF.F");
        check(0, 2, "+-+---", "FFFFF.");
        check(1, 1, "++--", "pFF.");
        check(1, 5, "+----", "p....");
    }
}
