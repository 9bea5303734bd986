//! The quota of an external against the peak with the headroom that was asked for.

use super::{Case, Found, Rule, Sort};
use crate::draft::number::Numbers;
use crate::draft::quota::quota;
use crate::draft::term::plain;
use loadline_base::figure::figure;

pub(super) const RULE: Rule = Rule {
    code: "quota-below-headroom",
    sort: Sort::Contradiction,
    about: "the quota of an external reaches less far above the peak than the headroom asked for",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let (quota, peak) = quota(case.statement, case.needs, &Numbers(case.numbers.to_vec()))?;
    let headroom = case.needs.headroom.value;
    let multiple = quota.value / peak.value;
    if multiple >= headroom * (1.0 - 1e-9) {
        return None;
    }
    let calls = if case.number("peak_write_rps").is_none_or(|number| number.value >= peak.value) {
        "writes/s"
    } else {
        "calls/s"
    };
    let short = if multiple < 1.0 { ", not even the peak itself" } else { "" };
    let asked = if case.needs.headroom.rests_on.is_empty() { "asked for" } else { "assumed" };
    let text = format!(
        "provider quota {} req/s against a peak of {} {calls} leaves {}x{short}, below the {}x headroom {asked} ({} × {} = {}); \
         a higher quota, a second provider, or a queue that smooths the calls",
        plain(quota.value),
        figure(peak.value),
        figure(multiple),
        plain(headroom),
        figure(peak.value),
        plain(headroom),
        figure(peak.value * headroom),
    );
    let mut evidence = quota.spans;
    evidence.extend(peak.spans);
    evidence.extend(case.needs.headroom.spans.iter().copied());
    Some((text, evidence))
}
