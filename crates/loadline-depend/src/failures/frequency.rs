//! How often something fails, from how much each cause matters: exact for independent causes that come and go.
//!
//! It knows nothing of how importance is worked out; the Birnbaum values of the events are handed in.

use crate::cause::Cause;
use crate::failures::Failures;

impl Failures<'_> {
    /// Outages a year of a top with these Birnbaum values, one an event, at the probabilities as stated.
    ///
    /// Outages begin when a cause reaches one of its ages while the top is whole, hence over all causes
    /// Σ (outages a year that get as old as a band) × (how much likelier the top is in this band than in the one before).
    /// With one band that is the well-known Σ Birnbaum × q ÷ m. Chances have no beginning and count only as conditions.
    #[must_use]
    pub fn per_year(&self, birnbaum: &[f64]) -> f64 {
        let probabilities = self.stated();
        self.causes.iter().map(|cause| brought_about_by(cause, &probabilities, birnbaum)).sum()
    }
}

/// Outages a year of the top that begin when this cause does, or when it reaches another age.
fn brought_about_by(cause: &Cause<'_>, probabilities: &[f64], birnbaum: &[f64]) -> f64 {
    // How much likelier the top is than without the cause, from the band met first to the one met last: given exactly
    // this band (`now`), and given this band or one met before or none (`outside`).
    let (mut now, mut outside, mut begins) = (0.0, 0.0, 0.0);
    for (index, band) in cause.bands.iter().enumerate().rev() {
        let inner = index.checked_sub(1).map_or(0.0, |inner| cause.unavailability * cause.bands[inner].share);
        let event = band.event.index();
        let before = now;
        // A Birnbaum value is worked out with the rarer bands left to chance, and in those the event decides nothing.
        now = outside + if inner < 1.0 { birnbaum[event] / (1.0 - inner) } else { 0.0 };
        outside += probabilities[event] * (now - outside);
        begins += (now - before) * cause.per_year() * band.age.reached(cause.mean, cause.length);
    }
    begins
}
