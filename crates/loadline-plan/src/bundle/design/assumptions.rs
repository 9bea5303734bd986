//! What it must stay within, and what is taken to be true until somebody knows.

use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::evidence::Evidence;
use crate::facts::entries;

/// Paths of one assumption that are shown.
const SHOWN: usize = 6;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "assumptions", title: "Assumptions and constraints", gates: &[], write };

pub(in crate::bundle) fn write(desk: &mut Desk<'_, '_>) {
    constraints(desk);
    assumptions(desk);
    standing_in(desk);
}

fn constraints(desk: &mut Desk<'_, '_>) {
    let identity = desk.facts.identity();
    let constraints = identity.and_then(|it| it.constraints.as_deref());
    let at = "system/constraints";
    let rows = vec![
        vec!["budget".into(), desk.value(at, "budget", constraints.and_then(|it| it.budget.as_ref()))],
        vec!["team".into(), desk.value(at, "team", constraints.and_then(|it| it.team.as_ref()))],
        vec!["deadline".into(), desk.value(at, "deadline", constraints.and_then(|it| it.deadline.as_ref()))],
        vec!["regions".into(), desk.value(at, "regions", constraints.and_then(|it| it.regions.as_ref()))],
        vec![
            "regulation".into(),
            desk.value("system", "regulation", identity.and_then(|it| it.regulation.as_ref())),
        ],
    ];
    desk.table("What it must stay within", &["constraint", "value"], rows);
    let mut rows = Vec::new();
    for (id, standard) in entries(&desk.facts.model.system.standards) {
        let at = format!("standards/{id}");
        let of = desk.value(&at, "of", standard.of.as_ref());
        let approved = desk.value(&at, "approved", standard.approved.as_ref());
        rows.push(vec![Words::id(id), of, approved]);
    }
    desk.table("What the organisation has approved", &["standard", "of", "approved"], rows);
}

fn assumptions(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, assumption) in entries(&desk.facts.model.system.assumptions) {
        let at = format!("assumptions/{id}");
        let claim = desk.value(&at, "claim", assumption.claim.as_ref());
        let about = match &assumption.about {
            Some(about) => {
                let paths = Words::ids(about.value.iter().take(SHOWN).map(|path| path.value.as_str()));
                let more = match about.value.len().saturating_sub(SHOWN) {
                    0 => Words::default(),
                    more => format!(" and {more} more").into(),
                };
                desk.cite(&format!("{at}/about"), about, paths.and(more))
            }
            None => desk.blank::<String>(&at, "about", None),
        };
        let basis = desk.value(&at, "basis", assumption.basis.as_ref());
        let owner = desk.value(&at, "owner", assumption.owner.as_ref());
        let until = desk.value(&at, "expires", assumption.expires.as_ref());
        rows.push(vec![Words::id(id), about, owner, until, basis, claim]);
    }
    if rows.is_empty() {
        desk.say("The model states no assumption.");
    }
    let columns = &["assumption", "about", "owner", "holds until", "rests on", "claim"];
    desk.table("What is taken to be true until somebody knows", columns, rows);
}

/// Facts that nobody knows and an assumption stands in for.
fn standing_in(desk: &mut Desk<'_, '_>) {
    let mut items: Vec<Words> = Vec::new();
    for answer in desk.verdict.gates.iter().flat_map(|gate| &gate.answers) {
        for evidence in &answer.evidence {
            if let Evidence::Assumed { path, assumption, .. } = evidence {
                let by = desk.declared(&format!("assumptions/{assumption}"), format!("`{assumption}`"));
                items.push(Words::from(format!("`{path}`, by ")).and(by));
            }
        }
    }
    items.dedup();
    desk.list("Facts that nobody knows, and the assumption that stands in", items);
}
