//! LL5: SLOs, alerts, runbooks and signals.

rules! {
    critical_journey_without_slo,
    sli_not_user_facing,
    page_without_user_impact,
    alert_without_owner,
    alert_without_runbook,
    job_without_watchdog,
    critical_operation_without_metrics,
    critical_operation_without_logs,
    critical_operation_without_traces,
    target_of_100_percent,
    runbook_never_validated,
    alert_policy_cannot_fire,
    slo_without_alert,
    few_events_for_alert,
    alert_tier_contradictory,
    objective_not_countable,
}
