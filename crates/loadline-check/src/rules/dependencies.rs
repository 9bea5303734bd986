//! LL2: dependencies and time budgets.

rules! {
    missing_timeout,
    callee_budget_exceeds_caller,
}
