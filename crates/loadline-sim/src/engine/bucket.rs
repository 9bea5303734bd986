//! A rate that is kept to, by a caller or by who is called: a bucket of one second's worth of tokens.

use crate::time::Instant;

/// Tokens, as many as calls may be made at once.
#[derive(Debug)]
pub(super) struct Bucket {
    rate: f64,
    tokens: f64,
    at: Instant,
}

impl Bucket {
    /// A full one, of so many tokens a second.
    pub(super) const fn of(rate: f64) -> Self {
        Self { rate, tokens: rate.max(1.0), at: Instant::START }
    }

    /// Whether there is a token. It stays until it is taken.
    pub(super) fn has_token(&mut self, now: Instant) -> bool {
        self.tokens = (self.tokens + (now - self.at).seconds() * self.rate).min(self.rate.max(1.0));
        self.at = now;
        self.tokens >= 1.0
    }

    pub(super) fn take(&mut self) {
        self.tokens -= 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Delay;

    #[test]
    fn a_second_is_saved_up_and_no_more() {
        let mut bucket = Bucket::of(4.0);
        let mut taken = |at: f64| {
            let now = Instant::START + Delay::from_seconds(at);
            let free = std::iter::from_fn(|| bucket.has_token(now).then(|| bucket.take()));
            free.count()
        };
        assert_eq!([0.0, 0.1, 0.25, 1.25, 60.0].map(&mut taken), [4, 0, 1, 4, 4]);
    }

    #[test]
    fn a_rate_below_one_a_second_lets_one_through_at_a_time() {
        let mut bucket = Bucket::of(0.5);
        assert!(bucket.has_token(Instant::START));
        bucket.take();
        assert!(!bucket.has_token(Instant::START + Delay::from_seconds(1.0)));
        assert!(bucket.has_token(Instant::START + Delay::from_seconds(2.0)));
    }
}
