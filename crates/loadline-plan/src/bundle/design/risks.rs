//! What remains: open risks with their owners, what threats leave over, what rules still say, and what somebody accepted.

use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::facts::entries;
use loadline_base::Severity;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "risks", title: "Open risks and follow-ups", gates: &["D10"], write };

/// Findings that are told before the rest is counted.
const TOLD: usize = 40;

pub(in crate::bundle) fn write(desk: &mut Desk<'_, '_>) {
    risks(desk);
    residuals(desk);
    findings(desk);
    acceptances(desk);
}

fn risks(desk: &mut Desk<'_, '_>) {
    match &desk.facts.model.system.risks {
        Some(none) if none.is_empty() => {
            let words = desk.cite("risks", none, "No risk is open, by decision.");
            desk.say(words);
        }
        Some(_) => {}
        None => desk.open("risks", "nobody says which risks are open; `{}` says that none is"),
    }
    let mut rows = Vec::new();
    for (id, risk) in entries(&desk.facts.model.system.risks) {
        let at = format!("risks/{id}");
        let claim = desk.value(&at, "claim", risk.claim.as_ref());
        let severity = desk.value(&at, "severity", risk.severity.as_ref());
        let owner = desk.value(&at, "owner", risk.owner.as_ref());
        let mitigation = desk.value(&at, "mitigation", risk.mitigation.as_ref());
        let due = desk.value(&at, "due", risk.due.as_ref());
        rows.push(vec![Words::id(id), severity, owner, due, claim, mitigation]);
    }
    desk.table("Open risks", &["risk", "severity", "owner", "until", "what", "what is done"], rows);
}

fn residuals(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, threat) in entries(&desk.facts.model.system.threats) {
        let at = format!("threats/{id}");
        let residual = desk.value(&at, "residual", threat.residual.as_ref());
        let owner = desk.value(&at, "owner", threat.owner.as_ref());
        rows.push(vec![Words::id(id), owner, residual]);
    }
    desk.table("What remains of the threats", &["threat", "owner", "what remains"], rows);
}

fn findings(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    let spoken: Vec<_> =
        facts.findings.iter().filter(|finding| finding.diagnostic.severity > Severity::Note).collect();
    for finding in spoken.iter().take(TOLD) {
        let diagnostic = &finding.diagnostic;
        let words = desk.declared(&finding.path, diagnostic.message.clone());
        let severity = Words::from(diagnostic.severity.to_string());
        rows.push(vec![Words::from(diagnostic.code), severity, Words::id(&finding.path), words]);
    }
    desk.table("What rules still say", &["rule", "severity", "at", "what"], rows);
    if spoken.len() > TOLD {
        desk.say("Further findings are printed by `loadline check`.");
    }
}

fn acceptances(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    let all = desk.facts.model.system.accept.iter().flat_map(|all| &all.value);
    for (index, acceptance) in all.enumerate() {
        let at = format!("accept/{index}");
        let rule = desk.value(&at, "rule", acceptance.rule.as_ref());
        let place = desk.blank(&at, "at", acceptance.at.as_ref());
        let reason = desk.value(&at, "reason", acceptance.reason.as_ref());
        let owner = desk.value(&at, "owner", acceptance.owner.as_ref());
        let until = desk.value(&at, "until", acceptance.until.as_ref());
        rows.push(vec![rule, place, reason, owner, until]);
    }
    desk.table("What somebody accepted", &["rule", "at", "why", "owner", "until"], rows);
}
