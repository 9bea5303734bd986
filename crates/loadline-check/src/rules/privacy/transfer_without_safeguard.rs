//! Personal data that leaves the regions it is bound to, without a safeguard.

use crate::prelude::*;
use crate::readings::abroad::{Recipient, recipients};
use loadline_model::Stated;

/// Personal data that leaves the regions it is bound to, without a safeguard.
pub(crate) const RULE: Rule = Rule {
    code: "LL805",
    name: "transfer-without-safeguard",
    level: Severity::Error,
    since: "0.1.0",
    summary: "personal data goes to an external outside the regions of the system without a safeguard",
    requirements: &["D2", "D7", "D16"],
    pillar: None,
    facts: &[
        "system.constraints.regions",
        "externals.*.region",
        "externals.*.transfer",
        "services.*.needs.*.carries",
        "data.*.personal",
    ],
    page: include_str!("transfer_without_safeguard.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let constraints = cx.model.system.identity.as_ref().and_then(|system| system.constraints.as_ref());
    let Some(regions) = constraints.and_then(|constraints| constraints.regions.as_ref()) else { return };
    for recipient in recipients(cx.model) {
        let place = recipient.component.place();
        let Some(region) = decided(&recipient.external.region) else {
            let text =
                format!("in which region does `{}` process {}?", recipient.component.name, recipient.data());
            cx.ask(&place, "region", text);
            continue;
        };
        if regions.iter().any(|allowed| lies_in(&region.value, &allowed.value)) {
            continue;
        }
        let (severity, what, span) = match Saying::of(&recipient.external.transfer) {
            Saying::Value(..) => continue,
            Saying::None(span) => (Severity::Error, "without a safeguard", span),
            // Both regions are known to differ, so something has to be said here.
            Saying::Nothing => (Severity::Warning, "and no safeguard is stated", region.span),
        };
        let allowed: Vec<String> = regions.iter().map(|region| format!("`{}`", region.value)).collect();
        cx.report(
            report(place, &recipient, region, what)
                .severity(severity)
                .mark(span, if severity == Severity::Error { "no safeguard, by decision" } else { "outside" })
                .and(regions.span, format!("data must stay in {}", allowed.join(", "))),
        );
    }
}

fn report(place: Place, recipient: &Recipient<'_>, region: &Stated<String>, what: &str) -> Report {
    let count = recipient.receives.len();
    let message = format!(
        "{} leaves for `{}` in `{}` {what}",
        recipient.data(),
        recipient.component.name,
        region.value
    );
    let mut report = Report::new(place, message)
        .note(format!("classes of personal data that leave: {count}"))
        .number(Quantity::computed("classes of personal data", count as f64, "1", recipient.data()))
        .hint("name the safeguard (`scc`, `adequacy`, `bcr`) under `transfer:`, or choose a region inside");
    for (datum, edge) in &recipient.receives {
        report = report.and(datum.span, format!("`{}` sends `{}`", edge.from.name, datum.id));
    }
    report
}

/// Whether a region is, or lies in, an allowed one: `eu-west-1` lies in `eu`.
fn lies_in(region: &str, allowed: &str) -> bool {
    let (region, allowed) = (region.to_ascii_lowercase(), allowed.to_ascii_lowercase());
    region
        .strip_prefix(&allowed)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_', ' ', '/']))
}

#[cfg(test)]
mod tests {
    use super::lies_in;

    #[test]
    fn regions_lie_in_larger_ones_by_name() {
        assert!(lies_in("eu", "EU"));
        assert!(lies_in("eu-west-1", "eu"));
        assert!(!lies_in("europa", "eu"));
        assert!(!lies_in("eu", "eu-west-1"));
    }
}
