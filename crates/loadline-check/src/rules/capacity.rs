//! LL3: capacity and performance.

rules! {
    journey_without_load,
    average_and_peak_not_told_apart,
    demand_above_capacity,
    headroom_below_multiplier,
    pool_exceeds_connections,
    external_quota_below_peak,
    consumer_slower_than_producer,
    backlog_recovery_exceeds_max_lag,
    node_loss_exceeds_utilisation,
    read_heavy_store_without_cache,
    calls_per_request,
    no_connection_pool,
    large_payload_uncompressed,
    heavy_work_in_request,
    autoscaling_too_slow,
    growth_exhausts_capacity,
    no_memory_limit,
    more_consumers_than_partitions,
}
