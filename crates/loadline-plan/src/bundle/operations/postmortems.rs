//! What a postmortem must have, and what must be recorded before it may be closed.

use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "postmortems", title: "Postmortem loop", gates: &["O7"], write };

fn write(desk: &mut Desk<'_, '_>) {
    let standard = desk.facts.model.system.operations.as_deref().and_then(|all| all.postmortem.as_deref());
    let at = "operations/postmortem";
    let mut rows: Vec<Vec<Words>> = Vec::new();
    let mut row = |name: &str, words: Words| rows.push(vec![name.into(), words]);
    row("for", desk.value(at, "for", standard.and_then(|it| it.required_for.as_ref())));
    row("is there within", desk.value(at, "within", standard.and_then(|it| it.within.as_ref())));
    row("sections", desk.value(at, "sections", standard.and_then(|it| it.sections.as_ref())));
    row("every action says", desk.value(at, "actions", standard.and_then(|it| it.actions.as_ref())));
    row("is closed with", desk.value(at, "closes-with", standard.and_then(|it| it.closes_with.as_ref())));
    desk.table("What a postmortem must have", &["what", "standard"], rows);
    template(desk);
}

/// A postmortem to be filled, with the sections that the standard asks for.
fn template(desk: &mut Desk<'_, '_>) {
    let standard = desk.facts.model.system.operations.as_deref().and_then(|all| all.postmortem.as_deref());
    let Some(sections) = standard.and_then(|it| it.sections.as_ref()) else { return };
    let mut text =
        "# Postmortem: <incident>\n\nSeverity: <level>. Blameless: it asks how, not who.\n".to_owned();
    for section in &sections.value {
        let title = section.value.split_whitespace().collect::<Vec<_>>().join(" ");
        text.push_str(&format!("\n## {title}\n\n<{title}>\n"));
    }
    if let Some(actions) = standard.and_then(|it| it.actions.as_ref()) {
        let fields: Vec<String> = actions.value.iter().map(|field| field.value.replace('|', "/")).collect();
        let blank = fields.iter().map(|field| format!("<{field}>")).collect::<Vec<_>>().join(" | ");
        let rule = fields.iter().map(|_| "---").collect::<Vec<_>>().join(" | ");
        text.push_str(&format!(
            "\n| action | {} |\n| --- | {rule} |\n| <what> | {blank} |\n",
            fields.join(" | ")
        ));
    }
    desk.text("postmortem.md", "markdown", text);
}
