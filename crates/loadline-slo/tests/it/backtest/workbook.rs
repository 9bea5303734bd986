//! Constant outages through the formulas of the SRE Workbook: detection and reset agree within one evaluation.

use super::made::{MINUTE, START, fired, history, policy, slo, tier};
use loadline_base::units::Duration;
use loadline_slo::backtest::{Setup, backtest};
use loadline_slo::{Budget, Class};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn outages_are_noticed_and_over_when_the_formulas_say(
        errors in 2u32..1000,
        tenths in 5u32..300,
        long in 12i64..400,
        twelfth in 2i64..13,
    ) {
        let errors = f64::from(errors) / 1000.0;
        let burn = f64::from(tenths) / 10.0;
        let short = (long / twelfth).max(2);
        let minutes = |minutes: i64| Duration::from_secs_f64(minutes as f64 * 60.0);
        let slos = [slo("shop")];
        let budget = Budget { target: slos[0].target, period: slos[0].period() };
        let detected = budget.detected_after(burn, minutes(long), errors);
        // Both windows are full of it, and it goes on a little.
        let (from, length) = (long + 1, long + 3);
        let total = from + length + long + 5;
        let made = history(total, |minute| {
            Some((6000.0, if (from..from + length).contains(&minute) { 6000.0 * errors } else { 0.0 }))
        });
        let candidates = [policy("one", vec![tier(
            Class::Page,
            &format!("{burn}"),
            &format!("{long}m"),
            &format!("{short}m"),
        )])];
        // The formulas know nothing of windows that are added up from shorter ones.
        let setup = Setup { raw_up_to: Duration::MAX, ..Setup::new(&slos, &made, &candidates) };
        let report = backtest(&setup).unwrap();
        let fired = fired(&report, "page-1");
        let Some(detected) = detected else {
            prop_assert!(fired.is_empty(), "{fired:?}");
            return Ok(());
        };
        prop_assert_eq!(fired.len(), 1);
        let (began, ended) = fired[0];
        let late = (began - from) as f64 * 60.0 - detected.as_secs_f64();
        prop_assert!((-1e-6..=60.0 + 1e-6).contains(&late), "{late} s after {:?}", detected);
        let reset = budget.reset_after(burn, minutes(short), errors).unwrap();
        let late = (ended.unwrap() - from - length) as f64 * 60.0 - reset.as_secs_f64();
        prop_assert!((-1e-6..=60.0 + 1e-6).contains(&late), "{late} s after {:?}", reset);
        // What was spent when it fired is burn × long ÷ period, and what one more evaluation adds.
        let alert = &report.policies[0].alerts[0];
        prop_assert_eq!(alert.fired, START + began * MINUTE);
    }
}
