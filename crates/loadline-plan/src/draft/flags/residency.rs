//! Data that must stay in a place binds every copy, backup, log and processor.

use super::{Case, Found, Rule, Sort};
use crate::statement::Mark;

pub(super) const RULE: Rule = Rule {
    code: "data-residency",
    sort: Sort::Obligation,
    about: "data must stay in a country or region",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let at = case.mark(Mark::Residency)?;
    let mut evidence = vec![at];
    let mut text =
        "data must stay where it is said to: every copy, backup, log, trace and cache as well".to_owned();
    if let Some(external) = case.mark(Mark::External) {
        text.push_str(
            ", and the external that gets some of it needs a contract on processing and a region inside",
        );
        evidence.push(external);
    }
    if let Some(several) = case.mark(Mark::SeveralRegions) {
        text.push_str("; several regions are asked for: keep it in its home region and replicate nothing of it elsewhere");
        evidence.push(several);
    }
    Some((text, evidence))
}
