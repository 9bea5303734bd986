//! LL7: security.

rules! {
    unencrypted_edge,
    unencrypted_store,
    unauthenticated_boundary_crossing,
    datastore_across_boundary,
    secret_in_environment,
    state_change_without_audit,
    container_escapes_to_host,
    internet_entry_without_guard,
    obsolete_tls,
    restricted_data_at_low_trust,
    unencrypted_entry,
}
