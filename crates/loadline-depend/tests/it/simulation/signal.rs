//! Something that is true now and then, as the intervals in which it is. All that is combined is combined on the time
//! axis, never by multiplying probabilities.

use loadline_math::Stream;

/// Disjoint intervals of time in order, seconds; none of them touches the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Signal(pub(super) Vec<(f64, f64)>);

impl Signal {
    /// One after the other; those that overlap become one.
    pub(super) fn of(intervals: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut merged: Vec<(f64, f64)> = Vec::new();
        for (begin, end) in intervals {
            match merged.last_mut() {
                Some(last) if begin <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((begin, end)),
            }
        }
        Self(merged)
    }

    /// True while at least `least` of the signals are.
    pub(super) fn at_least(least: usize, signals: &[&Self]) -> Self {
        // Boundaries of a signal in order: even ones begin an interval, odd ones end it.
        let boundary = |signal: usize, index: usize| {
            signals[signal].0.get(index / 2).map(|it| if index.is_multiple_of(2) { it.0 } else { it.1 })
        };
        let mut next = vec![0usize; signals.len()];
        let mut at: Vec<f64> =
            (0..signals.len()).map(|it| boundary(it, 0).unwrap_or(f64::INFINITY)).collect();
        let (mut holding, mut since, mut found) = (0, 0.0, Vec::new());
        loop {
            let mut first = 0;
            for index in 1..at.len() {
                if at[index] < at[first] {
                    first = index;
                }
            }
            let now = at[first];
            if now == f64::INFINITY {
                return Self::of(found);
            }
            if next[first].is_multiple_of(2) {
                holding += 1;
                if holding == least {
                    since = now;
                }
            } else {
                if holding == least {
                    found.push((since, now));
                }
                holding -= 1;
            }
            next[first] += 1;
            at[first] = boundary(first, next[first]).unwrap_or(f64::INFINITY);
        }
    }

    pub(super) fn or(signals: &[&Self]) -> Self {
        Self::at_least(1, signals)
    }

    pub(super) fn and(signals: &[&Self]) -> Self {
        Self::at_least(signals.len(), signals)
    }

    /// True once it has been true without a break for longer than `age`.
    pub(super) fn older_than(&self, age: f64) -> Self {
        Self(
            self.0
                .iter()
                .map(|(begin, end)| (begin + age, *end))
                .filter(|(begin, end)| begin < end)
                .collect(),
        )
    }

    /// Each time it becomes true, something follows that takes this long, whatever happens meanwhile.
    pub(super) fn each_time(&self, takes: f64) -> Self {
        Self::of(self.0.iter().map(|(begin, _)| (*begin, begin + takes)))
    }

    /// Each interval is kept with this chance: what does not work, does not work until all is well again.
    pub(super) fn by_chance(&self, chance: f64, stream: &mut Stream) -> Self {
        Self(self.0.iter().copied().filter(|_| stream.uniform() < chance).collect())
    }
}

#[test]
fn signals_are_combined_on_the_time_axis() {
    let (a, b) = (Signal(vec![(0.0, 4.0), (10.0, 12.0)]), Signal(vec![(3.0, 8.0), (11.0, 11.5)]));
    assert_eq!(Signal::or(&[&a, &b]).0, [(0.0, 8.0), (10.0, 12.0)]);
    assert_eq!(Signal::and(&[&a, &b]).0, [(3.0, 4.0), (11.0, 11.5)]);
    assert_eq!(Signal::or(&[&a, &b]).older_than(5.0).0, [(5.0, 8.0)]);
    assert_eq!(a.each_time(11.0).0, [(0.0, 21.0)]);
    assert_eq!(Signal::at_least(2, &[&a, &b, &a]).0, [(0.0, 4.0), (10.0, 12.0)]);
}
