//! How carefully an edge is called: time limits, retries, breaker, and what becomes of the caller.

use super::Compiling;
use crate::layout::{Backoff, Breaker, Budget, Call, Fallback, Growth, Jitter, Retries, Throttle};
use crate::time::Delay;
use loadline_flow::fallback::stands_in;
use loadline_flow::retrying::Retrying;
use loadline_model::kinds::{self, BackoffKind, Toggle};
use loadline_model::{Body, Decided, Edge, Stated};

/// Most retries that are followed one by one.
const MOST_RETRIES: u64 = 30;

impl<'m> Compiling<'m> {
    pub(super) fn guarded(&mut self, name: &str, to: u32, edge: &Edge<'m>) -> Call {
        let need = edge.need;
        let timeout =
            need.timeout.as_ref().and_then(|timeout| timeout.value.value()).map(|time| Delay::from(*time));
        let deadline = need.deadline.as_ref().map(|deadline| Delay::from(deadline.value));
        if need.kind.is_none() && !stands_in(edge) && edge.waits() {
            self.assume("the caller fails with the callee, since the edge does not say", &arrow(edge));
        }
        let fallback = if edge.is_soft() || stands_in(edge) { Fallback::Degrade } else { Fallback::Fail };
        let (retries, breaker) = (self.retries(edge), self.breaker(edge));
        let throttle = need.throttle.as_ref().map(|k| Throttle { edge: edge.path(), k: k.get() });
        if let Some(none) = need.throttle.as_ref().filter(|k| k.get() <= 0.0) {
            self.never_called(edge, none.span, "throttles itself to nothing");
        }
        if let Some(none) = need.timeout.as_ref().filter(|_| timeout.is_some_and(Delay::is_zero)) {
            self.never_called(edge, none.span, "waits for no answer: its timeout is no time at all");
        }
        if retries.budget.is_some() || breaker.is_some() || throttle.is_some() {
            let what = "the copies of a caller have one retry budget, breaker and throttle together, for all kinds of requests";
            self.assume(what, &arrow(edge));
        }
        Call {
            fallback,
            timeout,
            deadline,
            retries,
            breaker,
            hedge: need.hedge.as_ref().map(|hedge| Delay::from(hedge.value)),
            throttle,
            pool: self.pool(edge),
            limit: self.limit(edge),
            propagates: need.propagate_deadline.as_ref().is_some_and(|flag| flag.value),
            ..Call::plain(name, to)
        }
    }

    fn retries(&mut self, edge: &Edge<'m>) -> Retries {
        let Some(retrying) = Retrying::of(edge) else { return Retries::NONE };
        let caller = arrow(edge);
        let most = retrying.max().unwrap_or_else(|| {
            self.assume("one retry, since the number is unknown", &caller);
            1
        });
        if most > MOST_RETRIES {
            self.assume("30 retries at most", &caller);
        }
        let backoff = retrying.policy.backoff.as_ref().and_then(|backoff| backoff.value.value());
        let jitter = retrying.policy.jitter.as_ref().and_then(|jitter| jitter.value.value().copied());
        let budget = retrying.budget().map(|ratio| Budget { ratio, burst: 10.0 });
        Retries {
            most: most.min(MOST_RETRIES) as u8,
            backoff: self.backoff(&caller, backoff, jitter),
            budget,
        }
    }

    fn backoff(
        &mut self,
        caller: &str,
        backoff: Option<&kinds::Backoff>,
        jitter: Option<kinds::Jitter>,
    ) -> Backoff {
        let kind = backoff.and_then(|backoff| backoff.kind.as_ref()).map(|kind| kind.value);
        let base = backoff.and_then(|backoff| backoff.base.as_ref()).map(|base| Delay::from(base.value));
        if base.is_none() && kind.is_none() && jitter.is_none() {
            return Backoff::NONE;
        }
        let base = base.unwrap_or_else(|| {
            self.assume("the first retry waits for 100 ms, since the time is unknown", caller);
            Delay::from_seconds(0.1)
        });
        let growth = match kind {
            None | Some(BackoffKind::Fixed) => Growth::Fixed,
            Some(BackoffKind::Linear) => Growth::Linear,
            Some(BackoffKind::Exponential) => Growth::Exponential,
        };
        let cap = backoff.and_then(|backoff| backoff.cap.as_ref()).map(|cap| Delay::from(cap.value));
        // Without a cap, an hour is as good as never.
        let cap = cap.unwrap_or(Delay::from_seconds(3_600.0));
        let jitter = match jitter {
            None => Jitter::None,
            Some(kinds::Jitter::Full) => Jitter::Full,
            Some(kinds::Jitter::Equal) => Jitter::Equal,
            Some(kinds::Jitter::Decorrelated) => Jitter::Decorrelated,
        };
        Backoff { base, growth, cap, jitter }
    }

    fn breaker(&mut self, edge: &Edge<'m>) -> Option<Breaker> {
        let toggle = &edge.need.breaker.as_ref()?.value;
        let said = match toggle {
            Toggle::False => return None,
            Toggle::True => None,
            Toggle::With(breaker) => Some(breaker),
        };
        let share = said.and_then(|said| said.opens_at.as_ref()).map(|share| share.fraction());
        let over = said.and_then(|said| said.over.as_ref()).map(|over| Delay::from(over.value));
        let open_for = said.and_then(|said| said.open_for.as_ref()).map(|time| Delay::from(time.value));
        if share.is_none() || over.is_none() || open_for.is_none() {
            let what = format!(
                "the breaker opens at {}% failures of at least 20 within {} s, for {} s",
                share.unwrap_or(0.5) * 100.0,
                over.map_or(10.0, Delay::seconds),
                open_for.map_or(5.0, Delay::seconds),
            );
            self.assume(&what, &arrow(edge));
        }
        Some(Breaker {
            opens_at: share.unwrap_or(0.5),
            over: over.unwrap_or(Delay::from_seconds(10.0)),
            least: 20,
            open_for: open_for.unwrap_or(Delay::from_seconds(5.0)),
        })
    }

    /// A message that could not be processed is delivered again, a second later.
    pub(super) fn redelivery(&mut self, edge: &Edge<'m>) -> Retries {
        let of_topic = || match edge.to.body {
            Body::Queue(queue) => {
                let topic = edge.part.and_then(|part| queue.topics.as_ref()?.get(part));
                topic.and_then(|topic| topic.max_deliveries.as_ref()).or(queue.max_deliveries.as_ref())
            }
            _ => None,
        };
        let limit: Option<&Stated<Decided<loadline_base::units::Count>>> =
            edge.need.max_deliveries.as_ref().or_else(of_topic);
        let most = match limit.map(|limit| limit.value.value()) {
            Some(Some(most)) => most.get().saturating_sub(1),
            Some(None) => MOST_RETRIES,
            None => {
                self.assume("a message that fails is not delivered again", &arrow(edge));
                0
            }
        };
        Retries::after(most.min(MOST_RETRIES) as u8, Delay::from_seconds(1.0))
    }
}

/// An edge as people write it.
pub(super) fn arrow(edge: &Edge<'_>) -> String {
    format!("{} → {}", edge.from.name, edge.target())
}
