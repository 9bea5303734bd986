//! What the real Alertmanager and the simulation are both given: a configuration with short times, and alerts over three quarters of
//! a minute.

pub(super) const CONFIG: &str = r#"
global: {resolve_timeout: 5s}
route:
  receiver: tickets
  group_by: [slo]
  group_wait: 1s
  group_interval: 3s
  repeat_interval: 10s
  routes:
  - matchers: [severity="page"]
    receiver: pages
    continue: true
  - matchers: [severity="page"]
    receiver: copies
    group_by: ['...']
    group_wait: 2s
    repeat_interval: 1m
inhibit_rules:
- source_matchers: [severity="page"]
  target_matchers: [severity="ticket"]
  equal: [slo]
receivers:
- name: pages
  webhook_configs: [{url: 'http://127.0.0.1:WEBHOOK/pages'}]
- name: copies
  webhook_configs: [{url: 'http://127.0.0.1:WEBHOOK/copies', send_resolved: false}]
- name: tickets
  webhook_configs: [{url: 'http://127.0.0.1:WEBHOOK/tickets'}]
"#;

/// The alerts, by their labels.
pub(super) const ALERTS: &[&str] = &[
    "alertname=fast,severity=page,slo=a",
    "alertname=slow,severity=page,slo=a",
    "alertname=ticket,severity=ticket,slo=a",
    "alertname=fast,severity=page,slo=b",
    "alertname=ticket,severity=ticket,slo=b",
    "alertname=timeout,severity=ticket,slo=c",
];

/// Milliseconds after the start, the alert, and what is told of it: it began, it ended, or it is without an end of its own.
pub(super) const STEPS: &[(u64, usize, Step)] = &[
    (500, 0, Step::Begins),
    (700, 2, Step::Begins),
    (800, 5, Step::Unbounded),
    (2_800, 1, Step::Begins),
    (5_700, 3, Step::Begins),
    (7_100, 3, Step::Ends),
    (8_300, 3, Step::Begins),
    (11_000, 4, Step::Begins),
    (15_600, 0, Step::Ends),
    (17_700, 1, Step::Ends),
    (21_300, 3, Step::Ends),
    (29_100, 2, Step::Ends),
    (36_100, 0, Step::Begins),
    (37_200, 3, Step::Begins),
    (37_600, 3, Step::Ends),
    (40_500, 0, Step::Ends),
    (41_700, 4, Step::Ends),
];

/// Milliseconds until the end.
pub(super) const LENGTH: u64 = 48_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Begins,
    Ends,
    Unbounded,
}
