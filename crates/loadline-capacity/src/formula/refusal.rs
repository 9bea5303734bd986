//! Why a formula gives no number: a refusal names the quantity and what it would have to be.

use loadline_base::units::format_number;

/// More servers than this are not computed; the time grows with their number.
pub const MOST_SERVERS: u64 = 10_000_000;
/// Chains with more states than this are not computed; time and memory grow with their number.
pub const MOST_STATES: usize = 2_000_000;

/// Why a formula gives no number.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// Work arrives as fast as it is done, or faster; there is no steady state.
    #[error("utilisation is {}: {why}; the queue grows without end", format_number(*utilisation))]
    Unstable {
        /// What would have to be below 1.
        utilisation: f64,
        /// Arrivals and capacity, with the figures.
        why: String,
    },
    /// A parameter that is not what it must be.
    #[error("`{parameter}` is {}: it must be {wanted}", format_number(*value))]
    OutOfRange {
        /// Its name.
        parameter: &'static str,
        /// What was given.
        value: f64,
        /// What it must be.
        wanted: String,
    },
    /// A parameter that this case needs and that was not given.
    #[error("`{parameter}` is missing: {why}")]
    Missing {
        /// Its name.
        parameter: &'static str,
        /// What needs it.
        why: String,
    },
    /// A quantity without a finite value.
    #[error("`{quantity}` is infinite: {why}")]
    Infinite {
        /// Its name.
        quantity: &'static str,
        /// The reason.
        why: String,
    },
    /// More work than is done for one number.
    #[error("too large to compute: {why}")]
    TooLarge {
        /// The bound, and what exceeds it.
        why: String,
    },
    /// Figures so extreme that a result is no number.
    #[error("`{quantity}` leaves the range of numbers")]
    NotANumber {
        /// Its name.
        quantity: &'static str,
    },
}

impl Refusal {
    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Unstable { .. } => "lower the arrival rate, or give it more or faster servers",
            Self::OutOfRange { .. } | Self::Missing { .. } => {
                "`loadline formula NAME` shows every parameter with its unit"
            }
            Self::Infinite { .. } => {
                "truncate the distribution, for instance by a timeout, and use its moments"
            }
            Self::TooLarge { .. } => "use smaller numbers, or a formula without a limit on places",
            Self::NotANumber { .. } => "bring the parameters closer to each other in size",
        }
    }
}

/// Refuses what is not a finite number above 0.
pub(crate) fn positive(parameter: &'static str, value: f64) -> Result<f64, Refusal> {
    within(parameter, value, value > 0.0 && value.is_finite(), "above 0")
}

/// Refuses what is not a finite number of at least 0.
pub(crate) fn not_negative(parameter: &'static str, value: f64) -> Result<f64, Refusal> {
    within(parameter, value, value >= 0.0 && value.is_finite(), "0 or more")
}

/// Refuses what is not from 0 to 1.
pub(crate) fn share(parameter: &'static str, value: f64) -> Result<f64, Refusal> {
    within(parameter, value, (0.0..=1.0).contains(&value), "from 0 to 1")
}

/// Refuses what is not at least 0 and below 1.
pub(crate) fn below_one(parameter: &'static str, value: f64) -> Result<f64, Refusal> {
    within(parameter, value, (0.0..1.0).contains(&value), "at least 0 and below 1")
}

/// Refuses what is not strictly between 0 and 1.
pub(crate) fn quantile(value: f64) -> Result<f64, Refusal> {
    within("quantile", value, value > 0.0 && value < 1.0, "between 0 and 1, such as 0.99")
}

/// Refuses what is not a count from `least` to `most`.
pub(crate) fn count(parameter: &'static str, value: u64, least: u64, most: u64) -> Result<u64, Refusal> {
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    let (low, high) = (format_number(least as f64), format_number(most as f64));
    Err(Refusal::OutOfRange { parameter, value: value as f64, wanted: format!("from {low} to {high}") })
}

/// Refuses when `fits` is false.
pub(crate) fn within(parameter: &'static str, value: f64, fits: bool, wanted: &str) -> Result<f64, Refusal> {
    if fits { Ok(value) } else { Err(Refusal::OutOfRange { parameter, value, wanted: wanted.to_owned() }) }
}

/// The capacity left over, `capacity − arrivals`, refused when there is none. `shown` is the capacity in words,
/// such as `8 × 10/s`.
pub(crate) fn spare(arrivals: f64, capacity: f64, shown: &str) -> Result<f64, Refusal> {
    let spare = capacity - arrivals;
    if spare > 0.0 && spare.is_finite() {
        return Ok(spare);
    }
    let verb = if spare == 0.0 { "equal" } else { "exceed" };
    let why = format!("arrivals {}/s {verb} {shown}", format_number(arrivals));
    Err(Refusal::Unstable { utilisation: arrivals / capacity, why })
}

/// The refusal of more than [`MOST_STATES`] states.
pub(crate) fn too_many_states() -> Refusal {
    Refusal::TooLarge { why: format!("more than {} states matter", format_number(MOST_STATES as f64)) }
}
