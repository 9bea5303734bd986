//! LL6: rollout and interfaces.

rules! {
    rollout_without_rollback_trigger,
    migration_without_expand_contract,
    breaking_change_without_version,
    canary_without_metric,
    unpinned_image,
    rollout_all_at_once,
    deploys_exceed_budget,
}
