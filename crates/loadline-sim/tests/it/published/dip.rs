//! How long a dip of capacity must be to leave a retry storm behind (Huang et al., OSDI 2022, artefact for a replicated store:
//! one request each 75 µs, 3 s of patience, four more attempts at once, capacity cut by 80 % at 60 s). Their artefact says that
//! rates need tuning; here they are a tenth, and the capacity is set so that 10 s are just too long.

use super::{at, collapsed, seconds};
use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::{Effect, Fault, Retries};
use loadline_sim::profile::Arrivals;
use loadline_sim::time::Delay;

/// Of 20 runs, how many answer less than half of what comes a minute and a half later.
fn stay_down(rate: f64, dip: f64, cut: f64) -> usize {
    let mut layout = single(Arrivals::Even, rate, Law::Exponential { mean: 1.0 / 3_550.0 }, 1);
    layout.calls[0].timeout = Some(seconds(3.0));
    layout.calls[0].retries = Retries::after(4, Delay::ZERO);
    let factor = 1.0 / (1.0 - cut);
    layout.faults.push(Fault { at: at(60.0), effect: Effect::Slow { station: 0, factor } });
    layout.faults.push(Fault { at: at(60.0 + dip), effect: Effect::Slow { station: 0, factor: 1.0 } });
    collapsed(&layout, 150.0, 170.0)
}

#[test]
fn a_little_less_of_anything_lets_it_recover() {
    let rate = 1.0 / 750e-6;
    assert_eq!(stay_down(rate, 10.0, 0.80), 20);
    assert_eq!(stay_down(rate, 9.0, 0.80), 0, "a shorter dip");
    assert_eq!(stay_down(rate, 10.0, 0.78), 0, "a shallower dip");
    assert_eq!(stay_down(1.0 / 1e-3, 10.0, 0.80), 0, "a lower load");
}
