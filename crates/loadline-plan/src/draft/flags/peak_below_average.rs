//! A stated peak below the average that follows from the other figures.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::plain;

pub(super) const RULE: Rule = Rule {
    code: "peak-below-average",
    sort: Sort::Contradiction,
    about: "the peak stated is below the average, or the average that follows from users and actions",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let factor = &case.needs.peak_factor;
    let (average, peak) = (case.needs.average.as_ref()?, case.needs.peak.as_ref()?);
    if factor.value >= 1.0 {
        return None;
    }
    let text = format!(
        "the peak of {} a second is below the average of {} a second ({}): one of the two figures is wrong",
        plain(peak.value),
        plain(average.value),
        average.shown,
    );
    let mut evidence = peak.spans.clone();
    evidence.extend(average.spans.iter().copied());
    Some((text, evidence))
}
