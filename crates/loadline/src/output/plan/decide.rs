//! Decisions for people and for machines: the answer first, then the facts behind it, then what would change it.

use super::status::{evidence_json, place, span_json};
use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::plan::decide::{Choice, Decision, Evidence, FactRead, Judged, Mode, Reading};
use loadline_base::Sources;
use serde_json::{Value, json};

/// Places of one fact that are printed before the rest is counted.
const PLACES: usize = 2;

/// Every decision in full, or only the answers.
pub(crate) fn page(decisions: &[Decision], sources: &Sources, brief: bool) -> Page {
    let mut page = Page::default();
    if brief {
        summary(&mut page, decisions);
        return page;
    }
    for decision in decisions {
        let table = &decision.table;
        page.head(format!("{}: {} ({})", table.topic, table.title, table.serves.join(", ")));
        if decision.judged.is_empty() {
            let sections = decision.nothing_in.join("` or `");
            page.say(format!("The model names nothing to decide about in `{sections}`."));
        }
        for judged in &decision.judged {
            match table.mode {
                Mode::First => first(&mut page, decision, judged, sources),
                Mode::Every => every(&mut page, decision, judged, sources),
            }
        }
    }
    page
}

fn summary(page: &mut Page, decisions: &[Decision]) {
    let answers: Vec<(&Decision, &Judged)> = decisions
        .iter()
        .flat_map(|decision| decision.judged.iter().map(move |judged| (decision, judged)))
        .collect();
    let open = answers.iter().filter(|(_, judged)| !judged.is_settled()).count();
    let (tables, all) = (count(decisions.len(), "table"), count(answers.len(), "answer"));
    page.head(format!("{all} of {tables}, {open} of them open for want of facts"));
    let rows = answers.iter().map(|(decision, judged)| {
        let table = &decision.table;
        let advice: Vec<&str> = match (table.mode, judged.called.is_empty()) {
            (Mode::Every, false) => {
                let to_do = judged.called.iter().filter(|called| called.done != Some(true));
                to_do.map(|called| table.rows[called.row].id.as_str()).collect()
            }
            _ => vec![table.choice(judged.row()).choose.as_str()],
        };
        let advice = if advice.is_empty() { "all of it is done".to_owned() } else { advice.join(", ") };
        vec![table.topic.clone(), judged.name.clone(), advice, standing(judged).to_owned()]
    });
    let columns =
        vec![("topic", Align::Left), ("of", Align::Left), ("advice", Align::Left), ("rests on", Align::Left)];
    page.table(Table { title: "advice".to_owned(), columns, rows: rows.collect(), rest: 0 });
    let nothing = decisions.iter().filter(|decision| decision.judged.is_empty());
    let nothing = nothing.map(|decision| {
        format!("{}: nothing in `{}`", decision.table.topic, decision.nothing_in.join("` or `"))
    });
    page.list("nothing to decide about", nothing.collect());
}

/// How firm an answer is, in a word or two.
fn standing(judged: &Judged) -> &'static str {
    match (judged.is_settled(), judged.called.is_empty()) {
        (false, _) => "open facts",
        (true, true) => "the default",
        (true, false) => "facts",
    }
}

fn first(page: &mut Page, decision: &Decision, judged: &Judged, sources: &Sources) {
    let table = &decision.table;
    let row = judged.row();
    let choice = table.choice(row);
    let mut items = Vec::new();
    match row {
        Some(row) => items.push(format!("row `{}`: {}", table.rows[row].id, table.rows[row].signal)),
        None => items.push("the default: no row of the table holds".to_owned()),
    }
    let behind = |fact: &&FactRead| match row {
        Some(row) => fact.rows.contains(&row),
        None => !fact.rows.is_empty(),
    };
    let known = judged.facts.iter().filter(behind).filter_map(|fact| told(fact, sources));
    items.extend(known);
    items.extend(against(choice));
    items.extend(done(judged.called.first().map_or(judged.default_done, |called| called.done)));
    items.push(format!("would change it: {}", choice.unless));
    for change in &judged.changes {
        let were = if change.known { "were" } else { "(unknown) were" };
        items.push(format!("if `{}` {were} {}: {}", change.name, change.to, table.choice(change.row).choose));
    }
    items.extend(open(decision, judged));
    page.list(title(judged, &choice.choose, sources), items);
}

fn every(page: &mut Page, decision: &Decision, judged: &Judged, sources: &Sources) {
    let table = &decision.table;
    if judged.called.is_empty() {
        let choice = &table.default;
        page.list(title(judged, &choice.choose, sources), vec!["no row of the table holds".to_owned()]);
    }
    for called in &judged.called {
        let row = &table.rows[called.row];
        let mut items = vec![format!("row `{}`: {}", row.id, row.signal)];
        let behind = judged.facts.iter().filter(|fact| fact.rows.contains(&called.row));
        items.extend(behind.filter_map(|fact| told(fact, sources)));
        items.extend(against(&row.choice));
        items.extend(done(called.done));
        items.push(format!("would change it: {}", row.choice.unless));
        page.list(title(judged, &row.choice.choose, sources), items);
    }
    page.list("not to be told yet", open(decision, judged));
}

fn title(judged: &Judged, choose: &str, sources: &Sources) -> String {
    match judged.span {
        Some(span) => format!("`{}` ({}): {choose}", judged.name, place(sources, span)),
        None => choose.to_owned(),
    }
}

