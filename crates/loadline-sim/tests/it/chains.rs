//! Chains of callers, however long, are no chains of functions: neither on the way down nor with the answer on the way up.

use crate::support::tandem;
use loadline_math::Law;
use loadline_sim::layout::{Effect, Fault, Layout};
use loadline_sim::profile::Arrivals;
use loadline_sim::time::Instant;
use loadline_sim::{Failure, Settings, run};

const LENGTH: u32 = 50_000;

/// One request a second, down such a chain, with this much work at each.
fn chain(work: f64) -> Layout {
    tandem(Arrivals::Even, 1.0, &vec![(Law::Constant(work), 1); LENGTH as usize])
}

#[test]
fn an_answer_goes_up_a_chain_at_once() {
    for work in [0.0, 1e-6] {
        let tally = run(&chain(work), Settings::lasting(2.5, 1));
        let users = &tally.sources[0];
        assert_eq!((users.arrived, users.good), (2, 2), "{work}");
        let sum = users.latency_sum;
        assert!((sum - 2.0 * f64::from(LENGTH) * work).abs() < 1e-9, "{work}: {sum}");
    }
}

#[test]
fn a_failure_goes_up_a_chain_at_once() {
    let mut layout = chain(1e-6);
    let last = Effect::Down { station: LENGTH - 1, first: 0, copies: 1 };
    layout.faults.push(Fault { at: Instant::START, effect: last });
    let users = &run(&layout, Settings::lasting(2.5, 1)).sources[0];
    assert_eq!((users.good, users.failed.of(Failure::Down)), (0, 2));
}
