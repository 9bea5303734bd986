//! A statement that leaves most of what a design needs open.

use super::{Case, Found, Rule, Sort};

pub(super) const RULE: Rule = Rule {
    code: "mostly-unknown",
    sort: Sort::Caution,
    about: "several facts that a design rests on are assumptions",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let missing: Vec<&str> = case
        .assumptions
        .iter()
        .filter(|assumption| assumption.essential)
        .map(|assumption| {
            if assumption.id == "actions-per-user" {
                "traffic (actions per user and day)"
            } else {
                assumption.title.as_str()
            }
        })
        .collect();
    if missing.len() < 3 {
        return None;
    }
    let lead = if missing.len() >= 5 { "almost everything is unknown" } else { "much is unknown" };
    let text = format!("{lead}: {} are stated assumptions; each says how to correct it", missing.join(", "));
    Some((text, case.statement.sentences.first().copied().into_iter().collect()))
}
