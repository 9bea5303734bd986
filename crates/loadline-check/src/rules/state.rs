//! LL1: state and ownership.

rules! {
    state_without_owner,
    two_writers,
    home_in_foreign_store,
    copy_without_reconciliation,
    copy_without_staleness,
    cache_without_expiry,
    stampede_without_control,
    event_sourced_without_replay,
    invalidate_everything,
    circular_state,
    copy_in_foreign_store,
    write_back_loss,
    undeclared_state,
    stale_beyond_promise,
    consistency_beyond_home,
    dual_write_without_outbox,
}
