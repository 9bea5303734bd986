//! Claims of scenarios, each with what was recorded when it was simulated.

use crate::check::Check;
use loadline_base::Span;
use loadline_evidence::{ClaimRecord, Place, RecordedVerdict, ScenarioRecord};

/// A claim of a scenario.
pub(crate) struct Claim<'m> {
    /// Id of the scenario.
    pub(crate) scenario: &'m str,
    /// Where the claim is: the scenario's list of claims.
    pub(crate) place: Place,
    /// Where it is written.
    pub(crate) said: Span,
    /// The claim.
    pub(crate) text: &'m str,
    /// What was recorded of it.
    pub(crate) record: Option<(&'m ScenarioRecord, &'m ClaimRecord)>,
}

impl<'m> Claim<'m> {
    /// What is recorded of it and still true, with this verdict.
    pub(crate) fn fresh(&self, verdict: RecordedVerdict) -> Option<(&'m ScenarioRecord, &'m ClaimRecord)> {
        self.record.filter(|(scenario, claim)| scenario.stale.is_none() && claim.verdict == verdict)
    }
}

/// Every claim of every scenario, in the order written.
pub(crate) fn claims<'m>(cx: &Check<'m>) -> Vec<Claim<'m>> {
    let (system, recorded) = (&cx.model.system, cx.recorded);
    let mut found = Vec::new();
    for (scenario, named) in system.scenarios.iter().flat_map(|all| all.value.iter()) {
        for claim in named.claims.iter().flat_map(|claims| &claims.value) {
            let text = claim.value.as_str();
            let place = Place::new(format!("scenarios/{scenario}/claims"), claim.span);
            let record = recorded.and_then(|recorded| recorded.claim(scenario, text));
            found.push(Claim { scenario, place, said: claim.span, text, record });
        }
    }
    found
}

/// The first of the claims of each scenario that are meant: one finding tells of all of them.
pub(crate) fn first_of_each<'m>(cx: &Check<'m>, meant: impl FnMut(&Claim<'m>) -> bool) -> Vec<Claim<'m>> {
    let mut found: Vec<Claim<'m>> = claims(cx).into_iter().filter(meant).collect();
    found.dedup_by_key(|claim| claim.scenario);
    found
}

/// `20 runs, seed 1`.
pub(crate) fn basis(runs: u32, seed: u64) -> String {
    format!("{runs} runs, seed {seed}")
}
