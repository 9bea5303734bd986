//! How much time a year bad versions take: deploys a week × 52 × share that fails × time until it is taken back.

use loadline_base::units::{Duration, format_number};
use loadline_model::kinds::Deploys;

/// Time a year with a bad version, with the arithmetic; `None` when a part of it is not said.
pub(crate) fn time_a_year(deploys: &Deploys) -> Option<(Duration, String)> {
    let per_week = deploys.per_week.as_ref()?.get();
    let failing = deploys.failure_rate.as_ref()?.value;
    let each = deploys.detect_and_roll_back.as_ref()?.value;
    let formula = format!("{} a week × 52 × {failing} × {each}", format_number(per_week));
    Some((each.scale(per_week * 52.0 * failing.fraction()), formula))
}
