//! Something uncertain that nobody answers for.

use crate::prelude::*;
use crate::readings::figure::count;
use loadline_base::Span;

/// Something uncertain that nobody answers for.
pub(crate) const RULE: Rule = Rule {
    code: "LL907",
    name: "risk-without-owner",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "nobody answers for a risk, a threat or an assumption",
    requirements: &["D7", "D12", "O10", "O14"],
    pillar: None,
    facts: &["assumptions.*.owner", "risks.*.owner", "threats.*.owner", "risks.*.due"],
    page: include_str!("risk_without_owner.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let system = &cx.model.system;
    let assumptions = system.assumptions.iter().flat_map(|all| all.iter());
    let assumptions =
        assumptions.map(|(id, it)| ("assumption", id, it.key, it.owner.is_some(), it.expires.as_ref()));
    let risks = system.risks.iter().flat_map(|all| all.iter());
    let risks = risks.map(|(id, it)| ("risk", id, it.key, it.owner.is_some(), it.due.as_ref()));
    let threats = system.threats.iter().flat_map(|all| all.iter());
    let threats = threats.map(|(id, it)| ("threat", id, it.key, it.owner.is_some(), None));
    let all: Vec<_> = assumptions.chain(risks).chain(threats).collect();
    for (kind, id, key, _, due) in all.into_iter().filter(|(_, _, _, owned, _)| !owned) {
        let mut report = report(kind, id, key);
        if let Some(due) = due {
            let days = cx.today.days_until(due.value);
            report = report.note(format!("its day is {}, {}", due.value, distance(days))).number(
                Quantity::computed("days left", days as f64, "d", format!("{} − {}", due.value, cx.today)),
            );
        }
        cx.report(report);
    }
}

/// `in 3 days`, `today`, `1 day ago`.
fn distance(days: i64) -> String {
    let length = count(days.unsigned_abs(), "day");
    match days {
        0 => "today".to_owned(),
        1.. => format!("in {length}"),
        _ => format!("{length} ago"),
    }
}

fn report(kind: &'static str, id: &str, key: Span) -> Report {
    let (section, does) = match kind {
        "assumption" => ("assumptions", "finds out whether it is true"),
        "risk" => ("risks", "does anything about it"),
        _ => ("threats", "answers for what remains of it"),
    };
    Report::new(
        Place::new(format!("{section}/{id}"), key),
        format!("nobody {does}: the {kind} `{id}` has 0 owners"),
    )
    .number(Quantity::computed("owners", 0.0, "1", format!("owner of the {kind}")))
    .hint("add `owner:` with a team; what belongs to everybody is looked at by nobody")
}
