//! The JSON of a drafted design.

use crate::output::plan::bundle::{Standing, json};
use loadline_app::plan::bundle::Bundle;
use loadline_app::plan::one_shot::OneShot;
use loadline_base::Span;
use serde_json::{Value, json};

/// Numbers, flags, assumptions, what was not used, the sections, the model and its bundle.
pub(super) fn of(shot: &OneShot, bundle: &Bundle) -> Value {
    let draft = &shot.draft;
    let numbers: Vec<Value> = draft
        .numbers
        .iter()
        .map(|number| {
            json!({
                "key": number.name(),
                "value": number.value,
                "unit": number.unit,
                "formula": number.formula,
                "source": number.origin.word(),
                "evidence": places(shot, &number.spans),
                "rests_on": number.rests_on,
            })
        })
        .collect();
    let flags: Vec<Value> = draft
        .flags
        .iter()
        .map(|flag| json!({"code": flag.code, "sort": flag.sort.word(), "text": flag.text, "evidence": places(shot, &flag.evidence)}))
        .collect();
    let assumptions: Vec<Value> = draft
        .assumptions
        .iter()
        .map(|assumption| {
            json!({
                "id": assumption.id,
                "title": assumption.title,
                "text": assumption.claim,
                "basis": assumption.basis,
                "correct": assumption.correct,
            })
        })
        .collect();
    let unused: Vec<Value> = shot
        .draft
        .unused
        .iter()
        .map(|unused| {
            let mut place = place(shot, unused.span);
            place["why"] = json!(unused.why);
            place
        })
        .collect();
    let sections: Vec<Value> = draft
        .sections
        .iter()
        .map(|section| json!({"title": section.title, "known": section.known, "open": section.open}))
        .collect();
    json!({
        "numbers": numbers,
        "flags": flags,
        "assumptions": assumptions,
        "unused": unused,
        "sections": sections,
        "model": shot.model,
        "bundle": json::of(bundle, Standing::Draft, &shot.bundle.sources),
    })
}

fn places(shot: &OneShot, spans: &[Span]) -> Vec<Value> {
    spans.iter().map(|span| place(shot, *span)).collect()
}

/// A place of the statement: its bytes, its line, and its words.
fn place(shot: &OneShot, span: Span) -> Value {
    let text = shot.statement.text.get(..span.start as usize).unwrap_or("");
    json!({
        "start": span.start,
        "end": span.end,
        "line": text.matches('\n').count() + 1,
        "text": shot.statement.quote(span),
    })
}
