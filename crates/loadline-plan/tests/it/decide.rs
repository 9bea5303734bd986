//! Decision tables: each is read without a fault, refuses what is wrong in it, and answers the cases of its page.
//!
//! `tests/data/decide/<topic>.md` holds models and, below each, the answers: what is judged, the row, the rows that are
//! open. `LOADLINE_BLESS=1` writes what is answered today. Every row and the default of every table must be the answer
//! of some case.

use crate::scene::Scene;
use loadline_base::{Date, Diagnostic, FileId, Severity, Sources};
use loadline_evidence::Finding;
use loadline_plan::decide::{Decision, Mode, TOPICS, Table, decide, read_table, table};
use loadline_testkit::blocks;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn topic(name: &str) -> Table {
    table(name).unwrap().unwrap_or_else(|faults| panic!("{name}: {faults:#?}"))
}

#[test]
fn every_table_is_read_and_named_by_its_topic() {
    for one in TOPICS {
        assert_eq!(topic(one.name).topic, one.name);
    }
    let names: BTreeSet<&str> = TOPICS.iter().map(|topic| topic.name).collect();
    assert_eq!(names.len(), TOPICS.len());
}

fn page(topic: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/decide").join(format!("{topic}.md"))
}

/// Findings that a case makes up, one `LL310 stores/db` a line.
fn findings(text: &str) -> Vec<Finding> {
    text.lines()
        .map(|line| {
            let (code, path) = line.split_once(' ').unwrap();
            let code: &'static str = Box::leak(code.to_owned().into_boxed_str());
            Finding {
                rule: "made-up",
                path: path.to_owned(),
                diagnostic: Diagnostic::new(code, Severity::Warning, "made up"),
                numbers: Vec::new(),
                cost: 0.0,
                aspect: String::new(),
            }
        })
        .collect()
}

/// `state/order: sharded, done; open: hot-key`
fn answers(decision: &Decision) -> String {
    let table = &decision.table;
    let row = |row: usize| table.rows[row].id.as_str();
    let done = |done: Option<bool>| match done {
        Some(true) => " (done)",
        Some(false) => " (not done)",
        None => "",
    };
    let one = |judged: &loadline_plan::decide::Judged| {
        let mut called: Vec<String> =
            judged.called.iter().map(|called| format!("{}{}", row(called.row), done(called.done))).collect();
        if called.is_empty() {
            called.push(format!("default{}", done(judged.default_done)));
        }
        let open: Vec<&str> = judged.open.iter().map(|open| row(*open)).collect();
        let open = if open.is_empty() { String::new() } else { format!("; open: {}", open.join(", ")) };
        format!("{}: {}{open}\n", judged.path, called.join(", "))
    };
    let all: String = decision.judged.iter().map(one).collect();
    if all.is_empty() { format!("nothing in {}\n", decision.nothing_in.join(", ")) } else { all }
}

#[test]
fn every_case_of_every_page_is_answered() {
    let bless = std::env::var_os("LOADLINE_BLESS").is_some();
    let mut unanswered = Vec::new();
    for one in TOPICS {
        let table = topic(one.name);
        let text = std::fs::read_to_string(page(one.name)).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let (mut model, mut found, mut reached) = (String::new(), Vec::new(), BTreeSet::new());
        let mut answered = Vec::new();
        for block in blocks(&text) {
            match block.language.as_str() {
                "yaml" => (model, found) = (block.text.clone(), Vec::new()),
                "findings" => found = findings(&block.text),
                "answers" => {
                    let decision = Scene::of(&model).with(&found, &[], |facts| decide(table.clone(), facts));
                    for judged in &decision.judged {
                        reached.extend(judged.called.iter().map(|called| Some(called.row)));
                        if judged.called.is_empty() && judged.is_settled() {
                            reached.insert(None);
                        }
                    }
                    let printed = answers(&decision);
                    if !bless {
                        assert_eq!(block.text, printed, "{}.md:{}", one.name, block.line);
                    }
                    answered.push((block.line - 1, block.text.lines().count(), printed));
                }
                other => panic!("{}.md:{}: `{other}`", one.name, block.line),
            }
        }
        if bless {
            for (start, length, printed) in answered.into_iter().rev() {
                lines.splice(start..start + length, printed.lines().map(str::to_owned));
            }
            std::fs::write(page(one.name), lines.join("\n") + "\n").unwrap();
        }
        let rows = (0..table.rows.len()).map(Some).chain([None]);
        let silent: Vec<&str> = rows
            .filter(|row| !reached.contains(row))
            .map(|row| row.map_or("default", |row| table.rows[row].id.as_str()))
            .collect();
        unanswered.extend(silent.iter().map(|row| format!("{}: {row}", one.name)));
    }
    assert_eq!(unanswered, [""; 0], "no case of a page is answered by these");
}

