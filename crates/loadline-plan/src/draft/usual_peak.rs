//! The peak over the average that is taken where nothing is said of it.

use super::assumption::{Assumption, Assumptions};
use super::term::{self, Term};

/// Peak over average where nothing is said: the middle of 3 to 5.
pub(super) const PEAK: f64 = 4.0;

/// How many times the average the peak is, as an assumption.
pub(super) fn over_average(
    assumptions: &mut Assumptions,
    value: f64,
    claim: String,
    basis: &str,
    correct: &'static str,
) -> Term {
    assumptions.term(
        value,
        term::plain(value),
        Assumption {
            id: "peak-multiplier",
            title: "peak multiplier".to_owned(),
            claim,
            basis: basis.to_owned(),
            correct,
            essential: false,
        },
    )
}
