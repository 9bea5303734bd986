//! How load arrives over time: a rate that may change, and gaps between requests that may be even or random.
//!
//! Arrivals are open-loop: they come whether or not earlier ones were answered. Only clients wait for their answers.

use crate::time::{Delay, Instant};
use loadline_math::Stream;

/// How requests follow each other.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Arrivals {
    /// At random, each independent of the others.
    Poisson,
    /// Evenly.
    Even,
    /// Poisson at a rate that jumps between two levels at random times (a Markov-modulated Poisson process); the mean rate
    /// is that of the profile.
    Bursts {
        /// Rate of the high level ÷ mean rate; above 1.
        factor: f64,
        /// Share of time at the high level; `factor × share` below 1.
        share: f64,
        /// Mean time of one burst in seconds.
        mean: f64,
    },
    /// At these seconds, in ascending order, whatever the profile says: a recorded trace.
    At(Vec<f64>),
    /// Closed-loop, whatever the profile says: so many users who each think, send a request, and think again when it has come to
    /// its end.
    Clients {
        /// How many.
        number: u32,
        /// Mean time to think in seconds, exponential; above 0.
        think: f64,
    },
}

/// Requests a second over time: straight lines between corners, then constant.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Profile {
    corners: Vec<(f64, f64)>,
}

impl Profile {
    /// The same rate for ever.
    #[must_use]
    pub fn constant(rate: f64) -> Self {
        Self { corners: vec![(0.0, rate)] }
    }

    /// Straight lines through (seconds, rate) corners in the order of time; two corners at one time are a jump. The rate
    /// before the first corner is that of the first, after the last that of the last. Corners out of order and rates below
    /// zero are left out.
    #[must_use]
    pub fn through(corners: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut kept: Vec<(f64, f64)> = Vec::new();
        for (time, rate) in corners {
            let in_order = kept.last().is_none_or(|(last, _)| time >= *last);
            if in_order && time.is_finite() && rate >= 0.0 && rate.is_finite() {
                kept.push((time, rate));
            }
        }
        if kept.first().is_none_or(|(time, _)| *time > 0.0) {
            let rate = kept.first().map_or(0.0, |(_, rate)| *rate);
            kept.insert(0, (0.0, rate));
        }
        Self { corners: kept }
    }

    /// This rate, and `factor` times as much from `from` to `to` seconds.
    #[must_use]
    pub fn spike(rate: f64, from: f64, to: f64, factor: f64) -> Self {
        let high = rate * factor;
        Self::through([(0.0, rate), (from, rate), (from, high), (to, high), (to, rate)])
    }

    /// This profile with every rate multiplied.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        Self { corners: self.corners.iter().map(|(time, rate)| (*time, rate * factor)).collect() }
    }

    /// Every part of this profile that lies between `from` and `to` seconds, multiplied.
    #[must_use]
    pub fn with_factor(&self, from: f64, to: f64, factor: f64) -> Self {
        let mut corners: Vec<(f64, f64)> =
            self.corners.iter().copied().filter(|(time, _)| *time < from).collect();
        corners.extend([(from, self.before(from)), (from, self.at(from) * factor)]);
        let inside = self.corners.iter().filter(|(time, _)| *time > from && *time < to);
        corners.extend(inside.map(|(time, rate)| (*time, rate * factor)));
        corners.extend([(to, self.before(to) * factor), (to, self.at(to))]);
        corners.extend(self.corners.iter().copied().filter(|(time, _)| *time > to));
        Self::through(corners)
    }

    /// The rate at a time, after any jump there.
    #[must_use]
    pub fn at(&self, time: f64) -> f64 {
        let after = self.corners.partition_point(|(corner, _)| *corner <= time);
        self.between(after, time)
    }

    /// The rate just before a time.
    fn before(&self, time: f64) -> f64 {
        let after = self.corners.partition_point(|(corner, _)| *corner < time);
        self.between(after, time)
    }

    fn between(&self, after: usize, time: f64) -> f64 {
        let left = after.checked_sub(1).and_then(|left| self.corners.get(left));
        match (left, self.corners.get(after)) {
            (Some((from, low)), Some((to, high))) if to > from => {
                low + (high - low) * (time - from) / (to - from)
            }
            (Some((_, rate)), _) | (None, Some((_, rate))) => *rate,
            (None, None) => 0.0,
        }
    }

    /// Whether it goes forwards in time, and its rates are numbers from zero on. What was made here always is; what came from elsewhere
    /// may not be.
    pub(crate) fn is_sound(&self) -> bool {
        let numbers = |(time, rate): &(f64, f64)| time.is_finite() && rate.is_finite() && *rate >= 0.0;
        !self.corners.is_empty()
            && self.corners.iter().all(numbers)
            && self.corners.is_sorted_by(|one, other| one.0 <= other.0)
    }

    /// Whether the rate never changes.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        self.corners.windows(2).all(|pair| pair[0].1 == pair[1].1)
    }

    /// The highest rate.
    #[must_use]
    pub fn highest(&self) -> f64 {
        self.corners.iter().map(|(_, rate)| *rate).fold(0.0, f64::max)
    }

    /// Mean number of requests until a time in seconds.
    #[must_use]
    pub fn expected(&self, until: f64) -> f64 {
        let mut sum = 0.0;
        for (place, (from, low)) in self.corners.iter().enumerate() {
            if *from >= until {
                break;
            }
            sum += match self.corners.get(place + 1) {
                Some((to, high)) if *to <= until => (to - from) * f64::midpoint(*low, *high),
                Some(_) => (until - from) * f64::midpoint(*low, self.at(until)),
                None => (until - from) * low,
            };
        }
        sum
    }
}