fn against(choice: &Choice) -> Vec<String> {
    vec![format!("instead: {}", choice.alternative), format!("the price: {}", choice.trade_off)]
}

fn done(done: Option<bool>) -> Option<String> {
    match done? {
        true => Some("the model does so".to_owned()),
        false => Some("the model does otherwise".to_owned()),
    }
}

/// A fact that is known, with where it comes from.
fn told(fact: &FactRead, sources: &Sources) -> Option<String> {
    let Reading::Known(known) = &fact.reading else { return None };
    let mut places: Vec<String> =
        known.from.iter().take(PLACES).map(|evidence| source(evidence, sources)).collect();
    if known.from.len() > PLACES {
        places.push(format!("{} more", known.from.len() - PLACES));
    }
    let places = if places.is_empty() { String::new() } else { format!(" ({})", places.join("; ")) };
    Some(format!("`{}` is {}: {}{places}", fact.name, fact.value()?, fact.says))
}

fn source(evidence: &Evidence, sources: &Sources) -> String {
    match evidence {
        Evidence::Stated { path, span, assumption, .. } => {
            let assumed = assumption.as_ref().map_or_else(String::new, |id| format!(", assumed by `{id}`"));
            format!("`{path}` at {}{assumed}", place(sources, *span))
        }
        Evidence::Computed { path, quantity } => match &quantity.formula {
            Some(formula) => format!("`{path}`: {formula}"),
            None => format!("`{path}`"),
        },
        Evidence::Assumed { path, assumption, .. } => format!("`{path}`, assumed by `{assumption}`"),
        Evidence::Silent { rules } => format!("silence of {}", rules.join(", ")),
    }
}

/// Rows that might hold, and what would have to be written to know.
fn open(decision: &Decision, judged: &Judged) -> Vec<String> {
    let table = &decision.table;
    judged
        .open
        .iter()
        .map(|index| {
            let row = &table.rows[*index];
            let unknown = judged.facts.iter().filter(|fact| fact.rows.contains(index));
            let paths: Vec<String> = unknown.filter_map(missing).collect();
            format!("not known whether `{}` ({}); say {}", row.id, row.choice.choose, paths.join(" and "))
        })
        .collect()
}

/// What would tell a fact; several places that would each do are joined.
fn missing(fact: &FactRead) -> Option<String> {
    let Reading::Unknown(missing) = &fact.reading else { return None };
    let first = missing.first()?;
    let more = missing.len() - 1;
    let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
    Some(format!("`{}`{more}", first.path))
}

/// The JSON shape, `loadline/plan-decide/v1`.
pub(crate) fn as_json(decisions: &[Decision], sources: &Sources) -> Value {
    json!({"decisions": decisions.iter().map(|decision| decision_json(decision, sources)).collect::<Vec<_>>()})
}

/// One decision, for machines.
pub(crate) fn decision_json(decision: &Decision, sources: &Sources) -> Value {
    let table = &decision.table;
    let judged = |judged: &Judged| {
        let rows = judged.called.iter().map(|called| {
            let row = &table.rows[called.row];
            json!({"row": row.id, "signal": row.signal, "when": row.when_text, "choice": choice_json(&row.choice, called.done)})
        });
        let default = judged.called.is_empty().then(|| choice_json(&table.default, judged.default_done));
        let changes = judged.changes.iter().map(|change| {
            let row = change.row.map(|row| table.rows[row].id.as_str());
            json!({"fact": change.name, "known": change.known, "to": change.to, "leads_to": row, "choose": table.choice(change.row).choose})
        });
        json!({
            "path": judged.path,
            "name": judged.name,
            "at": judged.span.map(|span| span_json(span, sources)),
            "settled": judged.is_settled(),
            "rows": rows.collect::<Vec<_>>(),
            "default": default,
            "open": judged.open.iter().map(|row| table.rows[*row].id.as_str()).collect::<Vec<_>>(),
            "facts": judged.facts.iter().map(|fact| fact_json(fact, decision, sources)).collect::<Vec<_>>(),
            "changes": changes.collect::<Vec<_>>(),
        })
    };
    json!({
        "topic": table.topic,
        "title": table.title,
        "serves": table.serves,
        "of": table.of.word(),
        "mode": table.mode.word(),
        "nothing_in": decision.nothing_in,
        "answers": decision.judged.iter().map(judged).collect::<Vec<_>>(),
    })
}

fn choice_json(choice: &Choice, done: Option<bool>) -> Value {
    json!({
        "choose": choice.choose,
        "alternative": choice.alternative,
        "trade_off": choice.trade_off,
        "unless": choice.unless,
        "done": done,
    })
}

fn fact_json(fact: &FactRead, decision: &Decision, sources: &Sources) -> Value {
    let (evidence, missing) = match &fact.reading {
        Reading::Known(known) => {
            (known.from.iter().map(|from| evidence_json(from, sources)).collect(), Vec::new())
        }
        Reading::Unknown(missing) => {
            (Vec::new(), missing.iter().map(|missing| missing.path.clone()).collect())
        }
    };
    let rows: Vec<&str> = fact.rows.iter().map(|row| decision.table.rows[*row].id.as_str()).collect();
    json!({
        "fact": fact.name,
        "says": fact.says,
        "value": fact.value(),
        "asked_by": rows,
        "evidence": evidence,
        "missing": missing,
    })
}
