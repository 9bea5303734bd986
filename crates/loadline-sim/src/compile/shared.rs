//! What the calls of one edge share over all journeys: connections, a rate, and answers that are enough.

use super::policies::arrow;
use super::{Compiling, Problem};
use crate::layout::{Awaited, Pool, RateLimit};
use loadline_base::Span;
use loadline_flow::{Hop, HopKind};
use loadline_model::Edge;
use loadline_model::kinds::Await;

impl<'m> Compiling<'m> {
    /// The pool of connections of an edge, where it has a limit.
    pub(super) fn pool(&mut self, edge: &Edge<'m>) -> Option<u32> {
        let pool = edge.need.pool.as_ref()?;
        let size = pool.value.value()?.get();
        if let Some(known) = self.pool_of.get(&edge.id) {
            return Some(*known);
        }
        if size == 0 {
            self.never_called(edge, pool.span, "has no connection to make a call by");
        }
        self.assume(
            "a connection goes back to its pool when the attempt has ended for the caller: by an answer, a failure or a timeout. Who \
             finds none waits, first come, first served, and the timeout of the attempt runs meanwhile",
            &arrow(edge),
        );
        let station = self.station(edge.from);
        let size = u32::try_from(size).unwrap_or(u32::MAX);
        let number = self.layout.pools.len() as u32;
        self.layout.pools.push(Pool { name: arrow(edge), station, size });
        self.pool_of.insert(edge.id, number);
        Some(number)
    }

    /// How often an edge is called a second at most, where that is said.
    pub(super) fn limit(&mut self, edge: &Edge<'m>) -> Option<u32> {
        let limit = edge.need.rate_limit.as_ref()?;
        let rate = limit.per_second();
        if let Some(known) = self.limit_of.get(&edge.id) {
            return Some(*known);
        }
        if rate <= 0.0 {
            self.never_called(edge, limit.span, "may never call");
        }
        self.assume(
            "what a caller saves up of its `rate-limit` is one second's worth, over all of its copies, and what is above is held back \
             and not tried again",
            &arrow(edge),
        );
        let number = self.layout.limits.len() as u32;
        self.layout.limits.push(RateLimit { name: arrow(edge), rate });
        self.limit_of.insert(edge.id, number);
        Some(number)
    }

    /// Refuses an edge that no call can pass.
    pub(super) fn never_called(&mut self, edge: &Edge<'m>, span: Span, why: &str) {
        let message = format!("`{}` {why}", arrow(edge));
        let hint = "write more than zero, or simulate that nobody is reached by a fault: `kind: cut`";
        if !self.refused.iter().any(|problem| problem.span == Some(span)) {
            self.refused.push(Problem::new(Some(span), message, hint));
        }
    }

    /// Notes how many answers of a step are enough, when some of its calls need not be answered: as the first of them says that says it.
    pub(super) fn awaited(&mut self, step: u32, hops: &[Hop<'m>]) {
        let said = hops.iter().find_map(|hop| match hop.kind {
            HopKind::Call(edge) => edge.need.await_all.as_ref(),
            HopKind::Delivery(_) | HopKind::Miss => None,
        });
        let answers = match said.map(|said| said.value) {
            None | Some(Await::All) => return,
            Some(Await::Any) => 1,
            Some(Await::Some(number)) => number.max(1),
        };
        let calls = hops.iter().filter(|hop| hop.waits).count() as u64;
        if answers < calls {
            self.layout.awaited.push(Awaited { step, answers: u32::try_from(answers).unwrap_or(u32::MAX) });
        }
    }
}
