//! What a receiver was told of a group last, and whether there is something to tell now.
//!
//! Source: prometheus/alertmanager, the rules of `notify.DedupStage`.

use super::Reason;
use loadline_promql::Millis;

/// The last notification of a group by one means.
#[derive(Debug, Clone, Default)]
pub(super) struct Log(Option<Entry>);

#[derive(Debug, Clone)]
struct Entry {
    firing: Vec<usize>,
    resolved: Vec<usize>,
    at: Millis,
    forgotten: Millis,
}

impl Log {
    /// Why there is something to tell; `None` when there is not. The lists ascend.
    pub(super) fn wants(
        &self,
        firing: &[usize],
        resolved: &[usize],
        tells_ends: bool,
        repeat: Millis,
        now: Millis,
    ) -> Option<Reason> {
        let Some(last) = self.0.as_ref().filter(|last| now <= last.forgotten) else {
            return (!firing.is_empty()).then_some(Reason::Firing);
        };
        if !within(firing, &last.firing) {
            return Some(Reason::Firing);
        }
        if firing.is_empty() {
            return (!last.firing.is_empty()).then_some(Reason::Resolved);
        }
        if tells_ends && !within(resolved, &last.resolved) {
            return Some(Reason::Resolved);
        }
        (last.at < now.saturating_sub(repeat)).then_some(Reason::Repeat)
    }

    pub(super) fn write(&mut self, firing: &[usize], resolved: &[usize], repeat: Millis, now: Millis) {
        let forgotten = now.saturating_add(repeat.saturating_mul(2));
        self.0 = Some(Entry { firing: firing.to_vec(), resolved: resolved.to_vec(), at: now, forgotten });
    }
}

/// Whether every one of `some` is among `all`.
fn within(some: &[usize], all: &[usize]) -> bool {
    some.iter().all(|one| all.binary_search(one).is_ok())
}
