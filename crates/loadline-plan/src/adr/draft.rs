//! Drafts of records: an empty one to be filled in, and ones that tell what the facts of a model advise.

use crate::decide::{Choice, Decision, FactRead, Judged, Mode, Reading};
use crate::evidence::Evidence;
use loadline_base::Date;
use loadline_base::{Sources, Span};
use std::fmt::Write;

/// A record still without its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The title.
    pub title: String,
    /// What stands below it.
    pub body: String,
}

impl Draft {
    /// One to be filled in. What is to be written stands in braces, and lint asks for it.
    #[must_use]
    pub fn empty(title: &str) -> Self {
        let body = "## Context and Problem Statement\n\n{what must be decided, and why now}\n\n\
                    ## Considered Options\n\n* {first option}\n* {second option}\n\n\
                    ## Decision Outcome\n\nChosen option: \"{first option}\", because {reason}.\n\n\
                    ### Consequences\n\n* Good, because {what it brings}\n* Bad, because {what it costs}\n\n\
                    ### Confirmation\n\n{how one sees that it is followed}\n";
        Self { title: title.to_owned(), body: body.to_owned() }
    }

    /// The text of the file, proposed on a day.
    #[must_use]
    pub fn text(&self, day: Date) -> String {
        format!("---\nstatus: proposed\ndate: {day}\n---\n\n# {}\n\n{}", self.title, self.body)
    }
}

/// A draft for every row of a table that the facts call for, over all that it is called for. Nothing where only the
/// default holds of a table that is read row by row.
#[must_use]
pub fn drafts(decision: &Decision, sources: &Sources) -> Vec<Draft> {
    let table = &decision.table;
    let rows = (0..table.rows.len()).map(Some).chain((table.mode == Mode::First).then_some(None));
    rows.filter_map(|row| {
        let holds = |judged: &&Judged| match row {
            Some(row) => judged.called.iter().any(|called| called.row == row),
            None => judged.called.is_empty(),
        };
        let of: Vec<&Judged> = decision.judged.iter().filter(holds).collect();
        (!of.is_empty()).then(|| draft(decision, row, &of, sources))
    })
    .collect()
}

fn draft(decision: &Decision, row: Option<usize>, of: &[&Judged], sources: &Sources) -> Draft {
    let table = &decision.table;
    let choice = table.choice(row);
    let names: Vec<&str> =
        of.iter().map(|judged| judged.name.as_str()).filter(|name| !name.is_empty()).collect();
    let whose = if names.is_empty() { String::new() } else { format!(" for {}", names.join(", ")) };
    let title = format!("{}{whose}: {}", upper(&table.topic), choice.choose);
    let mut body = String::from("## Context and Problem Statement\n\n");
    let signal =
        row.map_or("no row of the table holds, so its default does", |row| table.rows[row].signal.as_str());
    let _ = writeln!(body, "{}. What is seen: {signal}.", table.title);
    for judged in of {
        let at = judged.span.map_or_else(String::new, |span| format!(" ({})", place(sources, span)));
        let name = if judged.name.is_empty() { "the system" } else { &judged.name };
        let _ = writeln!(body, "\nFacts about {name}{at}:\n");
        let looked = judged.facts.iter().filter(|fact| match row {
            Some(row) => fact.rows.contains(&row),
            None => !fact.rows.is_empty(),
        });
        for fact in looked {
            let _ = writeln!(body, "* {}", told(fact, sources));
        }
    }
    outcome(&mut body, choice, signal);
    more(&mut body, decision, of);
    Draft { title, body }
}

fn outcome(body: &mut String, choice: &Choice, signal: &str) {
    let (good, bad) =
        choice.trade_off.split_once(", against ").unwrap_or((&choice.trade_off, "it has a price"));
    let _ = write!(
        body,
        "\n## Considered Options\n\n* {}\n* {}\n\n## Decision Outcome\n\nChosen option: \"{}\", because {signal}.\n\n\
         ### Consequences\n\n* Good, because {good}\n* Bad, because {bad}\n\n### Confirmation\n\n\
         To be looked at again when {}.\n",
        choice.choose, choice.alternative, choice.choose, choice.unless
    );
}

fn more(body: &mut String, decision: &Decision, of: &[&Judged]) {
    let table = &decision.table;
    let _ = write!(
        body,
        "\n## More Information\n\nDrafted by `loadline plan decide {}` from the model.\n",
        table.topic
    );
    let mut lines: Vec<String> = Vec::new();
    for judged in of {
        for change in &judged.changes {
            let to = &table.choice(change.row).choose;
            lines.push(format!("* if {} were {}: {to}", change.name, change.to));
        }
        for open in &judged.open {
            let row = &table.rows[*open];
            lines.push(format!("* not known whether {}: {}", row.signal, row.choice.choose));
        }
    }
    lines.dedup();
    if !lines.is_empty() {
        let _ = write!(body, "\nWhat would change the answer:\n\n{}\n", lines.join("\n"));
    }
}

fn told(fact: &FactRead, sources: &Sources) -> String {
    match &fact.reading {
        Reading::Unknown(missing) => {
            let paths: Vec<String> =
                missing.iter().take(2).map(|missing| format!("`{}`", missing.path)).collect();
            format!("{} is not known ({}); {} would tell", fact.name, fact.says, paths.join(" or "))
        }
        Reading::Known(known) => {
            let from: Vec<String> = known.from.iter().take(2).map(|from| source(from, sources)).collect();
            let from = if from.is_empty() { String::new() } else { format!(": {}", from.join("; ")) };
            format!("{} is {} ({}){from}", fact.name, fact.value().unwrap_or_default(), fact.says)
        }
    }
}

fn source(evidence: &Evidence, sources: &Sources) -> String {
    match evidence {
        Evidence::Stated { path, span, .. } => format!("`{path}` at {}", place(sources, *span)),
        Evidence::Computed { path, quantity } => match &quantity.formula {
            Some(formula) => format!("`{path}`, {formula}"),
            None => format!("`{path}`"),
        },
        Evidence::Assumed { path, assumption, .. } => format!("`{path}`, assumed by `{assumption}`"),
        Evidence::Silent { rules } => format!("silence of {}", rules.join(", ")),
    }
}

/// `file:line`, with the file's name alone: a record outlives the folder it was drafted from.
fn place(sources: &Sources, span: Span) -> String {
    let name = sources.file(span.file).name();
    format!("{}:{}", name.rsplit('/').next().unwrap_or(name), sources.start(span).line)
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
