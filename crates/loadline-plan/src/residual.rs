//! What remains when everything else is decided: open risks and assumptions, which both workflows end with.

use crate::ask::Ask;

/// Open risks: how bad, whose, what is done, until when.
pub(crate) fn risks(ask: &mut Ask<'_>) {
    let Some(risks) = &ask.facts.model.system.risks else {
        ask.missing("", "risks", "{}");
        return;
    };
    ask.note("risks".to_owned(), risks);
    for (id, risk) in risks.value.iter() {
        let at = format!("risks/{id}");
        ask.said(&at, "claim", risk.claim.as_ref(), "one region only");
        ask.said(&at, "severity", risk.severity.as_ref(), "medium");
        ask.said(&at, "owner", risk.owner.as_ref(), "payments");
        ask.said(&at, "mitigation", risk.mitigation.as_ref(), "restore in another region is practised");
        ask.said(&at, "due", risk.due.as_ref(), "2027-06-01");
    }
}

/// Assumptions: whose, resting on what, until when.
pub(crate) fn assumptions(ask: &mut Ask<'_>) {
    for (id, assumption) in crate::facts::entries(&ask.facts.model.system.assumptions) {
        let at = format!("assumptions/{id}");
        ask.said(&at, "claim", assumption.claim.as_ref(), "the peak stays below 350 rps");
        ask.said(&at, "owner", assumption.owner.as_ref(), "commerce");
        ask.said(&at, "basis", assumption.basis.as_ref(), "logs of 2025");
        ask.said(&at, "expires", assumption.expires.as_ref(), "2027-03-01");
    }
}
