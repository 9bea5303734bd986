//! The peak over the average that is taken where nothing is said of it.

use super::assumption::{Assumption, Assumptions};
use super::term::{self, Term};

/// Peak over average where nothing is said: the middle of 3 to 5.
pub(super) const PEAK: f64 = 4.0;

/// How many times the average the load is while all are connected that ever are.
pub(super) fn of_all_connected(assumptions: &mut Assumptions) -> Term {
    let claim = format!("the load with all of them connected is {} times the average", term::plain(PEAK));
    let basis = "those connected at once are the most there are; the middle of the usual 3 to 5";
    over_average(assumptions, PEAK, claim, basis, "say how much the average load is")
}

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