/// The faults of a table, each with its line.
#[track_caller]
fn refused(text: &str, expected: &[&str]) {
    let mut sources = Sources::default();
    let file: FileId = sources.add("table.yaml", text);
    let faults = read_table(file, text).unwrap_err();
    let found: Vec<String> = faults
        .iter()
        .map(|fault| {
            let line = fault.primary.as_ref().map_or(0, |label| sources.start(label.span).line);
            format!("{line}: {}", fault.message)
        })
        .collect();
    assert_eq!(found, expected);
}

const TOP: &str = "topic: t\ntitle: t\nserves: [D17]\nof: state\nmode: first\n";
const DEFAULT: &str = "default: {choose: c, alternative: a, trade-off: t, unless: u}\n";

fn rows(rows: &[(&str, &str)]) -> String {
    let rows: String = rows
        .iter()
        .map(|(id, when)| {
            format!(
                "  - {{id: {id}, signal: s, when: '{when}', choose: c, alternative: a, trade-off: t, unless: u}}\n"
            )
        })
        .collect();
    format!("{TOP}rows:\n{rows}{DEFAULT}")
}

#[test]
fn tables_with_faults_are_refused() {
    refused(&rows(&[("a", "colour = red")]), &["7: `colour` is no fact about state"]);
    refused(
        &rows(&[("a", "read-shar > 50%")]),
        &["7: `read-shar` is no fact about state; did you mean `read-share`?"],
    );
    refused(&rows(&[("a", "owned")]), &["7: `owned` is no fact about state"]);
    refused(
        &rows(&[("a", "reads > 50%")]),
        &["7: `50%` does not fit `reads`; expected a rate such as `350rps` or `400000 per month`"],
    );
    refused(
        &rows(&[("a", "class = secret")]),
        &["7: `class` is never `secret`; it is one of `public`, `internal`, `confidential`, `restricted`"],
    );
    refused(
        &rows(&[("a", "class")]),
        &["7: `class` is `public`, `internal`, `confidential`, `restricted`: compare it with something"],
    );
    refused(&rows(&[("a", "class > public")]), &["7: `class` is a word: compare it with `=` or `!=`"]);
    refused(
        &rows(&[("a", "one-key = yes")]),
        &["7: `one-key` is yes or no: write `one-key` or `not one-key` without `=`"],
    );
    refused(&rows(&[("a", "not (one-key or")]), &["7: the condition ends too early"]);
    refused(&rows(&[("a", "(one-key")]), &["7: a `)` is missing"]);
    refused(
        &rows(&[("a", "one-key replayable")]),
        &["7: `replayable` is too much; join conditions with `and` or `or`"],
    );
    refused(&rows(&[("a", &"(".repeat(40))]), &["7: conditions are nested more than 32 deep"]);
    refused(
        &format!(
            "{TOP}rows:\n  - {{id: a, signal: s, when: one-key, choose: c, alternative: a, unless: u}}\n{DEFAULT}"
        ),
        &["7: `trade-off` is missing, or no text"],
    );
    refused(&rows(&[("a", "one-key"), ("a", "replayable")]), &["8: there is another row `a`"]);
    refused(&rows(&[]).replace("rows:", "rows: []"), &["6: the table has no `rows`"]);
    refused(&rows(&[("a", "one-key")]).replace(DEFAULT, ""), &["1: the table has no `default`"]);
    refused(
        &rows(&[("a", "one-key")]).replace("mode: first", "mode: last"),
        &["5: rows are read `first` or `every`, not `last`"],
    );
    refused(
        &rows(&[("a", "one-key")]).replace("topic", "name"),
        &[
            "1: `name` is none of `topic`, `title`, `serves`, `of`, `mode`, `rows`, `default`",
            "1: `topic` is missing, or no text",
        ],
    );
    refused(
        "- a\n",
        &[
            "1: a map is wanted, with `topic`, `title`, `serves`, `of`, `mode`, `rows`, `default`",
            "1: `of` is missing, or no text",
        ],
    );
}

