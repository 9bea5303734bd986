//! The questions of guided mode, for programs and for people who only want to read them.

use super::status::span_json;
use crate::output::headline::count;
use crate::output::page::Page;
use loadline_app::plan::interview::{DAYS, Interview, Question};
use loadline_app::plan::status::Workflow;
use loadline_base::Sources;
use serde_json::{Value, json};

/// The JSON shape, `loadline/plan-questions/v1`. Documented in `docs/guide/json.md`; fields are only ever added.
pub(crate) fn as_json(interview: &Interview, workflow: Workflow, sources: &Sources) -> Value {
    let questions: Vec<Value> = interview.questions.iter().map(|one| question(one, sources)).collect();
    let others =
        interview.every.iter().filter(|one| !interview.questions.iter().any(|asked| asked.path == one.path));
    let others: Vec<Value> = others.map(|one| question(one, sources)).collect();
    json!({
        "workflow": workflow.word(),
        "requirements": interview.met.1,
        "met": interview.met.0,
        "open": interview.open.map(|(id, title)| json!({"id": id, "title": title})),
        "questions": questions,
        "further": others,
    })
}

fn question(question: &Question, sources: &Sources) -> Value {
    let field = question.field;
    let choices = field.map(|field| field.words).unwrap_or_default();
    let choices: Vec<Value> =
        choices.iter().map(|word| json!({"value": word.word, "means": word.doc.trim()})).collect();
    let default = question.default.map(|default| {
        let path = match (default.beside, question.path.rsplit_once('/')) {
            (Some(beside), Some((above, _))) => format!("{above}/{beside}"),
            _ => question.path.clone(),
        };
        json!({"path": path, "value": default.value, "claim": default.claim, "days": DAYS})
    });
    json!({
        "path": question.path,
        "gate": {"id": question.topic.0, "title": question.topic.1},
        "means": field.map_or("", |field| field.doc).trim(),
        "why": question.why,
        "at": question.span.map(|span| span_json(span, sources)),
        "choices": choices,
        "expected": field.map_or("", |field| field.wants),
        "is_list": field.is_some_and(|field| field.is_list),
        "may_be_none": field.is_some_and(|field| field.may_be_none),
        "example": question.example,
        "unknown": default,
        "closes": question.blocks,
        "worth": question.worth,
    })
}

/// The questions to be read.
pub(crate) fn page(interview: &Interview, workflow: Workflow) -> Page {
    let mut page = Page::default();
    let (asked, all) = (interview.questions.len(), interview.every.len());
    page.head(format!("{} of {all} that are open, those first that close most", count(asked, "question")));
    for one in &interview.questions {
        let mut items = vec![format!("{} ({})", one.why, one.blocks.join(", "))];
        if let Some(field) = one.field {
            items.extend(field.words.iter().map(|word| format!("`{}`: {}", word.word, word.doc.trim())));
            if !field.wants.is_empty() {
                items.push(format!("expected: {}", field.wants));
            }
        }
        if !one.example.is_empty() {
            items.push(format!("for example: {}", one.example));
        }
        if let Some(default) = one.default {
            items.push(format!("`?` assumes {} ({}), for {DAYS} days", default.value, default.claim));
        }
        page.list(format!("{}: {}", one.topic.0, one.path), items);
    }
    page.say(format!("answer with `loadline plan {} --answer PATH=VALUE`", workflow.word()));
    page
}
