//! Questions that take many runs: where the knee is, what every fault does, whether overload stays after its cause.
//!
//! Each takes a compiled model, changes load or faults, runs, and compares. Points use the same random numbers.

mod baseline;
mod bracket;
mod knee;
mod looks;
mod measured;
mod metastable;
mod outcome;
mod point;
mod resilience;

pub use baseline::Unsteady;
pub use knee::{Knee, knee};
pub use measured::{Measured, Part};
pub use metastable::{Level, Metastable, Trigger, metastable};
pub use outcome::{AFTER, FAULT, Harm, Outcome};
pub use point::Point;
pub use resilience::{Effects, Resilience, Trial, resilience, trials};

use crate::compile::Compiled;
use crate::engine::Settings;
use crate::layout::Layout;
use crate::profile::Arrivals;
use crate::time::{Delay, Instant};

/// Seconds before anything counts.
const WARM_UP: f64 = 10.0;

/// The layout with its load multiplied.
fn loaded(compiled: &Compiled, factor: f64) -> Layout {
    let mut layout = compiled.layout.clone();
    for source in &mut layout.sources {
        source.profile = source.profile.scaled(factor);
        if let Arrivals::Clients { number, .. } = &mut source.arrivals {
            *number = (f64::from(*number) * factor).round().clamp(1.0, 1e6) as u32;
        }
    }
    layout
}

/// So many seconds after the warm-up, in slices of one second.
fn settings(seed: u64, seconds: f64) -> Settings {
    Settings {
        from: Instant::START + Delay::from_seconds(WARM_UP),
        slices: seconds as usize,
        ..Settings::lasting(WARM_UP + seconds, seed)
    }
}