/// The arrivals of one source, one after the other.
#[derive(Debug)]
pub(crate) struct Arriving {
    arrivals: Arrivals,
    corners: Vec<(f64, f64)>,
    segment: usize,
    /// Seconds.
    now: f64,
    /// Where the level changes next, for bursts; seconds.
    change: f64,
    high: bool,
    /// How many of a trace have come.
    come: usize,
    /// When the run is over; what comes later is not looked for. Seconds.
    until: f64,
    stream: Stream,
    /// The next random gap, drawn ahead so that nobody waits for its logarithm; in expected requests.
    gap: f64,
}

impl Arriving {
    pub(crate) fn new(arrivals: Arrivals, profile: &Profile, until: f64, stream: Stream) -> Self {
        let mut arriving = Self {
            arrivals,
            corners: profile.corners.clone(),
            segment: 0,
            now: 0.0,
            change: f64::INFINITY,
            high: false,
            come: 0,
            until,
            stream,
            gap: 0.0,
        };
        if arriving.arrivals == Arrivals::Poisson {
            arriving.gap = arriving.stream.exponential();
        }
        if let Arrivals::Bursts { share, .. } = arriving.arrivals {
            // Starts as it would be found at any time.
            arriving.high = arriving.stream.uniform() < share;
            arriving.change = arriving.stay();
        }
        arriving
    }

    /// How long the present level lasts.
    fn stay(&mut self) -> f64 {
        let Arrivals::Bursts { share, mean, .. } = self.arrivals else { return f64::INFINITY };
        let mean = if self.high { mean } else { mean * (1.0 - share) / share };
        mean * self.stream.exponential()
    }

    /// What the rate of the profile is multiplied by now.
    fn level(&self) -> f64 {
        match self.arrivals {
            Arrivals::Bursts { factor, .. } if self.high => factor,
            Arrivals::Bursts { factor, share, .. } => (1.0 - factor * share) / (1.0 - share),
            Arrivals::Poisson | Arrivals::Even | Arrivals::At(_) | Arrivals::Clients { .. } => 1.0,
        }
    }

    /// Users who wait for their answers.
    pub(crate) const fn clients(&self) -> u32 {
        if let Arrivals::Clients { number, .. } = self.arrivals { number } else { 0 }
    }

    /// How long a user thinks before the next request; `None` where requests come by themselves.
    #[inline]
    pub(crate) fn think(&mut self) -> Option<Delay> {
        let Arrivals::Clients { think, .. } = self.arrivals else { return None };
        Some(Delay::from_seconds(think * self.stream.exponential()))
    }

    /// When the next request comes; never again gives [`Instant::NEVER`].
    ///
    /// The expected number of requests until then is the drawn gap: the area under the rate is inverted piece by piece, so
    /// no candidate is ever drawn in vain.
    #[inline]
    pub(crate) fn next(&mut self) -> Instant {
        let mut left = match &self.arrivals {
            Arrivals::At(trace) => {
                let next = trace.get(self.come).copied();
                self.come += 1;
                return next.map_or(Instant::NEVER, instant);
            }
            // Each of them comes again after an answer.
            Arrivals::Clients { .. } => return Instant::NEVER,
            Arrivals::Even => 1.0,
            Arrivals::Poisson => std::mem::replace(&mut self.gap, self.stream.exponential()),
            Arrivals::Bursts { .. } => self.stream.exponential(),
        };
        if self.corners.len() == 1 && self.change == f64::INFINITY {
            let Some((_, rate)) = self.corners.first() else { return Instant::NEVER };
            self.now += left / rate;
            return instant(self.now);
        }
        loop {
            let Some((from, low)) = self.corners.get(self.segment).copied() else { return Instant::NEVER };
            let end = self.corners.get(self.segment + 1).copied();
            let level = self.level();
            let slope =
                end.map_or(0.0, |(to, high)| if to > from { (high - low) / (to - from) } else { 0.0 });
            let rate = (low + slope * (self.now - from)).max(0.0) * level;
            let slope = slope * level;
            if end.is_none() && low <= 0.0 {
                // However the level changes, nothing comes any more.
                return Instant::NEVER;
            }
            let until = end.map_or(f64::INFINITY, |(to, _)| to).min(self.change);
            let stretch = until - self.now;
            let area = if stretch.is_finite() {
                (rate + 0.5 * slope * stretch).max(0.0) * stretch
            } else {
                f64::INFINITY
            };
            if left < area {
                // rate t + slope t² ÷ 2 = left, in the form that does not cancel.
                let root = (rate * rate + 2.0 * slope * left).max(0.0).sqrt();
                self.now += 2.0 * left / (rate + root);
                return instant(self.now);
            }
            left -= area;
            self.now = until;
            if self.now > self.until {
                // Where next to nothing comes, the level could change for ever.
                return Instant::NEVER;
            }
            if until == self.change {
                self.high = !self.high;
                self.change = self.now + self.stay();
            } else {
                self.segment += 1;
            }
        }
    }
}

