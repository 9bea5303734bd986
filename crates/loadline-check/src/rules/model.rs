//! LL0: model and references.

rules! {
    dangling_reference,
    unused_id,
    hard_call_cycle,
    unreachable_component,
    journey_reaches_nothing,
    contradictory_capacity,
    assumed_call_order,
    contradictory_replicas,
    contradictory_load,
    topic_without_ends,
    start_order_deadlock,
    unused_need,
    descending_percentiles,
    contradictory_spread,
    contradictory_failures,
}
