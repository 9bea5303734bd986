//! Personal data that is held for no stated purpose.

use crate::prelude::*;
use crate::readings::sensitivity::is_personal;

/// Personal data that is held for no stated purpose.
pub(crate) const RULE: Rule = Rule {
    code: "LL801",
    name: "personal-data-without-purpose",
    level: Severity::Error,
    since: "0.1.0",
    summary: "personal data is held for no stated purpose",
    requirements: &["D7", "D16"],
    pillar: None,
    facts: &["data.*.personal", "data.*.purpose", "data.*.basis"],
    page: include_str!("personal_data_without_purpose.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for (id, data) in
        cx.model.system.data.iter().flat_map(|all| all.iter()).filter(|(_, data)| is_personal(data))
    {
        let place = Place::new(format!("data/{id}"), data.key);
        match Saying::of(&data.purpose) {
            Saying::Value(..) => {}
            Saying::Nothing => {
                cx.ask(&place, "purpose", format!("what is the personal data in `{id}` held for?"))
            }
            Saying::None(span) => {
                let items = data.personal.as_ref().and_then(|personal| personal.value()).map_or(0, Vec::len);
                let noun = if items == 1 { "kind" } else { "kinds" };
                cx.report(
                    Report::new(
                        place,
                        format!("`{id}` holds {items} {noun} of personal data for no purpose"),
                    )
                    .mark(span, "no purpose, by decision")
                    .number(Quantity::computed(
                        "kinds of personal data",
                        items as f64,
                        "1",
                        "items under `personal`",
                    ))
                    .hint("say what it is needed for, or stop collecting it"),
                );
            }
        }
    }
}
