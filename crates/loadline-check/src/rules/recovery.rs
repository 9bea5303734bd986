//! LL4: failure domains and recovery.

rules! {
    single_point_of_failure,
    replicas_in_one_domain,
    backup_never_restored,
    rpo_tighter_than_copies,
    rto_tighter_than_recovery,
    slo_above_dependencies,
    shared_dependency_not_replicated,
    store_without_backup,
    no_readiness_probe,
    quorum_cannot_lose_one,
    failover_consumes_budget,
    zone_loss_exceeds_capacity,
    simulated_claim_fails,
    simulated_claim_undecided,
    simulated_fault_beyond_prediction,
    simulated_evidence_stale,
    claim_never_simulated,
}
