//! Personal data in the hands of somebody who has promised nothing.

use crate::prelude::*;
use crate::readings::abroad::recipients;

/// Personal data in the hands of somebody who has promised nothing.
pub(crate) const RULE: Rule = Rule {
    code: "LL804",
    name: "personal-data-without-agreement",
    level: Severity::Error,
    since: "0.1.0",
    summary: "personal data goes to an external without a contract on its processing",
    requirements: &["D7", "D16"],
    pillar: None,
    facts: &["externals.*.agreement", "services.*.needs.*.carries", "data.*.personal"],
    page: include_str!("personal_data_without_agreement.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for recipient in recipients(cx.model) {
        let name = recipient.component.name;
        let place = recipient.component.place();
        match Saying::of(&recipient.external.agreement) {
            Saying::Value(..) => {}
            Saying::Nothing => {
                let text = format!(
                    "which contract covers the personal data that `{name}` gets ({})?",
                    recipient.data()
                );
                cx.ask(&place, "agreement", text);
            }
            Saying::None(span) => {
                let count = recipient.receives.len();
                let noun = if count == 1 { "class" } else { "classes" };
                let message = format!(
                    "`{name}` gets {count} {noun} of personal data without a contract: {}",
                    recipient.data()
                );
                let mut report = Report::new(place, message)
                    .mark(span, "no contract, by decision")
                    .number(Quantity::computed(
                        "classes of personal data",
                        count as f64,
                        "1",
                        recipient.data(),
                    ))
                    .hint(
                        "sign an agreement on processing and name it here, or send nothing that names people",
                    );
                for (datum, edge) in &recipient.receives {
                    report = report.and(datum.span, format!("`{}` sends `{}`", edge.from.name, datum.id));
                }
                cx.report(report);
            }
        }
    }
}
