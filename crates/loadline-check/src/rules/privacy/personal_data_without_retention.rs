//! Personal data that is kept for ever.

use crate::prelude::*;
use crate::readings::sensitivity::is_personal;

/// Personal data that is kept for ever.
pub(crate) const RULE: Rule = Rule {
    code: "LL802",
    name: "personal-data-without-retention",
    level: Severity::Error,
    since: "0.1.0",
    summary: "personal data is kept for ever",
    requirements: &["D7", "D16"],
    pillar: None,
    facts: &["data.*.personal", "data.*.retention", "state.*.data"],
    page: include_str!("personal_data_without_retention.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for (id, data) in
        cx.model.system.data.iter().flat_map(|all| all.iter()).filter(|(_, data)| is_personal(data))
    {
        let place = Place::new(format!("data/{id}"), data.key);
        match Saying::of(&data.retention) {
            Saying::Value(..) => {}
            Saying::Nothing => {
                cx.ask(&place, "retention", format!("how long is the personal data in `{id}` kept?"))
            }
            Saying::None(span) => {
                let items = data.personal.as_ref().and_then(|personal| personal.value()).map_or(0, Vec::len);
                let noun = if items == 1 { "kind" } else { "kinds" };
                cx.report(
                    Report::new(place, format!("`{id}` keeps {items} {noun} of personal data for ever"))
                        .mark(span, "without end, by decision")
                        .number(Quantity::computed(
                            "kinds of personal data",
                            items as f64,
                            "1",
                            "items under `personal`",
                        ))
                        .hint(
                            "say for how long its purpose or a law needs it, and delete or anonymise it then",
                        ),
                );
            }
        }
    }
}
