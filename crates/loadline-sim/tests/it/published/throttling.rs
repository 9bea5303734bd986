//! Callers that hold back what would be turned away (Google SRE book, ch. 21): as many requests are sent as K times those
//! accepted.

use super::at;
use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::Throttle;
use loadline_sim::profile::Arrivals;
use loadline_sim::{Settings, replicate};

/// Of 400 a second, how many are sent to a backend that takes 100.
fn sent(k: f64) -> f64 {
    let mut layout = single(Arrivals::Poisson, 400.0, Law::Exponential { mean: 0.001 }, 8);
    layout.stations[0].quota = Some(100.0);
    layout.calls[0].throttle = Some(Throttle { edge: "users".to_owned(), k });
    let runs = replicate(&layout, Settings { from: at(600.0), ..Settings::lasting(900.0, 7) }, 20);
    let accepted: u64 = runs.iter().map(|run| run.sources[0].good).sum();
    assert!((accepted as f64 / 20.0 / 300.0 - 100.0).abs() < 0.5);
    runs.iter().map(|run| run.calls[0].attempts).sum::<u64>() as f64 / 20.0 / 300.0
}

#[test]
fn one_is_turned_away_for_each_accepted_or_for_ten() {
    assert!((sent(2.0) - 200.0).abs() < 3.0);
    assert!((sent(1.1) - 110.0).abs() < 3.0);
    // More than comes cannot be sent.
    assert!((sent(5.0) - 400.0).abs() < 3.0);
}
