//! The JSON shape of a bundle, `loadline/plan-bundle/v1`. Documented in `docs/guide/json.md`; fields are only ever added.

use super::{Standing, exhibit};
use crate::output::plan::export::parts;
use crate::output::plan::status::{evidence_json, gap_json};
use loadline_app::plan::bundle::{Block, Bundle, Evidence, Open, Section, Words};
use loadline_base::Sources;
use loadline_evidence::Input;
use serde_json::{Value, json};

/// The whole bundle; only the reasons when it is refused.
pub(crate) fn of(bundle: &Bundle, standing: Standing, sources: &Sources) -> Value {
    let refused = standing == Standing::Refused;
    let sections: Vec<Value> =
        if refused { Vec::new() } else { bundle.sections.iter().map(section).collect() };
    let foreword: Vec<Value> = bundle.foreword.iter().filter(|_| !refused).map(block).collect();
    let exhibits = bundle.exhibits.iter().enumerate().filter(|_| !refused);
    let evidence: Vec<Value> = exhibits.map(|(index, one)| shown(index, one, sources)).collect();
    let reasons: Vec<Value> = bundle.verdict.gaps().map(|gap| gap_json(gap, sources)).collect();
    let gates: Vec<Value> = bundle
        .verdict
        .gates
        .iter()
        .map(|gate| json!({"id": gate.gate.id, "title": gate.gate.title, "state": gate.state.word()}))
        .collect();
    json!({
        "workflow": bundle.verdict.workflow.word(),
        "standing": standing.word(),
        "system": bundle.system,
        "today": bundle.today.to_string(),
        "parts": parts(&bundle.parts),
        "gates": gates,
        "reasons": reasons,
        "foreword": foreword,
        "sections": sections,
        "evidence": evidence,
    })
}

fn section(section: &Section) -> Value {
    json!({
        "id": section.id,
        "title": section.title,
        "rests_on": section.gates,
        "blocks": section.blocks.iter().map(block).collect::<Vec<_>>(),
        "open": section.open.iter().map(open).collect::<Vec<_>>(),
    })
}

fn open(open: &Open) -> Value {
    json!({"path": open.path, "text": open.text, "do": open.close, "code": open.requirement})
}

fn block(block: &Block) -> Value {
    match block {
        Block::Head(title) => json!({"kind": "head", "title": title}),
        Block::Say(said) => json!({"kind": "say", "items": [words(said)]}),
        Block::List(title, items) => {
            json!({"kind": "list", "title": title, "items": items.iter().map(words).collect::<Vec<_>>()})
        }
        Block::Steps(title, items) => {
            let item = |(depth, said): &(usize, Words)| {
                let mut value = words(said);
                value["depth"] = json!(depth);
                value
            };
            json!({"kind": "steps", "title": title, "items": items.iter().map(item).collect::<Vec<_>>()})
        }
        Block::Table(grid) => {
            let row = |row: &Vec<Words>| row.iter().map(words).collect::<Vec<_>>();
            json!({
                "kind": "table",
                "title": grid.title,
                "columns": grid.columns,
                "rows": grid.rows.iter().map(row).collect::<Vec<_>>(),
            })
        }
        Block::Text(name, language, text) => {
            json!({"kind": "text", "title": name, "language": language, "text": text})
        }
        Block::Diagram(diagram) => {
            let group = |index: usize| diagram.groups.get(index);
            let id = |index: usize| diagram.boxes.get(index).map(|one| &one.id);
            let boxes = diagram
                .boxes
                .iter()
                .map(|one| json!({"id": one.id, "kind": one.kind, "group": one.group.and_then(group)}));
            let arrows = diagram.arrows.iter().map(|one| {
                let ends = (id(one.from), id(one.to));
                json!({"from": ends.0, "to": ends.1, "label": one.label, "via": one.via, "dashed": one.dashed})
            });
            json!({
                "kind": "diagram",
                "title": diagram.title,
                "boxes": boxes.collect::<Vec<_>>(),
                "arrows": arrows.collect::<Vec<_>>(),
            })
        }
    }
}

/// The text, and the exhibits that show it.
fn words(words: &Words) -> Value {
    let shown: Vec<String> = words.exhibits().into_iter().map(exhibit).collect();
    json!({"text": words.plain(), "shown_by": shown})
}

fn shown(index: usize, evidence: &Evidence, sources: &Sources) -> Value {
    let mut value = evidence_json(evidence, sources);
    value["id"] = json!(exhibit(index));
    if let Evidence::Computed { quantity, .. } = evidence {
        value["inputs"] = quantity.inputs.iter().map(input).collect();
    }
    value
}

fn input(input: &Input) -> Value {
    json!({
        "path": &*input.path,
        "value": input.value,
        "unit": input.unit,
        "provenance": input.provenance.word(),
    })
}