fn instant(seconds: f64) -> Instant {
    Instant::START + Delay::from_seconds(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many arrive until each of these times, beside how many should.
    #[track_caller]
    fn check(arrivals: &Arrivals, profile: &Profile, times: &[f64]) {
        let mut arriving = Arriving::new(arrivals.clone(), profile, f64::INFINITY, Stream::keyed(&[3]));
        let mut count = 0.0;
        let mut next = arriving.next();
        for time in times {
            while next.seconds() <= *time {
                count += 1.0;
                let after = arriving.next();
                assert!(after >= next);
                next = after;
            }
            let expected = profile.expected(*time);
            let spread = match arrivals {
                Arrivals::Even | Arrivals::At(_) => 1.0,
                Arrivals::Poisson => 4.0 * expected.sqrt(),
                Arrivals::Bursts { .. } | Arrivals::Clients { .. } => 0.1 * expected,
            };
            assert!(
                (count - expected).abs() <= spread + 1.0,
                "{arrivals:?} by {time} s: {count}, not {expected}"
            );
        }
    }

    #[test]
    fn as_many_arrive_as_the_rate_says() {
        let profiles = [
            Profile::constant(100.0),
            Profile::spike(50.0, 20.0, 40.0, 3.0),
            Profile::through([(0.0, 0.0), (30.0, 200.0), (60.0, 0.0)]),
            Profile::through([(0.0, 100.0), (10.0, 100.0), (10.0, 0.0), (50.0, 0.0), (50.0, 10.0)]),
        ];
        for profile in &profiles {
            check(&Arrivals::Even, profile, &[5.0, 15.0, 30.0, 45.0, 90.0]);
            check(&Arrivals::Poisson, profile, &[5.0, 15.0, 30.0, 45.0, 90.0]);
        }
        let bursts = Arrivals::Bursts { factor: 4.0, share: 0.1, mean: 0.5 };
        check(&bursts, &Profile::constant(100.0), &[1_000.0, 4_000.0]);
    }

    #[test]
    fn rates_are_read_between_corners() {
        let spike = Profile::spike(10.0, 20.0, 30.0, 3.0);
        let at: Vec<f64> = [0.0, 19.9, 20.0, 29.9, 30.0, 99.0].map(|time| spike.at(time)).to_vec();
        assert_eq!(at, [10.0, 10.0, 30.0, 30.0, 10.0, 10.0]);
        assert_eq!(Profile::constant(10.0).with_factor(20.0, 30.0, 3.0).at(25.0), 30.0);
        let ramp = Profile::through([(0.0, 0.0), (10.0, 100.0)]).with_factor(5.0, 20.0, 2.0);
        assert_eq!([4.0, 6.0, 15.0, 25.0].map(|time| ramp.at(time)), [40.0, 120.0, 200.0, 100.0]);
        assert_eq!(ramp.highest(), 200.0);
    }

    #[test]
    fn bursts_end_with_the_load() {
        let bursts = Arrivals::Bursts { factor: 4.0, share: 0.1, mean: 0.5 };
        let falling = Profile::through([(0.0, 50.0), (10.0, 0.0)]);
        let mut arriving = Arriving::new(bursts, &falling, f64::INFINITY, Stream::keyed(&[3]));
        let last = std::iter::from_fn(|| Some(arriving.next()).filter(|at| *at != Instant::NEVER)).last();
        assert!(last.is_some_and(|last| last.seconds() <= 10.0), "{last:?}");
    }

    #[test]
    fn a_trace_is_replayed() {
        let trace = Arrivals::At(vec![0.0, 0.0, 2.5]);
        let mut arriving = Arriving::new(trace, &Profile::constant(9.0), f64::INFINITY, Stream::keyed(&[1]));
        let times = [(); 4].map(|()| arriving.next());
        assert_eq!(times, [instant(0.0), instant(0.0), instant(2.5), Instant::NEVER]);
    }

    #[test]
    fn nothing_arrives_at_a_rate_of_zero() {
        let mut arriving =
            Arriving::new(Arrivals::Even, &Profile::constant(0.0), f64::INFINITY, Stream::keyed(&[1]));
        assert_eq!(arriving.next(), Instant::NEVER);
    }

    #[test]
    fn bursts_of_next_to_nothing_do_not_go_on_for_ever() {
        let bursts = Arrivals::Bursts { factor: 4.0, share: 0.1, mean: 0.5 };
        let mut arriving = Arriving::new(bursts, &Profile::constant(1e-300), 600.0, Stream::keyed(&[3]));
        assert_eq!(arriving.next(), Instant::NEVER);
    }
}
