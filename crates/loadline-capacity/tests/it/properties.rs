//! What holds for any load: everything is linear in the rate, and at the factor named the limit is reached exactly.

use crate::models::capacity;
use loadline_capacity::side::What;
use proptest::prelude::*;

/// A system with every kind of limit, at this many requests a second at peak.
fn model(peak: f64, calls: f64, hit: u32, copies: u64, each: f64) -> String {
    format!(
        "
services:
  web:
    replicas: {{min: {copies}, max: {}, autoscale: {{target: 60%}}}}
    capacity: {{rps: {each}}}
    needs:
      cache: {{reads: {calls}}}
      db: {{via: cache, writes: 0.5, pool: 10}}
      replica: {{to: db, reads: {calls}, route: replica}}
      psp: {{share: 40%, rate-limit: {each}rps}}
      psp-2: {{share: 60%}}
caches: {{cache: {{hit-ratio: {hit}%, replicas: {{min: {copies}}}, capacity: {{rps: {each}}}}}}}
stores: {{db: {{replicas: {{min: 3, mode: async}}, capacity: {{rps: {each}, connections: 55}}}}}}
externals: {{psp: {{quota: {each}rps}}, psp-2: {{quota: {each}rps}}}}
journeys: {{go: {{entry: web, load: {{average: {}rps, peak: {peak}rps}}}}}}
",
        copies * 3,
        peak / 4.0
    )
}

/// Name, kind, load and factor of every limit.
fn limits(text: &str) -> Vec<(String, What, f64, f64)> {
    capacity(text, |all| {
        let row = |limit: &loadline_capacity::limit::Limit<'_>| {
            (limit.name(), limit.what, limit.load.value, limit.lasts.value)
        };
        let mut rows: Vec<_> = all.limits.iter().map(row).collect();
        assert!(rows.windows(2).all(|pair| pair[0].3 <= pair[1].3), "the first to break comes first");
        rows.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        rows
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn twice_the_traffic_lasts_half_as_long(
        peak in 1.0f64..1e4,
        calls in 0.1f64..20.0,
        hit in 0u32..100,
        copies in 1u64..20,
        each in 1.0f64..1e4,
    ) {
        let once = limits(&model(peak, calls, hit, copies, each));
        let twice = limits(&model(2.0 * peak, calls, hit, copies, each));
        prop_assert_eq!(once.len(), twice.len());
        for (a, b) in once.iter().zip(&twice) {
            prop_assert_eq!((&a.0, a.1), (&b.0, b.1));
            // An external is held to a caller's rate limit, and pools come in whole copies: their load bends.
            if !matches!(a.1, What::Connections) && a.0 != "psp" {
                prop_assert!((b.2 / a.2 - 2.0).abs() < 1e-9, "load {:?} {:?}", a, b);
                prop_assert!((a.3 / b.3 - 2.0).abs() < 1e-9, "factor {:?} {:?}", a, b);
            }
        }
    }

    #[test]
    fn at_the_factor_named_the_limit_is_reached_exactly(
        peak in 1.0f64..1e4,
        calls in 0.1f64..20.0,
        hit in 0u32..100,
        copies in 1u64..20,
        each in 1.0f64..1e4,
    ) {
        // A factor of 0 says that it is too much with no load at all, as pools of copies that always run can be.
        for (name, what, _, factor) in limits(&model(peak, calls, hit, copies, each)).into_iter().filter(|row| row.3 > 0.0) {
            let there = limits(&model(peak * factor, calls, hit, copies, each));
            let (.., now) = there.iter().find(|row| (&row.0, row.1) == (&name, what)).expect("it is still there");
            prop_assert!((now - 1.0).abs() < 1e-6, "{} {:?}: {} at {}", name, what, now, factor);
        }
    }
}
