//! How an edge retries: how many attempts one request may become, and whether a retry can do a thing twice.

use crate::said::decided;
use loadline_base::Span;
use loadline_base::units::format_number;
use loadline_model::Edge;
use loadline_model::kinds::Retries;

/// The retries of an edge that does retry.
#[derive(Debug, Clone, Copy)]
pub struct Retrying<'m> {
    /// What is said about them.
    pub policy: &'m Retries,
    /// Where.
    pub span: Span,
}

impl<'m> Retrying<'m> {
    /// The retries of this edge; `None` when it does not retry or nothing is said.
    #[must_use]
    pub fn of(edge: &Edge<'m>) -> Option<Self> {
        let stated = decided(&edge.need.retries)?;
        let policy = stated.value()?;
        let off = policy.max.as_ref().is_some_and(|max| max.get() == 0);
        (!off).then_some(Self { policy, span: stated.span })
    }

    /// Attempts after the first one, when said.
    #[must_use]
    pub fn max(&self) -> Option<u64> {
        self.policy.max.as_ref().map(|max| max.get())
    }

    /// Share of first attempts that may be retried, when there is such a limit.
    #[must_use]
    pub fn budget(&self) -> Option<f64> {
        decided(&self.policy.budget)?.value().map(|share| share.fraction())
    }

    /// Attempts per request while the callee answers none: 1 + max, or 1 + budget when that is less.
    #[must_use]
    pub fn factor(&self) -> Option<f64> {
        let max = self.max()? as f64;
        Some(1.0 + self.budget().map_or(max, |budget| budget.min(max)))
    }

    /// Whether the budget, and not `max`, decides on [`Retrying::factor`].
    #[must_use]
    pub fn is_capped(&self) -> bool {
        self.budget().zip(self.max()).is_some_and(|(budget, max)| budget < max as f64)
    }

    /// The arithmetic of [`Retrying::factor`]: `1 + 3`, `1 + 10% budget`.
    #[must_use]
    pub fn formula(&self) -> String {
        match (self.is_capped(), self.budget(), self.max()) {
            (true, Some(budget), _) => format!("1 + {}% budget", format_number(budget * 100.0)),
            (_, _, max) => format!("1 + {}", max.unwrap_or_default()),
        }
    }

    /// Whether only requests that never reached the callee are sent again.
    #[must_use]
    pub fn only_unsent(&self) -> bool {
        const UNSENT: &[&str] = &[
            "connect-error",
            "connect-failure",
            "connection-error",
            "connection-failure",
            "connection-refused",
            "refused-stream",
        ];
        let Some(when) = &self.policy.when else { return false };
        let mut words = when.split([',', '|', '+']).map(str::trim).filter(|word| !word.is_empty()).peekable();
        words.peek().is_some()
            && words.all(|word| UNSENT.contains(&word.to_lowercase().replace([' ', '_'], "-").as_str()))
    }
}
