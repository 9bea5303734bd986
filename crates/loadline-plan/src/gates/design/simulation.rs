//! What simulations of this very model show: claims that are kept, and no fault that harms more than its structure says.

use crate::ask::Ask;
use crate::facts::entries;
use crate::silence::Silence;
use loadline_base::Severity;
use loadline_evidence::{ClaimRecord, Quantity, RecordedVerdict, ScenarioRecord};

/// The rules that judge what was recorded. What they find carries the command that closes it.
const RULES: Silence =
    Silence { rules: &["LL414", "LL415", "LL416", "LL417", "LL418"], from: Severity::Note, questions: false };

/// Met by a recorded pass of every claim; a model without claims has nothing to be shown.
pub(super) fn simulated(ask: &mut Ask<'_>) {
    ask.listen(RULES);
    let facts = ask.facts;
    let Some(recorded) = facts.recorded else { return };
    for (id, scenario) in entries(&facts.model.system.scenarios) {
        for claim in scenario.claims.iter().flat_map(|claims| &claims.value) {
            let Some((record, found)) = recorded.claim(id, &claim.value) else { continue };
            let passed = found.verdict == RecordedVerdict::Pass && record.stale.is_none();
            if let Some(quantity) = quantity(record, found).filter(|_| passed) {
                ask.shown(format!("scenarios/{id}/claims"), &quantity);
            }
        }
    }
}

/// What was found of a claim, with the runs it rests on as its formula; `None` where no figure was.
pub(crate) fn quantity(record: &ScenarioRecord, found: &ClaimRecord) -> Option<Quantity> {
    let figure = found.figure?;
    let unit = match found.unit.as_str() {
        "s" => "s",
        "rps" => "rps",
        _ => "1",
    };
    let interval = match (found.low, found.high) {
        (Some(_), Some(_)) => format!("{}, 95 % interval over", found.told()),
        _ => format!("{};", found.told()),
    };
    let formula = format!("simulated: {interval} {} runs, seed {}", record.runs, record.seed);
    Some(Quantity::computed(found.claim.clone(), figure, unit, formula))
}
