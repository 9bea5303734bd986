//! O7: what is learnt from an incident, and how anybody can tell that it was.

use crate::ask::{Ask, write};
use crate::gate::Gate;
use crate::requirement::model;
use loadline_model::Stated;
use loadline_model::kinds::Postmortem;

/// O7.
pub(super) const GATE: Gate = Gate {
    id: "O7",
    name: "postmortems",
    title: "Postmortem loop",
    serves: &["O7"],
    requirements: &[
        model("O7.when", "which incidents get a postmortem, and until when", when),
        model(
            "O7.sections",
            "timeline, impact, causes, how it was found and answered, what worked",
            sections,
        ),
        model("O7.actions", "actions with owner, priority, day and a way to validate them", actions),
        model("O7.closing", "what must be recorded before it may be closed", closing),
    ],
};

/// What a postmortem tells, and words by which it is known.
const SECTIONS: &[(&str, &[&str])] = &[
    ("timeline", &["timeline"]),
    ("impact", &["impact"]),
    ("causes", &["cause", "contribut"]),
    ("detection and response", &["detect", "response"]),
    ("what worked", &["worked", "went well"]),
];
/// What an action says, and words by which it is known.
const ACTION: &[(&str, &[&str])] = &[
    ("owner", &["owner"]),
    ("priority", &["priority"]),
    ("due date", &["due", "date", "day"]),
    ("validation", &["validat", "verif"]),
];

fn postmortem<'a>(ask: &Ask<'a>) -> Option<&'a Postmortem> {
    ask.facts.model.system.operations.as_deref()?.postmortem.as_deref()
}

fn when(ask: &mut Ask<'_>) {
    let standard = postmortem(ask);
    ask.listed(
        "operations/postmortem",
        "for",
        standard.and_then(|it| it.required_for.as_ref()),
        1,
        "[sev1, sev2]",
    );
    ask.said("operations/postmortem", "within", standard.and_then(|it| it.within.as_ref()), "5d");
}

fn sections(ask: &mut Ask<'_>) {
    let sections = postmortem(ask).and_then(|it| it.sections.as_ref());
    named(
        ask,
        "sections",
        sections,
        SECTIONS,
        "[timeline, impact, causes, detection and response, what worked]",
    );
}

fn actions(ask: &mut Ask<'_>) {
    let fields = postmortem(ask).and_then(|it| it.actions.as_ref());
    named(ask, "actions", fields, ACTION, "[owner, priority, due date, validation]");
}

fn closing(ask: &mut Ask<'_>) {
    let closes = postmortem(ask).and_then(|it| it.closes_with.as_ref());
    ask.said(
        "operations/postmortem",
        "closes-with",
        closes,
        "the test or drill that shows that each action works",
    );
}

/// A list that must name certain things.
fn named<'a>(
    ask: &mut Ask<'a>,
    field: &str,
    list: Option<&'a Stated<Vec<Stated<String>>>>,
    wanted: &[(&str, &[&str])],
    example: &str,
) {
    let found = ask.listed("operations/postmortem", field, list, 1, example);
    if found.is_empty() {
        return;
    }
    for (what, words) in wanted {
        let known = found.iter().any(|item| words.iter().any(|word| item.to_lowercase().contains(word)));
        if !known {
            let path = format!("operations/postmortem/{field}");
            ask.wrong(path.clone(), format!("`{field}` leaves out {what}"), write(path, example));
        }
    }
}
