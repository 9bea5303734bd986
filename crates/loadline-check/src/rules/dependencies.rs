//! LL2: dependencies and time budgets.

rules! {
    missing_timeout,
    callee_budget_exceeds_caller,
    retries_at_several_tiers,
    retry_of_non_idempotent_write,
    retries_without_backoff,
    retries_without_jitter,
    retries_without_budget,
}
