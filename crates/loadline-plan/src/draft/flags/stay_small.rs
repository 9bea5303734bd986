//! A load so small that the design should stay small as well.

use super::{Case, Found, Rule, Sort};
use loadline_base::figure::figure;

pub(super) const RULE: Rule = Rule {
    code: "stay-small",
    sort: Sort::Obligation,
    about: "the load is so small that more parts would only be more to break",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let peak = case.needs.peak.as_ref().filter(|_| case.small)?;
    let mut evidence = peak.spans.clone();
    evidence.extend(case.number("team").into_iter().flat_map(|team| team.spans.clone()));
    let files = if crate::draft::are_files(case.numbers) { " and the files beside it" } else { "" };
    let text = format!(
        "the design stays small: a peak of {} requests/s, and {} at ten times that, is carried by one modular monolith with one SQL store{files}; \
         no microservices, no stream, no multi-region and no cache recommended",
        figure(peak.value),
        figure(10.0 * peak.value),
    );
    Some((text, evidence))
}