#[test]
fn rows_that_can_never_answer_are_refused() {
    let never = "this row can never be the answer: the ones before it take every case";
    refused(&rows(&[("a", "reads > 10rps"), ("b", "reads >= 20rps")]), &[&format!("8: {never}")]);
    refused(&rows(&[("a", "one-key and not one-key")]), &[&format!("7: {never}")]);
    refused(
        &rows(&[("a", "one-key"), ("b", "not one-key and class = public"), ("c", "class = public")]),
        &[&format!("9: {never}")],
    );
    refused(
        &rows(&[("a", "one-key or reads < 5rps"), ("b", "reads >= 5rps")]),
        &["1: the `default` can never be the answer: the rows take every case"],
    );
    let every = |when: &str| rows(&[("a", when)]).replace("mode: first", "mode: every");
    refused(&every("class = public and class = internal"), &["7: this row can never hold"]);
    refused(&every("reads >= 0rps"), &["7: this row always holds, whatever the facts are"]);
}

#[test]
fn what_is_unknown_stays_open_unless_the_rest_decides() {
    let both = rows(&[("a", "one-key and class = public"), ("b", "class = internal")]);
    let model = |class: &str| {
        format!(
            "data: {{d: {{class: {class}}}}}\nstores: {{db: {{}}}}\nstate: {{s: {{home: db, data: [d]}}}}\n"
        )
    };
    let answer = |text: &str| {
        let table = read_table(FileId(0), &both).unwrap();
        Scene::of(text).with(&[], &[], |facts| answers(&decide(table, facts)))
    };
    assert_eq!(answer(&model("public")), "state/s: default; open: a\n");
    assert_eq!(answer(&model("internal")), "state/s: b\n");
    assert_eq!(answer(&model("restricted")), "state/s: default\n");
}

#[test]
fn a_change_names_the_values_that_lead_elsewhere() {
    let text = rows(&[("few", "writers < 2"), ("many", "writers >= 3 and writers != 5")]);
    let model =
        "services: {w: {}, v: {}}\nstores: {db: {}}\nstate: {s: {home: db, owner: w, writers: [v]}}\n";
    let table = read_table(FileId(0), &text).unwrap();
    let decision = Scene::of(model).with(&[], &[], |facts| decide(table, facts));
    let changes: Vec<String> = decision.judged[0]
        .changes
        .iter()
        .map(|change| format!("{} {} → {:?}", change.name, change.to, change.row))
        .collect();
    assert_eq!(
        changes,
        [
            "writers less than 2 → Some(0)",
            "writers from 3 but less than 5 → Some(1)",
            "writers more than 5 → Some(1)",
        ]
    );
    assert_eq!(decision.table.mode, Mode::First);
}

#[test]
fn an_acceptance_past_its_day_is_no_exception() {
    let model = |until: &str| {
        format!(
            "teams: {{t: {{}}}}\naccept: [{{rule: LL406, at: slos/o, reason: r, owner: t, until: {until}}}]\n\
             services: {{web: {{availability: 99.9%}}}}\njourneys: {{j: {{entry: web}}}}\n\
             slos: {{o: {{of: j, target: 99%, sli: {{availability: {{good: a, total: b}}}}}}}}\n"
        )
    };
    let answer = |until: &str| {
        Scene::of(&model(until)).with(&[], &[], |facts| answers(&decide(topic("budget"), facts)))
    };
    let day: Date = crate::scene::today();
    assert_eq!(answer(&day.to_string()), "slos/o: exception\n");
    assert!(answer("2026-11-19").starts_with("slos/o: default"), "{}", answer("2026-11-19"));
}
